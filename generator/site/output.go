package site

import "strings"

// Scope is what an [Output] is made for.
type Scope int

const (
	// PerSite is made once, at the root of the site.
	PerSite Scope = iota
	// PerLanguage is made below the prefix of each language.
	PerLanguage
	// PerList is made for each home and each section.
	PerList
	// PerPage is made for each page.
	PerPage
)

// Output is a file, or a folder of files, that the program itself publishes.
type Output struct {
	Scope Scope
	// Name is the path relative to the URL of what the output is made for:
	// "feed.xml". That of a folder ends with a slash.
	Name string
	// Replaceable tells whether an author may write the file instead, in static/.
	Replaceable bool
	// Linkable tells whether links may lead to it.
	Linkable bool
	// When tells whether there is an output for p, which is the home of the site
	// or language, or the list or page. A nil When means always. The URL is
	// reserved all the same.
	When func(x *Index, p *Page) bool
}

// isOutput tells whether a link may lead to an output at a URL.
func (x *Index) isOutput(url string) bool {
	for _, o := range x.opt.Outputs {
		if !o.Linkable {
			continue
		}
		if p := x.madeFor(o, url); p != nil && (o.When == nil || o.When(x, p)) {
			return true
		}
	}
	return false
}

// madeFor returns the page for which an output would be at a URL, or nil.
func (x *Index) madeFor(o Output, url string) *Page {
	dir, ok := strings.CutSuffix(url, o.Name)
	if !ok {
		return nil
	}
	p := x.PageAt(dir)
	if p == nil || p.URL != dir {
		return nil
	}
	switch o.Scope {
	case PerSite:
		ok = dir == "/"
	case PerLanguage:
		ok = p.Kind == Home
	case PerList:
		ok = p.Kind != Article
	}
	if !ok {
		return nil
	}
	return p
}
