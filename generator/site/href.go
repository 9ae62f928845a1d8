package site

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// ParseBaseURL checks the URL that a site will be at and ends it with one
// slash. The error is for the author's eyes.
func ParseBaseURL(s string) (string, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "", fmt.Errorf("the base URL %q is not a URL", s)
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("the base URL %q does not begin with http:// or https://", s)
	case u.Host == "" || u.Hostname() == "":
		return "", fmt.Errorf("the base URL %q names no host", s)
	case u.User != nil:
		return "", errors.New("the base URL must not hold a user name or password")
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#"):
		return "", fmt.Errorf("the base URL %q must have neither a query nor a fragment after its path", s)
	}
	for part := range strings.SplitSeq(u.Path, "/") {
		if part == "." || part == ".." {
			return "", fmt.Errorf("the base URL %q must not have . or .. in its path", s)
		}
	}
	path := "/"
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		if part != "" {
			path += part + "/"
		}
	}
	return strings.ToLower(u.Scheme) + "://" + strings.ToLower(u.Host) + path, nil
}

// BasePath is the path of the base URL, "/" or "/docs/", escaped.
func (s *Site) BasePath() string {
	rest := s.BaseURL
	if i := strings.Index(rest, "://"); i >= 0 {
		rest = rest[i+3:]
	}
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}

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

// escapePath percent-encodes a path, returning most as they are.
func escapePath(path string) string {
	for i := range len(path) {
		switch c := path[i]; {
		case isLetter(c), c >= '0' && c <= '9', c == '/', c == '-', c == '_', c == '.', c == '~':
		default:
			return (&url.URL{Path: path}).EscapedPath()
		}
	}
	return path
}

// pattern reads a URL with {name} placeholders.
func (r *siteReader) pattern(e source.Entry, names []string) string {
	written := r.y.String(e)
	if written == "" {
		return ""
	}
	sample := written
	for _, name := range names {
		sample = strings.ReplaceAll(sample, "{"+name+"}", "x")
	}
	if i := strings.IndexByte(sample, '{'); i >= 0 {
		name, _, _ := strings.Cut(sample[i+1:], "}")
		r.y.Report(e.Value, "pattern", fmt.Sprintf("%s cannot have {%s}", e.Name, name),
			diag.DidYouMean(name, names, "it may have {"+strings.Join(names, "}, {")+"}"))
		return ""
	}
	if !isWebURL(sample) {
		r.y.Report(e.Value, "url", fmt.Sprintf("%s is not a web address", e.Name), webHint)
		return ""
	}
	return written
}

// EditURL returns where a page can be edited, or "".
func (x *Index) EditURL(p *Page) string {
	if x.Site.edit == "" || p.Implied {
		return ""
	}
	return strings.ReplaceAll(x.Site.edit, "{path}", escapePath(p.File))
}

// DiscussionURL returns where a page can be discussed, or "".
func (x *Index) DiscussionURL(p *Page) string {
	if x.Site.discussion == "" {
		return ""
	}
	return strings.NewReplacer(
		"{path}", url.QueryEscape(p.File),
		"{url}", url.QueryEscape(x.Absolute(p.URL)),
		"{title}", url.QueryEscape(p.Title),
	).Replace(x.Site.discussion)
}
