package publish

import (
	"cmp"
	"fmt"
	"slices"
)

// ConflictKind says why a file of the new site cannot be published.
type ConflictKind string

// The kinds of conflict.
const (
	// Foreign: something that no earlier build made has the file's name, or
	// the name of a folder that it needs, and other content.
	Foreign ConflictKind = "foreign"
	// Twice: the new site holds two files of this name.
	Twice ConflictKind = "twice"
	// CaseOnly: two names differ only by case or by how accents are encoded;
	// on Windows and macOS they are one file.
	CaseOnly ConflictKind = "case-only"
	// FileAndFolder: one name is that of a file and of a folder.
	FileAndFolder ConflictKind = "file-and-folder"
)

// Conflict is a file that the site cannot have. Nothing is published while
// there is one.
type Conflict struct {
	Kind ConflictKind
	// Path is a file of the new site, or for Foreign what is in its way.
	Path string
	// Other is, for CaseOnly and FileAndFolder, the path that Path collides
	// with.
	Other string
}

// String says what is wrong in one sentence without a full stop.
func (c Conflict) String() string {
	switch c.Kind {
	case Twice:
		return fmt.Sprintf("two pages or files would be published as %q", c.Path)
	case CaseOnly:
		return fmt.Sprintf("%q and %q differ only by case, and are one file on Windows and macOS", c.Path, c.Other)
	case FileAndFolder:
		return fmt.Sprintf("%q would be a file, and also the folder of %q", c.Path, c.Other)
	}
	return fmt.Sprintf("%q is in the output folder already, and no earlier build made it", c.Path)
}

func sortConflicts(conflicts []Conflict) []Conflict {
	slices.SortFunc(conflicts, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Other, b.Other))
	})
	return slices.Compact(conflicts)
}

// Conflicts returns, in the order of their paths, what keeps the files
// that were written from being published. The caller reports them; Commit refuses
// while there are any.
func (s *Staging) Conflicts() ([]Conflict, error) {
	p, err := s.planned()
	if err != nil {
		return nil, err
	}
	return p.conflicts, nil
}

// collisions finds names of the new site that cannot be together. It also
// returns the outputs by what their names are where case is ignored.
func collisions(outputs []output) (byFolded map[string]string, conflicts []Conflict) {
	byFolded = make(map[string]string, len(outputs))
	for _, o := range outputs {
		key := folded(o.path)
		other, taken := byFolded[key]
		switch {
		case !taken:
			byFolded[key] = o.path
		case other == o.path:
			conflicts = append(conflicts, Conflict{Kind: Twice, Path: o.path})
		default:
			conflicts = append(conflicts, Conflict{CaseOnly, other, o.path})
		}
	}
	seen := map[string]bool{}
	for _, o := range outputs {
		for folder := range parents(folded(o.path)) {
			if file, taken := byFolded[folder]; taken && !seen[folder] {
				seen[folder] = true
				conflicts = append(conflicts, Conflict{FileAndFolder, file, o.path})
			}
		}
	}
	return byFolded, conflicts
}
