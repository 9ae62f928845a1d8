package flowfile

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"rehearse/demo/flow"
	"rehearse/demo/source"
)

// maxScreens is how many screens a flow may have.
const maxScreens = 400

// screenDraft is a screen of which only that was read which says nothing of
// other things.
type screenDraft struct {
	*object
	screen *flow.Screen
	fields []draft
}

func (r *reader) declareScreens(e source.Entry, root *object) {
	list, ok := r.items(e.Value, `"screens"`)
	if len(list) == 0 && ok {
		root.lacks("screens")
	}
	for i, e := range r.named(e.Value, `"screens"`, "screen") {
		if i == maxScreens {
			r.tooMany(r.pos(e.Key), "screens", strconv.Itoa(len(list)), maxScreens)
			return
		}
		if !r.isFull() {
			r.drafts = append(r.drafts, r.declareScreen(e))
		}
	}
}

func (r *reader) declareScreen(e source.Entry) screenDraft {
	s := &flow.Screen{Index: len(r.flow.Screens), ID: e.Name, Pos: r.pos(e.Key)}
	r.flow.Screens = append(r.flow.Screens, s)
	r.screens[s.ID] = s
	o := r.object(e.Value, e.Key, "screen "+s.ID, screenKeys[:]...)
	whole := r.files.merged(e, o)
	r.doubtful[s] = !whole
	s.Title, s.Text = read(o, "title", o.text), read(o, "text", o.text)
	s.Outcome = read(o, "outcome", oneOf(o.document, flow.None, flow.Success, flow.DeadEnd, flow.Elsewhere))
	if link := o.get("link"); link.Value != nil {
		s.Link, s.LinkPos = read(o, "link", o.link), r.pos(link.Value)
	} else if s.Outcome == flow.Elsewhere {
		r.Report(e.Key, "missing", `an outcome that is a link needs "link"`, "add a line: link: …")
	}
	if s.Title.IsZero() && (s.Outcome != flow.None || o.has("over")) {
		s.Title, s.Text = s.Text, flow.Text{}
	}
	if s.Title.IsZero() && whole {
		o.lacks("title")
	}
	d := screenDraft{object: o, screen: s}
	for _, f := range r.named(o.get("fields").Value, "fields of "+o.what, "field") {
		if !r.isFull() {
			d.fields = append(d.fields, r.declareField(s, f)...)
		}
	}
	return d
}

// link reads where an outcome leads: within the article, the site, or to an
// https address. Other schemes could run a script.
func (d *document) link(e source.Entry) (string, bool) {
	s, ok := d.word(e)
	if s == "" || isHTTPS(s) {
		return s, ok
	}
	u, err := url.Parse(s)
	if err == nil && u.Scheme == "" && u.Host == "" && !strings.HasPrefix(s, "/") && !strings.Contains(s, "\\") {
		return s, true
	}
	d.Report(e.Value, "bad-address", fmt.Sprintf("%q is no address for a link", short(s)),
		"write #heading, a relative path, or an address that begins with https://")
	return "", false
}

func isHTTPS(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// resolveFields reads what fields say of other things.
func (r *reader) resolveFields() {
	for _, screen := range r.drafts {
		for _, d := range screen.fields {
			if r.isFull() {
				return
			}
			r.checks(d)
			r.sample(d)
			r.doubtful[d.field] = !d.sound
		}
	}
	r.flow.DeriveSamples()
}

// resolveScreens reads what screens say of other things, and reports whether
// nothing is wrong with that.
func (r *reader) resolveScreens() bool {
	ok := true
	for _, d := range r.drafts {
		starts, good := r.timersIn(d.get("starts"))
		over, known := r.screen(d.get("over"))
		d.screen.Starts, d.screen.Over = starts, over
		ok = ok && good && known
	}
	for _, d := range r.drafts {
		ok = r.buttons(d.screen, nil, d.get("buttons")) && ok
	}
	return ok
}
