package render

import (
	"slices"
	"strings"
	"sync/atomic"

	"rehearse/demo/player"
	"rehearse/demo/source"
	"rehearse/generator/site"
	"rehearse/templates"
)

// cards keeps the cards of articles. Each is in the lists of its section and of
// its tags and among the relatives of half a dozen others, and the same in all
// of them but for the level of its heading.
type cards struct {
	second, third []atomic.Pointer[templates.Card] // by the number of the page
	// rehearsable is what is said of pages with rehearsals; nil where there are none on
	// the site.
	rehearsable []atomic.Pointer[rehearsable]
}

// rehearsable is what a list says of a page's rehearsals, and what that was read from.
type rehearsable struct {
	sources *readings
	says    string
}

func newCards(x *site.Index) *cards {
	pages := len(x.Pages())
	c := &cards{second: make([]atomic.Pointer[templates.Card], pages), third: make([]atomic.Pointer[templates.Card], pages)}
	if slices.ContainsFunc(x.AllResources(), func(r site.Resource) bool { return strings.HasSuffix(r.File, source.FlowSuffix) }) {
		c.rehearsable = make([]atomic.Pointer[rehearsable], pages)
	}
	return c
}

// cards are pages as they stand in lists with headings of level 2 or 3.
func (r *Renderer) cards(pages []*site.Page, level int) []templates.Card {
	list := make([]templates.Card, len(pages))
	known := r.known.second
	if level == 3 {
		known = r.known.third
	}
	for i, p := range pages {
		kept := &known[r.index.Number(p)]
		if c := kept.Load(); c != nil {
			list[i] = *c
			continue
		}
		card := r.card(p)
		if p.Cover == "" && !p.MayRehearse { // a picture may look better next time, and a flow change
			card = card.Ready(level)
			kept.Store(&card)
		}
		list[i] = card
	}
	return list
}

func (r *Renderer) card(p *site.Page) templates.Card {
	words := r.bases[p.Lang].words
	return templates.Card{
		Title:   p.Title,
		Href:    r.index.Href(p.URL),
		Excerpt: p.Description,
		Picture: r.cardPicture(p),
		Date:    moment(r.index, words, p.Updated()),
		Draft:   draftMark(r.index, p),

		Rehearsal: rehearsalOf(r, p),
	}
}

// rehearsalOf is what a list says of a page with rehearsals, or "". The way through a
// flow is in the steps beside it, so that such a page, and no other, is converted for
// its lists, too.
func rehearsalOf(r *Renderer, p *site.Page) string {
	if r.known.rehearsable == nil || !p.MayRehearse || isForAuthors(r.index, p) {
		return ""
	}
	kept := &r.known.rehearsable[r.index.Number(p)]
	if known := kept.Load(); known != nil && known.sources.current() {
		return known.says
	}
	sources := newReadings(r.fsys)
	_, _ = sources.ReadFile(p.File)
	c, _ := r.convert(p) // whatever is wrong is reported of the page itself
	for _, u := range c.uses {
		for _, file := range u.flows {
			_, _ = sources.ReadFile(file)
		}
	}
	says := c.rehearsable(r.bases[p.Lang].words)
	kept.Store(&rehearsable{sources, says})
	return says
}

// rehearsable says that there are rehearsals, and what the longest takes: that is the
// one to have time for.
func (c *content) rehearsable(words *templates.Words) string {
	says, most := "", 0
	for _, u := range c.uses {
		if u.view != nil {
			most = max(most, player.Minutes(*u.view))
			says = words.Rehearsal(most)
		}
	}
	return says
}

// draftMark is what a list says of a page that is not published yet, or "".
func draftMark(x *site.Index, p *site.Page) string {
	if !p.Draft {
		return ""
	}
	return templates.WordsFor(p.Lang).DraftMark
}
