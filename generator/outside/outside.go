// Package outside asks whether the pages of other sites that a site links to are
// still there.
//
// It asks politely: one request at a time to a host, with a pause in between;
// HEAD first, and GET only where that fails; and what has answered is not
// asked again for a week. A server that does not want to be asked (401, 403, 429)
// is no failure. What may pass is told only when it has lasted for a day: that a
// name is unknown, a connection fails, or a server is at fault (500 and above).
package outside

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// hosts is how many are asked at the same time.
	hosts = 16
	// remembered is for how long an address that has answered is not asked again.
	remembered = 7 * 24 * time.Hour
	// lasting is for how long an address must have failed to be told.
	lasting = 24 * time.Hour
	// patience is for one request, its redirects included.
	patience = 20 * time.Second
)

// Checker asks for addresses. Its zero value works and remembers nothing.
type Checker struct {
	// Transport carries the requests; nil is [http.DefaultTransport].
	Transport http.RoundTripper
	// Pause is the time between two requests to one host.
	Pause time.Duration
	// Now is the time; zero is that of the clock.
	Now time.Time
	// Memory is the file that keeps what was found for the next time; empty for none.
	Memory string
	// Agent is what the checker calls itself.
	Agent string
}

// finding is what is known of an address.
type finding struct {
	// Answered is when it last did, Failed since when it does not; one of them is zero.
	Answered time.Time `json:"answered,omitzero"`
	Failed   time.Time `json:"failed,omitzero"`
	Reason   string    `json:"reason,omitempty"`
	// Gone says that the server itself has said that there is no such page.
	Gone bool `json:"gone,omitempty"`
}

// Dead returns those of the addresses that lead to nothing, with the reason in
// words: "answers 404 Not Found". The addresses begin with http:// or https://;
// what stands after # is not looked at. The error is that of ctx, once it has
// ended; a Memory that cannot be written is none.
func (c *Checker) Dead(ctx context.Context, addresses []string) (map[string]string, error) {
	now := c.Now
	if now.IsZero() {
		now = time.Now()
	}
	known := recall(c.Memory)
	byHost := make(map[string][]string)
	wanted := make(map[string]bool)
	for _, address := range addresses {
		key := withoutFragment(address)
		if wanted[key] {
			continue
		}
		wanted[key] = true
		if f := known[key]; f.Answered.IsZero() || now.Sub(f.Answered) > remembered {
			host := hostOf(key)
			byHost[host] = append(byHost[host], key)
		}
	}
	if err := c.ask(ctx, byHost, known, now); err != nil {
		return nil, err
	}
	for key := range known {
		if !wanted[key] {
			delete(known, key)
		}
	}
	dead := make(map[string]string)
	for _, address := range addresses {
		if f := known[withoutFragment(address)]; f.Gone || !f.Failed.IsZero() && now.Sub(f.Failed) >= lasting {
			dead[address] = f.Reason
		}
	}
	if c.Memory != "" {
		_ = keep(c.Memory, known) // or else all are asked again the next time
	}
	return dead, nil
}

// ask asks for the addresses of all hosts, and enters what it finds into known.
func (c *Checker) ask(ctx context.Context, byHost map[string][]string, known map[string]finding, now time.Time) error {
	client := &http.Client{Transport: cmp.Or[http.RoundTripper](c.Transport, http.DefaultTransport), Timeout: patience}
	defer client.CloseIdleConnections()
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(hosts)
	for _, list := range byHost {
		group.Go(func() error {
			for i, address := range list {
				if i > 0 {
					if err := rest(ctx, c.Pause); err != nil {
						return err
					}
				}
				f := c.find(ctx, client, address)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				mu.Lock()
				known[address] = since(known[address], f, now)
				mu.Unlock()
			}
			return nil
		})
	}
	return group.Wait()
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// since dates what was found. What fails again has failed since it first did.
func since(before, f finding, now time.Time) finding {
	switch {
	case f.Reason == "":
		f.Answered = now
	case before.Failed.IsZero():
		f.Failed = now
	default:
		f.Failed = before.Failed
	}
	return f
}

// find asks for one address.
func (c *Checker) find(ctx context.Context, client *http.Client, address string) finding {
	status, err := c.status(ctx, client, http.MethodHead, address)
	if err != nil && !isSlow(err) || err == nil && status >= 400 && !isReserved(status) {
		status, err = c.status(ctx, client, http.MethodGet, address) // many know no HEAD
	}
	switch {
	case err != nil:
		return finding{Reason: "cannot be reached: " + plain(err)}
	case status < 400 || isReserved(status):
		return finding{}
	}
	gone := status == http.StatusNotFound || status == http.StatusGone
	return finding{Reason: strings.TrimSpace(fmt.Sprintf("answers %d %s", status, http.StatusText(status))), Gone: gone}
}

// isReserved reports whether a server answers, but not to everybody.
func isReserved(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden, http.StatusProxyAuthRequired,
		http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons:
		return true
	}
	return status >= 600 // numbers of a server's own, by which some turn programs away
}

func (c *Checker) status(ctx context.Context, client *http.Client, method, address string) (int, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("User-Agent", cmp.Or(c.Agent, "Rehearse"))
	request.Header.Set("Accept", "text/html,*/*")
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, 4<<10) // so that the connection may serve again
	return response.StatusCode, nil
}

// isSlow reports whether an error is that of a server that took too long.
func isSlow(err error) bool {
	var wrapped *url.Error
	return errors.As(err, &wrapped) && wrapped.Timeout()
}

// plain returns an error without the request that it repeats.
func plain(err error) string {
	if isSlow(err) {
		return fmt.Sprintf("no answer within %v", patience)
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err.Error()
	}
	return err.Error()
}

func withoutFragment(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// recall returns what was found at other times; a file that is missing or
// damaged says nothing.
func recall(file string) map[string]finding {
	known := make(map[string]finding)
	if data, err := os.ReadFile(file); err == nil && json.Unmarshal(data, &known) != nil {
		return make(map[string]finding)
	}
	return known
}

// keep writes what was found. The file is replaced as a whole, so that two checks
// at the same time leave that of one of them.
func keep(file string, known map[string]finding) error {
	data, err := json.MarshalIndent(known, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), "links-*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(data)
	if err = errors.Join(err, temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err != nil {
		_ = os.Remove(temporary.Name())
	}
	return err
}
