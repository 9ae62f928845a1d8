package site

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
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
	clean := "/"
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		if part != "" {
			clean += part + "/"
		}
	}
	return strings.ToLower(u.Scheme) + "://" + strings.ToLower(u.Host) + clean, nil
}

// escapePath percent-encodes a path.
func escapePath(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// isWebURL tells whether s is a whole http or https URL.
func isWebURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// joinFile is the content path of a link from a file in dir; a trailing slash
// goes. ok is false where it leads out.
func joinFile(dir, link string) (file string, ok bool) {
	file = path.Join(dir, link)
	return file, file != ".." && !strings.HasPrefix(file, "../")
}

// besideURL is the URL that an alias means on the page at pageURL: a folder's,
// or that of a file that ends in .html. ok is false where it leads out of the site.
func besideURL(pageURL, alias string) (url string, ok bool) {
	dir := "/"
	if !strings.HasPrefix(alias, "/") {
		dir = path.Dir(strings.TrimSuffix(pageURL, "/"))
	}
	joined, ok := joinFile(strings.TrimPrefix(dir, "/"), strings.TrimLeft(alias, "/"))
	switch ext := path.Ext(joined); {
	case !ok:
		return "", false
	case joined == "." || joined == "":
		return "/", true
	case ext != ".html" && ext != ".htm" || strings.HasSuffix(alias, "/"):
		return "/" + joined + "/", true
	case path.Base(joined) == "index.html":
		return "/" + strings.TrimSuffix(joined, "index.html"), true
	}
	return "/" + joined, true
}
