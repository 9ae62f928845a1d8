// Package site knows which pages a content folder makes: their metadata, URLs,
// languages, tree, tags and relations. It reads front matter, first headings
// and first paragraphs, never whole articles.
//
// An [Index] is immutable. A page is later rendered as a function of the Index
// and of its own source and of nothing else; that is what makes builds
// parallel and previews instant. [Index.Update] therefore makes a new Index
// that shares whatever has not changed with the old one.
//
// # From files to URLs
//
// Where site.yaml names languages, each has a folder (zh/, en/); the default
// language is published at /, the others at /en/. Elsewhere the content folder
// itself holds the pages of the one language. Below that,
//
//	_index.md or index.md     the home page             /
//	guides/_index.md          a section                 /guides/
//	guides/x/index.md         an article, a bundle      /guides/x/
//	guides/y.md               an article                /guides/y/
//	guides/x/picture.png      a resource of its bundle  /guides/x/picture.png
//	static/robots.txt         published verbatim        /robots.txt
//
// A folder without _index.md that has articles below it is a section all the
// same, named after the folder. The slug of a page replaces the last part of
// its URL, and with a section's that part of all URLs below. Files whose names
// begin with "." or "_" and the backups of editors are not seen at all.
//
// URLs in an Index are paths from the root of the site, unescaped and without
// the base path: [Index.Href] makes of them what may stand in HTML.
package site

import (
	"io/fs"
	"slices"
	"time"

	"rehearse/demo/diag"
)

// Options says how to read a content folder.
type Options struct {
	// BaseURL overrides the one of site.yaml when it is not empty.
	BaseURL string
	// Drafts, Future and Expired include pages that are left out otherwise.
	Drafts, Future, Expired bool
	// Now decides what is future or expired.
	Now time.Time
	// Site stands in for site.yaml where it is not nil: a preview keeps the
	// settings that it had while there are mistakes in the new ones.
	Site *Site
	// Outputs are what the program publishes besides pages and the author's files.
	Outputs []Output
}

// Index is what is known about a site without rendering it. It never changes
// and is safe for concurrent use.
type Index struct {
	// Site is what site.yaml says; it is never nil.
	Site *Site

	fsys     fs.FS
	opt      Options
	listing  listing
	entries  []*entry       // of listing.pages, in the same order
	siteSaid []diag.Problem // about site.yaml

	structure
	pages  []*Page     // by File; what follows names pages by their number here
	ranks  []int32     // the place of each page among all, newest first
	kids   []*children // of each home and section
	latest [][]int32   // the articles of each language, newest first
	terms  []*termPages
}

// structure is the part of an Index that stays the same as long as no page
// comes, goes, moves or changes its tags.
type structure struct {
	byFile    map[string]int32
	byURL     map[string]int32           // aliases included
	parents   []int32                    // -1 for homes
	homes     []int32                    // of each language
	pageTerms [][]int32                  // the numbers of each page's terms, ascending
	worths    []int32                    // what two pages are worth to each other for having a term
	termAt    map[string]int32           // by URL
	resources []Resource                 // by File
	owners    []int32                    // the page that each resource belongs to, or -1
	static    []Resource                 // by File
	byPlace   func() map[string]Resource // by URL, static files included
	contested map[string]bool            // see Contested
	leftOut   []LeftOut                  // by File
	said      []diag.Problem             // about how the pages fit together
}

// Load reads the content folder. The problems are sorted; they are those of
// the whole site, and the Index is usable in spite of them. An error means
// that reading failed, or that opt is wrong.
func Load(fsys fs.FS, opt Options) (*Index, []diag.Problem, error) {
	x := &Index{fsys: fsys, opt: opt}
	if opt.BaseURL != "" {
		base, err := ParseBaseURL(opt.BaseURL)
		if err != nil {
			return nil, nil, err
		}
		x.opt.BaseURL = base
	}
	var err error
	if x.Site = opt.Site; x.Site == nil {
		if x.Site, x.siteSaid, err = readSite(fsys, x.opt.BaseURL); err != nil {
			return nil, nil, err
		}
	}
	if x.listing, err = scan(fsys, "."); err != nil {
		return nil, nil, err
	}
	if x.entries, err = x.listing.read(fsys, x.Site.Zone); err != nil {
		return nil, nil, err
	}
	x.derive()
	return x, x.problems(), nil
}

// problems gathers what has been found everywhere.
func (x *Index) problems() []diag.Problem {
	all := slices.Concat(x.siteSaid, x.listing.problems, x.said)
	for _, e := range x.entries {
		all = append(all, e.problems...)
	}
	return diag.Sort(all)
}

// SiteProblems returns what is wrong with site.yaml in itself, whatever its
// links lead to.
func (x *Index) SiteProblems() []diag.Problem { return x.siteSaid }

// Pages returns all pages, in the order of their files.
func (x *Index) Pages() []*Page { return x.pages }

// Page returns the page that is made from a file, or nil. The file of a
// section or home that has none is where its _index.md would be.
func (x *Index) Page(file string) *Page {
	if i, ok := x.byFile[file]; ok {
		return x.pages[i]
	}
	return nil
}

// PageAt returns the page at a URL, or nil. For an alias it is the page that
// the alias leads to: compare Page.URL.
func (x *Index) PageAt(url string) *Page {
	if i, ok := x.byURL[url]; ok {
		return x.pages[i]
	}
	return nil
}

// Number returns the place of a page among [Index.Pages], or -1.
func (x *Index) Number(p *Page) int { return int(x.number(p)) }

// number returns the number of a page, also of one that an older Index gave
// for the same file, or -1.
func (x *Index) number(p *Page) int32 {
	if p == nil {
		return -1
	}
	if n := int(p.number); n < len(x.pages) && x.pages[n] == p {
		return p.number
	}
	if i, ok := x.byFile[p.File]; ok {
		return i
	}
	return -1
}

// LeftOut is a page that exists and is not part of the site.
type LeftOut struct {
	File string
	// URL is where the page would be.
	URL string
	// Reason completes a sentence: "is a draft".
	Reason string
}

// LeftOut returns the drafts, future and expired pages that were not asked
// for, in the order of their files.
func (x *Index) LeftOut() []LeftOut { return x.leftOut }
