package explore

import (
	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// Limits bound an exploration; a number that is 0 stands for the usual one.
type Limits struct {
	// Places is how many places are visited, usually 20,000.
	Places int
	// Presses is how many presses are tried, usually 100,000.
	Presses int
	// Ways is how many ways to choose are tried on one screen, usually 200.
	Ways int
}

const (
	usualPlaces  = 20_000
	usualPresses = 100_000
	usualWays    = 200
	// The state of a flow with many fields is large, and copied for each press:
	// these bound the memory of the places that wait, and the time of all
	// presses to seconds, both in fields.
	fieldsKept   = 2_000_000
	fieldsCopied = 40_000_000
	// maxFilled bounds the fields that are filled in for all presses: hundreds on
	// one screen, with as many buttons, would take minutes.
	maxFilled = 8_000_000
	// maxSearched bounds all searches for texts, in prefixes looked at.
	maxSearched = 2_000_000
)

// withDefaults fills in the limits for a flow.
func (l Limits) withDefaults(f *flow.Flow) Limits {
	size := 1 + len(f.Fields)
	for _, limit := range []struct {
		n     *int
		usual int
	}{{&l.Places, min(usualPlaces, fieldsKept/size)}, {&l.Presses, min(usualPresses, fieldsCopied/size)}, {&l.Ways, usualWays}} {
		if *limit.n <= 0 {
			*limit.n = limit.usual
		}
	}
	return l
}

// Result is what an exploration found.
type Result struct {
	// Problems are the author's mistakes, sorted.
	Problems []diag.Problem
	// Places is how many places were come to, Presses how many presses tried.
	Places, Presses int
	// Inconclusive says that a limit was reached, so that silence proves
	// nothing; a problem says so too.
	Inconclusive bool
	// Witnesses show how a message comes to be shown, one for each check that
	// fails for some input, in the order of fields and checks.
	Witnesses []Witness
}

// Witness is an input that a check refuses.
type Witness struct {
	Field *flow.Field
	// Check is the number of the check in Field.Checks.
	Check int
	// Input is what is filled in, and Steps how to come to the screen.
	Input simulate.Event
	Steps string
}

// Explore rehearses a flow that flowfile.Parse accepted in every way that matters.
// Equal flows and limits give equal results.
func Explore(f *flow.Flow, l Limits) *Result {
	e := newExplorer(f, l)
	e.explore()
	e.judge()
	return &Result{
		Problems:     diag.Sort(e.problems),
		Places:       len(e.places),
		Presses:      e.pressed,
		Inconclusive: e.limit != "",
		Witnesses:    e.witnesses(),
	}
}

// explorer is an exploration at work.
type explorer struct {
	flow    *flow.Flow
	machine *simulate.Machine
	limits  Limits

	places []*place
	byKey  map[string]*place
	// plain and odd are the places still to be visited. What the samples alone
	// lead to goes first, so that it is known as such; see place.plain.
	plain, odd []*place

	fields  []fieldSeen
	buttons []buttonSeen
	screens []*place // the first place of each screen
	visits  []int    // places visited, by screen
	// record keeps the moves of every place, and tries more of them: for
	// scenarios.
	record bool

	pressed  int
	filled   int // fields, in all presses
	searched int
	limit    string // the limit that was reached, in words
	problems []diag.Problem
}

// fieldSeen is what is known of a field.
type fieldSeen struct {
	readings []*reading
	// witness is the first input that fails each check.
	witness []*Witness
	// unknown are the checks of which the search for an input was given up.
	unknown []bool
	// sampleFails says that this was reported.
	sampleFails bool
	checked     bool
}

// buttonSeen is what is known of a button.
type buttonSeen struct {
	done, disabled bool
	taken          []bool // by branch
	diverted       []bool // by branch of a refusal
	// forgotten says that a value that nobody knows was in the way.
	forgotten bool
}

func newExplorer(f *flow.Flow, l Limits) *explorer {
	e := &explorer{
		flow: f, machine: simulate.New(f), limits: l.withDefaults(f),
		byKey:   map[string]*place{},
		fields:  make([]fieldSeen, len(f.Fields)),
		buttons: make([]buttonSeen, len(f.Buttons)),
		screens: make([]*place, len(f.Screens)),
		visits:  make([]int, len(f.Screens)),
	}
	for i, field := range f.Fields {
		e.fields[i].witness = make([]*Witness, len(field.Checks))
		e.fields[i].unknown = make([]bool, len(field.Checks))
	}
	for i, b := range f.Buttons {
		e.buttons[i].taken = make([]bool, len(b.To))
		e.buttons[i].diverted = make([]bool, len(b.Refused.To))
	}
	return e
}

// explore visits every place.
func (e *explorer) explore() {
	e.arrive(e.machine.Start(seed), nil, nil, true)
	for e.limit == "" {
		var p *place
		switch {
		case len(e.plain) > 0:
			p, e.plain = e.plain[0], e.plain[1:]
		case len(e.odd) > 0:
			p, e.odd = e.odd[0], e.odd[1:]
		default:
			return
		}
		if !p.visited {
			p.visited = true
			e.visit(p)
			p.state = simulate.State{} // the next places have their own
		}
	}
}

// seed is where the drawing of captchas begins; any would do.
const seed = 1

// visit tries everything that can be done in a place.
func (e *explorer) visit(p *place) {
	for m := range e.moves(p) {
		e.pressed++
		e.filled += len(m.fills)
		switch {
		case e.pressed > e.limits.Presses:
			e.limit = "presses"
			return
		case e.filled > maxFilled:
			e.limit = "fields that are filled in"
			return
		}
		e.try(p, m)
	}
}

// try makes a move and takes note of what comes of it.
func (e *explorer) try(p *place, m *move) {
	after, result := e.machine.Run(p.state, append(m.fill(p.state), m.last()))
	if m.button != nil {
		e.note(p, m, after, result)
	}
	if m.probe && result == simulate.Done {
		p.ways = append(p.ways, way{move: m}) // as good as the sample: nowhere new
		return
	}
	e.arrive(after, p, m, p.plain && m.isPlain())
}

// note takes down what a press shows of its button and of the fields.
func (e *explorer) note(p *place, m *move, after simulate.State, result int) {
	b, seen := m.button, &e.buttons[m.button.Index]
	switch result {
	case simulate.NotHere:
		seen.disabled = true
		return
	case simulate.Done:
		seen.done = true
		e.take(p, m, seen.taken, result)
	case simulate.Diverted:
		e.take(p, m, seen.diverted, result)
	}
	for _, f := range b.Checks {
		field := &e.fields[f.Index]
		field.checked = true
		code := after.Fields[f.Index].Error
		if result != simulate.Refused || code == 0 || field.witness[code-1] != nil {
			continue
		}
		field.witness[code-1] = &Witness{Field: f, Check: code - 1, Input: m.input(f, p.state), Steps: p.steps()}
	}
}

// take marks the branch that a press took. Where there is but one, it is not
// asked for: most buttons have one, and asking takes as long as pressing.
func (e *explorer) take(p *place, m *move, taken []bool, result int) {
	if len(taken) < 2 {
		for i := range taken {
			taken[i] = true
		}
		return
	}
	filled, _ := e.machine.Run(p.state, m.fill(p.state))
	if i := filled.Branch(m.button, result); i >= 0 {
		taken[i] = true
	}
}

func (e *explorer) witnesses() []Witness {
	var all []Witness
	for _, f := range e.fields {
		for _, w := range f.witness {
			if w != nil {
				all = append(all, *w)
			}
		}
	}
	return all
}
