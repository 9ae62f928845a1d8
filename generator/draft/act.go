package draft

import "slices"

// verb is what is done with a name.
type verb int

const (
	none   verb = iota
	fill        // a field is filled in
	choose      // a field or an option is chosen
	tick        // a box is ticked
	press       // a button is pressed
	open        // a menu is looked for
	see         // a text is seen
)

// act is one thing that somebody does.
type act struct {
	verb verb
	name string
	// of is the field of an option that is chosen; "" where nothing says it.
	of string
	// also says that the option is another one of the same field.
	also bool
	// role is that of a button that says what it looks like.
	role string
	// length is that of what is filled in, 0 for unknown, and digits says that it is
	// digits.
	length int
	digits bool
	// within says that the name is where something is filled in or chosen: in “City”.
	within bool
	// optional says that the field may be left empty.
	optional bool
	// stays says that the page stays where it is after a press.
	stays bool
}

// teller makes screens of acts.
type teller struct {
	flow    *Flow
	screen  *Screen
	entered bool // by a press, and nothing was done there yet
}

// tell makes the screens of a flow of what is done in it.
func (f *Flow) tell(acts []act) {
	t := &teller{flow: f}
	t.next(known(f.Title))
	t.screen.Title.Guessed = true
	for i, a := range acts {
		var before, after act
		if i > 0 {
			before = acts[i-1]
		}
		if i+1 < len(acts) {
			after = acts[i+1]
		}
		if a.verb == choose && a.of == "" && !a.also && !isOption(acts[i+1:]) {
			a.verb = press
		}
		t.do(a, before, after)
	}
}

// isOption reports whether what is chosen before these acts is an option: another
// one may be chosen instead, or a button is pressed that says nothing of it.
func isOption(after []act) bool {
	return len(after) > 0 && (after[0].also || after[0].verb == press && plainLabel.MatchString(after[0].name))
}

// next goes on to a new screen.
func (t *teller) next(title Text) {
	t.screen = &Screen{Title: title}
	t.flow.Screens = append(t.flow.Screens, t.screen)
	t.entered = true
}

// do notes one act.
func (t *teller) do(a, before, after act) {
	on := t.screen
	switch a.verb {
	case fill:
		f := t.field(a.name)
		if a.optional {
			no := false
			f.Required = &no
		}
		if a.length > 0 {
			f.MinLength, f.MaxLength, f.Digits = a.length, a.length, a.digits
		}
	case choose:
		t.choose(a)
	case tick:
		if f := t.field(a.name); f.Kind.Text == "" {
			f.Kind = known("checkbox")
		}
	case open:
		if after.verb == press {
			t.screen.Buttons = append(t.screen.Buttons, &Button{Label: known(a.name), Items: []*Button{}})
			return
		}
		t.press(a)
	case press:
		if before.verb == open {
			menu := t.screen.Buttons[len(t.screen.Buttons)-1]
			item := &Button{Label: known(a.name)}
			menu.Items = append(menu.Items, item)
			t.goOn(item)
			return
		}
		if t.entered && before.verb == press && okLabel.MatchString(a.name) && len(t.flow.Screens) > 1 {
			t.screen.Dialog = true
		}
		t.press(a)
	case see:
		t.see(a.name)
	}
	t.entered = t.screen != on || t.entered && a.verb == see
}

// field returns the field of that label, a new one where there is none.
func (t *teller) field(label string) *Field {
	if f := t.screen.field(label); f != nil {
		return f
	}
	f := &Field{Label: known(label)}
	t.screen.Fields = append(t.screen.Fields, f)
	return f
}

// choose notes that an option was chosen, or something in a field of which the
// options are not told.
func (t *teller) choose(a act) {
	n := len(t.screen.Fields)
	switch {
	case a.of == a.name:
		if f := t.field(a.name); f.Kind.Text == "" && !isChoice(about(a.name).kind) && !slices.Contains([]string{"date", "month"}, about(a.name).id) {
			f.Kind = guessed("select")
		}
		return
	case a.of != "":
		f := t.field(a.of)
		f.Kind = guessed("select")
		f.option(a.name)
	case a.also && n > 0:
		t.screen.Fields[n-1].option(a.name)
	default:
		f := t.field(wordsIn(t.flow.Lang).choose)
		f.Label.Guessed, f.Kind = true, guessed("radio")
		f.option(a.name)
	}
}

func about(label string) *idea {
	if i := ideaOf(label); i != nil {
		return i
	}
	return &idea{}
}

// option adds an option to a choice; the first is the one that is chosen.
func (f *Field) option(name string) {
	if !slices.ContainsFunc(f.Options, func(o Text) bool { return o.Text == name }) {
		f.Options = append(f.Options, known(name))
	}
}

// press notes that a button was pressed.
func (t *teller) press(a act) {
	b := &Button{Label: known(a.name), Role: a.role}
	for _, there := range t.screen.Buttons {
		if normal(there.Label.Text) == normal(a.name) {
			return // it is pressed again
		}
	}
	t.screen.Buttons = append(t.screen.Buttons, b)
	switch {
	case IsSender(a.name):
		b.Sends = true
	case !a.stays:
		if i := about(a.name); i.id == "face" && len(t.screen.Fields) == 0 {
			t.screen.Fields = append(t.screen.Fields, &Field{Label: guessed(wordsIn(t.flow.Lang).face)})
		}
		t.goOn(b)
	}
}

// goOn goes to the screen to which a button leads.
func (t *teller) goOn(b *Button) {
	b.Submit = len(t.screen.Fields) > 0
	t.next(Text{})
	b.To = t.screen
}

// see notes what a screen says: first its title, and then its text.
func (t *teller) see(name string) {
	switch {
	case t.screen.Title.Text == "" || t.screen.Title.Guessed && t.entered:
		t.screen.Title = known(name)
	case normal(t.screen.Title.Text) == normal(name):
		t.screen.Title.Guessed = false
	case t.screen.Text == "":
		t.screen.Text = name
	default:
		t.screen.Text += "\n" + name
	}
}
