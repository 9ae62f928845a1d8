package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rehearse/demo/diag"
)

// folder is a folder that has Markdown somewhere below it.
type folder struct {
	path   string
	lang   int
	parent *folder // nil for the folder of a language
	// index is the file that speaks for the folder; nil where there is none.
	index *entry
	// bundle is true for the folder of one article.
	bundle bool
	// live is true where a page has to be made of the folder.
	live bool
	// hidden says why the folder and all below it is left out, or "".
	hidden string
	url    string
	page   int32 // -1 where no page is made
}

// leaf is an article that has no folder of its own.
type leaf struct {
	*entry
	folder *folder
}

// planner works out how the files of a site make pages.
type planner struct {
	site    *Site
	leftOut func(*Meta) string
	folders map[string]*folder
	order   []*folder // parents before children
	leaves  []leaf
	missing []LeftOut
	said    []diag.Problem
	pages   []planned
}

// plan turns entries, sorted by file, into pages, sorted by file.
func (x *Index) plan() *planner {
	p := &planner{site: x.Site, leftOut: x.opt.leftOut, folders: make(map[string]*folder, len(x.entries)/4)}
	for i, l := range x.Site.Languages {
		p.addFolder(&folder{path: l.Folder, lang: i, live: true, url: l.Prefix})
	}
	for _, e := range x.entries {
		p.place(e)
	}
	p.checkLanguages()
	p.dropNested()
	p.hide()
	p.enliven()
	p.locate()
	p.makePages()
	return p
}

func (p *planner) addFolder(f *folder) *folder {
	f.page = -1
	p.folders[f.path] = f
	p.order = append(p.order, f)
	return f
}

// place finds the folder that an entry belongs to.
func (p *planner) place(e *entry) {
	dir, base := path.Dir(e.file), path.Base(e.file)
	f := p.folder(dir)
	switch {
	case f == nil:
		p.complain(e, place{}, "no-language", "this page is in the folder of no language",
			"move it into "+strings.Join(p.site.codes(), "/ or ")+"/")
	case base != "_index.md" && base != "index.md":
		p.leaves = append(p.leaves, leaf{e, f})
	case f.index != nil:
		p.complain(e, place{}, "two-indexes", fmt.Sprintf("this folder has %s already", path.Base(f.index.file)),
			"keep _index.md for a section, or index.md for an article")
	default:
		f.index = e
		f.bundle = base == "index.md" && f.parent != nil
	}
}

// folder returns the folder of a path below a language's, or nil.
func (p *planner) folder(dir string) *folder {
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
	return p.addFolder(&folder{path: dir, lang: parent.lang, parent: parent})
}

func (p *planner) complain(e *entry, at place, rule diag.Rule, message, hint string) {
	problem := at.problem(e.file)
	problem.Rule, problem.Message, problem.Hint = rule, message, hint
	p.said = append(p.said, problem)
}

// checkLanguages warns of a language that nothing is written in.
func (p *planner) checkLanguages() {
	if !p.site.multilingual {
		return
	}
	used := make([]bool, len(p.site.Languages))
	for _, f := range p.order {
		used[f.lang] = used[f.lang] || f.index != nil
	}
	for _, l := range p.leaves {
		used[l.folder.lang] = true
	}
	for i, l := range p.site.Languages {
		if !used[i] {
			problem := l.at.problem(siteFile)
			problem.Severity, problem.Rule = diag.Warning, "no-language"
			problem.Message = fmt.Sprintf("the language %s has no page in %s/", l.Code, l.Folder)
			problem.Hint = "write one, or remove the language from site.yaml"
			p.said = append(p.said, problem)
		}
	}
}

// dropNested reports articles inside the folder of another article.
func (p *planner) dropNested() {
	p.leaves = slices.DeleteFunc(p.leaves, func(l leaf) bool {
		return p.nested(l.entry, l.folder)
	})
	for _, f := range p.order {
		if f.index != nil && f.parent != nil && p.nested(f.index, f.parent) {
			f.index, f.bundle = nil, false
		}
	}
}

