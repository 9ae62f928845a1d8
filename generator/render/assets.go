package render

import (
	"bytes"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"rehearse/demo/player"
	"rehearse/generator/asset"
	"rehearse/generator/markdown"
	"rehearse/generator/site"
	"rehearse/templates"
)

// assets are the site's style sheets and scripts, and the hrefs by which pages
// know them.
type assets struct {
	bundle asset.Bundle
	files  []File

	style, script                   string           // on every page
	first, printStyle               string           // on every page of the site's own look
	listStyle                       string           // on pages that lead to pages
	moved                           string           // at former addresses
	codeStyle                       string           // on pages with blocks of code
	playerStyle, near               string           // on pages with rehearsals
	card                            string           // after such a page
	playStyle, player, help, values string           // when a reader comes near one
	standaloneStyle, standalone     string           // on pages that a rehearsal has to itself
	search, zoom                    templates.Module // when a reader searches, or enlarges a picture
	reading                         templates.Module // when an article is there
	searchPage                      string           // on the page of the search
	inflate, guess                  string           // when a reader searches with an old browser, or mistypes
	icon                            string
}

// Bundle makes the files that every site has, once in a process. The result is not to
// be changed; an error is a bug.
var Bundle = sync.OnceValues(bundle)

func bundle() (asset.Bundle, error) {
	own, err := fs.Sub(templates.Assets, "assets")
	if err != nil {
		return asset.Bundle{}, err
	}
	return asset.Build([]asset.Source{
		{
			FS: own,
			Entries: []string{
				"site.css", "lists.css", "code.css", "print.css", "first.js", "moved.js", "site.js",
				"reading.css", "reading.js", "search.css", "search.js", "searchpage.js", "inflate.js", "searchguess.js", "zoom.css", "zoom.js",
			},
			Append: map[string]string{"code.css": markdown.HighlightCSS()},
		},
		{FS: player.Assets, Entries: []string{"player.css", "play.css", "alone.css", "alone.js", "near.js", "card.js", "player.js", "help.js", "values.js"}},
	})
}

// newAssets tells where the files are on a site.
func newAssets(bundle asset.Bundle, index *site.Index) *assets {
	href := func(name string) string { return index.Href("/" + bundle.Path(name)) }
	module := func(name string) templates.Module {
		return templates.Module{Script: href(name + ".js"), Style: href(name + ".css")}
	}
	a := &assets{
		bundle: bundle,
		style:  href("site.css"), script: href("site.js"),
		first: href("first.js"), moved: href("moved.js"), printStyle: href("print.css"),
		listStyle: href("lists.css"), codeStyle: href("code.css"),
		playerStyle: href("player.css"), near: href("near.js"), card: href("card.js"),
		playStyle: href("play.css"), player: href("player.js"), help: href("help.js"), values: href("values.js"), standaloneStyle: href("alone.css"), standalone: href("alone.js"),
		search: module("search"), searchPage: href("searchpage.js"), inflate: href("inflate.js"), guess: href("searchguess.js"), zoom: module("zoom"), reading: module("reading"),
	}
	for _, path := range slices.Sorted(maps.Keys(bundle.Files)) {
		a.files = append(a.files, File{Path: path, Data: bundle.Files[path]})
	}
	a.addTheme(index)
	a.addIcon(index)
	return a
}

// addTheme puts the theme at the end of the style sheet of all pages, which gets
// another name by it.
func (a *assets) addTheme(index *site.Index) {
	css := theme(index.Site).CSS()
	if css == "" {
		return
	}
	usual := a.bundle.Path("site.css")
	for i, f := range a.files {
		if f.Path == usual {
			data := append(bytes.Clone(f.Data), css...)
			a.files[i] = File{Path: asset.Hashed("site.css", data), Data: data}
			a.style = index.Href("/" + a.files[i].Path)
		}
	}
}

// addIcon takes the icon that the author has put into static/, or else makes
// one of the site's title.
func (a *assets) addIcon(index *site.Index) {
	for _, name := range []string{"favicon.svg", "favicon.ico", "favicon.png"} {
		if own, ok := index.Resource("static/" + name); ok {
			a.icon = index.Href(own.URL)
			return
		}
	}
	icon := theme(index.Site).Icon(siteTitle(index, index.Site.Default().Code))
	path := asset.Hashed("icon.svg", icon)
	a.files = append(a.files, File{Path: path, Data: icon})
	a.icon = index.Href("/" + path)
}
