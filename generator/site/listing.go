package site

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
	"rehearse/demo/source"
)

const (
	siteFile = "site.yaml"
	// AddressesFile remembers what has been published.
	AddressesFile = "addresses.txt"
	staticDir     = "static"
)

// ruleUnreadable is the rule of what the system does not let us read.
const ruleUnreadable diag.Rule = "unreadable"

// readableHint says what to do about it.
const readableHint = "give yourself the right to read it"

// listing is what files there are. Lists are sorted by path.
type listing struct {
	pages  []string // Markdown
	others []string // what may belong to a page
	static []string // what is below static/
	// problems are about the files themselves, sorted.
	problems []diag.Problem
}

// scan lists root and everything below it; root may be a file. What does not
// exist is an empty listing.
func scan(fsys fs.FS, root string) (listing, error) {
	var l listing
	info, ok := reach(fsys, root)
	if !ok {
		return l, nil
	}
	visit := func(p string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // removed while we were looking
		case errors.Is(err, fs.ErrPermission):
			l.report(p, ruleUnreadable, "this folder cannot be read: permission denied", readableHint)
			return skip(d)
		case err != nil:
			return err
		case p == ".":
			return nil
		case Ignored(p):
			return skip(d)
		}
		return l.add(fsys, p, d)
	}
	if !info.IsDir() { // a walk would follow a symbolic link that it begins at
		err := visit(root, fs.FileInfoToDirEntry(info), nil)
		return l, err
	}
	err := fs.WalkDir(fsys, root, visit)
	l.sort()
	return l, err
}

// skip leaves out what is below d, where there is anything.
func skip(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// reach describes root, provided that scanning from the top would reach it: no
// folder above it is ignored, missing or a symbolic link.
func reach(fsys fs.FS, root string) (info fs.FileInfo, ok bool) {
	for i, r := range root {
		if r != '/' {
			continue
		}
		info, err := fs.Lstat(fsys, root[:i])
		if err != nil || !info.IsDir() || Ignored(root[:i]) {
			return nil, false
		}
	}
	info, err := fs.Lstat(fsys, root)
	return info, err == nil
}

func (l *listing) add(fsys fs.FS, p string, d fs.DirEntry) error {
	if message := badName(path.Base(p)); message != "" {
		l.report(strings.ToValidUTF8(p, "\uFFFD"), "file-name", message, "rename it")
		return skip(d)
	}
	if d.IsDir() || p == siteFile && d.Type()&fs.ModeSymlink == 0 {
		return nil // the reader of site.yaml reports what is wrong with it
	}
	mode := d.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := fs.Stat(fsys, p)
		if err != nil {
			l.report(p, "symlink", "this symbolic link leads outside of the content folder, or nowhere", "copy the file here instead")
			return nil
		}
		if info.IsDir() {
			l.report(p, "symlink", "symbolic links to folders are not followed", "move the folder here, or link its files one by one")
			return nil
		}
		mode = info.Mode()
	}
	if !mode.IsRegular() {
		l.report(p, "file-name", "this is neither a file nor a folder", "remove it")
		return nil
	}
	l.file(fsys, p)
	return nil
}

// file sorts a file into the list that it belongs to. Pages are going to be
// read; whether the others can be, is looked at here.
func (l *listing) file(fsys fs.FS, p string) {
	meant := misnamed(p)
	switch ext := path.Ext(p); {
	case p == siteFile, p == fact.File, p == AddressesFile:
	case meant != "":
		l.report(p, "file-name", "this file is not read by this name", "rename it to "+meant)
	case path.Base(p) == fact.File && !within(p, staticDir):
		l.report(p, "file-name", "facts are read in the folder of all articles only", "move them to "+fact.File+" beside site.yaml")
	case ext == ".md" && !within(p, staticDir):
		l.pages = append(l.pages, p)
	case !readable(fsys, p):
		l.report(p, ruleUnreadable, "this file cannot be read: permission denied", readableHint)
	case within(p, staticDir):
		l.static = append(l.static, p)
	case strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown"):
		l.report(p, "file-name", "Markdown files end in .md here; this one is not published",
			"rename it to "+path.Base(strings.TrimSuffix(p, ext)+".md"))
	default:
		if what := unrendered(ext); what != "" {
			l.report(p, "not-rendered", what+" is not rendered: this file is published as it is",
				"write it as Markdown in a file that ends in .md; what is meant as it is belongs in static/")
			l.problems[len(l.problems)-1].Severity = diag.Warning
		}
		l.others = append(l.others, p)
	}
}

