package render

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"rehearse/demo/language"
	"rehearse/generator/address"
	"rehearse/generator/markdown"
	"rehearse/generator/site"
	"rehearse/templates"
)

// parts says where in the text of a page the parts begin that readers may link to. A
// rehearsal has no text of its own: what follows it goes on with what it stands in.
func parts(d *markdown.Document) []address.Section {
	list := make([]address.Section, 0, len(d.Places)+1)
	id := ""
	for _, p := range d.Places {
		if p.Kind == markdown.AtRehearsal {
			list = append(list, address.Section{ID: p.ID, At: p.At})
		} else {
			id = p.ID
		}
		list = append(list, address.Section{ID: id, At: p.At})
	}
	return list
}

// remember makes the sketch of a page, and keeps in it the anchors that it once had.
func (c *content) remember(r *Renderer) error {
	if c.text == nil {
		return nil
	}
	p, sections := c.page, parts(&c.Document)
	c.sketch, c.parts = address.Read(p.Title, c.Text, sections)
	if len(c.Anchors) > len(c.parts) {
		c.parts = withOthers(c.parts, c.Anchors)
	}
	before := r.memory.Anchors(append([]string{p.URL}, p.Aliases...)...)
	moved := site.MovedFrom(r.index, p)
	for _, k := range address.Keep(before, c.parts, c.Text, sections) {
		isGone := func(url string) bool { return site.IsGone(r.index, url, k.ID) }
		isMoved := func(m site.Moved) bool { return m.ID == k.ID }
		if !isGone(p.URL) && !slices.ContainsFunc(p.Aliases, isGone) && !slices.ContainsFunc(moved, isMoved) {
			c.kept = append(c.kept, k)
		}
	}
	c.insert(c.kept)
	for _, m := range moved {
		c.kept = append(c.kept, address.Kept{Anchor: address.Anchor{ID: m.ID, At: m.To.URL}, Sure: true})
	}
	return c.leadOn(r, moved)
}

// withOthers adds the anchors that have no part of the text.
func withOthers(parts []address.Anchor, ids []string) []address.Anchor {
	known := make(map[string]bool, len(parts))
	for _, a := range parts {
		known[a.ID] = true
	}
	for _, id := range ids {
		if !known[id] && !strings.ContainsAny(id, " \n") {
			parts = append(parts, address.Anchor{ID: id})
		}
	}
	return parts
}

// insert puts anchors that are kept where those are that stand for them.
func (c *content) insert(kept []address.Kept) {
	for _, k := range kept {
		at := place(c.HTML, k.At)
		c.HTML = slices.Insert(c.HTML, at, []byte(`<span id="`+k.ID+`"></span>`)...)
		if at < c.Intro || at == 0 && c.Intro > 0 {
			c.Intro += len(`<span id=""></span>`) + len(k.ID)
		}
	}
}

// place returns where in HTML an element can begin that marks the place of another:
// in headings and steps; rehearsals are the player's, so before them.
func place(html []byte, id string) int {
	i := bytes.Index(html, []byte(` id="`+id+`"`))
	if i < 0 {
		return 0
	}
	open := bytes.LastIndexByte(html[:i], '<')
	if tag := html[open+1:]; tag[0] == 'h' || bytes.HasPrefix(tag, []byte("li ")) {
		return i + bytes.IndexByte(html[i:], '>') + 1
	}
	return open
}

// leadOn says at the end of a page where parts are that were on it.
func (c *content) leadOn(r *Renderer, moved []site.Moved) error {
	var b bytes.Buffer
	for _, m := range moved {
		if slices.ContainsFunc(c.parts, func(a address.Anchor) bool { return a.ID == m.ID }) {
			continue
		}
		part := templates.MovedPart{ID: m.ID, Link: templates.Link{Title: m.To.Title, Href: r.index.Href(m.To.URL) + "#" + m.ID}}
		if err := templates.Moved(part, c.page.Lang).Render(context.Background(), &b); err != nil {
			return err
		}
	}
	c.HTML = append(slices.Clip(c.HTML), b.Bytes()...)
	return nil
}

// Memory is what the site has published before.
func (r *Renderer) Memory() address.Memory { return r.memory }

// Forward returns the target that stands at an address where once was something that
// the program itself had made: the rehearsal of an article, the page of a tag, or a
// later page of a list. Readers are sent to what it belonged to.
func Forward(r *Renderer, url string) (Target, bool) {
	if p := r.memory.Page(url); p == nil || !p.Made() {
		return Target{}, false
	}
	return rendered(func() (Rendered, error) { return forwarded(r, url) }), true
}

func forwarded(r *Renderer, url string) (Rendered, error) {
	for dir := parent(url); ; dir = parent(dir) {
		if _, ok := routeTo(r, FilePath(dir)); !ok && dir != "/" {
			continue
		}
		to := templates.Redirect{Lang: language.Tag(languageAt(r, url).Code), To: r.index.Href(dir), Canonical: r.index.Absolute(dir)}
		if p := r.index.PageAt(dir); p != nil {
			to.Title, to.To, to.Canonical = p.Title, r.index.Href(p.URL), r.index.Absolute(p.URL)
		}
		if name, isRehearsal := strings.CutPrefix(url, dir+standaloneDir); isRehearsal {
			to.To += "#rehearsal-" + strings.TrimSuffix(name, "/")
		}
		return sentOn(r, url, to)
	}
}

// parent is the URL of the folder that something is in.
func parent(url string) string {
	return url[:strings.LastIndexByte(strings.TrimSuffix(url, "/"), '/')+1]
}

// gonePage renders what stands at an address that its author has said is no more.
func gonePage(r *Renderer, url string) (Rendered, error) {
	home := r.index.Home(languageAt(r, url).Code)
	n := notFoundFor(r, home, url)
	n.Gone = true
	n.Title = r.bases[home.Lang].words.GoneTitle
	return plain(url, templates.NotFoundPage(n))
}

// goneAt returns the target at an address that is no more; expired pages are among them
// if they have been published.
func goneAt(r *Renderer, url string) (Target, bool) {
	isGone := slices.Contains(site.Gone(r.index), url) || r.memory.Page(url) != nil && r.index.PageAt(url) == nil && site.IsGone(r.index, url, "")
	return rendered(func() (Rendered, error) { return gonePage(r, url) }), isGone
}

// goneURLs are the addresses that are no more.
func goneURLs(r *Renderer) []string {
	urls := site.Gone(r.index)
	for _, l := range r.index.LeftOut() {
		if l.URL == "" || slices.Contains(urls, l.URL) {
			continue
		}
		if _, isGone := goneAt(r, l.URL); isGone {
			urls = append(urls, l.URL)
		}
	}
	return urls
}

// languageAt is the language that a URL is in.
func languageAt(r *Renderer, url string) site.Language {
	l := r.index.Site.Default()
	for _, other := range r.index.Site.Languages {
		if len(other.Prefix) > len(l.Prefix) && strings.HasPrefix(url, other.Prefix) {
			l = other
		}
	}
	return l
}
