package site

import (
	"fmt"
	"path"
	"strings"

	"rehearse/demo/diag"
)

// claim is somebody's wish to be published at a URL.
type claim struct {
	url string
	// kind completes "this …": "page", "alias", "file".
	kind string
	// holder names who has the URL: "the page zh/a.md".
	holder string
	// file and at are where the claim is made; file is "" where no author made it.
	file string
	at   position
}

// claims finds URLs that are wanted twice. They are compared as [folded] has
// them: on many machines A.html and a.html are one file.
type claims struct {
	outputs []Output
	taken   map[string]claim
	// spellings are claims whose URLs differ from taken ones in case, by URL.
	spellings map[string]claim
	// contested are the keys of the claims that problems are about.
	contested map[string]bool
	// parted are the parts of pages that are on others now, by URL.
	parted map[string][]movedPart
	// folders are the paths that have to be folders because of something
	// below them; those of pages are claimed by the pages themselves.
	folders map[string]claim
	// impossible are the URLs that have been told of because of Windows.
	impossible map[string]bool
	problems   []diag.Problem
}

// add enters a claim. It returns false where the URL was taken.
func (c *claims) add(n claim) bool {
	key := claimKey(n.url, c.outputs)
	before, taken := c.taken[key]
	if !taken {
		c.taken[key] = n
		return true
	}
	if same, ok := c.spellings[n.url]; ok {
		before = same
	}
	granted := c.conflict(n, before)
	if granted {
		c.spellings[n.url] = n
	}
	return granted
}

// addLoose enters a claim of something that may lie anywhere, so that what is
// above it may want to be a file.
func (c *claims) addLoose(n claim) bool {
	key := claimKey(n.url, c.outputs)
	if !strings.HasSuffix(n.url, "/") {
		_, owned := c.taken[key] // the page itself; add tells of it
		if before, taken := c.folders[key]; taken && !owned {
			return c.conflict(n, before)
		}
	}
	for i := strings.LastIndexByte(key, '/'); i > 0; i = strings.LastIndexByte(key[:i], '/') {
		if before, taken := c.taken[key[:i]]; taken && !strings.HasSuffix(before.url, "/") {
			return c.conflict(n, before)
		}
		if _, known := c.folders[key[:i]]; known {
			break
		}
		c.folders[key[:i]] = n
	}
	return c.add(n)
}

// conflict reports that n wants what before has, at the one of the two that
// an author has written. It returns true where they differ in case, so that
// both can be shown, if not published.
func (c *claims) conflict(n, before claim) bool {
	if n.file == "" {
		n, before = before, n
	}
	if n.file == "" {
		return false
	}
	p := diag.Problem{
		Rule: "url-collision", Message: fmt.Sprintf("this %s would be at %s, where %s is", n.kind, n.url, before.holder),
		Hint: "give one of the two another slug or name",
	}
	c.contested[claimKey(n.url, c.outputs)], c.contested[claimKey(before.url, c.outputs)] = true, true
	same := before.url != n.url && folded(before.url) == folded(n.url)
	if same {
		p.Message = fmt.Sprintf("this %s would be at %s; %s differs from it in nothing but %s", n.kind, n.url, before.holder, difference(n.url, before.url))
		p.Hint = "many machines take the two for one; " + p.Hint
		if n.kind == before.kind && n.kind != "page" && n.kind != "alias" && n.kind != "file" {
			p.Hint = "many machines take the two for one; write them alike"
		}
	}
	c.problems = append(c.problems, n.at.locate(n.file, p))
	return same
}

// claimKey is what two claims must not share: the path that is written to. The
// names of what is published for each page mean the page.
func claimKey(url string, outputs []Output) string {
	key := folded(url)
	dir, base := path.Split(key)
	for _, o := range outputs {
		if o.Scope == PerPage && base == o.Name {
			key = dir
		}
	}
	return strings.TrimSuffix(key, "/")
}

// claimURLs decides which page answers at which URL, aliases included, and gives
// pages the aliases that they keep.
func claimURLs(p *plan, f files, terms []*termPages, in *input, gone []goneAddress) (*claims, map[string]int) {
	c := &claims{
		outputs: in.opt.Outputs, taken: make(map[string]claim, len(p.pages)+len(f.resources)),
		spellings: map[string]claim{}, contested: map[string]bool{}, parted: map[string][]movedPart{}, folders: map[string]claim{}, impossible: map[string]bool{},
	}
	byURL := make(map[string]int, len(p.pages))
	c.claimOutputs(p.pages, f)
	for _, t := range terms {
		list := claim{url: t.URL, kind: t.Taxonomy.singular(), holder: fmt.Sprintf("the list of the pages with %q", t.Name), file: p.pages[t.first].File}
		c.checkParts(list)
		c.add(list)
	}
	for i, n := range p.nodes {
		page := claim{url: n.url, kind: "page"}
		if n.entry != nil {
			page.holder, page.file, page.at = "the page "+n.file(), n.file(), n.entry.at.slug
		} else {
			page.holder = "the section " + n.path + "/"
		}
		c.pagination(page)
		c.checkParts(page)
		if c.add(page) {
			byURL[n.url] = i
		}
	}
	for i, n := range p.nodes {
		for _, a := range n.aliases {
			if a.id != "" || a.url == n.url { // it has come back
				continue
			}
			alias := claim{url: a.url, kind: "alias", holder: "an alias of " + n.file(), file: n.file(), at: a.at}
			c.pagination(alias)
			c.checkParts(alias)
			if c.addLoose(alias) {
				byURL[a.url] = i
				p.pages[i].Aliases = append(p.pages[i].Aliases, a.url)
			}
		}
	}
	c.claimParts(p, byURL, in.addresses)
	c.claimGone(gone)
	for _, list := range [...][]Resource{f.resources, f.static} {
		for _, r := range list {
			file := claim{url: r.URL, kind: "file", holder: "the file " + r.File, file: r.File}
			c.checkParts(file)
			c.addLoose(file)
		}
	}
	return c, byURL
}

// claimOutputs reserves what the program itself publishes. Outputs of pages have
// the URLs of their pages.
func (c *claims) claimOutputs(pages []*Page, f files) {
	for _, o := range c.outputs {
		if _, replaced := f.find(staticDir + "/" + o.Name); o.Scope == PerPage || o.Replaceable && replaced {
			continue
		}
		for _, p := range pages {
			if o.Scope.Has(p) {
				c.add(claim{url: p.URL + o.Name, holder: "something that Rehearse writes itself"})
			}
		}
	}
}

// pagination reports URLs that the later pages of lists have: /guides/page/2/.
func (c *claims) pagination(n claim) {
	i := strings.LastIndex(n.url, "/page/")
	if i < 0 || n.file == "" {
		return
	}
	number := strings.Trim(n.url[i+len("/page/"):], "/")
	if number != "" && strings.Trim(number, "0123456789") == "" {
		c.conflict(n, claim{url: n.url, holder: "a later page of the list " + n.url[:i+1]})
	}
}
