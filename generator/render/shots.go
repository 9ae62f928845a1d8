package render

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/language"
	"rehearse/demo/source"
	"rehearse/demo/walk"
	"rehearse/generator/shots"
	"rehearse/generator/site"
)

// ShotState says how a screenshot compares with what it is to show.
type ShotState int

// The states of screenshots.
const (
	// Current: it shows what its screen looks like today.
	Current ShotState = iota
	// Missing: there is no such file yet.
	Missing
	// Stale: the screen, or the steps that its numbers follow, have changed.
	Stale
	// Foreign: the file was made in another way.
	Foreign
)

// Shot is a screenshot that an article shows.
type Shot struct {
	shots.Shot
	// File is the picture, below the content folder.
	File  string
	State ShotState
}

// The rules that no picture can mend.
const (
	ruleUnknownFlow   = "unknown-flow"
	ruleUnknownScreen = "unknown-screen"
)

// Shots returns the screenshots that an article asks for, its cover last, and
// the mistakes that keep it from having them.
//
// A screenshot lies beside its flow, and is taken for the article in that
// folder: in its language, with numbers at the controls that its steps name.
// Translations show the same picture.
func (r *Renderer) Shots(p *site.Page) ([]Shot, []diag.Problem, error) {
	c, err := r.convert(p)
	if err != nil {
		return nil, nil, err
	}
	r.judgeCover(p, &c)
	v := c.resolver
	for i := range v.shots {
		v.adopt(&v.shots[i])
		v.compare(&v.shots[i])
	}
	problems := v.flowProblems()
	for _, p := range c.rendered.Problems {
		if p.Rule == ruleUnknownFlow || p.Rule == ruleUnknownScreen {
			problems = append(problems, p)
		}
	}
	return v.shots, problems, v.err
}

// flowProblems returns what is wrong with those flows of the page that cannot be
// shown.
func (v *resolver) flowProblems() []diag.Problem {
	var problems []diag.Problem
	for i, file := range v.flows {
		if !strings.HasSuffix(file, source.FlowSuffix) || slices.Contains(v.flows[:i], file) {
			continue // what flows use is told with them
		}
		made, err := v.rehearsals.get(file)
		if err != nil {
			v.fail(err)
		} else if made.flow == nil {
			problems = append(problems, made.problems...)
		}
	}
	return problems
}

// shot finds out whether a picture of the page is a screenshot, and if so,
// whether it shows what it should.
func (v *resolver) shot(dest string) *diag.Problem {
	name, ok := shots.ParseName(dest)
	if !ok {
		return nil
	}
	file, provenance, captured := v.taken(dest)
	source, noFlow := v.resolve(v.page, name.Flow)
	if noFlow != nil {
		return lostFlow(dest, name, file != "", captured, noFlow.Hint)
	}
	made, err := v.rehearsals.get(source.File)
	if err != nil {
		v.fail(err)
		return nil
	}
	v.flows = append(v.flows, made.sources.files()...)
	if made.flow == nil {
		return nil // what is wrong is told once, in the flow file itself
	}
	screen := screenOf(made.flow, name.Screen)
	if screen == nil && file != "" && !captured {
		return nil // a picture like any other, with a dot in its name
	}
	if screen == nil {
		return unknownScreen(made.flow, name.Screen)
	}
	s := Shot{File: cmp.Or(file, name.File(source.File))}
	s.FlowFile, s.Flow, s.Screen, s.Size, s.Style = source.File, made.flow, screen, name.Size, v.assets.restStyle()
	if path.Dir(s.File) == path.Dir(v.page.File) && (!captured || provenance.Article == path.Base(v.page.File)) {
		s.takeFor(v)
	} else {
		s.Lang, s.Callouts, s.Article = provenance.Lang, provenance.Callouts, provenance.Article
	}
	if s.State, err = state(s, file != "", captured, provenance); err != nil {
		v.fail(err)
	}
	v.shots = append(v.shots, s)
	return v.shotFault(dest, s)
}

// taken returns the file that a destination means, "" where there is none, and
// what it says about itself.
func (v *resolver) taken(dest string) (file string, p shots.Provenance, captured bool) {
	target, fault := v.resolve(v.page, dest)
	if fault != nil || target.File == "" {
		return "", p, false
	}
	data, err := fs.ReadFile(v.fsys, target.File)
	if err != nil {
		v.fail(err)
		return "", p, false
	}
	p, captured = shots.Read(data)
	return target.File, p, captured
}

// state compares a screenshot with what it would be today.
func state(s Shot, exists, captured bool, p shots.Provenance) (ShotState, error) {
	switch {
	case !exists:
		return Missing, nil
	case !captured:
		return Foreign, nil
	}
	current, err := p.IsOf(s.Shot)
	if err != nil || current {
		return Current, err
	}
	return Stale, nil
}

