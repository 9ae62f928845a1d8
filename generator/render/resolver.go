package render

import (
	"errors"
	"fmt"
	"io/fs"

	"rehearse/demo/diag"
	"rehearse/demo/flowfile"
	"rehearse/demo/player"
	"rehearse/demo/route"
	"rehearse/demo/walk"
	"rehearse/generator/markdown"
	"rehearse/generator/picture"
	"rehearse/generator/site"
)

// resolver answers what one article asks of the site, and notes what came of it.
type resolver struct {
	r    *Renderer
	page *site.Page
	uses []use
	// routes are those that the steps beside rehearsals tell, by the rehearsal's id.
	routes map[string]*route.Route
	// plain are the links that do not lead to pages with Markdown of their own.
	plain map[string]bool
	// asked are all destinations that the index was asked for, once each; answers
	// are what it said, and faults counts those that it could not resolve.
	asked   []string
	answers map[string]answer
	faults  int
	// err is the first failure to read something; it ends the build.
	err error
}

// use is what came of one thing that an article embeds, or asked about.
type use struct {
	// flows and pictures are the files that it is made of.
	flows, pictures []string
	// dest is how the article names it, id that of its element, and href where
	// programs find it. The same flow may be rehearsed in several sections.
	dest, id, href string
	// enlarges is true for a picture that leads to itself.
	enlarges bool
	// view is that of a rehearsal, shot that of a screenshot; else they are nil.
	view *player.View
	shot *Shot
	// stops are the article's steps, followed through a flow, and told the routes
	// that they tell, of the rehearsal with the id. A screenshot has the id of the
	// rehearsal whose route it shows.
	flow  string
	stops []walk.Stop
	told  []*route.Route
	// outcomes are the links of outcomes, problems what is wrong with them.
	outcomes []Outcome
	problems []diag.Problem
	// isPartial is true where something is left out because of a mistake.
	isPartial bool
}

// note remembers a use, and the first error. A file that was removed since the
// index was made is none: the next index will say so.
func (v *resolver) note(u use, err error) {
	v.uses = append(v.uses, u)
	if v.err == nil && !errors.Is(err, fs.ErrNotExist) {
		v.err = err
	}
}

// Link implements markdown.Resolver.
func (v *resolver) Link(dest string) (string, *diag.Problem) {
	target, fault := v.resolve(dest)
	if fault != nil {
		return "", fault
	}
	if flowfile.IsSource(target.File) {
		return "", &diag.Problem{
			Rule: "flow-link", Message: "a flow is a source and has no page of its own",
			Hint: "put the link alone in its paragraph to embed the rehearsal there",
		}
	}
	href := v.r.index.TargetHref(target)
	if target.Page == nil || target.Page.Implied {
		if v.plain == nil {
			v.plain = make(map[string]bool)
		}
		v.plain[href] = true
	}
	return href, nil
}

// Picture implements markdown.Resolver.
func (v *resolver) Picture(dest string, beside []markdown.Beside) (markdown.Picture, *diag.Problem) {
	u, shotFault, err := v.shot(dest, beside)
	v.note(u, err)
	isScreen := u.shot != nil
	target, s, fault, err := v.picture(dest, picture.Figure)
	u = use{}
	if target.File != "" {
		u.pictures = []string{target.File} // a bad one, too: the page hangs on it
	}
	if fault != nil || err != nil {
		v.note(u, err)
		return markdown.Picture{}, graver(shotFault, fault)
	}
	shown := figure(v.r.index, target, s)
	shown.IsScreen = isScreen
	u.dest, u.href, u.enlarges = dest, v.r.index.Href(target.URL), shown.Full != ""
	v.note(u, nil)
	return shown, shotFault
}

// graver returns which of two faults of a picture is to be reported: the first,
// unless it is a warning.
func graver(a, b *diag.Problem) *diag.Problem {
	if a == nil || a.Severity == diag.Warning {
		return b
	}
	return a
}

// picture resolves the destination of a picture and makes what a use of it
// needs.
func (v *resolver) picture(dest string, use picture.Use) (site.Target, shown, *diag.Problem, error) {
	target, fault := v.resolve(dest)
	if fault != nil {
		return target, shown{}, fault, nil
	}
	if target.File == "" || !picture.Is(target.File) {
		return target, shown{}, &diag.Problem{
			Rule: "picture-format", Message: fmt.Sprintf("%q is not a picture", diag.Shorten(dest, 200)),
			Hint: "PNG, JPEG, GIF, WebP and SVG are understood",
		}, nil
	}
	s, bad, err := v.r.pictures.show(target.File, use)
	if bad != nil {
		fault = &diag.Problem{Rule: bad.Rule, Message: bad.Message, Hint: bad.Hint}
	}
	return target, s, fault, err
}

// flow resolves the destination of a flow. The rehearsal is nil where there is
// none, and its flow where that has errors, which are reported in its file.
func (v *resolver) flow(dest string) (site.Target, *rehearsal, *diag.Problem, error) {
	target, fault := v.resolve(dest)
	if fault != nil {
		return target, nil, fault, nil
	}
	made, err := v.r.rehearsals.get(target.File)
	return target, made, nil, err
}

// answer is what the index said of a destination.
type answer struct {
	target site.Target
	fault  *diag.Problem
}

// MaxSuggestions is for how many broken links of a page the index looks for what
// was meant: for that it reads whole folders.
const MaxSuggestions = 100

// resolve finds what a destination on the page means.
func (v *resolver) resolve(dest string) (site.Target, *diag.Problem) {
	if a, ok := v.answers[dest]; ok {
		return a.target, a.fault
	}
	var a answer
	if a.target, a.fault = v.r.index.Resolve(v.page, dest, v.faults < MaxSuggestions); a.fault != nil {
		v.faults++
	}
	v.asked = append(v.asked, dest)
	if v.answers == nil {
		v.answers = make(map[string]answer)
	}
	v.answers[dest] = a
	return a.target, a.fault
}
