package flowfile

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

const (
	personasFile = "personas.yaml"
	screensFile  = "screens.yaml"
	// maxFiles is how many other files one flow may use.
	maxFiles = 16
)

// IsSource reports whether a file is one of which rehearsals are made, by its
// name: a flow, personas, or shared screens. Such files are not for readers.
func IsSource(file string) bool {
	name := path.Base(file)
	return strings.HasSuffix(name, source.FlowSuffix) || name == personasFile ||
		name == screensFile || strings.HasSuffix(name, "."+screensFile)
}

// screenKeys is what may be said of a screen.
var screenKeys = [...]string{"use", "screen", "title", "text", "over", "starts", "fields", "buttons", "outcome", "link"}

// files are those that a flow uses beside its own.
type files struct {
	*document
	fsys  fs.FS
	roots map[string]*yaml.Node
	// used is their size, and screens are what they share.
	used   int
	shared map[string][]source.Entry
	// err is the first failure to read a file that is there.
	err error
}

// noFiles is where a flow that is parsed on its own looks for other files.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// root returns the root of another file, nil with a report where there is none.
// at is the node that names it.
func (f *files) root(at *yaml.Node, file string) *yaml.Node {
	if root, ok := f.roots[file]; ok {
		return root
	}
	if len(f.roots) == maxFiles {
		f.Report(at, "too-big", fmt.Sprintf("a flow may use %d other files", maxFiles),
			"put the screens that it shares into one of them")
		return nil
	}
	f.roots[file] = f.parse(at, file)
	return f.roots[file]
}

func (f *files) parse(at *yaml.Node, file string) *yaml.Node {
	src, err := fs.ReadFile(f.fsys, file)
	if err != nil {
		f.unreadable(at, file, err)
		return nil
	}
	text, problem, ok := source.Text(file, src)
	if !ok {
		f.Problems = append(f.Problems, problem)
		return nil
	}
	if f.used += len(text); f.used > maxBytes {
		f.Report(at, "too-big", fmt.Sprintf("with %s the files that this flow uses have more than %d bytes", file, maxBytes),
			"make several flows of it, or divide that file")
		return nil
	}
	y := source.YAML{File: file, FirstLine: 1}
	root := y.Parse(text)
	f.Problems = append(f.Problems, y.Problems...)
	if root == nil && len(y.Problems) == 0 {
		f.Report(at, "missing", file+" is empty", "write into it what is to be taken from it")
	}
	f.stamp(root, file)
	return root
}

// stamp notes of which file the nodes of a tree are.
func (f *files) stamp(n *yaml.Node, file string) {
	if n == nil {
		return
	}
	f.Files[n] = file
	for _, c := range n.Content {
		f.stamp(c, file)
	}
}

// unreadable reports a file that cannot be read.
func (f *files) unreadable(at *yaml.Node, file string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		if f.err == nil {
			f.err = err
		}
		return
	}
	names := f.neighbours(path.Dir(file))
	hint := listNames("files there: ", names)
	if hint == "" {
		hint = "files are named relative to the one that uses them; there are none in that folder"
	}
	f.Report(at, "unknown-name", fmt.Sprintf("there is no file %s", short(file)), diag.DidYouMean(path.Base(file), names, hint))
}

// neighbours lists the YAML files of a folder.
func (f *files) neighbours(dir string) []string {
	entries, _ := fs.ReadDir(f.fsys, dir)
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".yaml") {
			names = append(names, e.Name())
		}
	}
	return names
}

