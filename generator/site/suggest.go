package site

import (
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"

	"rehearse/demo/diag"
)

// afterSlash is the character that comes after the slash, where paths that go
// on below a folder end in their order.
const afterSlash = string('/' + 1)

// suggestionsCap bounds how many names a broken link is compared with.
const suggestionsCap = 300

// brokenLink says why a link leads nowhere and where it may have been meant to
// lead. p is the path decoded, from the top.
func (x *Index) brokenLink(from *Page, dest, p string) *diag.Problem {
	for _, l := range x.leftOut {
		if x.meansLeftOut(l, p) {
			return &diag.Problem{
				Rule: "link-left-out", Message: fmt.Sprintf("the link %q leads to %s, which %s", diag.Shorten(dest, maxShown), l.File, l.Reason),
				Hint: "publish that page too, or remove the link",
			}
		}
	}
	if reported := x.unreadableAt(strings.TrimPrefix(p, "/")); reported != nil {
		return reported
	}
	f := &diag.Problem{Rule: ruleBroken, Message: fmt.Sprintf("the link %q leads to nothing", diag.Shorten(dest, maxShown))}
	if to := x.suggestFile(strings.TrimPrefix(p, "/")); to != "" {
		f.Hint = fmt.Sprintf("did you mean %q?", x.written(from, dest, to))
	} else if to := x.suggestURL(p); to != "" {
		f.Hint = fmt.Sprintf("did you mean %q?", to)
	}
	return f
}

// unreadableAt returns what is reported of the file or folder at a path, or above
// it, that exists and cannot be read, or nil.
func (x *Index) unreadableAt(p string) *diag.Problem {
	for _, reported := range x.listing.problems {
		if reported.Rule == ruleUnreadable && within(p, reported.File) {
			return &reported
		}
	}
	return nil
}

// meansLeftOut tells whether p is the path, folder or URL of a left-out page.
func (x *Index) meansLeftOut(l LeftOut, p string) bool {
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

// suggestFile returns the file that was probably meant by a path: one with a
// similar name in the same folder, or else the only one of that name anywhere.
func (x *Index) suggestFile(p string) string {
	dir, base := path.Split(strings.TrimSuffix(p, "/"))
	dir = x.suggestFolder(dir)
	siblings, files := x.names(dir)
	if s := diag.Suggest(base, near(base, siblings)); s != "" {
		return files[slices.Index(siblings, s)]
	}
	return x.onlyFile(p)
}

// onlyFile returns the page or the file beside one that ends like a path, if
// there is no other.
func (x *Index) onlyFile(p string) string {
	base, only := path.Base(p), ""
	for _, files := range [...][]string{x.listing.pages, x.listing.others} {
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
// it is there, or one whose name is similar wherever a part of it is not.
func (x *Index) suggestFolder(dir string) string {
	mended := ""
	for part := range strings.SplitSeq(strings.TrimSuffix(dir, "/"), "/") {
		names, _ := x.names(mended)
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

// names returns the names in a folder, of files and of folders, with what a
// link to them would say.
func (x *Index) names(dir string) (names, files []string) {
	seen := map[string]bool{}
	for _, list := range [][]string{x.listing.pages, x.listing.others, x.listing.static} {
		for i := sort.SearchStrings(list, dir); i < len(list) && strings.HasPrefix(list[i], dir); {
			name, _, isFolder := strings.Cut(list[i][len(dir):], "/")
			if i++; isFolder {
				i = sort.SearchStrings(list, dir+name+afterSlash) // past all that is in it
			}
			if seen[name] {
				continue
			}
			seen[name] = true
			names = append(names, name)
			file := dir + name
			if isFolder {
				file = x.folderFile(file)
			}
			files = append(files, file)
		}
	}
	return names, files
}

// folderFile is the file that speaks for a folder, or the folder itself.
func (x *Index) folderFile(dir string) string {
	if p := x.pageOf(dir); p != nil && !p.Implied {
		return p.File
	}
	return dir + "/"
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
func (x *Index) suggestURL(p string) string {
	if !strings.HasPrefix(p, "/") {
		return ""
	}
	if below, ok := strings.CutPrefix(p, x.Site.BasePath()); ok && x.PageAt("/"+below) != nil {
		return "/" + below // links begin at the top of the site, wherever that is
	}
	dir, base := cutLast(strings.TrimSuffix(p, "/"))
	parent := x.PageAt(dir)
	kids := x.childrenOf(parent)
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

// written is how a link on a page names a file: from the top where the author
// began there, else relative to the page.
func (x *Index) written(from *Page, dest, file string) string {
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
