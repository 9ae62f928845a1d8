package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rehearse/demo/diag"
)

// node is a home, section or article to be: a folder that has Markdown somewhere
// below it, or a Markdown file that has no folder of its own.
type node struct {
	// path is that of the folder, or of the file without its ending.
	path   string
	kind   Kind
	lang   int
	parent *node // nil for a home
	// entry is the file that speaks for the node; nil where there is none.
	entry *entry
	// live is true where a page has to be made of the node.
	live bool
	// hidden says why the node and all below it is left out, or "".
	hidden  string
	url     string
	aliases []aliasURL
	// number is that of the page, or -1 where none is made.
	number int
}

// aliasURL is an alias with the URL that it means.
type aliasURL struct {
	url string
	// id is that of the part of the page there that is meant; empty for all of it.
	id string
	at position
}

// file is the path of the file that the node's page is made from, or would be.
func (n *node) file() string {
	if n.entry != nil {
		return n.entry.file
	}
	return path.Join(n.path, "_index.md")
}

// plan is what pages there are.
type plan struct {
	// nodes are those that pages are made of, and pages the pages, by File.
	nodes   []*node
	pages   []*Page
	folders map[string]*node
	leftOut []LeftOut // by File
	// problems are about how the pages fit together.
	problems []diag.Problem
}

// makePlan turns entries, sorted by file, into pages. isOut says why a page is
// left out, or "".
func makePlan(site *Site, entries []*entry, isOut func(*Meta) string) *plan {
	p := planner{site: site, isOut: isOut, plan: &plan{folders: make(map[string]*node, len(entries)/4)}}
	for i, l := range site.Languages {
		p.addFolder(&node{path: l.Folder, kind: Home, lang: i, live: true, url: l.Prefix})
	}
	for _, e := range entries {
		p.place(e)
	}
	p.checkLanguages()
	p.dropNested()
	p.hide()
	p.enliven()
	p.makePages()
	return p.plan
}

// planner works a plan out.
type planner struct {
	*plan
	site  *Site
	isOut func(*Meta) string
	all   []*node // parents before children
}

func (p *planner) add(n *node) *node {
	n.number = -1
	p.all = append(p.all, n)
	return n
}

func (p *planner) addFolder(n *node) *node {
	p.folders[n.path] = n
	return p.add(n)
}

// place finds the node that an entry speaks for.
func (p *planner) place(e *entry) {
	dir, base := path.Split(e.file)
	f := p.folder(path.Clean(dir))
	switch {
	case f == nil:
		p.report(e, position{}, "no-language", "this page is in the folder of no language",
			"move it into "+strings.Join(p.site.codes(), "/ or ")+"/")
	case base != "_index.md" && base != "index.md":
		p.add(&node{path: strings.TrimSuffix(e.file, ".md"), kind: Article, lang: f.lang, parent: f, entry: e})
	case f.entry != nil:
		p.report(e, position{}, "two-indexes", fmt.Sprintf("this folder has %s already", path.Base(f.entry.file)),
			"keep _index.md for a section, or index.md for an article")
	default:
		f.entry = e
		if base == "index.md" && f.parent != nil {
			f.kind = Article
		}
	}
}

// folder returns the node of a folder below a language's, or nil.
func (p *planner) folder(dir string) *node {
	if f, ok := p.folders[dir]; ok {
		return f
	}
	if dir == "." {
		return nil
	}
	parent := p.folder(path.Dir(dir))
	if parent == nil {
		return nil
	}
	return p.addFolder(&node{path: dir, kind: Section, lang: parent.lang, parent: parent})
}

func (p *planner) report(e *entry, at position, rule diag.Rule, message, hint string) {
	p.problems = append(p.problems, at.locate(e.file, diag.Problem{Rule: rule, Message: message, Hint: hint}))
}

// checkLanguages warns of a language that nothing is written in.
func (p *planner) checkLanguages() {
	used := make([]bool, len(p.site.Languages))
	for _, n := range p.all {
		used[n.lang] = used[n.lang] || n.entry != nil
	}
	for i, l := range p.site.Languages {
		if p.site.multilingual && !used[i] {
			p.problems = append(p.problems, l.at.locate(siteFile, diag.Problem{
				Severity: diag.Warning, Rule: "no-language",
				Message: fmt.Sprintf("the language %s has no page in %s/", l.Code, l.Folder),
				Hint:    "write one, or remove the language from site.yaml",
			}))
		}
	}
}

