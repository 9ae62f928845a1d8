package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// maxAddresses bounds addresses.txt, in bytes: it holds those of more pages than a
// machine can build.
const maxAddresses = 256 << 20

// readAddresses reads addresses.txt. What cannot be read must not be taken for what
// remembers nothing.
func readAddresses(fsys fs.FS) ([]byte, []diag.Problem) {
	text, err := readRegular(fsys, AddressesFile, maxAddresses)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return text, nil
	}
	reason := "cannot be read"
	switch {
	case errors.Is(err, errLarge):
		reason = fmt.Sprintf("is larger than %d MB", maxAddresses>>20)
	case errors.Is(err, errIrregular):
		reason = "must be a file"
	}
	return nil, []diag.Problem{{File: AddressesFile, Line: 1, Col: 1, Rule: ruleUnreadable, Message: "what has been published is not known: " + AddressesFile + " " + reason, Hint: readableHint}}
}

// goneAddress is an address, or an anchor of a page, that readers are no longer to find.
type goneAddress struct {
	url, id string
	at      position
}

// readGone reads the list of what is gone.
func readGone(y *source.YAML, e source.Entry) []goneAddress {
	var list []goneAddress
	for _, item := range items(e) {
		written := y.String(item)
		if written == "" {
			continue
		}
		address, id, hasID := strings.Cut(written, "#")
		fault := badAlias(address)
		if fault == "" && !strings.HasPrefix(address, "/") {
			fault = "does not begin with /"
		}
		url, ok := besideURL("/", address)
		if fault != "" || !ok || hasID && id == "" {
			y.Report(item.Value, "alias", fmt.Sprintf("%q is no address of this site", written),
				"write it as /old/place/, or for a heading alone as /place/#heading")
			continue
		}
		list = append(list, goneAddress{url, id, positionOf(y, item.Value)})
	}
	return list
}

// IsGone reports whether the author has said that an address is no more; id is that of
// an anchor, or empty. A page whose expiryDate has passed is no more, too.
func IsGone(x *Index, url, id string) bool {
	if slices.ContainsFunc(x.Site.gone, func(g goneAddress) bool { return g.url == url && g.id == id }) {
		return true
	}
	p, isLeftOut := LeftOutAt(x, url)
	return id == "" && isLeftOut && strings.HasSuffix(p.Reason, hasExpired)
}

// Gone returns the addresses of which the author has said that they are no more.
func Gone(x *Index) []string {
	var urls []string
	for _, g := range x.Site.gone {
		if g.id == "" && x.PageAt(g.url) == nil && !slices.Contains(urls, g.url) {
			urls = append(urls, g.url)
		}
	}
	return urls
}

// LeftOutAt returns the page that would be at a URL if it were not left out.
func LeftOutAt(x *Index, url string) (LeftOut, bool) {
	i := slices.IndexFunc(x.leftOut, func(l LeftOut) bool { return l.URL == url })
	if i < 0 || x.PageAt(url) != nil {
		return LeftOut{}, false
	}
	return x.leftOut[i], true
}

// Moved is a part of a page that is now on another one.
type Moved struct {
	// ID is that of the anchor before, without "#".
	ID string
	To *Page
}

// movedPart is a Moved with the number of its page.
type movedPart struct {
	id string
	to int
}

// MovedFrom returns the parts that were on a page, and are on others.
func MovedFrom(x *Index, p *Page) []Moved {
	var all []Moved
	for _, url := range append([]string{p.URL}, p.Aliases...) {
		for _, m := range x.parted[url] {
			if to := x.pages[m.to]; to.URL != p.URL {
				all = append(all, Moved{m.id, to})
			}
		}
	}
	return all
}

// claimParts notes which pages have what was a part of others: what their aliases with
// an anchor say.
func (c *claims) claimParts(p *plan, byURL map[string]int, addresses []byte) {
	for i, n := range p.nodes {
		for _, a := range n.aliases {
			if a.id == "" {
				continue
			}
			if _, isPage := byURL[a.url]; !isPage && !isPublished(addresses, a.url) {
				c.problems = append(c.problems, a.at.locate(n.file(), diag.Problem{Rule: "alias",
					Message: fmt.Sprintf("no page is at %s, of which this alias names a part", a.url), Hint: "leave out # and what follows, to have all of its readers"}))
				continue
			}
			c.parted[a.url] = append(c.parted[a.url], movedPart{a.id, i})
		}
	}
}

// isPublished reports whether addresses.txt has an address: then it is told elsewhere
// that no page is there.
func isPublished(addresses []byte, url string) bool {
	return bytes.Contains(addresses, []byte("\n"+url+" ")) || bytes.Contains(addresses, []byte("\n"+url+"\n"))
}

// claimGone reserves the addresses that are no more, for the page that says so.
func (c *claims) claimGone(gone []goneAddress) {
	for _, g := range gone {
		if g.id != "" {
			continue
		}
		if before, taken := c.taken[claimKey(g.url, c.outputs)]; taken && before.file != siteFile {
			c.problems = append(c.problems, g.at.locate(siteFile, diag.Problem{Rule: "url-collision",
				Message: fmt.Sprintf("%s is said to be gone, and %s is there", g.url, before.holder), Hint: "take it out here if readers are to find that"}))
			continue
		}
		c.addLoose(claim{url: g.url, kind: "address", holder: "what is said to be gone", file: siteFile, at: g.at})
	}
}
