package feed

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// legal removes the characters that XML 1.0 has no way to write (its
// production Char), and what is not UTF-8. JSON could write them, but readers
// that turn the one into the other would fail.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if isIllegal(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func isIllegal(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	case 0xFFFE, 0xFFFF:
		return true
	}
	return r < ' '
}

// absolute makes the addresses in a piece of HTML independent of the page that
// it was on.
func absolute(fragment, page string) string {
	base, err := url.Parse(page)
	if err != nil {
		return fragment
	}
	var b strings.Builder
	b.Grow(len(fragment) + len(fragment)/8)
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		kind := z.Next()
		if kind == html.ErrorToken { // the end: a string gives no other error
			return b.String()
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			b.Write(z.Raw())
			continue
		}
		raw := string(z.Raw())
		token := z.Token()
		if resolveAll(token.Attr, base) {
			raw = token.String()
		}
		b.WriteString(raw)
	}
}

// resolveAll resolves the addresses in a tag, and tells whether one changed.
func resolveAll(attributes []html.Attribute, base *url.URL) bool {
	changed := false
	for i, a := range attributes {
		was := a.Val
		switch a.Key {
		case "href", "src", "poster", "cite", "data":
			attributes[i].Val = resolve(a.Val, base)
		case "srcset":
			attributes[i].Val = resolveSet(a.Val, base)
		}
		changed = changed || attributes[i].Val != was
	}
	return changed
}

func resolve(address string, base *url.URL) string {
	relative, err := base.Parse(strings.TrimSpace(address))
	if err != nil {
		return address
	}
	return relative.String()
}

// resolveSet resolves the addresses of a srcset: "a.png 1x, b.png 2x". A comma
// separates two candidates only before white space, since addresses may hold
// commas.
func resolveSet(set string, base *url.URL) string {
	candidates := strings.Split(set, ", ")
	for i, candidate := range candidates {
		address, size, _ := strings.Cut(strings.TrimSpace(candidate), " ")
		candidates[i] = strings.TrimSpace(resolve(address, base) + " " + size)
	}
	return strings.Join(candidates, ", ")
}
