package render

import (
	"sync/atomic"

	"rehearse/generator/site"
	"rehearse/templates"
)

// cards keeps the cards of articles. Each is in the lists of its section and of
// its tags and among the relatives of half a dozen others, and the same in all
// of them but for the level of its heading.
type cards struct {
	second, third []atomic.Pointer[templates.Card] // by the number of the page
}

func newCards(pages int) *cards {
	return &cards{make([]atomic.Pointer[templates.Card], pages), make([]atomic.Pointer[templates.Card], pages)}
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
		if p.Cover == "" { // a picture may look better next time
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
	}
}

// draftMark is what a list says of a page that is not published yet, or "".
func draftMark(x *site.Index, p *site.Page) string {
	if !p.Draft {
		return ""
	}
	return templates.WordsFor(p.Lang).DraftMark
}
