package render

import (
	"bytes"
	"io"
	"iter"
	"slices"
	"strings"

	"rehearse/demo/flowfile"
	"rehearse/generator/picture"
	"rehearse/generator/site"
)

// Assets returns the style sheets and scripts, and the modules of the flows that
// the rendered pages embed.
func (r *Renderer) Assets() []File { return slices.Concat(r.assets.files, r.Modules()) }

// Modules returns the modules of the flows that the rendered pages embed.
func (r *Renderer) Modules() []File { return r.rehearsals.modules() }

// Copy is a file that is published and not rendered. Path is below the output
// folder; Open fails with fs.ErrNotExist for what was removed meanwhile.
type Copy struct {
	Path string
	Open func() (io.ReadCloser, error)
}

// Copies yields the files beside the pages, the static files, and the files made
// from pictures for the pages that have been rendered.
func (r *Renderer) Copies() iter.Seq[Copy] {
	return func(yield func(Copy) bool) {
		for _, resource := range append(r.index.AllResources(), r.index.Static()...) {
			if c, ok := copyOf(r, resource); ok && !yield(c) {
				return
			}
		}
		for _, path := range r.pictures.paths() {
			if !yield(Copy{path, opener(func() ([]byte, error) { return r.pictures.data(path) })}) {
				return
			}
		}
	}
}

// copyOf returns how a file is published; ok is false where it is not: flows are
// sources, and what is wrong with a bad picture is reported elsewhere.
func copyOf(r *Renderer, resource site.Resource) (c Copy, ok bool) {
	c = Copy{FilePath(resource.URL), func() (io.ReadCloser, error) { return r.fsys.Open(resource.File) }}
	if flowfile.IsSource(resource.File) {
		return c, false
	}
	if !r.cleans(resource) {
		return c, true
	}
	c.Open = opener(func() ([]byte, error) { return r.pictures.clean(resource.File) })
	_, fault, err := r.pictures.check(resource.File)
	return c, err != nil || fault == nil
}

func opener(data func() ([]byte, error)) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		b, err := data()
		return io.NopCloser(bytes.NewReader(b)), err
	}
}

// Prune removes what is old from the cache of pictures.
func (r *Renderer) Prune() error {
	if r.opt.Cache == "" {
		return nil
	}
	return r.pictures.store.Prune()
}

// cleans reports whether a resource is a picture that is cleaned before it is
// published. Static files are published as they are.
func (r *Renderer) cleans(resource site.Resource) bool {
	return r.opt.Cache != "" && picture.Is(resource.File) && !strings.HasPrefix(resource.File, staticDir)
}
