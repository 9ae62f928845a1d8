package render

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/a-h/templ"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
	"rehearse/demo/flow"
	"rehearse/demo/source"
	"rehearse/generator/address"
	"rehearse/generator/markdown"
	"rehearse/generator/site"
)

// content is a page's own text, converted, and all that was found on the way.
type content struct {
	page *site.Page
	markdown.Document
	// text is the file, and its Markdown begins at body; nil where the page has
	// no text of its own, or none that can be read.
	text []byte
	body int
	// uses are what the text embeds, and last the cover.
	uses  []use
	cover cover
	// asked are the destinations that the index was asked for, plain the links
	// that do not lead to pages with Markdown of their own.
	asked    []string
	plain    map[string]bool
	problems []diag.Problem
	// sketch, parts and kept are as in Rendered.
	sketch address.Sketch
	parts  []address.Anchor
	kept   []address.Kept
	// isPartial is true where a mistake keeps part of the text from being shown.
	isPartial bool
	// component is the page around the text.
	component templ.Component
}

// Page returns the target that makes a page of the index, its Markdown, and the
// pages of its rehearsals.
func (r *Renderer) Page(p *site.Page) Target {
	return rendered(func() (Rendered, error) { return r.page(p) })
}

func (r *Renderer) page(p *site.Page) (Rendered, error) {
	c, err := r.convert(p)
	if err != nil {
		return Rendered{}, err
	}
	if err := c.remember(r); err != nil {
		return Rendered{}, err
	}
	found := c.found()
	switch p.Kind {
	case site.Home:
		c.component = r.home(&c)
	case site.Section:
		c.component = r.section(&c)
	default:
		c.component = r.article(&c)
		found.Search = searchDocument(r.index, &c)
	}
	for _, o := range r.outputs {
		if o.part == nil || !o.isMade(r.index, p) {
			continue
		}
		files, err := o.part(r, &c)
		if err != nil {
			return Rendered{}, err
		}
		found.Files = append(found.Files, files...)
	}
	return found, nil
}

// convert reads and converts the text of a page; a page that is implied has
// none.
func (r *Renderer) convert(p *site.Page) (content, error) {
	c := content{page: p}
	if p.Implied {
		return c, nil
	}
	raw, err := source.ReadFile(r.fsys, p.File, site.MaxArticle)
	if errors.Is(err, fs.ErrPermission) {
		c.isPartial = true
		return c, nil // the index has reported it
	}
	if err != nil {
		return c, err
	}
	text, problem, ok := source.Text(p.File, raw)
	if !ok {
		c.isPartial, c.problems = true, []diag.Problem{problem}
		return c, nil
	}
	c.text, c.body = text, site.Body(text)
	v := &resolver{r: r, page: p}
	c.Document, c.problems = r.converter.Convert(markdown.Source{
		File: p.File, Text: text, Body: c.body, Title: p.Title, Lang: p.Lang, Facts: r.index.Facts(), Covered: p.Cover != "",
	}, v)
	c.cover = v.cover()
	c.uses, c.asked, c.plain, c.isPartial = v.uses, v.asked, v.plain, c.Truncated
	for _, u := range c.uses {
		c.problems = append(c.problems, u.problems...)
		c.isPartial = c.isPartial || u.isPartial
	}
	return c, v.err
}

// found is what the rest of the site must know of a page.
func (c *content) found() Rendered {
	found := Rendered{
		File: c.page.File, Lang: c.page.Lang, Partial: c.isPartial, Problems: c.problems,
		Anchors: c.Anchors, Links: c.Links, Asked: c.asked,
		Sketch: c.sketch, Parts: c.parts, Kept: c.kept,
	}
	if len(c.Facts) > 0 {
		found.Flows = append(found.Flows, fact.File)
	}
	for _, link := range c.Outside {
		found.Outside = append(found.Outside, Outside{link.Href, flow.Pos{File: c.page.File, Line: link.Line, Col: link.Col}})
	}
	for _, u := range c.uses {
		if u.view != nil {
			found.Outside = append(found.Outside, outsideOf(u.view.Flow)...)
		}
		found.Flows = append(found.Flows, u.flows...)
		found.Pictures = append(found.Pictures, u.pictures...)
		found.Outcomes = append(found.Outcomes, u.outcomes...)
		found.Led = append(found.Led, u.led()...)
	}
	return found
}

// outsideOf returns the links of a flow to other sites.
func outsideOf(f *flow.Flow) []Outside {
	var links []Outside
	if f.Official != "" {
		links = append(links, Outside{f.Official, f.OfficialPos})
	}
	for _, s := range f.Screens {
		if strings.HasPrefix(s.Link, "https://") {
			links = append(links, Outside{s.Link, s.LinkPos})
		}
	}
	return links
}

// htmlFile is the page itself.
func htmlFile(_ *Renderer, c *content) ([]File, error) {
	var b bytes.Buffer
	b.Grow(len(c.HTML) + 16<<10)
	err := c.component.Render(context.Background(), &b)
	return []File{{Path: FilePath(c.page.URL), Data: b.Bytes()}}, err
}
