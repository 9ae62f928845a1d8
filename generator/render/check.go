package render

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/source"
	"rehearse/generator/picture"
	"rehearse/generator/site"
)

// Check returns what is wrong with flows, pictures and the theme, beyond what
// [Rendered.Problems] of pages say: flows that no page embeds, pictures that
// none shows, colours that are hard to read. The files that pages embed and show
// are given.
func (r *Renderer) Check(embedded, shown map[string]bool) ([]diag.Problem, error) {
	problems, err := r.checkFlows(embedded)
	if err != nil {
		return nil, err
	}
	pictures, err := r.checkPictures(shown)
	if err != nil {
		return nil, err
	}
	return append(append(problems, pictures...), checkTheme(r.index)...), nil
}

// checkPictures reports pictures that cannot be published, also where no page
// shows them; photographs that would reveal more than they show; and what was
// left out of drawings to make them harmless.
func (r *Renderer) checkPictures(shown map[string]bool) ([]diag.Problem, error) {
	problems := checkPrivate(r.index)
	for _, file := range pictureFiles(r.index) {
		dropped, fault, err := r.pictures.check(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if fault != nil && !shown[file] {
			problems = append(problems, unshown(file, fault))
		}
		for _, d := range dropped {
			problems = append(problems, diag.Problem{
				File: file, Line: d.Line, Col: d.Col, Severity: diag.Warning, Rule: "picture-cleaned",
				Message: fmt.Sprintf("%s is left out of this drawing: it could run code or load something", d.What),
				Hint:    "if something is missing now, export it as a plain SVG, or as PNG",
			})
		}
	}
	return problems, nil
}

// checkPrivate reports photographs in formats that reveal more than they show.
func checkPrivate(x *site.Index) []diag.Problem {
	var problems []diag.Problem
	for _, resource := range x.AllResources() {
		if fault := picture.Private(resource.File); fault != nil {
			problems = append(problems, unshown(resource.File, fault))
		}
	}
	return problems
}

// unshown reports the fault of a picture that no page shows in the picture
// itself.
func unshown(file string, fault *diag.Problem) diag.Problem {
	p := *fault
	p.File, p.Line, p.Col = file, 1, 1
	return p
}

// pictureFiles lists the pictures beside pages, in the order of their files.
func pictureFiles(x *site.Index) []string {
	var files []string
	for _, resource := range x.AllResources() {
		if picture.Is(resource.File) {
			files = append(files, resource.File)
		}
	}
	return files
}

// checkFlows parses every flow of the site, embedded or not, and warns of
// those that no article embeds, and of personas and shared screens that no flow
// uses: a typing mistake in a name would otherwise make them vanish silently.
func (r *Renderer) checkFlows(embedded map[string]bool) ([]diag.Problem, error) {
	var problems []diag.Problem
	used := make(map[string]bool)
	for _, file := range flowFiles(r.index) {
		made, err := r.rehearsals.get(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		problems = append(problems, made.problems...)
		problems = append(problems, dueFlow(r.index, made.flow)...)
		for _, source := range made.sources.files() {
			used[source] = true
		}
		if !embedded[file] {
			problems = append(problems, diag.Problem{
				File: file, Line: 1, Col: 1, Severity: diag.Warning, Rule: "unused-flow",
				Message: "no article embeds this flow",
				Hint:    "put a link to it alone in a paragraph: [name](" + path.Base(file) + ")",
			})
		}
	}
	return append(problems, unusedSources(r.index, used)...), nil
}

// dueFlow reports a flow that has to be compared with the real service again, as often
// as the page that it lies beside.
func dueFlow(x *site.Index, f *flow.Flow) []diag.Problem {
	if f == nil || f.Verified == "" {
		return nil
	}
	checked, err := source.ParseTime(f.Verified, x.Site.Zone)
	if err != nil {
		return nil // it is a day of the calendar, or it would have been reported
	}
	found := site.ReviewProblem(x, x.Owner(f.File), "this flow", checked)
	if found == nil {
		return nil
	}
	at := f.VerifiedPos.Problem(found.Severity, found.Rule, found.Message, found.Hint)
	return []diag.Problem{at}
}

// unusedSources warns of files for flows that no flow uses.
func unusedSources(x *site.Index, used map[string]bool) []diag.Problem {
	var problems []diag.Problem
	for _, resource := range x.AllResources() {
		if flowfile.IsSource(resource.File) && !used[resource.File] {
			problems = append(problems, diag.Problem{
				File: resource.File, Line: 1, Col: 1, Severity: diag.Warning, Rule: "unused-source",
				Message: "no flow uses this file",
				Hint:    "name it in one: a persona by persona: its name, a screen by use: " + path.Base(resource.File),
			})
		}
	}
	return problems
}

// flowFiles lists the flow files of the content folder, sorted.
func flowFiles(x *site.Index) []string {
	var files []string
	for _, resource := range x.AllResources() {
		if strings.HasSuffix(resource.File, source.FlowSuffix) {
			files = append(files, resource.File)
		}
	}
	return files
}
