package draft

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/demo/flow"
)

// Complete gives a draft what a flow needs beyond what was read: names, kinds by
// their labels, samples, a record, ways on and an outcome. slug makes a name of a
// text, of small letters, digits and hyphens; it may return "".
func (f *Flow) Complete(slug func(string) string) {
	w := wordsIn(f.Lang)
	f.end(w)
	ids := make(map[string]bool)
	for i, s := range f.Screens {
		if s.Title.Text == "" {
			s.Title = guessed(f.titleOf(i, w))
		}
		s.ID = unique(ids, cmp.Or(s.ID, f.screenID(s, slug)), fmt.Sprintf("screen-%d", i+1))
		s.complete(f, w, slug)
		if i+1 < len(f.Screens) && f.Screens[i+1].Outcome == "" || i+1 == f.first() {
			s.lead(f.Screens[i+1], w)
		}
	}
	for _, s := range f.Screens[f.first()+1:] {
		f.reach(s)
	}
}

// first is the number of the first outcome.
func (f *Flow) first() int {
	return slices.IndexFunc(f.Screens, func(s *Screen) bool { return s.Outcome != "" })
}

// reach makes a button lead to another outcome: the first that leads nowhere yet,
// or one that is made up.
func (f *Flow) reach(outcome *Screen) {
	for _, s := range f.Screens {
		for _, b := range s.pressed() {
			if b.To == nil && !b.Sends && !b.Stays && b.Role != "tab" {
				b.To = outcome
				return
			}
		}
	}
	start := f.Screens[0]
	start.Buttons = append(start.Buttons, &Button{Label: guessed(outcome.Title.Text), Role: "link", To: outcome})
}

// end gives the draft an outcome, and a way to it.
func (f *Flow) end(w *words) {
	last := &Screen{}
	if n := len(f.Screens); n > 0 {
		last = f.Screens[n-1]
	}
	if f.first() >= 0 {
		return
	}
	if len(f.Screens) > 1 && last.isEmpty() {
		last.Outcome = "success"
	} else {
		f.Screens = append(f.Screens, &Screen{Outcome: "success"})
	}
	if outcome := f.Screens[len(f.Screens)-1]; outcome.Title.Text == "" {
		outcome.ID, outcome.Title = cmp.Or(outcome.ID, "done"), guessed(w.done)
	}
}

// titleOf is a title for a screen that says none: the name of the button that
// leads there, where that means anything.
func (f *Flow) titleOf(i int, w *words) string {
	if i == 0 {
		return cmp.Or(f.Title, w.choose)
	}
	for _, b := range f.Screens[i-1].pressed() {
		if b.To == f.Screens[i] && !plainLabel.MatchString(b.Label.Text) {
			return b.Label.Text
		}
	}
	return cmp.Or(f.Title, w.done)
}

// pressed returns the buttons of a screen, the items of menus instead of these.
func (s *Screen) pressed() []*Button {
	var all []*Button
	for _, b := range s.Buttons {
		if len(b.Items) > 0 {
			all = append(all, b.Items...)
		} else {
			all = append(all, b)
		}
	}
	return all
}

// lead makes a button of the screen lead to the next one, where none does.
func (s *Screen) lead(next *Screen, w *words) {
	on := s.pressed()
	if s.Outcome != "" || slices.ContainsFunc(on, func(b *Button) bool { return b.To == next }) {
		return
	}
	free := func(b *Button) bool { return b.To == nil && !b.Sends && !b.Stays }
	for _, best := range []func(*Button) bool{
		func(b *Button) bool { return free(b) && b.Submit },
		func(b *Button) bool { return free(b) && plainLabel.MatchString(b.Label.Text) && b.Role == "" },
		func(b *Button) bool { return free(b) && b.Role == "" },
		func(b *Button) bool { return free(b) && b.Role != "tab" },
		free,
	} {
		if i := slices.IndexFunc(on, best); i >= 0 {
			on[i].To, on[i].Submit = next, on[i].Submit || len(s.Fields) > 0
			return
		}
	}
	s.Buttons = append(s.Buttons, &Button{Label: guessed(w.submit), Submit: len(s.Fields) > 0, To: next})
}

