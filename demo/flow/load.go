package flow

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

const (
	personasFile = "personas.yaml"
	screensFile  = "screens.yaml"
	// maxFiles is how many other files one flow may use, and maxChain how many
	// flows may continue each other.
	maxFiles = 16
	maxChain = 8
)

// IsSource reports whether a file is one of which rehearsals are made, by its
// name: a flow, personas, or shared screens. Such files are not for readers.
func IsSource(file string) bool {
	name := path.Base(file)
	return strings.HasSuffix(name, source.FlowSuffix) || name == personasFile ||
		name == screensFile || strings.HasSuffix(name, "."+screensFile)
}

// Load reads a flow file of the content folder, with the files that it uses.
// The flow is nil where a problem is an error. The error is about reading; that
// a file which the flow names is not there is a problem.
func Load(fsys fs.FS, file string) (*Flow, []diag.Problem, error) {
	return load(fsys, file, nil)
}

// load is Load for a flow that the flows of the chain of files continue.
func load(fsys fs.FS, file string, chain []string) (*Flow, []diag.Problem, error) {
	src, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, nil, err
	}
	p := newParser(file)
	p.fsys, p.chain = fsys, append(chain[:len(chain):len(chain)], file)
	flow, problems := p.run(src)
	return flow, problems, p.err
}

// noFiles is where a flow that is parsed on its own looks for other files.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// read returns the root of another file, nil with a report where there is
// none. at is the node that names it.
func (p *parser) read(at *yaml.Node, file string) *yaml.Node {
	if root, ok := p.roots[file]; ok {
		return root
	}
	if len(p.roots) == maxFiles {
		p.y.Report(at, "too-big", fmt.Sprintf("a flow may use %d other files", maxFiles),
			"put the screens that it shares into one of them")
		return nil
	}
	p.roots[file] = nil
	src, err := fs.ReadFile(p.fsys, file)
	if err != nil {
		p.cannotRead(at, file, err)
		return nil
	}
	text, problem, ok := source.Text(file, src)
	if !ok {
		p.y.Problems = append(p.y.Problems, problem)
		return nil
	}
	if p.used += len(text); p.used > maxBytes {
		p.y.Report(at, "too-big", fmt.Sprintf("with %s the files that this flow uses have more than %d bytes", file, maxBytes),
			"make several flows of it, or divide that file")
		return nil
	}
	y := source.YAML{File: file, FirstLine: 1}
	root := y.Parse(text)
	p.y.Problems = append(p.y.Problems, y.Problems...)
	if root == nil && len(y.Problems) == 0 {
		p.y.Report(at, "missing", file+" is empty", "write into it what is to be taken from it")
	}
	p.stamp(root, file)
	p.roots[file] = root
	return root
}

// stamp notes of which file the nodes of a tree are.
func (p *parser) stamp(n *yaml.Node, file string) {
	if n == nil {
		return
	}
	p.y.Files[n] = file
	for _, c := range n.Content {
		p.stamp(c, file)
	}
}

// cannotRead reports a file that cannot be read.
func (p *parser) cannotRead(at *yaml.Node, file string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		if p.err == nil {
			p.err = err
		}
		return
	}
	names := p.neighbours(path.Dir(file))
	hint := listNames("files there: ", names)
	if hint == "" {
		hint = "files are named relative to the one that uses them; there are none in that folder"
	}
	p.y.Report(at, "unknown-name", fmt.Sprintf("there is no file %s", short(file)), diag.DidYouMean(path.Base(file), names, hint))
}

// neighbours lists the YAML files of a folder.
func (p *parser) neighbours(dir string) []string {
	entries, _ := fs.ReadDir(p.fsys, dir)
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
func (p *parser) beside(at *yaml.Node, name string) (string, bool) {
	file := path.Join(path.Dir(p.flow.File), name)
	if strings.HasPrefix(name, "/") || strings.Contains(name, `\`) || !fs.ValidPath(file) {
		p.y.Report(at, "bad-address", fmt.Sprintf("%q is no file of the content folder", short(name)), "name it relative to this file")
		return "", false
	}
	return file, true
}
