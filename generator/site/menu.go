package site

import (
	"fmt"
	"net/url"
	"strings"

	"rehearse/demo/diag"
)

// MenuLink is an item of a menu in one language.
type MenuLink struct {
	Title string
	// Target is where it leads within the site, External the whole URL where
	// it leads elsewhere.
	Target   Target
	External string
}

// Menu returns the items of a menu, "main", "footer" or "authors", in a language. An item
// without a title has that of its page; one whose link leads nowhere has been
// reported and is missing.
func (x *Index) Menu(lang, name string) []MenuLink {
	var links []MenuLink
	for _, m := range x.Site.menus[name] {
		if link, problem := menuLink(x, m, lang); problem == nil && link.Title != "" {
			links = append(links, link)
		}
	}
	return links
}

// menuLink resolves an item. A path that is given for all languages means the
// page at that place in each language's own folder, where there is one.
func menuLink(x *Index, m menuItem, lang string) (MenuLink, *diag.Problem) {
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
	target, problem := x.ResolveLink(home, strings.TrimSuffix(x.Site.language(lang).Prefix, "/")+rooted(dest))
	if problem != nil {
		target, problem = x.ResolveLink(home, rooted(dest))
	}
	link.Target = target
	if link.Title == "" && target.Page != nil {
		link.Title = target.Page.Title
	}
	return link, problem
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
func checkMenus(x *Index) []diag.Problem {
	var problems []diag.Problem
	for _, name := range menuNames() {
		for _, m := range x.Site.menus[name] {
			for _, lang := range x.Site.Languages {
				if p := checkMenuItem(x, m, lang); p != nil && p.File == "" {
					problems = append(problems, m.at.locate(siteFile, *p))
				}
			}
		}
	}
	return problems
}

func checkMenuItem(x *Index, m menuItem, lang Language) *diag.Problem {
	if m.lang != "" && m.lang != lang.Code {
		return nil
	}
	link, problem := menuLink(x, m, lang.Code)
	switch {
	case problem != nil && problem.File == "" && problem.Rule == ruleBroken && len(x.Site.Languages) > 1:
		problem.Message = fmt.Sprintf("the link %q leads to nothing in %s", m.link.For(lang.Code), lang.Name)
		if problem.Hint == "" {
			problem.Hint = "each language may have a menu of its own: main: {" + lang.Code + ": […]}"
		}
	case problem == nil && link.Title == "":
		return &diag.Problem{
			Rule: "missing-key", Message: fmt.Sprintf("this menu item has no title in %s", lang.Name),
			Hint: "add title:",
		}
	}
	return problem
}
