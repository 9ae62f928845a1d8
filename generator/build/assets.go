package build

import (
	"io/fs"

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

	style, script       string // on every page
	playerStyle, near   string // on pages with rehearsals
	playStyle, player   string // when a reader comes near one
	aloneStyle          string // on pages that a rehearsal has to itself
	searchStyle, search string // when a reader searches
	zoom                string // when a reader enlarges a picture
	icon                string
}

// bundleAssets makes the files; it fails only by a bug.
func bundleAssets() (asset.Bundle, error) {
	own, err := fs.Sub(templates.Assets, "assets")
	if err != nil {
		return asset.Bundle{}, err
	}
	return asset.Build([]asset.Source{
		{
			FS:      own,
			Entries: []string{"site.css", "site.js", "search.css", "search.js", "zoom.js"},
			Append:  map[string]string{"site.css": markdown.HighlightCSS()},
		},
		{FS: player.Assets, Entries: []string{"player.css", "play.css", "alone.css", "near.js", "player.js"}},
	}, asset.Options{Minify: true})
}

// newAssets tells where the files are on a site.
func newAssets(bundle asset.Bundle, index *site.Index) *assets {
	href := func(name string) string { return index.Href("/" + bundle.Path(name)) }
	a := &assets{
		bundle: bundle,
		style:  href("site.css"), script: href("site.js"),
		playerStyle: href("player.css"), near: href("near.js"),
		playStyle: href("play.css"), player: href("player.js"), aloneStyle: href("alone.css"),
		searchStyle: href("search.css"), search: href("search.js"),
		zoom: href("zoom.js"),
	}
	for _, f := range bundle.Files {
		a.files = append(a.files, File{Path: f.Path, Data: f.Data})
	}
	a.addIcon(index)
	return a
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
	icon := templates.Icon(siteTitle(index, index.Site.Default().Code))
	path := asset.Hashed("icon.svg", icon)
	a.files = append(a.files, File{Path: path, Data: icon})
	a.icon = index.Href("/" + path)
}