// nested reports an entry that is in the folder of an article.
func (p *planner) nested(e *entry, f *folder) bool {
	for ; f != nil; f = f.parent {
		if f.bundle {
			p.complain(e, place{}, "nested-page", fmt.Sprintf("this page is inside the folder of another one (%s/index.md)", f.path),
				"move it out of the folder, or rename that index.md to _index.md to make a section")
			return true
		}
	}
	return false
}

// leftOut says why a page is not part of the site, or "".
func (o *Options) leftOut(m *Meta) string {
	release := m.PublishDate
	if release.IsZero() {
		release = m.Date
	}
	switch {
	case m.Draft && !o.Drafts:
		return "is a draft"
	case release.After(o.Now) && !o.Future:
		return "is not to be published before " + release.Format("2006-01-02 15:04")
	case !m.ExpiryDate.IsZero() && !m.ExpiryDate.After(o.Now) && !o.Expired:
		return "has expired"
	}
	return ""
}

// inSection begins the reason for leaving out what is below a section.
const inSection = "is in a section that "

// hide leaves out sections with all that is below them, and articles. A home
// page that is left out leaves an implied one behind: a language without any
// has no way in.
func (p *planner) hide() {
	for _, f := range p.order {
		if f.parent != nil && f.parent.hidden != "" {
			f.hidden = inSection + strings.TrimPrefix(f.parent.hidden, inSection)
			continue
		}
		if f.index == nil {
			continue
		}
		reason := p.leftOut(&f.index.meta)
		if f.parent != nil {
			f.hidden = reason
		} else if reason != "" {
			p.missing = append(p.missing, LeftOut{File: f.index.file, URL: f.url, Reason: reason})
			f.index = nil
		}
	}
}

// hiddenLeaf says why an article is left out, or "".
func (p *planner) hiddenLeaf(l leaf) string {
	if l.folder.hidden != "" {
		return inSection + strings.TrimPrefix(l.folder.hidden, inSection)
	}
	return p.leftOut(&l.meta)
}

// enliven marks the folders that need a page: those that have a file for it
// and those on the way to a page.
func (p *planner) enliven() {
	up := func(f *folder) {
		for ; f != nil && !f.live; f = f.parent {
			f.live = true
		}
	}
	for _, f := range p.order {
		if f.index != nil && f.hidden == "" {
			up(f)
		}
	}
	for _, l := range p.leaves {
		if p.hiddenLeaf(l) == "" {
			up(l.folder)
		}
	}
}

// locate gives each folder its URL.
func (p *planner) locate() {
	for _, f := range p.order {
		if f.parent == nil {
			if f.index != nil && f.index.meta.Slug != "" {
				p.complain(f.index, f.index.at.slug, "slug", "a home page has no slug", "remove it")
			}
			continue
		}
		part := path.Base(f.path)
		if f.index != nil && f.index.meta.Slug != "" {
			part = f.index.meta.Slug
		}
		f.url = f.parent.url + part + "/"
	}
}

// leafURL is the URL of an article without a folder.
func leafURL(l leaf) string {
	part := l.meta.Slug
	if part == "" {
		part = strings.TrimSuffix(path.Base(l.file), ".md")
	}
	return l.folder.url + part + "/"
}

// planned is a page with what it was made from.
type planned struct {
	page *Page
	// entry is nil for an implied page.
	entry *entry
	// folder is the one that the page stands for, or for a leaf, stands in.
	folder *folder
	leaf   bool
}

// parent returns the folder whose page is the parent of this one.
func (d *planned) parent() *folder {
	if d.leaf {
		return d.folder
	}
	return d.folder.parent
}