// unrendered names what files with an ending are in which other programs find
// the text of a page, or returns "".
func unrendered(ext string) string {
	switch strings.ToLower(ext) {
	case ".mdx":
		return "MDX"
	case ".html", ".htm", ".xhtml":
		return "HTML"
	case ".adoc", ".asciidoc":
		return "AsciiDoc"
	case ".rst":
		return "reStructuredText"
	}
	return ""
}

// misnamed returns what a file should be called that is meant to be read and
// is not, or "": YAML ends in .yaml here, in lower case everywhere.
func misnamed(p string) string {
	base := path.Base(p)
	switch {
	case within(p, staticDir):
		return ""
	case p == base && (strings.EqualFold(base, "site.yml") || strings.EqualFold(base, siteFile)):
		return siteFile
	case p == base && (strings.EqualFold(base, "facts.yml") || strings.EqualFold(base, fact.File)):
		return fact.File
	}
	for _, end := range []string{".flow.yml", source.FlowSuffix} {
		if n := len(base) - len(end); n > 0 && strings.EqualFold(base[n:], end) && base[n:] != source.FlowSuffix {
			return base[:n] + source.FlowSuffix
		}
	}
	return ""
}

// readable tells whether a file may be opened.
func readable(fsys fs.FS, p string) bool {
	f, err := fsys.Open(p)
	if err != nil {
		return !errors.Is(err, fs.ErrPermission)
	}
	f.Close()
	return true
}

func (l *listing) report(file string, rule diag.Rule, message, hint string) {
	l.problems = append(l.problems, diag.Problem{File: file, Line: 1, Col: 1, Rule: rule, Message: message, Hint: hint})
}

// sort brings the lists into the order of their paths; a walk yields a folder
// before what is beside it, which is another order.
func (l *listing) sort() {
	slices.Sort(l.pages)
	slices.Sort(l.others)
	slices.Sort(l.static)
	l.problems = diag.Sort(l.problems)
}

// replace returns the listing with that of one path, and of all below it, put
// in place of what was known of them.
func (l listing) replace(root string, now listing) listing {
	gone := func(p string) bool { return within(p, root) }
	merge := func(old, now []string) []string {
		kept := slices.DeleteFunc(slices.Clone(old), gone)
		return append(kept, now...)
	}
	merged := listing{
		pages:  merge(l.pages, now.pages),
		others: merge(l.others, now.others),
		static: merge(l.static, now.static),
		problems: append(slices.DeleteFunc(slices.Clone(l.problems), func(p diag.Problem) bool {
			return gone(p.File)
		}), now.problems...),
	}
	merged.sort()
	return merged
}

// equal tells whether two listings say the same.
func (l *listing) equal(o listing) bool {
	return slices.Equal(l.pages, o.pages) && slices.Equal(l.others, o.others) &&
		slices.Equal(l.static, o.static) && slices.Equal(l.problems, o.problems)
}

// within tells whether p is root or below it.
func within(p, root string) bool {
	return root == "." || strings.HasPrefix(p, root) && (len(p) == len(root) || p[len(root)] == '/')
}

// Ignored tells whether a file or folder does not belong to the content: hidden,
// private, the backup of an editor, or what an editor writes before the file.
// Only static/ may have hidden files, such as .well-known, for there everything
// is published verbatim. What is in a folder that is ignored is ignored too,
// which this does not look at.
func Ignored(p string) bool {
	base := path.Base(p)
	switch {
	case base == ".DS_Store", base == ".git", base == "Thumbs.db",
		strings.HasSuffix(base, "~"), strings.HasSuffix(base, ".swp"), strings.HasSuffix(base, ".swx"),
		strings.HasPrefix(base, ".#"),
		strings.HasSuffix(base, "___jb_tmp___"), strings.HasSuffix(base, "___jb_old___"),
		len(base) > 1 && base[0] == '#' && base[len(base)-1] == '#':
		return true
	case within(p, staticDir):
		return false
	}
	return base[0] == '.' || base[0] == '_' && base != "_index.md"
}

// badName says what is wrong with a file name, or "".
func badName(base string) string {
	if !utf8.ValidString(base) {
		return "this file name is not UTF-8"
	}
	if strings.ContainsFunc(base, func(r rune) bool { return unicode.IsControl(r) || turnsText(r) || r == '\\' }) {
		return "this file name has a character that no URL should have"
	}
	return ""
}
