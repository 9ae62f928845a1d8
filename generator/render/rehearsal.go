package render

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"rehearse/demo/diag"
	"rehearse/demo/explore"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/route"
	"rehearse/demo/source"
	"rehearse/demo/wasm"
	"rehearse/generator/asset"
)

// rehearsal is a flow file and what is made of it.
type rehearsal struct {
	sources  *readings  // the flow file and those that it uses
	flow     *flow.Flow // nil where the file has errors
	samples  *route.Route
	module   File
	problems []diag.Problem
}

// rehearsals compiles each flow once, however many pages in however many
// languages embed it. After a change of one of its files it is compiled again
// when it is next asked for.
type rehearsals struct {
	fsys fs.FS

	mu     sync.Mutex
	byFile map[string]*rehearsal
}

func newRehearsals(fsys fs.FS) *rehearsals {
	return &rehearsals{fsys: fsys, byFile: make(map[string]*rehearsal)}
}

// get returns the rehearsal of a flow file.
func (r *rehearsals) get(file string) (*rehearsal, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.byFile[file]; known != nil && known.sources.current() {
		return known, nil
	}
	made := &rehearsal{sources: newReadings(r.fsys)}
	var err error
	made.flow, made.problems, err = flowfile.Load(made.sources, file)
	if err != nil {
		return nil, err
	}
	if made.flow != nil {
		made.samples = route.Samples(made.flow)
		proof := explore.Explore(made.flow, explore.Limits{})
		made.problems = append(made.problems, proof.Problems...)
		module, err := wasm.Compile(made.flow)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(path.Base(file), source.FlowSuffix) + ".wasm"
		made.module = File{Path: asset.Hashed(name, module), Data: module}
	}
	r.byFile[file] = made
	return made, nil
}

// module returns the module at a path, of a flow that has been asked for.
func (r *rehearsals) module(path string) (File, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, made := range r.byFile {
		if made.flow != nil && made.module.Path == path {
			return made.module, true
		}
	}
	return File{}, false
}

// modules returns the modules of all flows that have been asked for, sorted
// and without repetitions.
func (r *rehearsals) modules() []File {
	r.mu.Lock()
	defer r.mu.Unlock()
	var files []File
	for _, made := range r.byFile {
		if made.flow != nil {
			files = append(files, made.module)
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(files, func(a, b File) bool { return a.Path == b.Path })
}
