package player

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/a-h/templ"

	"rehearse/demo/flow"
	"rehearse/demo/route"
	"rehearse/demo/simulate"
)

// records are the values of the record when each screen is shown, by Screen.Index
// and Slot.Index; nil where no text names any.
type records [][]simulate.Value

// recordsOf plays the route of a view, and the ways to the screens beside it.
func recordsOf(v View) records {
	if len(v.Flow.Named()) == 0 {
		return nil
	}
	r := v.Route
	values, machine := make(records, len(v.Flow.Screens)), simulate.New(v.Flow)
	for i := range values {
		values[i] = machine.Start(1).Slots
	}
	states, _ := r.Play(machine, 1)
	for _, s := range slices.Backward(states) {
		values[s.Screen] = s.Slots
	}
	for _, side := range r.Sides() {
		way := route.Route{Flow: v.Flow, Legs: slices.Concat(r.Legs[:side.After], side.Way), End: side.Screen}
		states, _ := way.Play(machine, 1)
		values[side.Screen.Index] = states[len(states)-1].Slots
	}
	return values
}

// read is the HTML of a text on a screen, with the values that it names, for readers
// of a language.
func (b *board) read(s *flow.Screen, text, lang string) string {
	parts, err := flow.Parts(text)
	if err != nil {
		parts = []flow.Part{{Words: text}}
	}
	var html strings.Builder
	for _, p := range parts {
		if slot := b.Flow.Slot(p.Slot); slot != nil && b.records != nil {
			b.value(&html, slot, b.records[s.Index][slot.Index], p.Mask, lang)
		} else {
			html.WriteString(templ.EscapeString(p.Words))
		}
	}
	return html.String()
}

// value writes a value of the record, with all that it needs to be shown when it is
// another: the words for none and for each option, or how it is masked.
func (b *board) value(html *strings.Builder, slot *flow.Slot, v simulate.Value, mask *flow.Mask, lang string) {
	words := []string{b.unset}
	for _, o := range slot.Options {
		words = append(words, o.For(lang))
	}
	now, masking := words[v.Choice], ""
	if len(v.Text) > 0 {
		now = string(utf16.Decode(v.Text))
	}
	if mask != nil {
		masking = ` data-mask="` + strconv.Itoa(mask.First) + " " + strconv.Itoa(mask.Last) + `"`
		if len(v.Text) > 0 {
			now = mask.Of(now)
		}
	}
	list, _ := json.Marshal(words) // which texts cannot fail
	html.WriteString(`<span data-value="` + strconv.Itoa(slot.Index) + `" data-words="` + templ.EscapeString(string(list)) + `"` + masking + `>` +
		templ.EscapeString(now) + `</span>`)
}