// complete settles the fields of a screen.
func (s *Screen) complete(f *Flow, w *words, slug func(string) string) {
	s.code(w)
	ids := make(map[string]bool)
	var typed, first *Field
	for _, field := range s.Fields {
		about := cmp.Or(ideaOf(field.Label.Text), &idea{})
		if field.Kind.Text != "" && KindOf(field).Spec().Holds != about.kind.Spec().Holds {
			about = &idea{} // it is not what its label suggests
		}
		if field.Kind.Text == "" {
			field.Kind = guessed(field.kindOf(about).String())
		}
		field.ID = unique(ids, cmp.Or(field.ID, about.idFor(field), fieldID(slug(field.Label.Text))), "field-1")
		field.choose(about, w)
		switch {
		case field.Kind.Text == flow.NewPassword.String() && first != nil && field.Sample == "":
			field.equals, field.Message = first.ID, w.differ
		case field.Kind.Text == flow.NewPassword.String():
			first = field
			field.Sample = cmp.Or(field.Sample, passwordFor(field))
		default:
			f.answer(field, about)
		}
		if field.Pattern != "" && field.Message == "" {
			field.Message = w.like
		}
		if typesOf(field.Options) != nil {
			typed = field
		}
		if field.Kind.Text == flow.ResidentID.String() && typed != nil {
			field.typed, field.types = typed, typesOf(typed.Options)
		}
	}
}

// idFor is what a field of the idea is called, where the field is of its kind.
func (a *idea) idFor(f *Field) string {
	if f.Kind.Text == flow.SMSCode.String() {
		return "code"
	}
	return a.id
}

// kindOf is the kind that a label gives away.
func (f *Field) kindOf(about *idea) flow.Kind {
	if len(f.Options) > 0 && !isChoice(about.kind) {
		return flow.Select
	}
	return about.kind
}

func isChoice(k flow.Kind) bool { return k == flow.Select || k == flow.Radio }

// choose gives a choice its options and a sample.
func (f *Field) choose(about *idea, w *words) {
	kind := f.Kind.Text
	if kind == flow.Checkbox.String() && f.Required == nil {
		yes := true
		f.Required = &yes
	}
	if kind != flow.Select.String() && kind != flow.Radio.String() {
		return
	}
	usual := about.in(f.Label.Text)
	if !isChoice(about.kind) {
		usual = w.options
	}
	if len(f.Options) == 0 {
		for _, o := range usual {
			f.Options = append(f.Options, guessed(o))
		}
	}
	f.Sample = cmp.Or(f.Sample, f.Options[0].Text)
}

// in returns what the persona types or the options, in the language of a label.
func (a *idea) in(label string) []string {
	if isHan(label) {
		return a.zh
	}
	return a.en
}

