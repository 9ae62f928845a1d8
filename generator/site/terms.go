package site

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
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

// singular is what one term is called.
func (t Taxonomy) singular() string { return [...]string{"tag", "category"}[t] }

// What it is worth to have something in common. A tag is worth more the fewer
// pages have it.
const (
	categoryWorth = 2
	sectionWorth  = 1
)

// Term is a tag or a category in one language. Spellings that give the same
// URL are the same term; its name is the one in the first file that has it.
type Term struct {
	Taxonomy Taxonomy
	Lang     string
	Name     string
	// URL is the page that lists the articles with this term.
	URL string
}

// termSlug is the part of a URL that stands for a term: letters, digits and a
// few marks, in lower case, with a hyphen for anything else.
func termSlug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFC.String(name)) {
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

// termPages is a term with the numbers of its pages, newest first.
type termPages struct {
	Term
	key   termKey
	pages []int
	first int // the page that the term has its name from
}

// termKey tells terms apart, and orders them.
type termKey struct {
	lang     int
	taxonomy Taxonomy
	slug     string
}

// terms are the terms of a site, in the order of their URLs, and the numbers of
// those that each page has.
type terms struct {
	all       []*termPages
	termAt    map[string]int // by URL
	pageTerms [][]int        // of each page, ascending
	worths    []int          // what two pages are worth to each other for having a term
}

// termFinder finds the terms of pages.
type termFinder struct {
	site  *Site
	slugs map[string]string // of names, so that each is worked out once
	terms map[termKey]*termPages
}

// findTerms returns the terms of pages. The pages of each come in the given order.
// latest are the articles of each language.
func findTerms(site *Site, pages []*Page, order []int, latest [][]int) terms {
	f := termFinder{site: site, slugs: map[string]string{}, terms: map[termKey]*termPages{}}
	for _, n := range order {
		f.add(n, pages[n], Tags, pages[n].Tags)
		f.add(n, pages[n], Categories, pages[n].Categories)
	}
	all := slices.SortedFunc(maps.Values(f.terms), func(a, b *termPages) int {
		return cmp.Or(cmp.Compare(a.key.lang, b.key.lang), cmp.Compare(a.key.taxonomy, b.key.taxonomy),
			strings.Compare(a.key.slug, b.key.slug))
	})
	found := terms{all: all, termAt: make(map[string]int, len(all)), pageTerms: make([][]int, len(pages)), worths: make([]int, len(all))}
	for n, p := range pages {
		found.pageTerms[n] = make([]int, 0, len(p.Tags)+len(p.Categories))
	}
	for i, t := range all {
		found.termAt[t.URL] = i
		found.worths[i] = worth(t.Taxonomy, len(t.pages), len(latest[t.key.lang]))
		for _, n := range t.pages {
			found.pageTerms[n] = append(found.pageTerms[n], i)
		}
	}
	return found
}

// add notes the terms that a page has.
func (f *termFinder) add(n int, p *Page, taxonomy Taxonomy, names []string) {
	for _, name := range names {
		slug, known := f.slugs[name]
		if !known {
			slug = termSlug(name)
			f.slugs[name] = slug
		}
		key := termKey{f.site.languageNumber(p.Lang), taxonomy, slug}
		t := f.terms[key]
		if t == nil {
			url := f.site.Languages[key.lang].Prefix + taxonomy.String() + "/" + slug + "/"
			t = &termPages{key: key, first: n, Term: Term{Taxonomy: taxonomy, Lang: p.Lang, Name: name, URL: url}}
			f.terms[key] = t
		}
		if n < t.first {
			t.first, t.Name = n, name
		}
		if len(t.pages) == 0 || t.pages[len(t.pages)-1] != n {
			t.pages = append(t.pages, n)
		}
	}
}

// worth is what it is worth to share a term that few of all articles of its
// language have: for a tag, three times the logarithm of how rare it is. It is
// done in whole numbers, which are the same on all machines.
func worth(t Taxonomy, few, all int) int {
	if t == Categories {
		return categoryWorth
	}
	n, m := uint64(all), uint64(few)
	return categoryWorth + int(bits.Len64(n*n*n/(m*m*m)))
}
