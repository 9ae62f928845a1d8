package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"rehearse/demo/diag"
	"rehearse/demo/explore"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/language"
	"rehearse/demo/player"
	"rehearse/demo/source"
	"rehearse/demo/wasm"
	"rehearse/generator/asset"
	"rehearse/generator/site"
)

// rehearsal is a flow file and what is made of it.
type rehearsal struct {
	sources  *readings  // the flow file and those that it uses
	flow     *flow.Flow // nil where the file has errors
	module   File
	problems []diag.Problem
}

// rehearsals compiles each flow once, however many pages in however many
// languages embed it. A flow of which a file changed is compiled anew when it
// is asked for next, and until then nothing of it is.
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

// storyboard renders a flow for a page. id is unique on that page.
func (v *resolver) storyboard(made *rehearsal, id string) ([]byte, error) {
	view := player.View{
		Flow:         made.flow,
		Lang:         language.Tag(v.page.Lang),
		ID:           id,
		Module:       v.index.Href("/" + made.module.Path),
		Script:       v.assets.player,
		Style:        v.assets.playStyle,
		Alone:        v.index.Href(aloneURL(v.page, id)),
		HeadingLevel: 3,
		Links:        v.outcomeLinks(made.flow.Screens),
	}
	file, err := v.alone(view)
	if err != nil {
		return nil, err
	}
	v.files = append(v.files, file)
	var b bytes.Buffer
	err = player.Storyboard(view).Render(context.Background(), &b)
	return b.Bytes(), err
}

// Outcome is a link of an outcome, as seen from a page that embeds its flow.
type Outcome struct {
	Screen *flow.Screen
	Href   string
}

// outcomeLinks resolves where the outcomes among these screens of a flow send
// the reader, as seen from the page that shows them. What is wrong with a link is told where it is
// written: in the flow, which its translations share.
func (v *resolver) outcomeLinks(screens []*flow.Screen) map[string]string {
	links := make(map[string]string)
	for _, screen := range screens {
		switch {
		case screen.Link == "" || strings.HasPrefix(screen.Link, "https://"):
		case strings.HasPrefix(screen.Link, "#"):
			v.outcomes = append(v.outcomes, Outcome{screen, screen.Link})
		default:
			target, fault := v.resolve(v.page, screen.Link)
			if fault != nil {
				if fault.File == "" {
					v.problems = append(v.problems, screen.LinkPos.Problem(fault.Severity, fault.Rule,
						fmt.Sprintf("the outcome %s, seen from %s: %s", screen.ID, v.page.File, fault.Message), fault.Hint))
				}
				v.partial = true
				continue
			}
			links[screen.Link] = v.index.TargetHref(target)
			v.outcomes = append(v.outcomes, Outcome{screen, links[screen.Link]})
		}
	}
	return links
}

// checkFlows parses every flow of the site, embedded or not, and warns of
// those that no article embeds, and of personas and shared screens that no flow
// uses: a typing mistake in a name would otherwise make them vanish silently.
func (r *Renderer) checkFlows(embedded map[string]bool) ([]diag.Problem, error) {
	var problems []diag.Problem
	used := make(map[string]bool)
	for _, file := range flowFiles(r.index) {
		made, err := r.rehearsals.get(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		problems = append(problems, made.problems...)
		for _, source := range made.sources.files() {
			used[source] = true
		}
		if !embedded[file] {
			problems = append(problems, diag.Problem{
				File: file, Line: 1, Col: 1, Severity: diag.Warning, Rule: "unused-flow",
				Message: "no article embeds this flow",
				Hint:    "put a link to it alone in a paragraph: [name](" + path.Base(file) + ")",
			})
		}
	}
	return append(problems, unusedSources(r.index, used)...), nil
}

// unusedSources warns of files for flows that no flow uses.
func unusedSources(x *site.Index, used map[string]bool) []diag.Problem {
	var problems []diag.Problem
	for _, resource := range x.AllResources() {
		if flowfile.IsSource(resource.File) && !used[resource.File] {
			problems = append(problems, diag.Problem{
				File: resource.File, Line: 1, Col: 1, Severity: diag.Warning, Rule: "unused-source",
				Message: "no flow uses this file",
				Hint:    "name it in one: a persona by persona: its name, a screen by use: " + path.Base(resource.File),
			})
		}
	}
	return problems
}

// flowFiles lists the flow files of the content folder, sorted.
func flowFiles(x *site.Index) []string {
	var files []string
	for _, resource := range x.AllResources() {
		if strings.HasSuffix(resource.File, source.FlowSuffix) {
			files = append(files, resource.File)
		}
	}
	return files
}
