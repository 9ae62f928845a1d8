package render

import (
	"bytes"
	"context"
	"maps"
	"strings"

	"rehearse/demo/player"
	"rehearse/generator/crawl"
	"rehearse/generator/site"
)

// standaloneDir is the folder, beside an article, of the standalone pages of its
// rehearsals: "<article>/rehearse/<flow>/".
const standaloneDir = "rehearse/"

// standaloneURL is the URL of the standalone page of a rehearsal, by the id of
// its element.
func standaloneURL(p *site.Page, id string) string {
	return p.URL + standaloneDir + strings.TrimPrefix(id, "rehearsal-") + "/"
}

// standaloneFiles makes the standalone pages of the rehearsals in a text.
func standaloneFiles(r *Renderer, c *content) ([]File, error) {
	var files []File
	for _, u := range c.uses {
		if u.view == nil {
			continue
		}
		var b bytes.Buffer
		if err := player.Alone(standalone(r, c.page, *u.view)).Render(context.Background(), &b); err != nil {
			return nil, err
		}
		files = append(files, File{Path: FilePath(standaloneURL(c.page, u.view.ID)), Data: b.Bytes()})
	}
	return files, nil
}

// standalone is the standalone page of a rehearsal. What the article links to
// within itself is there and not here.
func standalone(r *Renderer, p *site.Page, view player.View) player.Page {
	article, url := r.index.Href(p.URL), standaloneURL(p, view.ID)
	links := maps.Clone(view.Links)
	for _, s := range view.Flow.Screens {
		if strings.HasPrefix(s.Link, "#") {
			links[s.Link] = article + s.Link
		}
	}
	view.Links, view.Alone, view.HeadingLevel = links, "", 1
	return player.Page{
		View: view, Title: p.Title, Article: article,
		Address: canonical(r.index, url),
		CSP:     crawl.Policy{}.Meta(),
		First:   r.assets.first,
		Styles:  []string{r.assets.style, r.assets.playerStyle, r.assets.standaloneStyle}, Scripts: []string{r.assets.near, r.assets.standalone},
		Icon: r.assets.icon,
	}
}

// findStandalone finds the standalone pages, which are made with the article.
func findStandalone(r *Renderer, p *site.Page, rest string) (Target, bool) {
	_, name, _ := strings.Cut(rest, "/")
	return r.Page(p), name == "index.html"
}
