// Package address remembers the addresses that a site has published, with the
// anchors on each page, and finds out what has become of those that are no more.
//
// A [Memory] is a text file, a line an address, sorted, so that it can be read,
// searched and merged:
//
//	/guides/renew/ k3JdQ_a9Xzrw0Vv
//	  #bring 7dUUeQqP0Z
//	  #what-to-bring = #bring
//	/guides/renew/rehearse/renew-book/
//	/renew/ = /guides/renew/
//
// What follows a name is a [Sketch] of the text there, or after "=" what readers
// are sent to. A line that is none of these says nothing: what git leaves of a
// conflict does no harm.
package address

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// Memory is what has been published. It never changes.
type Memory struct {
	pages []Page // by URL
}

// Page is an address that has been published.
type Page struct {
	// URL is the path from the root of the site, unescaped.
	URL string
	// To is the address that readers are sent to from a former one.
	To string
	// Text is empty where there was no text of an author's: at former addresses, and
	// at the pages that the program makes by itself.
	Text    Sketch
	Anchors []Anchor
	// Line is where the page is in the file.
	Line int
}

// Made reports whether the page was the program's own: a list, or a rehearsal alone.
func (p *Page) Made() bool { return p.Text == "" && p.To == "" }

// Anchor is a place on a page that links can lead to.
type Anchor struct {
	// ID is without "#".
	ID string
	// At is the anchor that stands for this one, which is no more, or the URL of the
	// page that its part has moved to; else empty.
	At   string
	Text Sketch
}

func (a *Anchor) isElsewhere() bool { return strings.HasPrefix(a.At, "/") }

const header = `# Every address that has been published, and the anchors of each page, so that no link dies.
# "rehearse build" keeps this file; commit it with the articles.

`

// Parse reads a memory.
func Parse(text []byte) Memory {
	pages := make([]Page, 0, bytes.Count(text, []byte("\n/"))+1)
	anchors := make([]Anchor, 0, bytes.Count(text, []byte("\n ")))
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		name, value, _ := strings.Cut(strings.Trim(line, " \t\r\n"), " ")
		to := ""
		if sent, is := strings.CutPrefix(value, "= "); is {
			to, value = sent, ""
		}
		last := len(pages) - 1
		switch {
		case line[0] == '/':
			pages = append(pages, Page{URL: unescape(name), To: unescape(to), Text: Sketch(value), Line: number})
		case last >= 0 && line[0] == ' ' && len(name) > 1 && name[0] == '#':
			anchors = append(anchors, Anchor{ID: name[1:], At: unescape(strings.TrimPrefix(to, "#")), Text: Sketch(value)})
			from := len(anchors) - 1 - len(pages[last].Anchors)
			pages[last].Anchors = anchors[from:len(anchors):len(anchors)]
		}
	}
	return Memory{merged(pages)}
}

