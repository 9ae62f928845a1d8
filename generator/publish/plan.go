package publish

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
)

// Report is what a Commit amounted to.
type Report struct {
	// Written, Unchanged and Removed count files.
	Written, Unchanged, Removed int
	// Bytes is the size of the whole new site.
	Bytes int64
	// Others counts files that are neither the new site's nor known to be of an
	// earlier build, where some must be: which were made before is not known. They
	// stay. Other is the first of them. Files whose name begins with a dot, or that
	// are in a folder whose name does, are nobody's pages and do not count.
	Others int
	Other  string
}

// plan is all that a Commit will do, found out before it does anything.
type plan struct {
	operations []operation
	next       manifest
	conflicts  []Conflict
	report     Report
}

// planner makes a plan from the outputs and what is on the disk.
type planner struct {
	dir   string // as root is named
	root  *os.Root
	old   manifest
	adopt bool
	// outputs are sorted by path; byFolded holds their paths by their folded
	// names.
	outputs  []output
	byFolded map[string]string
	// folders are those looked at so far. needed holds the folders in which, or
	// below which, something has to come before other new files, or after them.
	folders map[string]folder
	needed  map[string]bool
	// clearances holds, for a file that is to become a folder or the reverse,
	// what clears its path. That is done just before the first file that needs it
	// moves in, so that the old page is not missing for long.
	clearances map[string][]operation
	// gone are files and folders of the old site that clearances remove.
	gone map[string]bool
	// batch counts the groups of moves that may be done at once.
	batch int
	plan  *plan
}

// folder is what is, or will be, at a folder's path.
type folder struct {
	found found
	// clearance is the path in clearances that must be done before the folder
	// can be used, or "".
	clearance string
	// whole is the new folder that is moved in one piece and is or holds this
	// one, or "".
	whole string
}

// planned returns the plan for what was written so far.
func (s *Staging) planned() (*plan, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.root == nil {
		return nil, ErrClosed
	}
	if s.failed != nil {
		return nil, s.failed
	}
	if s.plan != nil {
		return s.plan, nil
	}
	slices.SortFunc(s.outputs, func(a, b output) int { return cmp.Compare(a.path, b.path) })
	p := planner{
		dir: s.dir, root: s.root, old: s.old, adopt: s.adopt, outputs: s.outputs, plan: new(plan),
		folders: map[string]folder{}, needed: map[string]bool{},
		clearances: map[string][]operation{}, gone: map[string]bool{},
	}
	err := p.run()
	if err == nil && len(p.plan.conflicts) == 0 {
		err = s.crowded // by something that only the file system takes for the same
	}
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", s.dir, err)
	}
	s.plan = p.plan
	return s.plan, nil
}

func (p *planner) run() error {
	p.byFolded, p.plan.conflicts = collisions(p.outputs)
	p.plan.next = newManifest(p.outputs)
	if len(p.plan.conflicts) == 0 {
		for _, stage := range []func() error{p.planFolders, p.planTargets, p.planMoves, p.planRemovals, p.planAccess, p.countOthers} {
			if err := stage(); err != nil {
				return err
			}
		}
	}
	p.plan.conflicts = sortConflicts(p.plan.conflicts)
	return nil
}

func (p *planner) do(v verb, path string) {
	p.plan.operations = append(p.plan.operations, operation{do: v, path: path})
}

func (p *planner) foreign(path string) {
	p.plan.conflicts = append(p.plan.conflicts, Conflict{Kind: Foreign, Path: path})
}

// planFolders makes the folders that staged files need. Those that need no
// clearance come first of all operations: making them is what a full disk can
// still refuse, and it can be undone.
func (p *planner) planFolders() error {
	if _, err := p.look("."); err != nil {
		return err
	}
	for _, o := range p.outputs {
		if o.staged && (o.rank == Need || o.rank == Entry) {
			for name := range parents(o.path) {
				p.needed[name] = true
			}
		}
	}
	for _, o := range p.outputs {
		if !o.staged {
			continue
		}
		for name := range parents(o.path) {
			if _, known := p.folders[name]; known {
				continue
			}
			if err := p.planFolder(name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *planner) planFolder(name string) error {
	f, err := p.look(name)
	if err != nil {
		return err
	}
	switch {
	case f.found == foundDir:
		return nil
	case f.found == foundNothing && f.clearance == "":
		if f.whole = p.whole(name); f.whole == "" {
			p.do(makeFolder, name)
		}
	case f.found == foundNothing:
		p.clear(f.clearance, makeFolder, name)
	case f.found == foundFile && p.old.hasFile(name):
		f.clearance = name
		p.clear(name, removeFile, name)
		p.clear(name, makeFolder, name)
		p.gone[name] = true
		p.plan.report.Removed++
	default:
		p.foreign(name)
	}
	p.plan.next.folders = append(p.plan.next.folders, name)
	// From here on it is a folder that the build makes, with nothing in it.
	f.found = foundNothing
	p.folders[name] = f
	return nil
}

// whole returns the folder that the new folder name is moved with, which may be
// itself. What pages need must be there before the pages, wherever these are, and
// what lists the whole site after them; so folders that hold some of it are
// filled file by file.
func (p *planner) whole(name string) string {
	if outer := p.folders[path.Dir(name)]; outer.whole != "" {
		return outer.whole
	}
	if p.needed[name] {
		return ""
	}
	return name
}

func (p *planner) clear(clearance string, v verb, path string) {
	p.clearances[clearance] = append(p.clearances[clearance], operation{do: v, path: path})
}

// look finds out what is at a folder's path. Nothing is in a folder that does
// not exist, which saves most of the system calls.
func (p *planner) look(name string) (folder, error) {
	if f, known := p.folders[name]; known {
		return f, nil
	}
	var f folder
	if name != "." {
		outer, err := p.look(path.Dir(name))
		if err != nil {
			return f, err
		}
		if outer.found != foundDir {
			f.clearance = outer.clearance
			p.folders[name] = f
			return f, nil
		}
	}
	info, err := p.root.Lstat(name)
	if err != nil && !os.IsNotExist(err) {
		return f, denied(p.dir, name, err)
	}
	if err == nil {
		f.found = kindOf(info)
	}
	p.folders[name] = f
	return f, nil
}

// planTargets looks at what is in the place of staged files.
func (p *planner) planTargets() error {
	for _, o := range p.outputs {
		if !o.staged {
			continue
		}
		switch o.found {
		case foundOther:
			p.foreign(o.path)
		case foundFile:
			if !p.old.hasFile(o.path) && !p.adopt {
				p.foreign(o.path)
			}
		case foundDir:
			if err := p.clearFolder(o.path); err != nil {
				return err
			}
		}
	}
	return nil
}

// clearFolder plans the removal of a folder whose name a file gets; all that
// is in it must be ours.
func (p *planner) clearFolder(name string) error {
	var folders []string
	err := fs.WalkDir(p.root.FS(), name, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && p.old.hasFolder(path):
			folders = append(folders, path)
		case entry.Type().IsRegular() && p.old.hasFile(path):
			p.clear(name, removeFile, path)
			p.plan.report.Removed++
		default:
			p.foreign(path)
		}
		p.gone[path] = true
		return nil
	})
	for _, folder := range slices.Backward(folders) {
		p.clear(name, removeFolder, folder)
	}
	return err
}
