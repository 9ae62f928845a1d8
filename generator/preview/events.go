package preview

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// heartbeat keeps connections from being taken for dead, and finds out
	// which are.
	heartbeat = 20 * time.Second
	// writeTime is how long a page may take to accept an event.
	writeTime = 10 * time.Second
	// retry is how soon browsers come back after the server is gone.
	retry = 500 * time.Millisecond
)

// events streams news to an open page (HTML standard, server-sent events).
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	l := s.hub.join(s.hub.lastSeen(r), isLocal(r))
	if l == nil {
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	defer s.hub.leave(l)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	stream := eventStream{w, http.NewResponseController(w)}
	if stream.send("retry: %d\n%s", retry.Milliseconds(), s.hub.hello(isLocal(r))) != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		if stream.send("%s", s.hub.encode(s.hub.news(l))) != nil {
			return
		}
		select {
		case <-l.wake:
		case <-beat.C:
			if stream.send(":\n\n") != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// eventStream writes to a page that may be slow or dead.
type eventStream struct {
	w io.Writer
	c *http.ResponseController
}

func (s eventStream) send(format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if text == "" {
		return nil
	}
	if err := s.c.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	if _, err := io.WriteString(s.w, text); err != nil {
		return err
	}
	return s.c.Flush()
}

// What a page knows that has not seen a version of this run.
const (
	// justLoaded is a page that has only just been loaded: it looks once.
	justLoaded = -1
	// fromBefore is a page that was open before the server was started.
	fromBefore = -2
)

// lastSeen returns the version that a page says it knows, in the header of a
// browser that reconnects, or in the address.
func (h *hub) lastSeen(r *http.Request) int {
	id := r.Header.Get("Last-Event-ID")
	if id == "" {
		id = r.URL.Query().Get("after")
	}
	if id == "" {
		return justLoaded
	}
	boot, number, _ := strings.Cut(id, "-")
	version, err := strconv.Atoi(number)
	if boot != h.boot || err != nil || version < 0 {
		return fromBefore
	}
	return version
}

// hello begins a stream. The editor is for pages on the author's machine: it
// holds a path, and could not be opened from elsewhere.
func (h *hub) hello(local bool) string {
	editor := ""
	if local {
		editor = h.editor
	}
	return event("", "hello", map[string]string{"editor": editor})
}

// encode writes news as events. Their id names the run of the server, too.
func (h *hub) encode(n news) string {
	id := h.boot + "-" + strconv.Itoa(n.version)
	text := ""
	if n.site != nil {
		text += event(id, "site", n.site)
	}
	if n.problems != nil {
		text += event(id, "problems", n.problems)
	}
	return text
}

// event is one event; JSON has no line feeds that would end it.
func event(id, name string, data any) string {
	// Marshalling strings, numbers and lists of these cannot fail.
	text, _ := json.Marshal(data)
	if id != "" {
		id = "id: " + id + "\n"
	}
	return id + "event: " + name + "\ndata: " + string(text) + "\n\n"
}
