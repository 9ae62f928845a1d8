package render

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/language"
	"rehearse/demo/player"
	"rehearse/generator/markdown"
)

// Screen implements markdown.Resolver: a screen of a flow, live in the text.
func (v *resolver) Screen(dest, alt, id string, beside []markdown.Beside) ([]byte, *diag.Problem) {
	target, made, fault, err := v.flow(dest)
	if made == nil || made.flow == nil {
		v.note(unusable(made), err)
		return nil, fault
	}
	name := strings.TrimPrefix(target.Fragment, "#")
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	screen := screenOf(made.flow, name)
	if screen == nil {
		v.note(use{flows: made.sources.files()}, nil)
		return nil, unknownScreen(made.flow, name)
	}
	led, _ := v.passing(made, target.File, screen, beside)
	u := v.outcomes([]*flow.Screen{screen})
	u.flows = made.sources.files()
	u.dest, u.id, u.href = dest, id, v.r.index.Href(v.page.URL)+"#"+url.PathEscape(id)
	view := player.View{
		Flow: made.flow, Route: led, Lang: language.Tag(v.page.Lang), ID: id, HeadingLevel: 2, Links: hrefs(u.outcomes),
	}
	var b bytes.Buffer
	err = player.Still(view, screen, alt).Render(context.Background(), &b)
	v.note(u, err)
	return b.Bytes(), nil
}

// screenOf returns the screen with an id, or nil.
func screenOf(f *flow.Flow, id string) *flow.Screen {
	for _, s := range f.Screens {
		if s.ID == id {
			return s
		}
	}
	return nil
}

func unknownScreen(f *flow.Flow, id string) *diag.Problem {
	ids := make([]string, len(f.Screens))
	for i, s := range f.Screens {
		ids[i] = s.ID
	}
	message := fmt.Sprintf("the flow %s has no screen %q", f.Name, id)
	if id == "" {
		message = fmt.Sprintf("this does not say which screen of the flow %s it shows", f.Name)
	}
	return &diag.Problem{
		Rule: ruleUnknownScreen, Message: message, Hint: diag.DidYouMean(id, ids, "it has: "+strings.Join(ids, ", ")),
	}
}