// merged returns pages in their order, each once.
func merged(pages []Page) []Page {
	byURL := func(a, b Page) int { return strings.Compare(a.URL, b.URL) }
	if !slices.IsSortedFunc(pages, byURL) {
		slices.SortStableFunc(pages, byURL)
	}
	kept := pages[:0]
	for _, p := range pages {
		if last := len(kept) - 1; last >= 0 && kept[last].URL == p.URL {
			k := &kept[last]
			k.To, k.Text = cmp.Or(k.To, p.To), cmp.Or(k.Text, p.Text)
			k.Anchors = with(with(nil, k.Anchors), p.Anchors)
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

// with returns anchors with those of others that are not among them.
func with(anchors, others []Anchor) []Anchor {
	switch {
	case len(others) == 0 || sameIDs(anchors, others):
		return anchors
	case len(anchors) == 0:
		return others
	}
	known := make(map[string]bool, len(anchors))
	for _, a := range anchors {
		known[a.ID] = true
	}
	anchors = slices.Clip(anchors)
	for _, a := range others {
		if !known[a.ID] {
			known[a.ID] = true
			anchors = append(anchors, a)
		}
	}
	return anchors
}

// sameIDs reports whether the first of some anchors are others.
func sameIDs(anchors, others []Anchor) bool {
	return len(anchors) >= len(others) && slices.EqualFunc(anchors[:len(others)], others, func(a, b Anchor) bool { return a.ID == b.ID })
}

// withoutText returns anchors whose texts are somewhere else now.
func withoutText(anchors []Anchor) []Anchor {
	anchors = slices.Clone(anchors)
	for i := range anchors {
		anchors[i].Text = ""
	}
	return anchors
}

// Encode writes a memory.
func (m Memory) Encode() []byte {
	b := append(make([]byte, 0, 512*len(m.pages)), header...)
	for i := range m.pages {
		p := &m.pages[i]
		b = append(b, escape(p.URL)...)
		b = appendValue(b, escape(p.To), p.Text)
		for _, a := range p.Anchors {
			b = append(append(b, "  #"...), a.ID...)
			at := escape(a.At)
			if at != "" && !a.isElsewhere() {
				at = "#" + at
			}
			b = appendValue(b, at, a.Text)
		}
	}
	return b
}

func appendValue(b []byte, to string, text Sketch) []byte {
	switch {
	case to != "":
		b = append(append(b, " = "...), to...)
	case text != "":
		b = append(append(b, ' '), text...)
	}
	return append(b, '\n')
}

// A space ends an address. The rest stays readable.
var (
	escaper   = strings.NewReplacer("%", "%25", " ", "%20")
	unescaper = strings.NewReplacer("%25", "%", "%20", " ")
)

func escape(url string) string { return escaper.Replace(url) }

func unescape(url string) string {
	if strings.IndexByte(url, '%') < 0 {
		return url
	}
	return unescaper.Replace(url)
}

// Pages returns all pages, in the order of their addresses.
func (m Memory) Pages() []Page { return m.pages }

// Page returns what is remembered of an address, or nil.
func (m Memory) Page(url string) *Page {
	i, ok := slices.BinarySearchFunc(m.pages, url, func(p Page, url string) int { return strings.Compare(p.URL, url) })
	if !ok {
		return nil
	}
	return &m.pages[i]
}

// Anchors returns the anchors of pages that have become one, each once.
func (m Memory) Anchors(urls ...string) []Anchor {
	var all []Anchor
	for _, url := range urls {
		if p := m.Page(url); p != nil {
			all = with(all, p.Anchors)
		}
	}
	return all
}

// And returns the memory of a site that now publishes some pages, in the order of their
// addresses, and how many addresses and anchors it did not know. A sketch that still fits stays as it is, so
// that not every edit changes the file.
func (m Memory) And(now []Page) (next Memory, added int) {
	pages := slices.Clone(now)
	for i := range pages {
		p := &pages[i]
		before := m.Page(p.URL)
		if before == nil {
			added += 1 + len(p.Anchors)
			continue
		}
		p.Text = p.Text.settle(before.Text)
		p.Anchors = slices.Clone(p.Anchors)
		added += settle(p.Anchors, before.Anchors)
		if p.To == "" && !sameIDs(p.Anchors, before.Anchors) {
			p.Anchors = with(p.Anchors, withoutText(before.Anchors))
		}
	}
	for _, p := range m.pages {
		if (Memory{now}).Page(p.URL) == nil {
			pages = append(pages, p)
		}
	}
	return Memory{merged(pages)}, added
}

// settle gives anchors the sketches that they had, where these still fit, and returns how
// many were not there before.
func settle(now, before []Anchor) (added int) {
	var known map[string]Anchor
	for i, a := range now {
		if i < len(before) && before[i].ID == a.ID { // nearly always
			now[i].Text = a.Text.settle(before[i].Text)
			continue
		}
		if known == nil {
			known = make(map[string]Anchor, len(before))
			for _, b := range before {
				known[b.ID] = b
			}
		}
		b, isKnown := known[a.ID]
		if !isKnown {
			added++
		}
		now[i].Text = a.Text.settle(b.Text)
	}
	return added
}
