package flow

import (
	"fmt"
	"net/url"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// screenDraft is a screen with what the second pass reads.
type screenDraft struct {
	screen  *Screen
	keys    keys
	fields  []fieldDraft
	buttons *yaml.Node
}

// screenKeys is what may be said of a screen.
var screenKeys = [...]string{"use", "screen", "title", "text", "over", "starts", "fields", "buttons", "outcome", "link"}

// fieldDraft is a field with what the second pass reads.
type fieldDraft struct {
	field *Field
	node  *yaml.Node
	keys  keys
}

func (p *parser) declareScreens(e source.Entry, root *yaml.Node) {
	before := len(p.y.Problems)
	entries := p.y.Entries(e.Value, `"screens"`)
	if len(entries) == 0 && len(p.y.Problems) == before {
		p.missing(root, "a flow", "screens")
	}
	for _, e := range entries {
		if p.full() || !p.name(e, "screen") {
			continue
		}
		if len(p.flow.Screens) == maxScreens {
			p.y.Report(e.Key, "too-big", fmt.Sprintf("a flow may have %d screens", maxScreens), "make several flows of it")
			return
		}
		p.declareScreen(e)
	}
}

func (p *parser) declareScreen(e source.Entry) {
	s := &Screen{Index: len(p.flow.Screens), ID: e.Name, Pos: p.pos(e.Key)}
	p.flow.Screens = append(p.flow.Screens, s)
	p.screens[s.ID] = s
	p.screenNames = append(p.screenNames, s.ID)
	what := "screen " + s.ID
	keys, ok := p.merged(e, p.mapping(e.Value, what, screenKeys[:]...))
	if !ok {
		p.unread[s] = true
	}
	s.Title, s.Text = p.text(keys.get("title")), p.text(keys.get("text"))
	s.Outcome = p.outcome(keys.get("outcome"))
	if link := keys.get("link"); link.Value != nil {
		s.Link, s.LinkPos = p.link(link), p.pos(link.Value)
	}
	if s.Outcome == Elsewhere && keys.get("link").Value == nil {
		p.missing(e.Key, "an outcome that is a link", "link")
	}
	if s.Title.IsZero() && (s.Outcome != None || keys.get("over").Value != nil) {
		s.Title, s.Text = s.Text, Text{}
	}
	if s.Title.IsZero() && ok {
		p.missing(e.Key, what, "title")
	}
	draft := screenDraft{screen: s, keys: keys, buttons: keys.get("buttons").Value}
	for _, f := range p.y.Entries(keys.get("fields").Value, "fields of "+what) {
		if p.full() || !p.name(f, "field") {
			continue
		}
		draft.fields = append(draft.fields, p.declareField(s, f)...)
	}
	p.drafts = append(p.drafts, draft)
}

// resolveScreens reads what screens say of other things.
func (p *parser) resolveScreens() {
	for _, d := range p.drafts {
		d.screen.Starts = p.timerList(d.keys.get("starts"))
		over := d.keys.get("over")
		name := p.y.String(over)
		if name == "" {
			continue
		}
		if d.screen.Over = p.screens[name]; d.screen.Over == nil {
			p.unknown(over.Value, "screen", name, p.screenNames)
		}
	}
}

func (p *parser) outcome(e source.Entry) Outcome {
	names := outcomeNames[1:]
	return Outcome(1 + p.oneOf(e, names, -1))
}

// link reads where an outcome leads: within the article, the site, or to an
// https address. Other schemes could run a script.
func (p *parser) link(e source.Entry) string {
	s := p.y.String(e)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil:
		return s
	case err == nil && u.Scheme == "" && u.Host == "" && !strings.HasPrefix(s, "/") && !strings.Contains(s, "\\"):
		return s
	}
	p.y.Report(e.Value, "bad-address", fmt.Sprintf("%q is no address for a link", short(s)),
		"write #heading, a relative path, or an address that begins with https://")
	return ""
}

func (p *parser) resolveStart(e source.Entry, root *yaml.Node) {
	name := p.y.String(e)
	if name == "" {
		p.missing(root, "a flow", "start")
		return
	}
	if len(p.screenNames) == 0 && len(p.y.Problems) > 0 {
		return // that there are none is what is wrong
	}
	if p.flow.Start = p.screens[name]; p.flow.Start == nil {
		p.unknown(e.Value, "screen", name, p.screenNames)
	}
}
