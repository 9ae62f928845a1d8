package publish

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// planRemovals removes what earlier builds made and this one did not, in the
// reverse of the order of publishing, and then the folders that it leaves empty,
// the innermost first.
func (p *planner) planRemovals() error {
	for _, name := range slices.Backward(p.old.files) {
		if p.gone[name] || p.plan.next.hasFile(name) {
			continue
		}
		ours, err := p.isOurs(name)
		if err != nil {
			return err
		}
		if ours {
			p.do(removeFile, name)
			p.plan.report.Removed++
		}
	}
	return p.planFolderRemovals()
}

func (p *planner) planFolderRemovals() error {
	needed := p.neededFolders()
	for _, name := range slices.Backward(p.old.folders) {
		if has(needed, name) {
			p.plan.next.folders = append(p.plan.next.folders, name)
		} else if f, err := p.look(name); err != nil {
			return err
		} else if f.found == foundDir && !p.gone[name] {
			p.do(removeFolder, name)
		}
	}
	p.plan.next.sortFolders()
	return nil
}

// isOurs reports whether a file of the manifest is still the regular file that
// was made, below real folders, and is not about to become one of the new
// site's under a name of other case.
func (p *planner) isOurs(name string) (bool, error) {
	outer, err := p.look(path.Dir(name))
	if err != nil || outer.found != foundDir {
		return false, err
	}
	info, err := lstat(p.root, name)
	if err != nil || kindOf(info) != foundFile {
		return false, err
	}
	other, taken := p.byFolded[folded(name)]
	if !taken {
		return true, nil
	}
	otherInfo, err := lstat(p.root, other)
	return otherInfo == nil || !os.SameFile(info, otherInfo), err
}

// countOthers tells of what may be left of earlier builds, where no manifest says
// what these have made: some of the new site is there already, or is taken for it.
func (p *planner) countOthers() error {
	isThere := func(o output) bool { return !o.staged || o.found == foundFile }
	if len(p.old.files) > 0 || !slices.ContainsFunc(p.outputs, isThere) {
		return nil
	}
	return fs.WalkDir(p.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir // what nobody may look into is nobody's site
		case name != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.Type().IsRegular() && !p.plan.next.hasFile(name):
			if p.plan.report.Others++; p.plan.report.Others == 1 {
				p.plan.report.Other = name
			}
		}
		return nil
	})
}

// neededFolders returns the folders of all outputs, sorted.
func (p *planner) neededFolders() []string {
	seen := map[string]bool{}
	var needed []string
	for _, o := range p.outputs {
		for name := range parents(o.path) {
			if !seen[name] {
				seen[name] = true
				needed = append(needed, name)
			}
		}
	}
	slices.Sort(needed)
	return needed
}

func has(sorted []string, s string) bool {
	_, found := slices.BinarySearch(sorted, s)
	return found
}
