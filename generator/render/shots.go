package render

import (
	"cmp"
	"errors"
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
	"rehearse/generator/markdown"
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
	var list []Shot
	problems, err := flowProblems(r, c.found().Flows)
	if err != nil {
		return nil, nil, err
	}
	for _, u := range c.uses {
		if u.shot == nil {
			continue
		}
		s := *u.shot
		if err := adopt(r, &c, &s); err != nil {
			return nil, nil, err
		}
		list = append(list, s)
	}
	for _, p := range c.problems {
		if p.Rule == ruleUnknownFlow || p.Rule == ruleUnknownScreen {
			problems = append(problems, p)
		}
	}
	return list, problems, nil
}

// flowProblems returns what is wrong with those of a page's flows that cannot be
// shown.
func flowProblems(r *Renderer, flows []string) ([]diag.Problem, error) {
	var problems []diag.Problem
	for i, file := range flows {
		if !strings.HasSuffix(file, source.FlowSuffix) || slices.Contains(flows[:i], file) {
			continue // what flows use is reported with them
		}
		made, err := r.rehearsals.get(file)
		if err != nil {
			return nil, err
		}
		if made.flow == nil {
			problems = append(problems, made.problems...)
		}
	}
	return problems, nil
}

// shot finds out whether a picture of the page is a screenshot, and if so,
// whether it shows what it should beside these rehearsals.
func (v *resolver) shot(dest string, beside []markdown.Beside) (use, *diag.Problem, error) {
	name, ok := shots.ParseName(dest)
	if !ok {
		return use{}, nil, nil
	}
	file, provenance, captured, err := v.taken(dest)
	if err != nil {
		return use{}, nil, err
	}
	target, made, noFlow, err := v.flow(name.Flow)
	switch {
	case err != nil:
		return use{}, nil, err
	case noFlow != nil:
		return use{}, lostFlow(dest, name, file != "", captured, noFlow.Hint), nil
	}
	u := use{flows: made.sources.files()}
	if made.flow == nil {
		return u, nil, nil // what is wrong is reported once, in the flow file itself
	}
	screen := screenOf(made.flow, name.Screen)
	if screen == nil && file != "" && !captured {
		return u, nil, nil // a picture like any other, with a dot in its name
	}
	if screen == nil {
		return u, unknownScreen(made.flow, name.Screen), nil
	}
	s := Shot{File: cmp.Or(file, name.File(target.File))}
	s.FlowFile, s.Flow, s.Screen, s.Size, s.Style = target.File, made.flow, screen, name.Size, v.r.assets.restStyle()
	s.Route, u.id = v.passing(made, target.File, screen, beside)
	if path.Dir(s.File) == path.Dir(v.page.File) && (!captured || provenance.Article == path.Base(v.page.File)) {
		s.Lang, s.Article, s.Callouts = language.Tag(v.page.Lang), path.Base(v.page.File), callouts(s, u.id, v.uses)
	} else {
		s.Lang, s.Callouts, s.Article = provenance.Lang, provenance.Callouts, provenance.Article
	}
	if first := shotOf(s.File, v.uses); first != nil {
		u.shot = first
		same, err := looksLike(s, *first)
		if err != nil || same || first.State == Foreign {
			return u, shotFault(v.page.File, dest, *first), err
		}
		return u, twoWays(dest, s), nil
	}
	s.State, err = state(s, file != "", captured, provenance)
	u.shot = &s
	return u, shotFault(v.page.File, dest, s), err
}

// shotOf returns the screenshot that is a file, nil where none of the uses is.
func shotOf(file string, uses []use) *Shot {
	for _, u := range uses {
		if u.shot != nil && u.shot.File == file {
			return u.shot
		}
	}
	return nil
}

// looksLike reports whether two screenshots are the same picture.
func looksLike(a, b Shot) (bool, error) {
	if a.Route == b.Route && slices.Equal(a.Callouts, b.Callouts) {
		return true, nil
	}
	p, err := a.Provenance()
	if err != nil {
		return false, err
	}
	return p.IsOf(b.Shot)
}

// twoWays is the fault of a screenshot that stands beside the steps of two ways.
func twoWays(dest string, s Shot) *diag.Problem {
	return &diag.Problem{
		Rule:    "shot-of-another-way",
		Message: fmt.Sprintf("%q shows the screen %s as other steps of the article come to it: these choose or name something else there", dest, s.Screen.ID),
		Hint:    fmt.Sprintf("show the screen itself, which follows the steps beside it: ![…](%s#%s)", path.Base(s.FlowFile), s.Screen.ID),
	}
}

// taken returns the file that a destination means, "" where there is none, and
// what it says about itself.
func (v *resolver) taken(dest string) (file string, p shots.Provenance, captured bool, err error) {
	target, fault := v.resolve(dest)
	if fault != nil || target.File == "" {
		return "", p, false, nil
	}
	data, err := fs.ReadFile(v.r.fsys, target.File)
	if errors.Is(err, fs.ErrNotExist) {
		return "", p, false, nil // removed since the index was made
	}
	p, captured = shots.Read(data)
	return target.File, p, captured, err
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

// shotFault says what is wrong with a screenshot that an article shows, nil for
// nothing.
func shotFault(article, dest string, s Shot) *diag.Problem {
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

// takeFor makes a screenshot that of an article, which embeds these things.
func takeFor(s *Shot, p *site.Page, uses []use) {
	s.Lang, s.Article = language.Tag(p.Lang), path.Base(p.File)
	beside := ""
	for _, u := range uses {
		if u.shot != nil && u.shot.File == s.File {
			s.Route, beside = u.shot.Route, u.id
			break
		}
	}
	s.Callouts = callouts(*s, beside, uses)
}

// callouts are the controls on a screenshot that the steps beside it name: those of
// the rehearsal with an id, or where that is "", all.
func callouts(s Shot, beside string, uses []use) []string {
	var ids []string
	for _, u := range uses {
		if u.flow != s.FlowFile || beside != "" && u.id != beside {
			continue
		}
		for _, stop := range u.stops {
			for _, m := range stop.Matches {
				if id := controlID(m); id != "" && m.Screen.ID == s.Screen.ID {
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}

// adopt takes a screenshot on the page c for the article that it belongs to, and
// finds out anew whether it is up to date: to a translation that merely shows it,
// it is what it says it is. One that is beside no article of its own is in the
// site's first language, without numbers.
func adopt(r *Renderer, c *content, s *Shot) error {
	switch owner := ownerOf(r.index, c.page, s); owner {
	case nil:
		s.Lang, s.Callouts, s.Article = language.Tag(r.index.Site.Default().Code), nil, ""
	case c.page:
		takeFor(s, owner, c.uses)
	default:
		other, err := r.convert(owner)
		if err != nil {
			return err
		}
		takeFor(s, owner, other.uses)
	}
	if s.State != Current && s.State != Stale {
		return nil
	}
	data, err := fs.ReadFile(r.fsys, s.File)
	if err != nil {
		return err
	}
	provenance, captured := shots.Read(data)
	s.State, err = state(*s, true, captured, provenance)
	return err
}

// ownerOf returns the article that the numbers of a screenshot follow: the one
// that they have followed so far, or else the page or a translation of it, in
// whose folder the picture is.
func ownerOf(x *site.Index, page *site.Page, s *Shot) *site.Page {
	dir := path.Dir(s.File)
	if p := x.Page(path.Join(dir, s.Article)); p != nil {
		return p
	}
	for _, p := range append([]*site.Page{page}, x.Translations(page)...) {
		if path.Dir(p.File) == dir {
			return p
		}
	}
	return nil
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