// makePages makes the pages that are not left out.
func (p *planner) makePages() {
	p.pages = make([]planned, 0, len(p.order)+len(p.leaves))
	for _, f := range p.order {
		switch {
		case f.hidden != "" && f.index != nil:
			p.missing = append(p.missing, LeftOut{File: f.index.file, URL: f.url, Reason: f.hidden})
		case f.hidden == "" && f.live:
			p.pages = append(p.pages, planned{page: p.folderPage(f), entry: f.index, folder: f})
		}
	}
	for _, l := range p.leaves {
		if reason := p.hiddenLeaf(l); reason != "" {
			p.missing = append(p.missing, LeftOut{File: l.file, URL: leafURL(l), Reason: reason})
			continue
		}
		p.pages = append(p.pages, planned{page: p.leafPage(l), entry: l.entry, folder: l.folder, leaf: true})
	}
	slices.SortFunc(p.pages, func(a, b planned) int { return strings.Compare(a.page.File, b.page.File) })
	slices.SortFunc(p.missing, func(a, b LeftOut) int { return strings.Compare(a.File, b.File) })
	for i := range p.pages {
		if d := &p.pages[i]; !d.leaf {
			d.folder.page = int32(i)
		}
	}
}

func (p *planner) folderPage(f *folder) *Page {
	page := &Page{Kind: Section, Lang: p.site.Languages[f.lang].Code, URL: f.url}
	switch {
	case f.parent == nil:
		page.Kind = Home
	case f.bundle:
		page.Kind = Article
	}
	if f.index == nil {
		page.Meta, page.Implied = &Meta{TOC: true}, true
		page.File = path.Join(f.path, "_index.md")
	} else {
		page.Meta, page.File = &f.index.meta, f.index.file
		p.addAliases(page, f.index)
	}
	p.ensureTitle(page, f.index)
	return page
}

func (p *planner) leafPage(l leaf) *Page {
	page := &Page{
		Meta: &l.meta, File: l.file, Kind: Article,
		Lang: p.site.Languages[l.folder.lang].Code, URL: leafURL(l),
	}
	p.addAliases(page, l.entry)
	p.ensureTitle(page, l.entry)
	return page
}

// ensureTitle gives a page without a title one: a home that of the site, an
// implied section that of its folder. Others have been forgotten.
func (p *planner) ensureTitle(page *Page, e *entry) {
	if page.Title != "" {
		return
	}
	meta := *page.Meta
	meta.Title = fallbackTitle(page.File)
	page.Meta = &meta
	switch {
	case page.Kind == Home:
		meta.Title = p.homeTitle(page.Lang)
	case e != nil:
		p.complain(e, place{}, "no-title", "this page has no title", "add title: to the front matter, or begin the text with # and a title")
	}
}

func (p *planner) homeTitle(lang string) string {
	switch title := p.site.Title.For(lang); {
	case title != "":
		return title
	case strings.HasPrefix(lang, "zh"):
		return "首页"
	}
	return "Home"
}

// addAliases resolves the aliases of a page: relative ones are beside it.
func (p *planner) addAliases(page *Page, e *entry) {
	for _, a := range e.at.aliases {
		url, ok := aliasURL(page.URL, a.path)
		if !ok {
			p.complain(e, a.place, "alias", fmt.Sprintf("the alias %q leads out of the site", a.path), "")
			continue
		}
		page.Aliases = append(page.Aliases, url)
	}
}

// aliasURL is the URL that an alias means on the page at pageURL.
func aliasURL(pageURL, alias string) (url string, ok bool) {
	full := alias
	if !strings.HasPrefix(alias, "/") {
		full = path.Dir(strings.TrimSuffix(pageURL, "/")) + "/" + alias
	}
	depth := 0
	for part := range strings.SplitSeq(full, "/") {
		switch part {
		case "", ".":
		case "..":
			depth--
		default:
			depth++
		}
		if depth < 0 {
			return "", false
		}
	}
	full = path.Clean(full)
	if full == "/" {
		return "/", true
	}
	if ext := path.Ext(full); (ext == ".html" || ext == ".htm") && !strings.HasSuffix(alias, "/") {
		if dir, ok := strings.CutSuffix(full, "/index.html"); ok {
			return dir + "/", true
		}
		return full, true
	}
	return full + "/", true
}
