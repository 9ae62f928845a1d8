// Package flowtest gives tests the flows of a small, made-up site: procedures of
// realistic size in which most of the language occurs. Tests read them and not the
// site's own content, which authors change.
package flowtest

import (
	"embed"
	"io/fs"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/source"
)

//go:embed flows
var files embed.FS

// Files holds the flows and what they use.
func Files() fs.FS {
	sub, err := fs.Sub(files, "flows")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Names are the names of the flows, in order.
func Names(t testing.TB) []string {
	t.Helper()
	found, err := fs.Glob(Files(), "*"+source.FlowSuffix)
	if err != nil || len(found) == 0 {
		t.Fatalf("%d flows: %v", len(found), err)
	}
	for i, name := range found {
		found[i] = name[:len(name)-len(source.FlowSuffix)]
	}
	return found
}

// Flow loads the flow of that name, which has no problems.
func Flow(t testing.TB, name string) *flow.Flow {
	t.Helper()
	f, problems, err := flowfile.Load(Files(), name+source.FlowSuffix)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%s: %+v, %v", name, problems, err)
	}
	return f
}

// All loads all flows, in the order of their names.
func All(t testing.TB) []*flow.Flow {
	t.Helper()
	var flows []*flow.Flow
	for _, name := range Names(t) {
		flows = append(flows, Flow(t, name))
	}
	return flows
}
