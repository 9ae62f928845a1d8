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
// URL are the same term; its name is the one met first.
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

// termKey tells terms apart while they are collected.
type termKey struct {
	lang     int
	taxonomy Taxonomy
	slug     string
}

// collectTerms finds all terms and which pages have them.
func (x *Index) collectTerms() {
	found := make(map[termKey]*termPages)
	var keys []termKey
	// Spelling to term, so that slugs are worked out once.
	known := make(map[termKey]*termPages)
	visit := func(page int32, lang int, t Taxonomy, names []string) {
		for _, name := range names {
			spelling := termKey{lang, t, name}
			term := known[spelling]
			if term == nil {
				key := termKey{lang, t, termSlug(name)}
				if term = found[key]; term == nil {
					term = &termPages{Term: Term{
						Taxonomy: t, Lang: x.Site.Languages[lang].Code, Name: name,
						URL: x.Site.Languages[lang].Prefix + t.String() + "/" + key.slug + "/",
					}}
					found[key] = term
					keys = append(keys, key)
				}
				known[spelling] = term
			}
			if n := len(term.pages); n == 0 || term.pages[n-1] != page {
				term.pages = append(term.pages, page)
			}
		}
	}
	for i, p := range x.pages {
		lang := x.Site.languageNumber(p.Lang)
		visit(int32(i), lang, Tags, p.Tags)
		visit(int32(i), lang, Categories, p.Categories)
	}
	slices.SortFunc(keys, func(a, b termKey) int {
		return cmp.Or(cmp.Compare(a.lang, b.lang), cmp.Compare(a.taxonomy, b.taxonomy), strings.Compare(a.slug, b.slug))
	})
	x.numberTerms(keys, found)
}

// numberTerms stores the terms in order and tells each page which it has.
func (x *Index) numberTerms(keys []termKey, found map[termKey]*termPages) {
	x.terms = make([]*termPages, len(keys))
	x.termAt = make(map[string]int32, len(keys))
	x.pageTerms = make([][]int32, len(x.pages))
	for i, key := range keys {
		term := found[key]
		x.terms[i] = term
		x.termAt[term.URL] = int32(i)
		for _, page := range term.pages {
			x.pageTerms[page] = append(x.pageTerms[page], int32(i))
		}
		slices.SortFunc(term.pages, x.newer)
	}
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

// TermPages returns the pages that have a term, newest first.
func (x *Index) TermPages(t Term) []*Page {
	i, ok := x.termAt[t.URL]
	if !ok {
		return nil
	}
	return x.pick(x.terms[i].pages)
}

// TermSize is how many pages have a term.
func (x *Index) TermSize(t Term) int {
	if i, ok := x.termAt[t.URL]; ok {
		return len(x.terms[i].pages)
	}
	return 0
}
