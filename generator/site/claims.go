package site

import (
	"fmt"
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
	// file and at are where the claim is made; file is "" where nobody can
	// be blamed for it.
	file string
	at   place
}

// claims finds URLs that are wanted twice. They are compared in lower case:
// on many machines A.html and a.html are one file.
type claims struct {
	outputs []Output
	taken   map[string]claim
	// spellings are claims whose URLs differ from taken ones in case, by URL.
	spellings map[string]claim
	// contested are the keys of the claims of which a problem tells.
	contested map[string]bool
	// folders are the places that have to be folders because of something
	// below them; those of pages are claimed by the pages themselves.
	folders map[string]claim
	said    []diag.Problem
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
		if before, taken := c.folders[key]; taken {
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
	p := n.at.problem(n.file)
	p.Rule = "url-collision"
	p.Message = fmt.Sprintf("this %s would be at %s, where %s is", n.kind, n.url, before.holder)
	p.Hint = "give one of the two another slug or name"
	c.contested[claimKey(n.url, c.outputs)], c.contested[claimKey(before.url, c.outputs)] = true, true
	caseOnly := before.url != n.url && strings.EqualFold(before.url, n.url)
	if caseOnly {
		p.Message = fmt.Sprintf("this %s would be at %s; %s differs from it in nothing but case", n.kind, n.url, before.holder)
		p.Hint = "many machines take the two for one; " + p.Hint
	}
	c.said = append(c.said, p)
	return caseOnly
}

// claimKey is what two claims must not share: the path that is written to. The
// names of what is published for each page mean the page.
func claimKey(url string, outputs []Output) string {
	key := strings.ToLower(url)
	dir, base := cutLast(key)
	for _, o := range outputs {
		if o.Scope == PerPage && base == o.Name {
			key = dir
		}
	}
	return strings.TrimSuffix(key, "/")
}

// cutLast splits a path after its last slash.
func cutLast(path string) (dir, base string) {
	i := strings.LastIndexByte(path, '/') + 1
	return path[:i], path[i:]
}

// assignURLs decides which page answers at which URL and reports collisions.
func (x *Index) assignURLs(p *planner) {
	c := claims{
		outputs: x.opt.Outputs,
		taken:   make(map[string]claim, len(x.pages)+len(x.resources)), spellings: map[string]claim{},
		contested: map[string]bool{}, folders: map[string]claim{},
	}
	x.byURL = make(map[string]int32, len(x.pages))
	x.claimOutputs(&c)
	for i := range p.pages {
		d := &p.pages[i]
		n := claim{url: d.page.URL, kind: "page", holder: "the page " + d.page.File}
		if d.entry != nil {
			n.file, n.at = d.page.File, d.entry.at.slug
		} else {
			n.holder = "the section " + d.folder.path + "/"
		}
		c.pagination(n)
		if c.add(n) {
			x.byURL[n.url] = int32(i)
		}
	}
	for i := range p.pages {
		x.claimAliases(&c, &p.pages[i], int32(i))
	}
	for _, r := range x.resources {
		c.addLoose(claim{url: r.URL, kind: "file", holder: "the file " + r.File, file: r.File})
	}
	for _, r := range x.static {
		c.addLoose(claim{url: r.URL, kind: "file", holder: "the file " + r.File, file: r.File})
	}
	x.said = append(x.said, c.said...)
	x.contested = c.contested
}

// Contested tells whether a problem of the index says that more than one wants
// to be published at a URL, or at one that differs from it in case.
func (x *Index) Contested(url string) bool { return x.contested[claimKey(url, x.opt.Outputs)] }

// claimOutputs reserves what the program publishes itself. Outputs of pages have
// the URLs of their pages.
func (x *Index) claimOutputs(c *claims) {
	const holder = "something that Rehearse writes itself"
	for _, o := range x.opt.Outputs {
		_, replaced := x.Resource(staticDir + "/" + o.Name)
		for _, p := range x.pages {
			isFor := o.Scope == PerList && p.Kind != Article || o.Scope == PerLanguage && p.Kind == Home || o.Scope == PerSite && p.URL == "/"
			if isFor && !(replaced && o.Replaceable) {
				c.add(claim{url: p.URL + o.Name, holder: holder})
			}
		}
	}
	for _, t := range x.terms {
		c.add(claim{url: t.URL, holder: fmt.Sprintf("the list of the pages with %q", t.Name)})
	}
}

func (x *Index) claimAliases(c *claims, d *planned, page int32) {
	if d.entry == nil {
		return
	}
	kept := 0
	for _, a := range d.entry.at.aliases {
		url, ok := aliasURL(d.page.URL, a.path)
		if !ok {
			continue // reported when it was resolved
		}
		n := claim{url: url, kind: "alias", holder: "an alias of " + d.page.File, file: d.page.File, at: a.place}
		c.pagination(n)
		if c.addLoose(n) {
			x.byURL[url] = page
			d.page.Aliases[kept] = url
			kept++
		}
	}
	d.page.Aliases = d.page.Aliases[:kept]
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
