package render

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/language"
	"rehearse/demo/player"
)

// Rehearsal implements markdown.Resolver. The text of the link is what other
// viewers show; the storyboard has the flow's own title.
func (v *resolver) Rehearsal(dest, _, id string) ([]byte, *diag.Problem) {
	target, made, fault, err := v.flow(dest)
	if made == nil || made.flow == nil {
		v.note(unusable(made), err)
		return nil, fault
	}
	led, unknown := v.routeOf(made, target, id)
	u := v.outcomes(made.flow.Screens)
	u.flows = made.sources.files()
	u.dest, u.id, u.href = dest, id, v.r.index.Href(standaloneURL(v.page, id))
	u.view = &player.View{
		Flow:         made.flow,
		Route:        led,
		Lang:         language.Tag(v.page.Lang),
		ID:           id,
		Module:       v.r.index.Href("/" + made.module.Path),
		Script:       v.r.assets.player,
		Style:        v.r.assets.playStyle,
		Help:         v.r.assets.help,
		Values:       v.r.assets.values,
		Alone:        u.href,
		Card:         v.r.assets.card,
		HeadingLevel: 3,
		Links:        hrefs(u.outcomes),
	}
	var b bytes.Buffer
	err = player.Storyboard(*u.view).Render(context.Background(), &b)
	v.note(u, err)
	return b.Bytes(), unknown
}

// unusable is the use of a flow with errors, which are reported once, in its own
// file; made is nil where there is no flow at all.
func unusable(made *rehearsal) use {
	if made == nil {
		return use{}
	}
	return use{flows: made.sources.files(), isPartial: true}
}

// Outcome is a link of an outcome, as seen from a page that embeds its flow.
type Outcome struct {
	Screen *flow.Screen
	Href   string
}

// outcomes resolves where the outcomes among these screens of a flow send the
// reader, as seen from the page that shows them. What is wrong with a link is
// reported where it is written: in the flow, which its translations share.
func (v *resolver) outcomes(screens []*flow.Screen) (u use) {
	for _, screen := range screens {
		switch {
		case screen.Link == "" || strings.HasPrefix(screen.Link, "https://"):
		case strings.HasPrefix(screen.Link, "#"):
			u.outcomes = append(u.outcomes, Outcome{screen, screen.Link})
		default:
			target, fault := v.resolve(screen.Link)
			if fault == nil {
				u.outcomes = append(u.outcomes, Outcome{screen, v.r.index.TargetHref(target)})
				continue
			}
			u.isPartial = true
			if fault.File == "" {
				u.problems = append(u.problems, screen.LinkPos.Problem(fault.Severity, fault.Rule,
					fmt.Sprintf("the outcome %s, seen from %s: %s", screen.ID, v.page.File, fault.Message), fault.Hint))
			}
		}
	}
	return u
}

// hrefs are what the links of outcomes to other pages lead to, by how they are
// written.
func hrefs(outcomes []Outcome) map[string]string {
	links := make(map[string]string)
	for _, o := range outcomes {
		if !strings.HasPrefix(o.Screen.Link, "#") {
			links[o.Screen.Link] = o.Href
		}
	}
	return links
}