// isHan reports whether a label is written in Chinese, whatever the language of the
// article is.
func isHan(label string) bool {
	return strings.ContainsFunc(label, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// answer says what the persona types, and keeps in the record what the service
// knows of it.
func (f *Flow) answer(field *Field, about *idea) {
	switch field.Kind.Text {
	case flow.Captcha.String(), flow.SMSCode.String(), flow.Face.String(), flow.Checkbox.String(), "checklist":
		return
	}
	if usual := about.in(field.Label.Text); field.Sample == "" && len(usual) > 0 {
		field.Sample = usual[0]
	}
	if !fits(field) && field.Kind.Text == flow.Password.String() {
		field.Sample = passwordFor(field)
	}
	if field.Sample == "" || !fits(field) {
		field.Sample = sampleFor(field)
	}
	if about.personal && len(field.Options) != 1 && !newLabel.MatchString(field.Label.Text) && (field.Required == nil || *field.Required) {
		f.keep(value{about.id, field.Sample}, field)
	}
}

// newLabel finds labels of what the service does not know yet.
var newLabel = label(`新|变更后|\bnew\b`)

// keep compares a field with the record, which has the value from then on.
func (f *Flow) keep(v value, field *Field) {
	i := slices.IndexFunc(f.record, func(other value) bool { return other.name == v.name })
	switch {
	case i < 0:
		f.record = append(f.record, v)
	case f.record[i].text != v.text:
		return // another screen has other options
	}
	field.equals, field.Sample = "record."+v.name, ""
}

// fits reports whether the sample is as long as the field wants.
func fits(f *Field) bool {
	n := utf8.RuneCountInString(f.Sample)
	ok := f.Pattern == "" && !(f.Digits && strings.ContainsFunc(f.Sample, func(r rune) bool { return r < '0' || r > '9' }))
	if pattern, err := regexp.Compile(`^(?:` + f.Pattern + `)$`); err == nil && !ok {
		ok = pattern.MatchString(f.Sample)
	}
	return ok && n >= f.MinLength && (f.MaxLength == 0 || n <= f.MaxLength)
}

// sampleFor makes up what is typed into a field of which only its lengths are known.
func sampleFor(f *Field) string {
	for _, candidate := range []string{"示例", "Sample", "A1", "1", "2026-01-05"} {
		if isHan(f.Label.Text) == (candidate == "示例") || utf8.RuneCountInString(candidate) < 3 {
			with := *f
			if with.Sample = candidate; fits(&with) {
				return candidate
			}
		}
	}
	for _, piece := range []string{"1", "a", "A"} {
		with := *f
		if with.Sample = strings.Repeat(piece, max(f.MinLength, 1)); fits(&with) {
			return with.Sample
		}
	}
	return ""
}

// passwordFor makes up a password of the length that a field wants.
func passwordFor(f *Field) string {
	long := "yang2026Aa1!Bb2?Cc3#Dd4$"
	if f.Digits {
		long = "246813579024681357902468"
	}
	n := 8
	if f.MaxLength > 0 {
		n = min(n, f.MaxLength)
	}
	return long[:min(max(n, f.MinLength), len(long))]
}

// code couples the code of a screen with the button that sends it, and makes one of
// the two where only the other was read.
func (s *Screen) code(w *words) {
	var sender *Button
	for _, b := range s.pressed() {
		if b.Sends && sender == nil {
			sender = b
		}
		b.Sends = b == sender && b.Sends
	}
	i := slices.IndexFunc(s.Fields, func(f *Field) bool { return s.isCode(f, sender != nil) })
	switch {
	case i < 0 && sender == nil:
		return
	case i < 0:
		i = len(s.Fields)
		s.Fields = append(s.Fields, &Field{Label: guessed(w.code)})
	case sender == nil:
		sender = &Button{Label: guessed(w.send), Sends: true}
		s.Buttons = slices.Insert(s.Buttons, 0, sender)
	}
	sender.code = s.Fields[i]
	if sender.code.Kind.Text == "" {
		sender.code.Kind = guessed(flow.SMSCode.String())
	}
}

// isCode reports whether a field is a code that is sent. Where a button sends one,
// what only says that it is a code is that; otherwise it is drawn.
func (s *Screen) isCode(f *Field, sent bool) bool {
	kind := about(f.Label.Text).kind
	return f.Kind.Text == flow.SMSCode.String() || f.Kind.Text == "" &&
		(kind == flow.SMSCode || sent && kind == flow.Captcha && !drawn.MatchString(f.Label.Text))
}

// drawn finds labels of codes that are drawn.
var drawn = label(`图|随机|picture|image|captcha`)

// screenID is a name for a screen, of its title where that is short and its own, or "".
func (f *Flow) screenID(s *Screen, slug func(string) string) string {
	if s.Outcome != "" {
		return "done"
	}
	if id := fieldID(slug(s.Title.Text)); len(id) <= 24 && s.Title.Text != f.Title {
		return id
	}
	return ""
}

// fieldID makes a name of a slug: it begins with a letter and is not too long.
func fieldID(slug string) string {
	const most = 36
	name := strings.Map(func(r rune) rune {
		if r == '-' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, slug)
	name = strings.TrimLeft(name, "-0123456789")
	return strings.TrimRight(name[:min(len(name), most)], "-")
}

// unique returns a name that no other has: name or else the usual one, or one of
// these with a number.
func unique(taken map[string]bool, name, usual string) string {
	name = cmp.Or(name, usual)
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s-%d", strings.TrimRight(strings.TrimRight(name, "0123456789"), "-"), n)
	}
	taken[name] = true
	return name
}
