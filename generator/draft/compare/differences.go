package compare

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/generator/draft"
)

// differences are those between a screen and a page.
type differences struct {
	screen *flow.Screen
	page   Real
	// partial says that the page is only what was used of it.
	partial bool
	found   []diag.Problem
}

func (d *differences) add(at flow.Pos, severity diag.Severity, hint, format string, args ...any) {
	d.found = append(d.found, at.Problem(severity, "", d.page.From+": "+fmt.Sprintf(format, args...), hint))
}

// pair is a field of the flow, and what it is on the page.
type pair struct {
	own  *flow.Field
	real *draft.Field
}

// fields compares the fields.
func (d *differences) fields() {
	pairs, missing, extra := d.match()
	for _, f := range missing {
		if i := renamed(f, extra, pairs, d.page.Fields); i >= 0 && !d.partial {
			d.add(f.Pos, diag.Error, "write the name as readers see it", "“%s” is called “%s” there", f.Label.Default, extra[i].Label.Text)
			pairs = append(pairs, pair{f, extra[i]})
			extra = slices.Delete(extra, i, i+1)
			continue
		}
		if !d.partial && f.Kind != flow.Face {
			d.add(f.Pos, diag.Error, "remove the field, or look whether another screen has it", "there is no field “%s”", f.Label.Default)
		}
	}
	for _, real := range extra {
		if real.Label.Guessed {
			continue // what it is called could not be read
		}
		d.add(d.screen.Pos, diag.Error, "add the field: readers will meet it", "there is a field “%s”, which screen %s has not", real.Label.Text, d.screen.ID)
	}
	for _, p := range pairs {
		d.alike(p)
	}
	d.order(pairs)
}

// match pairs the fields that are called the same.
func (d *differences) match() (pairs []pair, missing []*flow.Field, extra []*draft.Field) {
	used := make(map[*draft.Field]bool)
	for _, f := range d.screen.Fields {
		real := fieldOf(d.page.Fields, f)
		if real == nil {
			missing = append(missing, f)
			continue
		}
		used[real] = true
		pairs = append(pairs, pair{f, real})
	}
	for _, real := range d.page.Fields {
		if !used[real] {
			extra = append(extra, real)
		}
	}
	return pairs, missing, extra
}

// renamed returns the number of the field of the page that stands where a missing one
// should and is filled in alike, or -1.
func renamed(f *flow.Field, extra []*draft.Field, pairs []pair, all []*draft.Field) int {
	after := -1 // the place of the field before it
	for _, p := range pairs {
		if p.own.Index < f.Index {
			after = max(after, slices.Index(all, p.real))
		}
	}
	return slices.IndexFunc(extra, func(real *draft.Field) bool {
		return slices.Index(all, real) == after+1 && !real.Label.Guessed && manner(f.Kind) == manner(draft.KindOf(real))
	})
}

// manner is how a field is filled in, as far as a page shows it.
func manner(k flow.Kind) string {
	switch {
	case k.IsTick():
		return "a box to tick"
	case k.IsChoice():
		return "a " + k.String()
	case k.IsSecret():
		return "a password"
	}
	return "a text"
}

// alike compares what is asked of a field.
func (d *differences) alike(p pair) {
	name := p.own.Label.Default
	if p.own.Group != nil && p.real.Kind.Text == "checklist" {
		return // a checklist of ours
	}
	own, real := manner(p.own.Kind), manner(draft.KindOf(p.real))
	if own != real && !d.partial {
		d.add(p.own.Pos, diag.Error, "choose the kind that looks like it: readers do what they have rehearsed", "“%s” is %s there, and %s here", name, real, own)
		return
	}
	if !d.partial {
		d.options(p)
	}
	if r := p.real.Required; r != nil && *r != p.own.IsRequired() && p.own.Kind != flow.Face {
		d.add(p.own.Pos, diag.Error, fmt.Sprintf("write required: %v", *r), "“%s” %s there", name, map[bool]string{true: "must be filled in", false: "may be left empty"}[*r])
	}
	d.lengths(p)
}

