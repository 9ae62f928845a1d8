package render

import (
	"bytes"
	"io/fs"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/generator/address"
	"rehearse/generator/markdown"
	"rehearse/generator/search"
	"rehearse/generator/site"
	"rehearse/templates"
)

// Options are what a renderer must know beside the index.
type Options struct {
	// Version of the program, for the generator meta tag.
	Version string
	// Lines marks the blocks of articles with the lines that they come from,
	// for a preview.
	Lines bool
	// Cache is the folder that keeps what is made of pictures. Where it is
	// empty, nothing is made of them, and pages show them as they are.
	Cache string
	// Later lets pages be rendered before everything is made of their pictures,
	// if it is not nil. It is called when more is there than a page was rendered
	// with, from another goroutine, with the picture's file.
	Later func(file string)
}

// Renderer makes pages. What it makes of a target depends on the index and on
// the target's own source, and on nothing else; so it may be used by several
// goroutines, in any order, and for a single page as well as for all.
type Renderer struct {
	index      *site.Index
	fsys       fs.FS
	opt        Options
	converter  *markdown.Converter
	rehearsals *rehearsals
	pictures   *pictures
	assets     *assets
	bases      map[string]*base
	known      *cards
	outputs    []output
	memory     address.Memory
}

// NewRenderer returns a renderer for an index of the content in fsys.
func NewRenderer(fsys fs.FS, index *site.Index, opt Options) (*Renderer, error) {
	bundle, err := Bundle()
	if err != nil {
		return nil, err
	}
	r := &Renderer{
		fsys: fsys, opt: opt, outputs: outputs(),
		rehearsals: newRehearsals(fsys), pictures: newPictures(fsys, opt), assets: &assets{bundle: bundle},
	}
	return r.With(index), nil
}

// With returns a renderer for another index of the same content. It shares
// whatever the two have in common, and both can be used.
func (r *Renderer) With(index *site.Index) *Renderer {
	if index == r.index {
		return r
	}
	next := *r
	next.index = index
	if r.index == nil || r.index.Site.RawHTML != index.Site.RawHTML {
		next.converter = markdown.New(markdown.Options{RawHTML: index.Site.RawHTML, Lines: r.opt.Lines})
	}
	if r.index == nil || !bytes.Equal(r.index.Addresses(), index.Addresses()) {
		next.memory = address.Parse(index.Addresses())
	}
	next.assets = newAssets(r.assets.bundle, index)
	next.known = newCards(index)
	next.bases = make(map[string]*base, len(index.Site.Languages))
	for _, l := range index.Site.Languages {
		next.bases[l.Code] = next.newBase(l)
	}
	return &next
}

// Close waits for what is still being made of pictures. It is needed only with
// Options.Later.
func (r *Renderer) Close() { r.pictures.close() }

// Index returns the index that the renderer works with.
func (r *Renderer) Index() *site.Index { return r.index }

// File is one file of the site. Path is below the output folder, unescaped.
type File struct {
	Path string
	Data []byte
}

// Rendered is what a target amounts to: its files, and what the rest of the
// site must know of it.
type Rendered struct {
	Files []File
	// Partial is true where a mistake keeps part of the page from being shown:
	// a preview then had better show what it had before.
	Partial bool
	// File is the source and Lang its language; both are empty for pages that
	// have no text of their own, and so is the rest.
	File, Lang string
	// Anchors are what links may point to, Links what the page points to.
	Anchors []string
	Links   []markdown.Link
	// Asked are all destinations that the page asked the index for.
	Asked []string
	// Flows and Pictures are the files that the page embeds; Flows has those that
	// a flow uses, too, and those that it would use if they were there, and that of
	// the facts where the page names one.
	Flows, Pictures []string
	// Search is nil for pages that are not searched.
	Search   *search.Document
	Problems []diag.Problem
	// Outcomes are what the rehearsals on the page point to.
	Outcomes []Outcome
	// Led are the routes that rehearsals on the page show.
	Led []Led
	// Outside are the pages of other sites that the page or a rehearsal on it
	// points to.
	Outside []Outside
	// Sketch and Parts are what the page is known by when it has moved; Kept are the
	// anchors that it once had.
	Sketch address.Sketch
	Parts  []address.Anchor
	Kept   []address.Kept
}

// Outside is a link to a page of another site.
type Outside struct {
	// Address begins with http:// or https://.
	Address string
	// Pos is where it is written: in the page, or in a flow, which several pages
	// may share.
	Pos flow.Pos
}

// Target is something that is made in one go.
type Target struct {
	// Source is the file of the content folder that is published as it is;
	// empty for what is rendered.
	Source string
	render func() (Rendered, error)
}

// Render makes the target's files. A target with a Source has none.
func (t Target) Render() (Rendered, error) {
	if t.render == nil {
		return Rendered{}, nil
	}
	return t.render()
}

// rendered is a target that is rendered.
func rendered(render func() (Rendered, error)) Target { return Target{render: render} }

// FilePath is where a URL of the index is written: folders get an index.html.
func FilePath(url string) string {
	if url[len(url)-1] == '/' {
		url += "index.html"
	}
	return url[1:]
}

// moment is a date as readers see it, in the site's zone.
func moment(x *site.Index, w *templates.Words, t time.Time) templates.Moment {
	if t.IsZero() {
		return templates.Moment{}
	}
	t = t.In(x.Site.Zone)
	return templates.Moment{ISO: t.Format("2006-01-02"), Text: w.Date(t)}
}
