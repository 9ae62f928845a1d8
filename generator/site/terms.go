package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Taxonomy is a way of grouping articles.
type Taxonomy int

const (
	// Tags say what an article is about.
	Tags Taxonomy = iota
	// Categories say what kind of article it is.
	Categories
)

// String is the taxonomy's part of URLs: "tags" or "categories".
func (t Taxonomy) String() string { return [...]string{"tags", "categories"}[t] }

// Term is a tag or a category in one language. Spellings that give the same
// URL are the same term; its name is the one in the first file that has it.
type Term struct {
	Taxonomy Taxonomy
	Lang     string
	Name     string
	// URL is the page that lists the articles with this term.
	URL string
}

// termPages is a term with the numbers of its pages, newest first.
type termPages struct {
	Term
	pages []int32
}

// termSlug is the part of a URL that stands for a term: letters, digits and a
// few marks, in lower case, with a hyphen for anything else.
func termSlug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.In(r, unicode.L, unicode.M, unicode.N), r == '_', r == '+', r == '.' && b.Len() > 0:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := strings.Trim(b.String(), "-.")
	if strings.Trim(slug, "_+") == "" {
		return ""
	}
	return slug
}

// TaxonomyURL is the page that lists the terms of a taxonomy.
func (x *Index) TaxonomyURL(lang string, t Taxonomy) string {
	return x.Site.language(lang).Prefix + t.String() + "/"
}

// termKey tells terms, and spellings of terms, apart while they are collected.
type termKey struct {
	lang     int
	taxonomy Taxonomy
	text     string
}

// termCollector finds the terms and which pages have them.
type termCollector struct {
	site *Site
	// spellings lead to terms, so that each slug is worked out once.
	spellings map[termKey]*collected
	slugs     map[termKey]*collected
	all       []*collected
}

type collected struct {
	*termPages
	key termKey
	// first is the page that the term has its name from.
	first int32
}

// collectTerms finds all terms. Their pages come in the given order.
func (x *Index) collectTerms(order []int32) {
	c := termCollector{site: x.Site, spellings: map[termKey]*collected{}, slugs: map[termKey]*collected{}}
	for _, page := range order {
		p := x.pages[page]
		if len(p.Tags) == 0 && len(p.Categories) == 0 {
			continue
		}
		lang := x.Site.languageNumber(p.Lang)
		for _, name := range p.Tags {
			c.add(page, termKey{lang, Tags, name})
		}
		for _, name := range p.Categories {
			c.add(page, termKey{lang, Categories, name})
		}
	}
	x.numberTerms(c.all)
}

// add notes that a page has a term in some spelling.
func (c *termCollector) add(page int32, spelling termKey) {
	term := c.spellings[spelling]
	if term == nil {
		term = c.term(page, spelling)
		c.spellings[spelling] = term
	}
	if page < term.first {
		term.first, term.Name = page, spelling.text
	}
	if n := len(term.pages); n == 0 || term.pages[n-1] != page {
		term.pages = append(term.pages, page)
	}
}

// term returns the term that is meant by a spelling seen for the first time.
func (c *termCollector) term(page int32, spelling termKey) *collected {
	key := termKey{spelling.lang, spelling.taxonomy, termSlug(spelling.text)}
	if term := c.slugs[key]; term != nil {
		return term
	}
	l := c.site.Languages[key.lang]
	term := &collected{key: key, first: page, termPages: &termPages{Term: Term{
		Taxonomy: key.taxonomy, Lang: l.Code, Name: spelling.text,
		URL: l.Prefix + key.taxonomy.String() + "/" + key.text + "/",
	}}}
	c.slugs[key] = term
	c.all = append(c.all, term)
	return term
}

// numberTerms stores the terms in order and tells each page which it has.
func (x *Index) numberTerms(all []*collected) {
	slices.SortFunc(all, func(a, b *collected) int {
		return cmp.Or(cmp.Compare(a.key.lang, b.key.lang), cmp.Compare(a.key.taxonomy, b.key.taxonomy),
			strings.Compare(a.key.text, b.key.text))
	})
	x.terms = make([]*termPages, len(all))
	x.termAt = make(map[string]int32, len(all))
	x.pageTerms = x.roomForTerms(all)
	x.worths = make([]int32, len(all))
	for i, term := range all {
		x.terms[i] = term.termPages
		x.termAt[term.URL] = int32(i)
		x.worths[i] = worth(term.Taxonomy, len(term.pages), len(x.latest[term.key.lang]))
		for _, page := range term.pages {
			x.pageTerms[page] = append(x.pageTerms[page], int32(i))
		}
	}
}

// roomForTerms returns an empty list for each page, with room for the numbers
// of its terms. They lie one behind the other: relations read a hundred of them
// for every page.
func (x *Index) roomForTerms(all []*collected) [][]int32 {
	sizes := make([]int, len(x.pages))
	total := 0
	for _, term := range all {
		total += len(term.pages)
		for _, page := range term.pages {
			sizes[page]++
		}
	}
	room, lists := make([]int32, total), make([][]int32, len(x.pages))
	for page, size := range sizes {
		lists[page], room = room[:0:size], room[size:]
	}
	return lists
}

// Terms returns the terms of a taxonomy in a language, in the order of their
// URLs.
func (x *Index) Terms(lang string, t Taxonomy) []Term {
	var terms []Term
	for _, term := range x.terms {
		if term.Lang == lang && term.Taxonomy == t {
			terms = append(terms, term.Term)
		}
	}
	return terms
}

// TermsOf returns the terms that a page has.
func (x *Index) TermsOf(p *Page, t Taxonomy) []Term {
	n := x.number(p)
	if n < 0 {
		return nil
	}
	var terms []Term
	for _, i := range x.pageTerms[n] {
		if x.terms[i].Taxonomy == t {
			terms = append(terms, x.terms[i].Term)
		}
	}
	return terms
}

// TermAt returns the term whose pages are listed at a URL.
func (x *Index) TermAt(url string) (Term, bool) {
	if i, ok := x.termAt[url]; ok {
		return x.terms[i].Term, true
	}
	return Term{}, false
}

// TermPages returns the pages that have a term, newest first.
func (x *Index) TermPages(t Term) List {
	if i, ok := x.termAt[t.URL]; ok {
		return x.list(x.terms[i].pages)
	}
	return List{}
}
