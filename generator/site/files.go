package site

import (
	"path"
	"slices"
	"strings"
	"sync"
)

// files are the files that are published as they are.
type files struct {
	resources, static []Resource                 // by File
	byURL             func() map[string]Resource // a build never asks for it
}

// placeFiles gives the files that are no pages their URLs. Each belongs to the
// page of the nearest folder above it that has one; what belongs to a page that
// is left out is left out too, and what is in the folder of no language is
// published under its own path.
func placeFiles(l *listing, folders map[string]*node) (f files, leftOut []LeftOut) {
	f.resources = make([]Resource, 0, len(l.others))
	for _, file := range l.others {
		switch n := owner(folders, path.Dir(file)); {
		case n == nil:
			f.resources = append(f.resources, Resource{File: file, URL: "/" + file})
		case n.number >= 0:
			rest := strings.TrimPrefix(strings.TrimPrefix(file, n.path), "/")
			f.resources = append(f.resources, Resource{File: file, URL: n.url + rest})
		default:
			leftOut = append(leftOut, LeftOut{File: file, Reason: "belongs to a page that is left out"})
		}
	}
	for _, file := range l.static {
		f.static = append(f.static, Resource{File: file, URL: strings.TrimPrefix(file, staticDir)})
	}
	f.byURL = sync.OnceValue(func() map[string]Resource {
		m := map[string]Resource{}
		for _, list := range [...][]Resource{f.resources, f.static} {
			for _, r := range list {
				m[r.URL] = r
			}
		}
		return m
	})
	return f, leftOut
}

// owner returns the folder that a file in dir belongs to, or nil. Folders that
// no page is made of are passed over.
func owner(folders map[string]*node, dir string) *node {
	for {
		if n, ok := folders[dir]; ok && (n.number >= 0 || n.hidden != "") {
			return n
		}
		if dir == "." {
			return nil
		}
		dir = path.Dir(dir)
	}
}

// find returns what is made from a file.
func (f *files) find(file string) (Resource, bool) {
	list := f.resources
	if within(file, staticDir) {
		list = f.static
	}
	i, ok := slices.BinarySearchFunc(list, file, func(r Resource, file string) int { return strings.Compare(r.File, file) })
	if !ok {
		return Resource{}, false
	}
	return list[i], true
}
