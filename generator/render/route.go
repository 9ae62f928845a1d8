package render

import (
	"errors"
	"path"
	"strings"

	"rehearse/demo/flowfile"
	"rehearse/generator/asset"
	"rehearse/generator/site"
)

// Route returns the target that makes a file of the site, by the file's path:
// "guides/x/index.html". It takes the same time however large the site is. What
// it returns may still turn out not to have the file, where only rendering can
// tell. The search index has no targets.
func (r *Renderer) Route(file string) (Target, bool) {
	if t, ok := routeTo(r, file); ok || t.Source != "" {
		return t, ok
	}
	url := urlOf(file)
	if t, ok := goneAt(r, url); ok {
		return t, true
	}
	return Forward(r, url)
}

// routeTo is Route for what is there, and not only was.
func routeTo(r *Renderer, file string) (Target, bool) {
	o, p, rest := r.outputAt(file)
	switch {
	case o != nil && o.find != nil:
		if t, ok := o.find(r, p, rest); ok {
			return t, true
		}
	case o != nil && o.file != nil:
		return rendered(func() (Rendered, error) { return o.file(r, p) }), true
	case o != nil:
		return r.Page(p), o.part != nil
	}
	if alias := aliasAt(r.index, file); alias != "" {
		return rendered(func() (Rendered, error) { return redirect(r, r.index.PageAt(alias), alias) }), true
	}
	resource, ok := r.index.ResourceAt("/" + file)
	return r.resource(file, resource), ok && !flowfile.IsSource(file)
}

// aliasAt returns the former address of a page that a file stands at, or "".
func aliasAt(x *site.Index, file string) string {
	url := urlOf(file)
	if p := x.PageAt(url); p != nil && p.URL != url {
		return url
	}
	return ""
}

// urlOf is the URL that a file is asked for by.
func urlOf(file string) string { return strings.TrimSuffix("/"+file, "index.html") }

// resource publishes a file as it is, or if it is a picture, cleaned.
func (r *Renderer) resource(file string, resource site.Resource) Target {
	if !r.cleans(resource) {
		return Target{Source: resource.File}
	}
	return rendered(func() (Rendered, error) {
		data, err := r.pictures.clean(resource.File)
		if errors.Is(err, errUnfit) {
			return Rendered{}, nil
		}
		return Rendered{Files: []File{{Path: file, Data: data}}}, err
	})
}

// findAsset finds the files whose names hold a hash: style sheets, scripts,
// modules, and what was made of pictures for pages that have been rendered.
func findAsset(r *Renderer, _ *site.Page, rest string) (Target, bool) {
	file := asset.Dir + "/" + rest
	for _, f := range r.assets.files {
		if f.Path == file {
			return made(f), true
		}
	}
	if r.pictures.has(file) {
		return rendered(func() (Rendered, error) {
			data, err := r.pictures.data(file)
			return Rendered{Files: []File{{Path: file, Data: data}}}, err
		}), true
	}
	f, ok := r.rehearsals.module(file)
	if !ok && path.Ext(file) == ".wasm" && compileAll(r) == nil {
		f, ok = r.rehearsals.module(file) // of a page that has not been asked for yet
	}
	return made(f), ok
}

// compileAll compiles all flows of the site that are not compiled yet.
func compileAll(r *Renderer) error {
	for _, file := range flowFiles(r.index) {
		if _, err := r.rehearsals.get(file); err != nil {
			return err
		}
	}
	return nil
}

// made is the target of a file that is there already.
func made(f File) Target {
	return rendered(func() (Rendered, error) { return Rendered{Files: []File{f}}, nil })
}

// NotFound returns the page for wrong addresses in the language that a URL is
// in, and the file that the page is in.
func (r *Renderer) NotFound(url string) (Target, string) {
	l := languageAt(r, url)
	home := r.index.Home(l.Code)
	return rendered(func() (Rendered, error) { return notFound(r, home) }), l.Prefix[1:] + "404.html"
}
