package flowfile

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/source"
)

// conditions reads what is asked on a screen.
type conditions struct {
	*scope
	screen *flow.Screen
}

// read reads a mapping from what is asked about to the answer.
func (s conditions) read(e source.Entry) (when []flow.Condition, ok bool) {
	list, ok := s.items(e.Value, `"when"`)
	for i, e := range list {
		if i == maxConditions {
			s.Report(e.Key, "too-big", fmt.Sprintf("there may be %d conditions", maxConditions), "divide them over several screens")
			return when, false
		}
		c, good := s.condition(e)
		if good && c != (flow.Condition{}) {
			c.Pos = s.pos(e.Value)
			when = append(when, c)
		}
		ok = ok && good
	}
	return when, ok
}

// condition reads one condition; it is zero where it asks about what could not
// be read.
func (s conditions) condition(e source.Entry) (c flow.Condition, ok bool) {
	switch {
	case strings.HasPrefix(e.Name, recordPrefix):
		slot, known := s.slot(keyAsValue(e))
		c, ok := s.ofRecord(e)
		if slot == nil {
			return flow.Condition{}, known && ok
		}
		c.Slot = slot
		return c, ok
	case s.counters[e.Name] != nil:
		is, ok := s.either("max", "below-max")(e)
		return flow.Condition{Counter: s.counters[e.Name], Is: is}, ok
	case s.timers[e.Name] != nil:
		is, ok := s.either("running", "elapsed")(e)
		return flow.Condition{Timer: s.timers[e.Name], Is: is}, ok
	}
	f := s.screen.Field(e.Name)
	if f == nil {
		s.unknownSubject(e)
		return c, false
	}
	choice, ok := s.answer(f, e)
	return flow.Condition{Field: f, Choice: choice}, ok
}

// unknownSubject reports a condition that asks about nothing that it could.
func (s conditions) unknownSubject(e source.Entry) {
	names := slices.Concat(choiceNames(s.screen), sortedNames(s.counters), sortedNames(s.timers), s.slotNames())
	if at := slices.IndexFunc(s.flow.Fields, func(f *flow.Field) bool { return f.ID == e.Name }); at >= 0 {
		there := s.flow.Fields[at].Screen.ID
		s.Report(e.Key, "unknown-name", fmt.Sprintf("%q is a field of screen %s; conditions ask about fields of their own screen", short(e.Name), there),
			fmt.Sprintf("keep it where %s is submitted, set: {record.%s: %s}, and ask about record.%s", there, e.Name, e.Name, e.Name))
		return
	}
	s.Report(e.Key, "unknown-name", fmt.Sprintf("nothing that conditions can ask about is called %q", short(e.Name)),
		diag.DidYouMean(e.Name, names, listNames("known: ", names)))
}

// ofRecord reads what a condition asks about a value of the record: whether
// there is one, or which. Quotation marks make a value of "set", too.
func (s conditions) ofRecord(e source.Entry) (c flow.Condition, ok bool) {
	plain := e.Value.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0
	switch v := e.Value.Value; {
	case isNull(e.Value), e.Value.Kind == yaml.ScalarNode && v == "":
		s.Report(e.Value, "unknown-value", fmt.Sprintf("it is not said what %s is to be", short(e.Name)), fmt.Sprintf("write {%s: unset} for no value", short(e.Name)))
		return c, false
	case plain && (v == "set" || v == "unset"):
		return flow.Condition{Is: v == "set"}, true
	case plain && diag.Suggest(v, []string{"set", "unset"}) != "":
		s.Report(e.Value, "unknown-value", fmt.Sprintf("%q is neither set nor unset", v),
			fmt.Sprintf("did you mean %q? If it is the value itself, put it in quotation marks", diag.Suggest(v, []string{"set", "unset"})))
		return c, false
	}
	text, ok := s.word(e)
	return flow.Condition{Is: true, Text: text}, ok
}

// answer reads the answer to a question about a choice.
func (s conditions) answer(f *flow.Field, e source.Entry) (int, bool) {
	switch f.Kind.Spec().Holds {
	case flow.Ticked:
		done, ok := s.truth(e)
		if done {
			return 1, ok
		}
		return 0, ok
	case flow.Chosen:
		n, ok := s.optionOf(f)(e)
		return n, ok && n > 0
	}
	s.Report(e.Key, "not-for-kind", fmt.Sprintf("%q is of kind %s; conditions ask about choices", f.ID, f.Kind),
		"what is typed the field itself checks; ask about a select, a radio or a checkbox")
	return 0, false
}

// choiceNames are the fields that conditions can ask about.
func choiceNames(screen *flow.Screen) []string {
	return fieldNames(slices.DeleteFunc(slices.Clone(screen.Fields), func(f *flow.Field) bool { return !f.Kind.IsChoice() }))
}

// askOptions finds the options of what conditions ask about values of the record
// that are choices, when it is known which are.
func askOptions(s *scope) {
	look := func(when []flow.Condition) {
		for i := range when {
			if c := &when[i]; c.Slot != nil && c.Slot.Options != nil {
				askOption(s, c)
			}
		}
	}
	for _, b := range s.flow.Buttons {
		look(b.When)
		for _, list := range [...][]flow.Branch{b.To, b.Refused.To} {
			for _, branch := range list {
				look(branch.When)
			}
		}
	}
}

func askOption(s *scope, c *flow.Condition) {
	name, word := "record."+c.Slot.Name, map[bool]string{true: "set", false: "unset"}[c.Is]
	names := flow.Originals(c.Slot.Options)
	switch {
	case c.Text == "" && slices.Contains(names, word):
		s.Problems = append(s.Problems, c.Pos.Problem(diag.Warning, "set-or-value", fmt.Sprintf("%q is also an option that %s can be, and not what is meant here", word, name),
			fmt.Sprintf("if the option is meant, put it in quotation marks: {%s: %q}; if not, give the option another name", name, word)))
	case c.Text != "":
		if c.Choice = 1 + slices.Index(names, c.Text); c.Choice == 0 {
			s.unknownOption(c.Pos, c.Slot.Options, c.Text, "set", "unset")
		}
		c.Text = ""
	}
}