// dropNested reports articles inside the folder of another article.
func (p *planner) dropNested() {
	for _, n := range p.all {
		if n.entry == nil {
			continue
		}
		for f := n.parent; f != nil; f = f.parent {
			if f.kind == Article {
				p.report(n.entry, position{}, "nested-page", fmt.Sprintf("this page is inside the folder of another one (%s/index.md)", f.path),
					"move it out of the folder, or rename that index.md to _index.md to make a section")
				n.entry, n.kind = nil, Section
				break
			}
		}
	}
}

// inSection begins the reason for leaving out what is below a section.
const inSection = "is in a section that "

// hide leaves out pages, with all that is below them. A home page that is left
// out leaves an implied one behind: every language needs one.
func (p *planner) hide() {
	for _, n := range p.all {
		switch {
		case n.parent != nil && n.parent.hidden != "":
			n.hidden = inSection + strings.TrimPrefix(n.parent.hidden, inSection)
		case n.entry != nil:
			n.hidden = p.isOut(&n.entry.meta)
		}
		n.url = nodeURL(p.site, n)
		if n.hidden != "" && n.entry != nil {
			p.plan.leftOut = append(p.plan.leftOut, LeftOut{File: n.entry.file, URL: n.url, Reason: n.hidden})
		}
		if n.parent == nil && n.hidden != "" {
			n.entry, n.hidden = nil, ""
		}
	}
}

// nodeURL is the URL of a node's page.
func nodeURL(site *Site, n *node) string {
	switch {
	case n.parent == nil:
		return site.Languages[n.lang].Prefix
	case n.entry != nil && n.entry.meta.Slug != "":
		return n.parent.url + n.entry.meta.Slug + "/"
	}
	return n.parent.url + path.Base(n.path) + "/"
}

// enliven marks the nodes that need a page: those that have a file for it and
// those above them.
func (p *planner) enliven() {
	for _, n := range p.all {
		if n.entry == nil || n.hidden != "" {
			continue
		}
		for ; n != nil && !n.live; n = n.parent {
			n.live = true
		}
	}
}

// makePages makes the pages that are not left out.
func (p *planner) makePages() {
	p.nodes = slices.DeleteFunc(p.all, func(n *node) bool { return n.hidden != "" || !n.live })
	slices.SortFunc(p.nodes, func(a, b *node) int { return strings.Compare(a.file(), b.file()) })
	p.pages = make([]*Page, len(p.nodes))
	for i, n := range p.nodes {
		n.number = i
		page := &Page{
			File: n.file(), Kind: n.kind, Lang: p.site.Languages[n.lang].Code, URL: n.url,
			Implied: n.entry == nil, number: i,
		}
		if n.entry != nil {
			page.Meta = &n.entry.meta
			p.readAliases(n)
		} else {
			page.Meta = &Meta{TOC: true}
		}
		if page.Title == "" {
			page.Meta = p.titled(page, n)
		}
		p.pages[i] = page
	}
}

// titled gives a page without a title one: a home that of the site, an implied
// section that of its folder. Others have been forgotten.
func (p *planner) titled(page *Page, n *node) *Meta {
	meta := *page.Meta
	meta.Title = fallbackTitle(page.File)
	if n.kind == Home {
		meta.Title = p.site.homeTitle(page.Lang)
	} else if n.entry != nil {
		p.report(n.entry, position{}, "no-title", "this page has no title", "add title: to the front matter, or begin the text with # and a title")
	}
	return &meta
}

// readAliases resolves the aliases of a page, and reports a slug that means
// nothing.
func (p *planner) readAliases(n *node) {
	if n.kind == Home && n.entry.meta.Slug != "" {
		p.report(n.entry, n.entry.at.slug, "slug", "a home page has no slug", "remove it")
	}
	for _, a := range n.entry.at.aliases {
		url, ok := besideURL(n.url, a.path)
		if !ok {
			p.report(n.entry, a.position, "alias", fmt.Sprintf("the alias %q leads out of the site", a.path), "")
			continue
		}
		n.aliases = append(n.aliases, aliasURL{url, a.id, a.position})
	}
}
