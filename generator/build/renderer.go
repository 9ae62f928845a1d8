package build

import (
	"io/fs"
	"iter"
	"time"

	"rehearse/demo/diag"
	"rehearse/generator/markdown"
	"rehearse/generator/search"
	"rehearse/generator/site"
	"rehearse/templates"
)

// Renderer makes pages. What it makes of a target depends on the index and on
// the target's own source, and on nothing else; so it may be used by several
// goroutines, in any order, and for a single page as well as for all.
type Renderer struct {
	index      *site.Index
	fsys       fs.FS
	converter  *markdown.Converter
	rehearsals *rehearsals
	pictures   *pictures
	assets     *assets
	frames     map[string]*frame
	version    string
}

// NewRenderer returns a renderer for an index of the content in fsys.
func NewRenderer(fsys fs.FS, index *site.Index, version string) (*Renderer, error) {
	assets, err := bundleAssets(index)
	if err != nil {
		return nil, err
	}
	r := &Renderer{
		index:      index,
		fsys:       fsys,
		converter:  markdown.New(markdown.Options{RawHTML: index.Site.RawHTML}),
		rehearsals: newRehearsals(fsys),
		pictures:   newPictures(fsys),
		assets:     assets,
		frames:     make(map[string]*frame),
		version:    version,
	}
	for _, l := range index.Site.Languages {
		r.frames[l.Code] = r.newFrame(l)
	}
	return r, nil
}

// File is one file of the site. Path is below the output folder, unescaped.
type File struct {
	Path string
	Data []byte
}

// Rendered is what a target amounts to: its files, and what the rest of the
// site must know of it.
type Rendered struct {
	Files []File
	// URL is the page's, for whose sake the anchors are.
	URL string
	// Anchors are what links may point to, Links what the page points to.
	Anchors []string
	Links   []markdown.Link
	// File is the source, for the problems of Links, and Lang its language.
	File, Lang string
	// Flows and Pictures are the files that the page embeds.
	Flows, Pictures []string
	// Search is nil for pages that are not searched.
	Search   *search.Document
	Problems []diag.Problem
}

// Target is something that is rendered in one go.
type Target struct {
	render func() (Rendered, error)
}

// Render makes the target's files.
func (t Target) Render() (Rendered, error) { return t.render() }

// Targets yields every page of the site: articles, lists, homes, terms,
// redirects, pages for wrong addresses. What surrounds the pages (feeds,
// sitemap, assets, search) is made by [Renderer.Surroundings].
func (r *Renderer) Targets() iter.Seq[Target] {
	return func(yield func(Target) bool) {
		for i, p := range r.index.Pages() {
			if !r.pageTargets(i, p, yield) {
				return
			}
		}
		for _, l := range r.index.Site.Languages {
			if !r.languageTargets(l, yield) {
				return
			}
		}
	}
}

// pageTargets yields what a page of the index makes.
func (r *Renderer) pageTargets(i int, p *site.Page, yield func(Target) bool) bool {
	if !yield(Target{func() (Rendered, error) { return r.page(i, p) }}) {
		return false
	}
	if p.Kind == site.Section {
		for n := 2; n <= r.pagesOf(len(r.index.Articles(p))); n++ {
			if !yield(Target{func() (Rendered, error) { return r.sectionPage(p, n) }}) {
				return false
			}
		}
	}
	for _, alias := range p.Aliases {
		if !yield(Target{func() (Rendered, error) { return r.redirect(p, alias) }}) {
			return false
		}
	}
	return true
}

// languageTargets yields what each language has once.
func (r *Renderer) languageTargets(l site.Language, yield func(Target) bool) bool {
	for _, taxonomy := range []site.Taxonomy{site.Tags, site.Categories} {
		if !yield(Target{func() (Rendered, error) { return r.terms(l.Code, taxonomy) }}) {
			return false
		}
		for _, term := range r.index.Terms(l.Code, taxonomy) {
			for n := 1; n <= r.pagesOf(r.index.TermSize(term)); n++ {
				if !yield(Target{func() (Rendered, error) { return r.term(term, n) }}) {
					return false
				}
			}
		}
	}
	return yield(Target{func() (Rendered, error) { return r.notFound(l) }})
}

// pagesOf is how many pages a list of n entries takes; at least one.
func (r *Renderer) pagesOf(n int) int {
	size := r.index.Site.PageSize
	return max(1, (n+size-1)/size)
}

// page renders one page of the index, the i-th.
func (r *Renderer) page(i int, p *site.Page) (Rendered, error) {
	switch p.Kind {
	case site.Home:
		return r.home(p)
	case site.Section:
		return r.section(p)
	}
	return r.article(i, p)
}

// htmlFile is the file that a page is in.
func htmlFile(url string, data []byte) File {
	return File{Path: filePath(url), Data: data}
}

// filePath is where a URL of the index is written: folders get an index.html.
func filePath(url string) string {
	if url[len(url)-1] == '/' {
		url += "index.html"
	}
	return url[1:]
}

// moment is a date as readers see it, in the site's zone.
func (r *Renderer) moment(w *templates.Words, t time.Time) templates.Moment {
	if t.IsZero() {
		return templates.Moment{}
	}
	t = t.In(r.index.Site.Zone)
	return templates.Moment{ISO: t.Format("2006-01-02"), Text: w.Date(t)}
}
