package render

import (
	"errors"
	"fmt"
	"io/fs"

	"rehearse/demo/diag"
	"rehearse/demo/flowfile"
	"rehearse/generator/markdown"
	"rehearse/generator/picture"
	"rehearse/generator/site"
)

// resolver answers what one article asks of the site.
type resolver struct {
	*Renderer
	page *site.Page
	// flows and pictures are the files that the article embeds.
	flows, pictures []string
	// enlarges is true where a picture leads to itself.
	enlarges bool
	// files are the pages that the article's rehearsals have to themselves.
	files []File
	// shots are the screenshots that the article shows, callouts the controls
	// that its steps name, in their order, by flow file and screen.
	shots    []Shot
	callouts map[string]map[string][]string
	// outcomes are the links of the rehearsals' outcomes, problems what is wrong
	// with those in their flows.
	outcomes []Outcome
	problems []diag.Problem
	// addresses are where programs find the pictures and flows that the article
	// embeds; twinless are the links that do not lead to
	// pages with Markdown of their own.
	addresses map[embedded]string
	twinless  map[string]bool
	// asked are all destinations that the index was asked for, once each; answers
	// are what it said, and faults counts those that it could not resolve.
	asked   []string
	answers map[string]answer
	faults  int
	// partial is true where a rehearsal is left out.
	partial bool
	// err is the first failure to read something; it ends the build.
	err error
}

// Link implements markdown.Resolver.
func (v *resolver) Link(dest string) (string, *diag.Problem) {
	target, fault := v.resolve(v.page, dest)
	if fault != nil {
		return "", fault
	}
	if flowfile.IsSource(target.File) {
		return "", &diag.Problem{
			Rule: "flow-link", Message: "a flow is a source and has no page of its own",
			Hint: "put the link alone in its paragraph to embed the rehearsal there",
		}
	}
	href := v.index.TargetHref(target)
	if target.Page == nil || target.Page.Implied {
		if v.twinless == nil {
			v.twinless = make(map[string]bool)
		}
		v.twinless[href] = true
	}
	return href, nil
}

// embedded is one use of a file in an article. The same flow may be rehearsed in
// several sections, where each rehearsal has an id, and a page, of its own.
type embedded struct{ dest, id string }

// locate notes where an embedded file is published.
func (v *resolver) locate(dest, id, href string) {
	if v.addresses == nil {
		v.addresses = make(map[embedded]string)
	}
	v.addresses[embedded{dest, id}] = absolute(v.index, href)
}

// Picture implements markdown.Resolver.
func (v *resolver) Picture(dest string) (markdown.Picture, *diag.Problem) {
	shotFault := v.shot(dest)
	target, s, fault := v.findPicture(v.page, dest, picture.Figure)
	if target.File != "" {
		v.pictures = append(v.pictures, target.File) // a bad one, too: the page hangs on it
	}
	if fault != nil || v.err != nil {
		return markdown.Picture{}, graver(shotFault, fault)
	}
	v.locate(dest, "", v.index.Href(target.URL))
	figure := figure(v.index, target, s)
	v.enlarges = v.enlarges || figure.Full != ""
	return figure, shotFault
}

// graver returns which of two faults of a picture is to be told: the first,
// unless it is a warning.
func graver(a, b *diag.Problem) *diag.Problem {
	if a == nil || a.Severity == diag.Warning {
		return b
	}
	return a
}

// findPicture resolves the destination of a picture and makes what a use of it
// needs.
func (v *resolver) findPicture(page *site.Page, dest string, use picture.Use) (site.Target, shown, *diag.Problem) {
	target, fault := v.resolve(page, dest)
	if fault != nil {
		return target, shown{}, fault
	}
	if target.File == "" || !picture.Is(target.File) {
		return target, shown{}, &diag.Problem{
			Rule: "picture-format", Message: fmt.Sprintf("%q is not a picture", diag.Shorten(dest, 200)),
			Hint: "PNG, JPEG, GIF, WebP and SVG are understood",
		}
	}
	s, bad, err := v.Renderer.pictures.show(target.File, use)
	if err != nil {
		v.fail(err)
	}
	if bad != nil {
		return target, s, &diag.Problem{Rule: bad.Rule, Message: bad.Message, Hint: bad.Hint}
	}
	return target, s, nil
}

// Rehearsal implements markdown.Resolver. The text of the link is what other
// viewers show; the storyboard has the flow's own title.
func (v *resolver) Rehearsal(dest, _, id string) ([]byte, *diag.Problem) {
	target, fault := v.resolve(v.page, dest)
	if fault != nil {
		return nil, fault
	}
	made, err := v.rehearsals.get(target.File)
	if err != nil {
		v.fail(err)
		return nil, nil
	}
	v.flows = append(v.flows, made.sources.files()...)
	if made.flow == nil {
		v.partial = true
		return nil, nil // what is wrong is told once, in the flow file itself
	}
	v.locate(dest, id, v.index.Href(aloneURL(v.page, id)))
	html, err := v.storyboard(made, id)
	if err != nil {
		v.fail(err)
	}
	return html, nil
}

// fail keeps the first error. A file that was removed since the index was made
// is no failure: the next index will say so.
func (v *resolver) fail(err error) {
	if v.err == nil && !errors.Is(err, fs.ErrNotExist) {
		v.err = err
	}
}

// answer is what the index said of a destination.
type answer struct {
	target site.Target
	fault  *diag.Problem
}

// MaxSuggestions is for how many broken links of a page the index looks for what
// was meant: for that it reads whole folders.
const MaxSuggestions = 100

// resolve finds what a destination on the resolver's page means.
func (v *resolver) resolve(page *site.Page, dest string) (site.Target, *diag.Problem) {
	if a, ok := v.answers[dest]; ok {
		return a.target, a.fault
	}
	var a answer
	if a.target, a.fault = v.index.Resolve(page, dest, v.faults < MaxSuggestions); a.fault != nil {
		v.faults++
	}
	v.asked = append(v.asked, dest)
	if v.answers == nil {
		v.answers = make(map[string]answer)
	}
	v.answers[dest] = a
	return a.target, a.fault
}