// shotFault says what is wrong with a screenshot, nil for nothing.
func (v *resolver) shotFault(dest string, s Shot) *diag.Problem {
	article := v.page.File
	if path.Base(article) == "index.md" {
		article = path.Dir(article)
	}
	switch s.State {
	case Missing:
		return &diag.Problem{
			Rule: "missing-shot", Message: fmt.Sprintf("the screenshot %q has not been taken yet", dest),
			Hint: "take it: rehearse shots " + article,
		}
	case Stale:
		return &diag.Problem{
			Severity: diag.Warning, Rule: "stale-shot",
			Message: fmt.Sprintf("the screen %s of the flow %s no longer looks like this screenshot of it", s.Screen.ID, s.Flow.Name),
			Hint:    "take it again: rehearse shots " + article,
		}
	case Foreign:
		return &diag.Problem{
			Severity: diag.Warning, Rule: "foreign-shot",
			Message: fmt.Sprintf("%q has the name of a screenshot, but does not come from the flow %s: nobody will notice when it is out of date", dest, s.Flow.Name),
			Hint:    "rename it, or replace it: rehearse shots --force " + article,
		}
	}
	return nil
}

// lostFlow is the fault of a picture whose name speaks of a flow that is not
// there, nil where it may be a picture like any other. hint is that for the
// flow's file.
func lostFlow(dest string, name shots.Name, exists, captured bool, hint string) *diag.Problem {
	switch {
	case captured:
		return &diag.Problem{
			Rule: ruleUnknownFlow, Message: fmt.Sprintf("%q is a screenshot of the flow %s, which is not there", dest, name.Flow),
			Hint: cmp.Or(hint, "remove the picture, or bring the flow back"),
		}
	case !exists && strings.Contains(hint, source.FlowSuffix):
		return &diag.Problem{
			Rule: ruleUnknownFlow, Message: fmt.Sprintf("there is no picture %q, and no flow %s to take it from", dest, name.Flow),
			Hint: hint,
		}
	}
	return nil
}

// takeFor makes a screenshot that of the resolver's article.
func (s *Shot) takeFor(v *resolver) {
	s.Lang, s.Article = language.Tag(v.page.Lang), path.Base(v.page.File)
	s.Callouts = v.callouts[s.FlowFile][s.Screen.ID]
}

// adopt finds the article that a screenshot is to be taken for. One that is
// beside no article of its own is in the site's first language, without numbers.
func (v *resolver) adopt(s *Shot) {
	owner := v.ownerOf(s)
	if owner == nil {
		s.Lang, s.Callouts, s.Article = language.Tag(v.index.Site.Default().Code), nil, ""
		return
	}
	if owner == v.page {
		s.takeFor(v)
		return
	}
	c, err := v.convert(owner)
	if err != nil {
		v.fail(err)
		return
	}
	s.takeFor(c.resolver)
}

// compare finds out anew whether a screenshot is up to date, when its owner is
// known: to a translation that merely shows it, it is what it says it is.
func (v *resolver) compare(s *Shot) {
	if s.State != Current && s.State != Stale {
		return
	}
	data, err := fs.ReadFile(v.fsys, s.File)
	if err != nil {
		v.fail(err)
		return
	}
	provenance, captured := shots.Read(data)
	if s.State, err = state(*s, true, captured, provenance); err != nil {
		v.fail(err)
	}
}

// ownerOf returns the article that the numbers of a screenshot follow: the one
// that they have followed so far, or else the page or a translation of it, in
// whose folder the picture is.
func (v *resolver) ownerOf(s *Shot) *site.Page {
	dir := path.Dir(s.File)
	if p := v.index.Page(path.Join(dir, s.Article)); p != nil {
		return p
	}
	if path.Dir(v.page.File) == dir {
		return v.page
	}
	for _, t := range v.index.Translations(v.page) {
		if path.Dir(t.File) == dir {
			return t
		}
	}
	return nil
}

// callOut remembers which controls the steps name on each screen of a flow.
func (v *resolver) callOut(flowFile string, stops []walk.Stop) {
	if v.callouts == nil {
		v.callouts = make(map[string]map[string][]string)
	}
	if v.callouts[flowFile] == nil {
		v.callouts[flowFile] = make(map[string][]string)
	}
	for _, stop := range stops {
		for _, m := range stop.Matches {
			if id := controlID(m); id != "" {
				v.callouts[flowFile][m.Screen.ID] = append(v.callouts[flowFile][m.Screen.ID], id)
			}
		}
	}
}

// controlID is the mark of a control in pages: f3 is the flow's field 3, b7 its
// button 7. It is empty where a name stands for no control.
func controlID(m walk.Match) string {
	switch {
	case m.Button != nil:
		return "b" + strconv.Itoa(m.Button.Index)
	case m.Field != nil:
		return "f" + strconv.Itoa(m.Field.Index)
	}
	return ""
}

// restStyle is the style sheet of rehearsals at rest.
func (a *assets) restStyle() []byte {
	return a.bundle.Files[a.bundle.Path("player.css")]
}
