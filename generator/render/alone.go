package render

import (
	"bytes"
	"context"
	"strings"

	"rehearse/demo/player"
	"rehearse/generator/crawl"
	"rehearse/generator/site"
)

// aloneDir is the folder, beside an article, of the pages that its rehearsals
// have to themselves: "<article>/rehearse/<flow>/".
const aloneDir = "rehearse/"

// aloneURL is the URL of the page of a rehearsal, by the id of its element.
func aloneURL(p *site.Page, id string) string {
	return p.URL + aloneDir + strings.TrimPrefix(id, "rehearsal-") + "/"
}

// alone makes the page that a rehearsal has to itself. What the article links
// to within itself is there and not here.
func (v *resolver) alone(view player.View) (File, error) {
	p := v.page
	article := v.index.Href(p.URL)
	url := aloneURL(p, view.ID)
	links := make(map[string]string, len(view.Links))
	for link, href := range view.Links {
		links[link] = href
	}
	for _, s := range view.Flow.Screens {
		if strings.HasPrefix(s.Link, "#") {
			links[s.Link] = article + s.Link
		}
	}
	view.Links, view.Alone, view.HeadingLevel = links, "", 1
	page := player.Page{
		View: view, Title: p.Title, Article: article,
		Address: canonical(v.index, url), Canonical: canonical(v.index, p.URL),
		CSP:    crawl.Policy{}.Meta(),
		First:  v.assets.first,
		Styles: []string{v.assets.style, v.assets.playerStyle, v.assets.aloneStyle}, Scripts: []string{v.assets.near},
		Icon: v.assets.icon,
	}
	var b bytes.Buffer
	err := player.Alone(page).Render(context.Background(), &b)
	return htmlFile(url, b.Bytes()), err
}

// aloneRoute finds the pages of rehearsals, which the article makes that they
// belong to.
func (r *Renderer) aloneRoute(dir, name string) (Target, bool) {
	i := strings.LastIndex(dir, "/"+aloneDir)
	if i < 0 || name != "index.html" || strings.Count(dir[i:], "/") != 3 {
		return Target{}, false
	}
	p := r.index.PageAt(dir[:i+1])
	if p == nil || p.URL != dir[:i+1] {
		return Target{}, false
	}
	return r.Page(p), true
}
