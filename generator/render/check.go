package render

import (
	"errors"
	"fmt"
	"io/fs"

	"rehearse/demo/diag"
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

// checkPictures reports pictures that no page shows and that cannot be
// published, because they would be all the same; photographs that would tell
// more than they show; and what was left out of drawings to make them harmless.
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

// checkPrivate reports photographs that lie beside pages in a form in which they
// say more than they show.
func checkPrivate(x *site.Index) []diag.Problem {
	var problems []diag.Problem
	for _, resource := range x.AllResources() {
		if fault := picture.Private(resource.File); fault != nil {
			problems = append(problems, unshown(resource.File, fault))
		}
	}
	return problems
}

// unshown places the fault of a picture that no page shows in the picture itself.
func unshown(file string, fault *diag.Problem) diag.Problem {
	p := *fault
	p.File, p.Line, p.Col = file, 1, 1
	return p
}
