package site

import (
	"net/url"
	"slices"
	"strings"

	"rehearse/demo/diag"
)

// Href turns a URL of the Index into what may stand in an href attribute:
// with the base path, percent-encoded.
func (x *Index) Href(url string) string {
	base := x.Site.BasePath()
	return base[:len(base)-1] + escapePath(url)
}

// Absolute turns a URL of the Index into a whole URL. Without a base URL it is
// [Index.Href].
func (x *Index) Absolute(url string) string {
	if x.Site.BaseURL == "" {
		return escapePath(url)
	}
	return x.Site.BaseURL[:len(x.Site.BaseURL)-1] + escapePath(url)
}

// TargetHref is [Index.Href] for a target, with its query and fragment.
func (x *Index) TargetHref(t Target) string { return x.Href(t.URL) + t.Query + t.Fragment }

// EditURL returns where a page can be edited, or "".
func EditURL(x *Index, p *Page) string {
	if x.Site.edit == "" || p.Implied {
		return ""
	}
	return strings.ReplaceAll(x.Site.edit, "{path}", escapePath(p.File))
}

// DiscussionURL returns where a page can be discussed, or "".
func DiscussionURL(x *Index, p *Page) string {
	if x.Site.discussion == "" {
		return ""
	}
	return strings.NewReplacer(
		"{path}", url.QueryEscape(p.File),
		"{url}", url.QueryEscape(x.Absolute(p.URL)),
		"{title}", url.QueryEscape(p.Title),
	).Replace(x.Site.discussion)
}

// CommentAttributes are the attributes of the script on a page: names and
// values by turns, in the order of site.yaml.
func CommentAttributes(x *Index, p *Page) []string {
	r := strings.NewReplacer("{url}", x.Absolute(p.URL), "{path}", p.URL, "{lang}", p.Lang)
	var list []string
	for _, a := range x.Site.Comments.attributes {
		list = append(list, a.name, r.Replace(a.value))
	}
	return list
}

// CoverPlace returns an otherwise empty problem where a page names its cover.
func (x *Index) CoverPlace(p *Page) diag.Problem {
	var at position
	if i, ok := slices.BinarySearch(x.listing.pages, p.File); ok {
		at = x.entries[i].at.cover
	}
	return at.locate(p.File, diag.Problem{})
}

// Contested tells whether a problem of the index says that more than one wants
// to be published at a URL, or at one that differs from it in case, or at what
// is above it.
func (x *Index) Contested(url string) bool {
	for key := claimKey(url, x.opt.Outputs); key != ""; key = key[:strings.LastIndexByte(key, '/')] {
		if x.contested[key] {
			return true
		}
	}
	return x.contested[""] && url == "/index.html"
}
