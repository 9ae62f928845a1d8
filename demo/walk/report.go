package walk

import (
	"fmt"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

// reporter reports what had to be corrected in a walk through a flow.
type reporter struct {
	*script
	file     string
	problems []diag.Problem
	mistimed
	visit
	tales []*tale // that from the one that is read
}

// mistimed are controls that are named, but before or after their turn. They
// are reported where they are named, and not missed where they are needed.
type mistimed struct {
	swaps   map[int]swap // by the token that names the button
	buttons map[*flow.Button]bool
	fields  map[*flow.Field]bool
}

// swap is a button, and the token before which it would have to be named.
type swap struct {
	button *flow.Button
	due    int
}

// visit is what was done since the start of the flow.
type visit struct {
	entered int // the step in which the screen was entered
	named   map[*flow.Field]bool
	pressed map[*flow.Button]bool
	sent    map[*flow.Field]bool    // codes, by whichever button
	left    map[*flow.Screen]string // by which button
	// early are codes that were typed before they were sent, by their token.
	early map[*flow.Field]int
}

func newVisit(step int) visit {
	return visit{
		step, make(map[*flow.Field]bool), make(map[*flow.Button]bool), make(map[*flow.Field]bool),
		make(map[*flow.Screen]string), make(map[*flow.Field]int),
	}
}

// report returns the problems of a walk through the flow.
func (s *script) report(file string, events []event, tales []*tale) []diag.Problem {
	r := &reporter{script: s, file: file, visit: newVisit(0), mistimed: s.mistimed(events), tales: tales}
	shown := s.flow.Start
	for n := 0; n < len(events); n++ {
		e := events[n]
		switch e.kind {
		case unnamed:
			first := n
			for n+1 < len(events) && events[n+1].kind == unnamed {
				n++
			}
			r.unnamed(events[first : n+1])
			e.to = events[n].to
		case used:
			r.used(e)
		case passed:
			r.passed(e)
		case restarted:
			if e.from.Outcome == flow.None {
				r.unfinished(e.from, e.token)
			}
			r.visit, r.tales = newVisit(s.tokens[e.token].step), r.tales[1:]
		}
		if shown = e.to; e.from != e.to && e.token < len(s.tokens) {
			r.entered = s.tokens[e.token].step
		}
	}
	if shown.Outcome == flow.None {
		r.unfinished(shown, len(s.tokens))
	}
	if errors, _ := diag.Count(r.problems); errors == 0 { // else most of it would follow from these
		for _, t := range tales {
			r.astray(t)
		}
	}
	return diag.Sort(r.problems)
}

// mistimed finds the names that are of no use where they stand, but are missing
// elsewhere.
func (s *script) mistimed(events []event) mistimed {
	missed := make(map[*flow.Button]int)
	for _, e := range events {
		if e.kind == unnamed {
			missed[e.button] = e.token
		}
	}
	m := mistimed{make(map[int]swap), make(map[*flow.Button]bool), make(map[*flow.Field]bool)}
	for _, e := range events {
		if e.kind != passed || s.tokens[e.token].Loose {
			continue
		}
		var nearest *flow.Button
		for _, t := range s.tokens[e.token].things {
			if t.field != nil {
				m.fields[t.field] = true
			}
			due, ok := missed[t.button]
			if ok && (nearest == nil || distance(due, e.token) < distance(missed[nearest], e.token)) {
				nearest = t.button
			}
		}
		if nearest != nil {
			m.swaps[e.token] = swap{nearest, missed[nearest]}
			m.buttons[nearest] = true
			delete(missed, nearest)
		}
	}
	return m
}

func distance(a, b int) int { return max(a-b, b-a) }

// at adds a problem at a token, or behind the last one.
func (r *reporter) at(token int, severity diag.Severity, rule diag.Rule, message, hint string) {
	p := diag.Problem{File: r.file, Severity: severity, Rule: rule, Message: message, Hint: hint}
	switch {
	case token < len(r.tokens) && r.tokens[token].Name != nil:
		name := r.tokens[token].Name
		p.Line, p.Col, p.Width = name.Line, name.Col, name.Width
	case len(r.tokens) == 0:
		p.Line, p.Col = r.steps[0].Line, r.steps[0].Col
	case token > 0 && r.tokens[token-1].Name != nil:
		r.at(token-1, severity, rule, message, hint)
		return
	default:
		last := r.steps[len(r.steps)-1]
		if token < len(r.tokens) {
			last = r.steps[max(0, r.tokens[token].step-1)]
		}
		p.Line, p.Col = last.Line, last.Col
	}
	r.problems = append(r.problems, p)
}

// used notes what a name stood for, and what is missing for it.
func (r *reporter) used(e event) {
	t := r.tokens[e.token]
	if t.typo {
		r.unknown(e)
	}
	switch e.thing.kind {
	case button:
		r.press(e)
	case field, option:
		for _, thing := range t.things { // all that a checklist's label stands for
			if thing.screen == e.from && thing.field != nil {
				r.named[thing.field] = true
			}
		}
		if s := e.thing.field.SMS; s != nil && s.Sender != nil && s.Sender.Screen == e.from && !r.sent[e.thing.field] {
			r.early[e.thing.field] = e.token
		}
	}
}

// press notes that a named button was pressed.
func (r *reporter) press(e event) {
	b := e.thing.button
	if b.Under != nil && !r.pressed[b.Under] {
		r.at(e.token, diag.Warning, "unnamed-menu",
			fmt.Sprintf("%s is in the menu %s, which the steps do not name before", quoted(b.Label), quoted(b.Under.Label)),
			"readers look for what they can see: say where the menu is")
	}
	if b.Send != nil {
		if token, ok := r.early[b.Send]; ok {
			delete(r.early, b.Send)
			r.at(token, diag.Error, "steps-order",
				fmt.Sprintf("%s comes too early: there is no code before %s is pressed", quoted(b.Send.Label), quoted(b.Label)),
				"name "+quoted(b.Label)+" first")
		}
	}
	r.submit(e.token, b)
	r.pressed[b] = true
	r.sent[b.Send] = true
	if e.to != e.from {
		r.left[e.from] = quoted(b.Label)
	}
}

// submit looks for what a button checks, or waits for, and the steps do not mention.
func (r *reporter) submit(token int, b *flow.Button) {
	var missing []string
	asked := make(map[*flow.Field]bool)
	for _, c := range b.When {
		if c.Field != nil && (c.Choice > 0 || !c.Field.Kind.IsTick()) {
			asked[c.Field] = true
		}
	}
	if b.Submit {
		for _, f := range b.Checks {
			asked[f] = asked[f] || f.IsRequired() || f.SMS != nil
		}
	}
	for _, f := range b.Screen.Fields {
		s := f.SMS
		switch {
		case !asked[f]:
		case s != nil && s.Sender != nil && !r.sent[f]:
			r.at(token, diag.Error, "unnamed-button",
				fmt.Sprintf("%s asks for the code that %s sends, and the steps do not say that it is pressed", quoted(b.Label), quoted(s.Sender.Label)),
				"name "+quoted(s.Sender.Label)+" before it")
		case !r.named[f] && !r.fields[f] && !r.mentioned(f, b, r.tokens[token].step):
			missing = append(missing, quoted(f.Label))
			r.named[f] = true // reported once
		}
	}
	if len(missing) > 0 {
		r.at(token, diag.Warning, "unnamed-field",
			fmt.Sprintf("%s asks for %s, and the steps do not say so", quoted(b.Label), list(missing, " and ")),
			"name what has to be filled in before it is checked")
	}
}

// mentioned reports whether the words of the steps since the screen was entered
// speak of a field without quoting it, or the name of the button does that asks
// for it: “人脸识别登录”.
func (r *reporter) mentioned(f *flow.Field, b *flow.Button, step int) bool {
	words := normal(b.Label.Default)
	for i := r.entered; i <= step; i++ {
		words += "\n" + normal(r.steps[i].Words)
	}
	for _, label := range f.Label.All() {
		if strings.Contains(words, normal(label)) {
			return true
		}
	}
	return false
}

// passed reports a name that was of no use where it stands.
func (r *reporter) passed(e event) {
	t := r.tokens[e.token]
	switch {
	case t.Loose:
	case len(t.things) == 0 || t.typo:
		r.unknown(e)
	default:
		r.misplaced(e)
	}
}

func (r *reporter) unknown(e event) {
	t := r.tokens[e.token]
	hint := "did you mean " + quote(r.suggest(t.Text)) + "?"
	if !t.typo {
		hint = r.offer(e.from)
	}
	r.at(e.token, diag.Error, "unknown-control",
		fmt.Sprintf("%s is nothing that the flow %s shows", quote(t.Text), r.flow.Name), hint)
}

// misplaced reports a thing of the flow that is not there at this point.
func (r *reporter) misplaced(e event) {
	t := r.tokens[e.token]
	if swap, ok := r.swaps[e.token]; ok {
		r.swapped(e, swap.button, swap.due)
		return
	}
	control := slices.ContainsFunc(t.things, thing.isControl)
	message := fmt.Sprintf("%s is not on %s, where the steps are by now", quote(t.Text), screen(e.from))
	if !control {
		message = fmt.Sprintf("%s is not what is shown here: the steps are on %s", quote(t.Text), screen(e.from))
	}
	r.at(e.token, diag.Error, "control-elsewhere", message, r.whereIs(t, e.from))
}

// swapped reports a button that is named before or after its turn, which is just
// before the token due.
func (r *reporter) swapped(e event, b *flow.Button, due int) {
	message, hint := " comes too early: it is on "+screen(b.Screen)+", and the steps are still on "+screen(e.from), ""
	switch {
	case due <= e.token:
		message, hint = " comes too late: it is on "+screen(b.Screen)+", which the steps have left", "name it before "
		if due < len(r.tokens) && r.tokens[due].Name != nil {
			hint += quote(r.tokens[due].Text)
		}
	case r.tokens[due-1].Name != nil:
		if hint = "name it after " + quote(r.tokens[due-1].Text); b.Screen == e.from {
			message = " comes too early: what follows is still on " + screen(e.from)
		}
	}
	r.at(e.token, diag.Error, "steps-order", quoted(b.Label)+message, hint)
}

// unnamed reports the buttons that the walk needs and the text does not name.
func (r *reporter) unnamed(chain []event) {
	var labels []string
	for _, e := range chain {
		r.left[e.from] = quoted(e.button.Label)
		r.pressed[e.button] = true
		r.sent[e.button.Send] = true
		if !r.buttons[e.button] {
			labels = append(labels, quoted(e.button.Label))
		}
	}
	if len(labels) == 0 {
		return
	}
	from, to, token := chain[0].from, chain[len(chain)-1].to, chain[0].token
	missing := list(labels, ", then ")
	if token == len(r.tokens) || r.tokens[token].Name == nil {
		r.at(token, diag.Error, "unnamed-button",
			fmt.Sprintf("the steps end on %s without a word of %s, which leads to %s", screen(from), missing, screen(to)),
			"say that it is pressed: readers stop where the text stops")
		return
	}
	r.at(token, diag.Error, "unnamed-button",
		fmt.Sprintf("%s is on %s, but the steps are still on %s", quote(r.tokens[token].Text), screen(to), screen(from)),
		"say before it that "+missing+" is pressed")
}

// unfinished reports steps that end before an outcome.
func (r *reporter) unfinished(on *flow.Screen, token int) {
	message := fmt.Sprintf("the steps end on %s, before any outcome of the flow %s", screen(on), r.flow.Name)
	if len(r.tokens) == 0 {
		message = fmt.Sprintf("the steps quote nothing of the flow %s, which goes with them", r.flow.Name)
	}
	hint := ""
	t := r.tales[0]
	var labels []string
	for _, l := range t.route.Legs[t.done():] {
		labels = append(labels, quoted(l.Button.Label))
	}
	if len(labels) > 0 {
		hint = list(labels, ", then ") + " would lead to " + screen(t.route.End)
	}
	r.at(token, diag.Error, "unfinished-steps", message, hint)
}
