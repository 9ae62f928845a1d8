// Package walk follows an article's steps through the flow that they describe,
// so that the text and the forms cannot drift apart.
//
// Steps name what the reader uses: “下一步”. In the order of the text these names
// have to be a walk through the flow, from its start to an outcome. A button is
// pressed where it is named, and only there. A field is filled in where it is
// named; an option that is named is chosen. The title of the screen that is
// shown, or of one that a button of it leads to, may be named as well, and so
// may what the screen says; that changes nothing. A name counts in every
// language of the flow, whatever the spaces and the case of its letters.
//
// A walk is legal if there is something to type with which the buttons lead so;
// whether the samples do, package explore proves. Each list of steps goes on
// where the one before it ended, or begins anew if that was an outcome.
//
// Where the names are no such walk, the one that needs the fewest corrections is
// taken, and the corrections are reported. What is told so is a route: it is played,
// with the samples where the steps leave something open, and where that does not
// work, or needs what the steps do not say, that is reported, too.
package walk

import (
	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/route"
)

// Name is a name that a step gives.
type Name struct {
	// Text is the name without quotation marks.
	Text string
	// Line, Col and Width are its position, quotation marks included.
	Line, Col, Width int
	// Loose says that it may be no name at all, but mere emphasis: where it
	// does not fit it is passed over in silence.
	Loose bool
	// At is the byte offset in the step's Words where the name stands, which a
	// space is there for, or the name itself where it is Loose.
	At int
}

// Step is one step of an article.
type Step struct {
	Line, Col int
	// Number is the one that is printed.
	Number int
	// Words are what the step says without the names that it quotes.
	Words string
	Names []Name
}

// Stop is what a step means in the flow.
type Stop struct {
	// Before and After are the screens that are shown when the step begins and
	// when it is done.
	Before, After *flow.Screen
	// Route is the number of the walk that the step belongs to, and Leg that of the
	// leg of its route at which the step begins: all legs where it is at the end.
	Route, Leg int
	// Matches are what the names of the step stand for, in their order.
	Matches []Match
}

// Match is what a name stands for: Field or Button, or neither of them where it
// is no control. Screen is the screen that is shown there.
type Match struct {
	Screen *flow.Screen
	Field  *flow.Field
	Button *flow.Button
}

// Walked is what an article's steps mean.
type Walked struct {
	// Stops are what each step means, of all lists in their order.
	Stops []Stop
	// Routes are what the steps tell: one, or where a list begins anew, several.
	Routes []*route.Route
	// Told is how many legs of the first route the steps tell; the rest is the way
	// on to an outcome.
	Told int
}

// Follow follows the lists of steps of an article, which problems call file,
// through a flow that flowfile.Parse accepted. What the steps leave open is as in a
// named route, nil for none, or else as in the samples.
func Follow(f *flow.Flow, file string, lists [][]Step, n *flow.NamedRoute) (Walked, []diag.Problem) {
	s := newScript(f, lists)
	if len(s.steps) == 0 {
		return Walked{}, nil
	}
	if (len(s.tokens)+1)*len(f.Screens) > maxCells {
		return Walked{}, []diag.Problem{{
			File: file, Line: s.steps[0].Line, Col: s.steps[0].Col, Severity: diag.Warning, Rule: "inconclusive",
			Message: "these steps give too many names to be followed through the flow " + f.Name,
			Hint:    "divide the section, each part with a rehearsal of its own",
		}}
	}
	events := s.search()
	w := Walked{Stops: s.stops(events)}
	tales := s.tales(events)
	for i, t := range tales {
		t.route, t.ends, t.faults = route.Follow(f, t.told, n, t.end)
		w.Routes = append(w.Routes, t.route)
		for j, step := range t.steps {
			w.Stops[step].Route, w.Stops[step].Leg = i, t.legAt(j)
		}
	}
	w.Told = tales[0].done()
	return w, s.report(file, events, tales)
}

// stops returns what each step means.
func (s *script) stops(events []event) []Stop {
	stops := make([]Stop, len(s.steps))
	shown, n := s.flow.Start, 0
	for i := range stops {
		for ; n < len(events) && events[n].token < s.first[i]; n++ {
			if shown = events[n].to; i > 0 && events[n].kind != restarted {
				stops[i-1].After = shown
			}
		}
		stops[i] = Stop{Before: shown, After: shown, Matches: make([]Match, 0, len(s.steps[i].Names))}
	}
	last := &stops[len(stops)-1]
	for ; n < len(events); n++ {
		last.After = events[n].to
	}
	for _, e := range events {
		if e.kind == used || e.kind == passed {
			m := &stops[s.tokens[e.token].step].Matches
			*m = append(*m, Match{Screen: e.from, Field: e.thing.field, Button: e.thing.button})
		}
	}
	return stops
}