// beside returns the path of a file that is named relative to the flow's
// folder, and whether it stays within the content folder.
func (f *files) beside(at *yaml.Node, name string) (string, bool) {
	file := path.Join(path.Dir(f.File), name)
	if strings.HasPrefix(name, "/") || strings.Contains(name, `\`) || !fs.ValidPath(file) {
		f.Report(at, "bad-address", fmt.Sprintf("%q is no file of the content folder", short(name)), "name it relative to this file")
		return "", false
	}
	return file, true
}

// nearest returns the path of a file in the flow's folder or in the first
// folder above that has it, and whether one has.
func (f *files) nearest(name string) (file string, ok bool) {
	for dir := path.Dir(f.File); ; dir = path.Dir(dir) {
		file := path.Join(dir, name)
		if _, err := fs.Stat(f.fsys, file); !errors.Is(err, fs.ErrNotExist) {
			return file, true // one that cannot be read, too, which root reports
		}
		if dir == "." || dir == "/" {
			return "", false
		}
	}
}

// persona returns the record of a persona in the nearest personas.yaml.
func (f *files) persona(e source.Entry) (record source.Entry, ok bool) {
	name, ok := f.word(e)
	if name == "" {
		return record, ok
	}
	file, ok := f.nearest(personasFile)
	if !ok {
		f.Report(e.Value, "unknown-name", fmt.Sprintf("there is no file %s beside this flow or in a folder above", personasFile),
			fmt.Sprintf("make it, with a line: %s: {name: …}", short(name)))
		return record, false
	}
	root := f.root(e.Value, file)
	if root == nil {
		return record, false
	}
	list, _ := f.items(root, file)
	return f.pick(e.Value, list, "persona in "+file+" called", name)
}

// pick returns the item of a name.
func (f *files) pick(at *yaml.Node, list []source.Entry, what, name string) (source.Entry, bool) {
	var known []string
	for _, e := range list {
		if e.Name == name {
			return e, true
		}
		known = append(known, e.Name)
	}
	f.unknown(at, what, name, known)
	return source.Entry{}, false
}

// merged returns the keys of a screen: its own and, where it has "use", those of
// the screen that it uses. It is false where that screen cannot be read.
func (f *files) merged(name source.Entry, own *object) bool {
	use, from := own.get("use"), own.get("screen")
	if use.Value == nil {
		if from.Value != nil {
			own.fail(from.Key, "not-for-kind", `"screen" goes with "use"`, "add use: the file that has it")
		}
		return true
	}
	if from.Value == nil {
		from = keyAsValue(name)
	}
	theirs, ok := f.sharedScreen(use, from)
	for _, t := range theirs {
		if t.Name == "use" {
			own.fail(use.Value, "use-of-use", fmt.Sprintf("screen %s of %s is itself taken from another file", from.Value.Value, use.Value.Value), "use that file")
			return false
		}
		if own.get(t.Name).Key == nil {
			own.entries = append(own.entries, t)
		}
	}
	return ok
}

// sharedScreen returns the keys of a screen of another file.
func (f *files) sharedScreen(use, from source.Entry) ([]source.Entry, bool) {
	name, _ := f.word(use)
	file, ok := f.beside(use.Value, name)
	if name == "" || !ok {
		return nil, false
	}
	if file == f.File {
		f.Report(use.Value, "bad-address", fmt.Sprintf("%s is this file itself, and its screens are here already", short(path.Base(file))),
			"let buttons lead to that screen, or put what several screens share into screens.yaml")
		return nil, false
	}
	if !IsSource(file) {
		f.Report(use.Value, "bad-address", fmt.Sprintf("screens are not shared by a file called %s", short(path.Base(file))),
			diag.DidYouMean(path.Base(file), slices.DeleteFunc(f.neighbours(path.Dir(file)), func(name string) bool { return !IsSource(name) }),
				"take them from a flow, from screens.yaml, or from a file whose name ends in .screens.yaml"))
		return nil, false
	}
	wanted, _ := f.word(from)
	screens, ok := f.screensOf(use.Value, file)
	if !ok || wanted == "" {
		return nil, false
	}
	e, ok := f.pick(from.Value, screens, "screen in "+file+" called", wanted)
	if !ok {
		return nil, false
	}
	return f.object(e.Value, e.Key, "screen "+wanted, screenKeys[:]...).entries, true
}

// screensOf returns the screens of another file.
func (f *files) screensOf(at *yaml.Node, file string) ([]source.Entry, bool) {
	if known, ok := f.shared[file]; ok {
		return known, true
	}
	root := f.root(at, file)
	if root == nil {
		return nil, false
	}
	top, _ := f.items(root, file)
	i := slices.IndexFunc(top, func(e source.Entry) bool { return e.Name == "screens" })
	if i >= 0 {
		f.shared[file], _ = f.items(top[i].Value, `"screens"`)
	} else {
		f.shared[file] = nil
	}
	return f.shared[file], true
}
