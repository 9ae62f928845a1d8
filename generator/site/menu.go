package site

import (
	"fmt"
	"net/url"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// menuItem is an item of a menu as site.yaml has it.
type menuItem struct {
	title, link Text
	// at is where the link is written.
	at place
	// lang is the only language that has the item, or "" for all.
	lang string
}

// MenuLink is an item of a menu in one language.
type MenuLink struct {
	Title string
	// Target is where it leads within the site, External the whole URL where
	// it leads elsewhere.
	Target   Target
	External string
}

// menuNames are the menus there are: in the header, and at the end.
var menuNames = []string{"main", "footer"}

func (r *siteReader) menus(k source.Entry) {
	for _, menu := range r.y.Mapping(k.Value, "menus", menuNames) {
		if menu.Value.Kind != yaml.MappingNode {
			r.menu(menu, menu.Name, "")
			continue
		}
		for _, e := range r.y.Mapping(menu.Value, "the menu "+menu.Name, r.site.codes()) {
			r.menu(e, menu.Name, e.Name)
		}
	}
}

// menu reads the list of items that one language, or all, have in a menu.
func (r *siteReader) menu(k source.Entry, name, lang string) {
	if isNull(k.Value) {
		return
	}
	if k.Value.Kind != yaml.SequenceNode {
		r.y.Report(k.Value, "wrong-type", "a menu must be a list of {title, link}", "begin each item with - title:")
		return
	}
	for _, item := range items(k) {
		m := menuItem{lang: lang, at: placeOf(r.y, item.Value)}
		for _, e := range r.y.Mapping(item.Value, "a menu item", []string{"title", "link"}) {
			if e.Name == "title" {
				m.title = r.text(e)
			} else {
				m.link, m.at = r.text(e), placeOf(r.y, e.Value)
			}
		}
		if item.Value.Kind == yaml.MappingNode && m.link.all == "" && m.link.byLang == nil {
			r.y.Report(item.Value, "missing-key", "this menu item has no link", "add link: /path/ or link: https://…")
			continue
		}
		r.site.menus[name] = append(r.site.menus[name], m)
	}
}

// Menu returns the items of a menu, "main" or "footer", in a language. An item
// without a title has that of its page; one whose link leads nowhere has been
// reported and is missing.
func (x *Index) Menu(lang, name string) []MenuLink {
	var links []MenuLink
	for _, m := range x.Site.menus[name] {
		if link, fault := x.menuLink(m, lang); fault == nil && link.Title != "" {
			links = append(links, link)
		}
	}
	return links
}

// menuLink resolves an item. A path that is given for all languages means the
// page at that place in each language's own folder, where there is one.
func (x *Index) menuLink(m menuItem, lang string) (MenuLink, *diag.Problem) {
	if m.lang != "" && m.lang != lang {
		return MenuLink{}, nil
	}
	link := MenuLink{Title: m.title.For(lang)}
	dest := m.link.For(lang)
	if isWebURL(dest) || strings.HasPrefix(dest, "mailto:") || strings.HasPrefix(dest, "tel:") {
		link.External = dest
		if link.Title == "" {
			link.Title = dest
		}
		return link, nil
	}
	if u, err := url.Parse(dest); err == nil && u.Scheme != "" {
		return link, &diag.Problem{
			Rule: "bad-link", Message: fmt.Sprintf("a menu cannot lead to %q", diag.Shorten(dest, maxShown)),
			Hint: "write a path of the site, or begin with https://, http://, mailto: or tel:",
		}
	}
	home := x.Home(lang)
	target, fault := x.ResolveLink(home, strings.TrimSuffix(x.Site.language(lang).Prefix, "/")+rooted(dest))
	if fault != nil {
		target, fault = x.ResolveLink(home, rooted(dest))
	}
	link.Target = target
	if link.Title == "" && target.Page != nil {
		link.Title = target.Page.Title
	}
	return link, fault
}

// rooted makes a menu's link count from the top: site.yaml is beside the home
// page, so that "guides/" and "/guides/" mean the same.
func rooted(dest string) string {
	if strings.HasPrefix(dest, "/") || strings.HasPrefix(dest, "#") || strings.HasPrefix(dest, "?") {
		return dest
	}
	return "/" + dest
}

// checkMenus reports menu items that lead nowhere.
func (x *Index) checkMenus() []diag.Problem {
	var problems []diag.Problem
	for _, name := range menuNames {
		for _, m := range x.Site.menus[name] {
			for _, lang := range x.Site.Languages {
				if fault := x.checkMenuItem(m, lang); fault != nil && fault.File == "" {
					problems = append(problems, m.at.locate(siteFile, *fault))
				}
			}
		}
	}
	return problems
}

func (x *Index) checkMenuItem(m menuItem, lang Language) *diag.Problem {
	if m.lang != "" && m.lang != lang.Code {
		return nil
	}
	link, fault := x.menuLink(m, lang.Code)
	switch {
	case fault != nil && fault.File == "" && fault.Rule == ruleBroken && len(x.Site.Languages) > 1:
		fault.Message = fmt.Sprintf("the link %q leads to nothing in %s", m.link.For(lang.Code), lang.Name)
		if fault.Hint == "" {
			fault.Hint = "each language may have a menu of its own: main: {" + lang.Code + ": […]}"
		}
	case fault == nil && link.Title == "":
		return &diag.Problem{
			Rule: "missing-key", Message: fmt.Sprintf("this menu item has no title in %s", lang.Name),
			Hint: "add title:",
		}
	}
	return fault
}
