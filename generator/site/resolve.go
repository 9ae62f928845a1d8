package site

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"rehearse/demo/diag"
)

// Target is where a link leads within the site.
type Target struct {
	// Page is the page that is linked, or nil for a file or a list.
	Page *Page
	// File is the file that is linked, below the content folder, or "" for a
	// page or a list.
	File string
	// URL is the path from the root of the site, unescaped.
	URL string
	// Query and Fragment are as written, with "?" and "#", or empty.
	Query, Fragment string
}

// TargetHref is [Index.Href] for a target, with its query and fragment.
func (x *Index) TargetHref(t Target) string { return x.Href(t.URL) + t.Query + t.Fragment }

// maxShown is how many characters of a link a message quotes. One definition
// can be referred to thousands of times, and be endless.
const maxShown = 200

// ruleBroken is the rule of links that lead to nothing.
const ruleBroken = "broken-link"

// ResolveLink finds what a link on a page leads to. dest is written as for any
// Markdown viewer: relative to the page's file, or from the top with a slash.
// It may name a Markdown file, a folder, a file beside the page or one of its
// translations, a static file, or a URL of the site. What is outside of the
// content folder is refused. Fragments are not looked at.
//
// A problem has no position, which only the caller knows. It has one only where
// the link is right and the index reports what is wrong with the file that it
// leads to: then the link must not be reported as well.
func (x *Index) ResolveLink(from *Page, dest string) (Target, *diag.Problem) {
	p, query, fragment := splitDest(dest)
	t := Target{Query: query, Fragment: fragment}
	if p == "" {
		t.Page, t.URL = from, from.URL
		return t, nil
	}
	clean, fault := cleanPath(p)
	if fault != nil {
		return Target{}, fault
	}
	found := false
	if strings.HasPrefix(clean, "/") {
		found = x.fromTop(&t, from, clean)
	} else {
		file, ok := joinFile(path.Dir(from.File), clean)
		if !ok {
			return Target{}, &diag.Problem{
				Rule: "link-outside", Message: fmt.Sprintf("the link %q leads out of the content folder", diag.Shorten(dest, maxShown)),
				Hint: "only what is in the content folder is published",
			}
		}
		found = x.fileTarget(&t, file) || x.besideTranslation(&t, from, clean)
		clean = file
	}
	if !found {
		return Target{}, x.brokenLink(from, dest, clean)
	}
	return t, nil
}

// splitDest takes query and fragment off a destination.
func splitDest(dest string) (p, query, fragment string) {
	p = dest
	if i := strings.IndexByte(p, '#'); i >= 0 {
		p, fragment = p[:i], p[i:]
	}
	if i := strings.IndexByte(p, '?'); i >= 0 {
		p, query = p[:i], p[i:]
	}
	return p, query, fragment
}

// cleanPath decodes the path of a link and refuses what is none.
func cleanPath(p string) (string, *diag.Problem) {
	bad := func(why, hint string) (string, *diag.Problem) {
		return "", &diag.Problem{Rule: "bad-link", Message: fmt.Sprintf("the link %q %s", diag.Shorten(p, maxShown), why), Hint: hint}
	}
	if strings.HasPrefix(p, "//") {
		return bad("leads to another site without saying how", "write it with https:// in front")
	}
	if i := strings.IndexByte(p, ':'); i > 0 && !strings.Contains(p[:i], "/") && isScheme(p[:i]) {
		return bad("is a whole URL, not a path of this site", "")
	}
	decoded := p
	if strings.IndexByte(p, '%') >= 0 {
		var err error
		if decoded, err = url.PathUnescape(p); err != nil {
			return bad("has a % that is no percent-encoding", "write a percent sign as %25")
		}
	}
	switch {
	case strings.IndexByte(decoded, '\\') >= 0:
		return bad("has a backslash", "separate folders with /")
	case strings.ContainsFunc(decoded, unicode.IsControl):
		return bad("has a control character", "")
	}
	return decoded, nil
}

// isScheme tells whether s can be the scheme of a URL (RFC 3986, 3.1).
func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !isLetter(c) && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	return s != ""
}

// joinFile is the content path of a link from a file in dir; a trailing slash
// goes. ok is false where it leads out.
func joinFile(dir, link string) (file string, ok bool) {
	file = path.Join(dir, link)
	return file, file != ".." && !strings.HasPrefix(file, "../")
}

// fromTop resolves a path that begins with a slash: as a URL of the site, as a
// path below the content folder, or below the folder of the page's language.
func (x *Index) fromTop(t *Target, from *Page, p string) bool {
	if x.urlTarget(t, p) {
		return true
	}
	file := strings.TrimPrefix(path.Clean(p), "/")
	if file == "" {
		file = "."
	}
	return x.fileTarget(t, file) || x.fileTarget(t, path.Join(x.Site.language(from.Lang).Folder, file)) ||
		x.fileTarget(t, path.Join(staticDir, file))
}

// urlTarget resolves the URL of a page, with or without its last slash, of an
// alias, a term or a resource.
func (x *Index) urlTarget(t *Target, p string) bool {
	for _, u := range [...]string{p, p + "/"} {
		if page := x.PageAt(u); page != nil {
			t.Page, t.URL = page, page.URL
			return true
		}
		if _, ok := x.termAt[u]; ok || x.isOutput(u) {
			t.URL = u
			return true
		}
	}
	return false
}

// fileTarget resolves a path below the content folder: of a Markdown file, of
// a folder, of an article without its ending, or of another file.
func (x *Index) fileTarget(t *Target, file string) bool {
	page := x.pageOf(file)
	if page != nil {
		t.Page, t.URL = page, page.URL
		return true
	}
	if r, ok := x.Resource(file); ok {
		t.File, t.URL = r.File, r.URL
		return true
	}
	return false
}

// pageOf returns the page that a path means, or nil.
func (x *Index) pageOf(file string) *Page {
	if strings.HasSuffix(file, ".md") {
		if p := x.Page(file); p != nil && !p.Implied {
			return p
		}
		return nil
	}
	for _, name := range [...]string{path.Join(file, "_index.md"), path.Join(file, "index.md"), file + ".md"} {
		if p := x.Page(name); p != nil {
			return p
		}
	}
	return nil
}

// besideTranslation looks for a file beside the translations of a page, so that
// pictures and flows need not be copied into each language.
func (x *Index) besideTranslation(t *Target, from *Page, link string) bool {
	for _, other := range x.Translations(from) {
		file, ok := joinFile(path.Dir(other.File), link)
		if !ok {
			continue
		}
		if r, found := x.Resource(file); found {
			t.File, t.URL = r.File, r.URL
			return true
		}
	}
	return false
}

// CoverPlace returns an otherwise empty problem where a page names its cover.
func (x *Index) CoverPlace(p *Page) diag.Problem {
	if i, ok := slices.BinarySearch(x.listing.pages, p.File); ok {
		return x.entries[i].at.cover.problem(p.File)
	}
	return diag.Problem{File: p.File, Line: 1, Col: 1}
}
