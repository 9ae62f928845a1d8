package player

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"rehearse/demo/flow"
)

// compared says by attributes of a message what a text that fails a check can be
// compared with: the right text, or else a length.
func (b *board) compared(f *flow.Field, c flow.Check) templ.Attributes {
	switch {
	case f.Kind.Spec().Holds != flow.Typed || c.Kind == flow.Required:
	case c.Kind == flow.EqualsField:
		return templ.Attributes{"data-like": strconv.Itoa(c.Field.Index)}
	case c.Kind == flow.IsCode:
		return templ.Attributes{"data-like": "shown"}
	case b.isOnRecord(f):
		return templ.Attributes{"data-like": "sample"}
	}
	units, bound := c.Length, "exactly"
	switch c.Kind {
	case flow.Length:
	case flow.MinLength:
		bound = "least"
	case flow.MaxLength:
		bound = "most"
	case flow.IsIDNumber, flow.IsMobile:
		units = f.Kind.Spec().Units
	}
	if units == 0 || c.Pattern != "" {
		return nil
	}
	return templ.Attributes{"data-units": strconv.Itoa(units), "data-bound": bound}
}

// isOnRecord reports whether a field asks for what is on record and stays so, which
// is then its sample.
func (b *board) isOnRecord(f *flow.Field) bool {
	for _, c := range f.Checks {
		if c.Kind == flow.EqualsSlot && b.text(f) != "" {
			return !b.isSet(c.Slot)
		}
	}
	return false
}

// isSet reports whether a button writes to a slot of the record.
func (b *board) isSet(slot *flow.Slot) bool {
	return slices.ContainsFunc(b.Flow.Buttons, func(button *flow.Button) bool {
		return slices.ContainsFunc(button.Set, func(a flow.Assignment) bool { return a.Slot == slot })
	})
}
