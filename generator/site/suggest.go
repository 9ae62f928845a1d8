package site

import (
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"

	"rehearse/demo/diag"
)

// ruleBroken is the rule of links that lead to nothing.
const ruleBroken diag.Rule = "broken-link"

// afterSlash is the character that comes after the slash, where paths that go
// on below a folder end in their order.
const afterSlash = string('/' + 1)

// suggestionsCap bounds how many names a broken link is compared with.
const suggestionsCap = 300

// brokenLink says why a link leads nowhere and where it may have been meant to
// lead. p is the path decoded, from the top.
func brokenLink(x *Index, from *Page, dest, p string, suggest bool) *diag.Problem {
	for _, l := range x.leftOut {
		if meansLeftOut(l, p) {
			return &diag.Problem{
				Rule: "link-left-out", Message: fmt.Sprintf("the link %q leads to %s, which %s", diag.Shorten(dest, maxShown), l.File, l.Reason),
				Hint: "publish that page too, or remove the link",
			}
		}
	}
	file := strings.TrimPrefix(p, "/")
	if reported := x.listing.unreadableAt(file); reported != nil {
		return reported
	}
	f := &diag.Problem{Rule: ruleBroken, Message: fmt.Sprintf("the link %q leads to nothing", diag.Shorten(dest, maxShown))}
	if !suggest {
		return f
	}
	if to := x.listing.suggest(file); to != "" {
		f.Hint = fmt.Sprintf("did you mean %q?", written(x, from, dest, to))
	} else if to := suggestURL(x, p); to != "" {
		f.Hint = fmt.Sprintf("did you mean %q?", to)
	}
	return f
}

// meansLeftOut tells whether p is the path, folder or URL of a left-out page.
func meansLeftOut(l LeftOut, p string) bool {
	if strings.HasPrefix(p, "/") {
		if u := strings.TrimSuffix(l.URL, "/"); u != "" && u == strings.TrimSuffix(p, "/") {
			return true
		}
		p = strings.TrimPrefix(path.Clean(p), "/")
	}
	switch l.File {
	case p, p + ".md", p + "/index.md", p + "/_index.md":
		return p != ""
	}
	return false
}

// unreadableAt returns what is reported of the file or folder at a path, or above
// it, that exists and cannot be read, or nil.
func (l *listing) unreadableAt(p string) *diag.Problem {
	for _, reported := range l.problems {
		if reported.Rule == ruleUnreadable && within(p, reported.File) {
			return &reported
		}
	}
	return nil
}

// suggest returns the file or folder that was probably meant by a path: one with
// a similar name in the same folder, or else the only file of that name. A folder
// ends with a slash.
func (l *listing) suggest(p string) string {
	dir, base := path.Split(strings.TrimSuffix(p, "/"))
	dir = l.suggestFolder(dir)
	if s := diag.Suggest(base, near(base, l.names(dir))); s != "" {
		if s = dir + s; l.isFolder(s) {
			s += "/"
		}
		return s
	}
	return l.onlyFile(p)
}

// onlyFile returns the page or the file beside one that ends like a path, if
// there is no other.
func (l *listing) onlyFile(p string) string {
	base, only := path.Base(p), ""
	for _, files := range [...][]string{l.pages, l.others} {
		for _, file := range files {
			if !strings.HasSuffix(file, "/"+p) && (path.Base(file) != base || base == "index.md" || base == "_index.md") {
				continue
			}
			if only != "" {
				return ""
			}
			only = file
		}
	}
	return only
}

// suggestFolder returns the folder that was probably meant: the one itself if
// it exists, or one whose name is similar wherever a part of it does not.
func (l *listing) suggestFolder(dir string) string {
	mended := ""
	for part := range strings.SplitSeq(strings.TrimSuffix(dir, "/"), "/") {
		names := l.names(mended)
		if !slices.Contains(names, part) {
			part = diag.Suggest(part, near(part, names))
		}
		if part == "" {
			return dir
		}
		mended += part + "/"
	}
	return mended
}

// isFolder tells whether there are files below a path.
func (l *listing) isFolder(p string) bool {
	return slices.ContainsFunc([][]string{l.pages, l.others, l.static}, func(list []string) bool {
		i := sort.SearchStrings(list, p+"/")
		return i < len(list) && strings.HasPrefix(list[i], p+"/")
	})
}

// names returns the names in a folder, of files and of folders.
func (l *listing) names(dir string) []string {
	var names []string
	for _, list := range [...][]string{l.pages, l.others, l.static} {
		for i := sort.SearchStrings(list, dir); i < len(list) && strings.HasPrefix(list[i], dir); {
			name, _, isFolder := strings.Cut(list[i][len(dir):], "/")
			if i++; isFolder {
				i = sort.SearchStrings(list, dir+name+afterSlash) // past all that is in it
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// near keeps the names that can be similar at all.
func near(base string, names []string) []string {
	var kept []string
	for _, name := range names {
		if d := len(name) - len(base); max(d, -d) <= max(len(name), len(base))/2 && len(kept) < suggestionsCap {
			kept = append(kept, name)
		}
	}
	return kept
}

// suggestURL returns the URL of a page that a path was probably meant to be.
func suggestURL(x *Index, p string) string {
	if !strings.HasPrefix(p, "/") {
		return ""
	}
	if below, ok := strings.CutPrefix(p, x.Site.BasePath()); ok && x.PageAt("/"+below) != nil {
		return "/" + below // links begin at the top of the site, wherever that is
	}
	dir, base := path.Split(strings.TrimSuffix(p, "/"))
	kids := childrenOf(x, x.PageAt(dir))
	if kids == nil {
		return ""
	}
	var urls []string
	for _, n := range slices.Concat(kids.sections, kids.articles) {
		urls = append(urls, strings.TrimSuffix(strings.TrimPrefix(x.pages[n].URL, dir), "/"))
	}
	if s := diag.Suggest(base, near(base, urls)); s != "" {
		return dir + s + "/"
	}
	return ""
}

// written is how a link on a page names a file or folder: from the top where the
// author began there, else relative to the page. A folder is named by the file
// that speaks for it.
func written(x *Index, from *Page, dest, file string) string {
	if folder, ok := strings.CutSuffix(file, "/"); ok {
		if p := pageOf(x, folder); p != nil && !p.Implied {
			file = p.File
		}
	}
	_, query, fragment := splitDest(dest)
	if strings.HasPrefix(dest, "/") {
		return "/" + file + query + fragment
	}
	return relative(path.Dir(from.File), file) + query + fragment
}

// relative is the path of a file as seen from a folder.
func relative(dir, file string) string {
	if dir == "." {
		return file
	}
	up := strings.Split(dir, "/")
	down := strings.Split(file, "/")
	for len(up) > 0 && len(down) > 1 && up[0] == down[0] {
		up, down = up[1:], down[1:]
	}
	return strings.Repeat("../", len(up)) + strings.Join(down, "/")
}