// options compares the options of a choice, and their order.
func (d *differences) options(p pair) {
	if len(p.real.Options) == 0 || len(p.own.Options) == 0 {
		return
	}
	var here, there []string
	for _, o := range p.own.Options {
		if !slices.ContainsFunc(p.real.Options, func(r draft.Text) bool { return is(o, r.Text) }) {
			d.add(p.own.Pos, diag.Error, "remove it, or write it as it stands there", "“%s” has no option “%s”", p.own.Label.Default, o.Default)
		} else {
			here = append(here, normal(o.Default))
		}
	}
	for _, r := range p.real.Options {
		i := slices.IndexFunc(p.own.Options, func(o flow.Text) bool { return is(o, r.Text) })
		if i < 0 {
			d.add(p.own.Pos, diag.Error, "add it: readers will look for theirs", "“%s” has an option “%s”", p.own.Label.Default, r.Text)
		} else {
			there = append(there, normal(p.own.Options[i].Default))
		}
	}
	if len(here) == len(there) && !slices.Equal(here, there) {
		d.add(p.own.Pos, diag.Warning, "put them in that order", "the options of “%s” stand in another order", p.own.Label.Default)
	}
}

// lengths compares how long a text may be, where the page says it and the kind leaves
// it open.
func (d *differences) lengths(p pair) {
	if p.own.Kind.Spec().Units > 0 {
		return
	}
	least, most := 0, 0
	for _, c := range p.own.Checks {
		switch c.Kind {
		case flow.MinLength:
			least = c.Length
		case flow.MaxLength:
			most = c.Length
		case flow.Length:
			least, most = c.Length, c.Length
		}
	}
	if p.real.MinLength > 0 && p.real.MinLength != least {
		d.add(p.own.Pos, diag.Error, "write minlength: "+strconv.Itoa(p.real.MinLength), "“%s” has at least %d characters there", p.own.Label.Default, p.real.MinLength)
	}
	if p.real.MaxLength > 0 && p.real.MaxLength != most {
		d.add(p.own.Pos, diag.Error, "write maxlength: "+strconv.Itoa(p.real.MaxLength), "“%s” has at most %d characters there", p.own.Label.Default, p.real.MaxLength)
	}
}

// order compares the order of the fields that are on both.
func (d *differences) order(pairs []pair) {
	slices.SortStableFunc(pairs, func(a, b pair) int { return a.own.Index - b.own.Index })
	for i := 1; i < len(pairs); i++ {
		before, after := pairs[i-1], pairs[i]
		if slices.Index(d.page.Fields, before.real) > slices.Index(d.page.Fields, after.real) {
			d.add(after.own.Pos, diag.Warning, "put them in the order of the page: eyes follow it", "“%s” stands before “%s” there", after.own.Label.Default, before.own.Label.Default)
		}
	}
}

// buttons compares the buttons. One that the flow leaves out is worth knowing; one that
// it makes up is wrong.
func (d *differences) buttons() {
	var real []*draft.Button
	for _, b := range d.page.Buttons {
		real = append(append(real, b), b.Items...)
	}
	for _, b := range d.screen.Buttons {
		if !d.partial && !slices.ContainsFunc(real, func(o *draft.Button) bool { return is(b.Label, o.Label.Text) }) {
			hint := "write it as it stands there"
			if names := labels(real); len(names) > 0 {
				hint = diag.DidYouMean(b.Label.Default, names, "the page has "+strings.Join(names, ", "))
			}
			d.add(b.Pos, diag.Error, hint, "there is no button “%s”", b.Label.Default)
		}
	}
	for _, o := range real {
		if slices.ContainsFunc(d.screen.Buttons, func(b *flow.Button) bool { return is(b.Label, o.Label.Text) }) {
			continue
		}
		severity, hint := diag.Note, "leave it out if nobody needs it here"
		if d.partial {
			severity, hint = diag.Error, "add it: it was used"
		}
		if !o.Label.Guessed {
			d.add(d.screen.Pos, severity, hint, "there is a button “%s”, which screen %s has not", o.Label.Text, d.screen.ID)
		}
	}
}

func labels(buttons []*draft.Button) []string {
	var names []string
	for _, b := range buttons {
		names = append(names, b.Label.Text)
	}
	return names[:min(len(names), 8)]
}
