package player

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"rehearse/demo/flow"
)

// specimenCaptcha stands in the storyboard for the characters that are drawn
// anew whenever the screen is entered.
const specimenCaptcha = "7K4M"

// board is a flow laid out for reading.
type board struct {
	View
	*words
	frames  []frame
	steps   int
	records records
}

// frame is one screen in reading order.
type frame struct {
	*flow.Screen
	// step counts from 1 on the path to the outcome, and is 0 beside it.
	step int
	// via is the button that leads here on the shortest path from the start; it
	// is nil for the start. choices are what must be chosen for it. refused says
	// that the path leads through mistakes: via leads here by being refused.
	via     *flow.Button
	choices choices
	refused bool
}

// Storyboard renders every screen of a flow as a figure, with everything that
// the player needs to bring them to life.
func Storyboard(v View) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		b := lay(v)
		var figures bytes.Buffer
		if err := screens(b).Render(ctx, &figures); err != nil {
			return err
		}
		return section(b, figures.String()).Render(ctx, w)
	})
}

// canSucceed reports whether there is an end to be reached. A flow without one
// asks readers about themselves: nobody else has the answers, and nobody can be
// tested on them.
func (b *board) canSucceed() bool {
	return slices.ContainsFunc(b.Flow.Screens, func(s *flow.Screen) bool { return s.Outcome == flow.Success })
}

// version tells one state of a rehearsal from another: where it is the same,
// screens and module are.
func (b *board) version(screens string) string {
	sum := sha256.Sum256([]byte(b.Module + "\n" + screens))
	return hex.EncodeToString(sum[:6])
}

// lay puts the screens of a view in order and finds how one gets to each.
func lay(v View) *board {
	b := boardFor(v)
	for s := v.Flow.Start; s != nil && b.steps < len(v.Flow.Screens); s = s.After() {
		b.steps++
	}
	arrivals := arrivals(v.Flow)
	for i, s := range v.Flow.ReadingOrder() {
		f := arrivals[s.Index]
		if i < b.steps {
			f.step = i + 1
		}
		b.frames = append(b.frames, f)
	}
	return b
}

// boardFor returns a board without its screens.
func boardFor(v View) *board {
	if v.HeadingLevel < 1 || v.HeadingLevel > 5 {
		v.HeadingLevel = 3
	}
	return &board{View: v, words: wordsFor(v.Lang), records: recordsOf(v)}
}

// arrivals finds the shortest path to each screen.
func arrivals(f *flow.Flow) []frame {
	frames := make([]frame, len(f.Screens))
	for _, v := range flow.BreadthFirst([]*flow.Screen{f.Start}, (*flow.Screen).Edges, flow.Edge.To) {
		if v.Before >= 0 {
			b := v.Edge.Button
			to := b.To
			if v.Edge.Refused {
				to = b.Refused.To
			}
			frames[v.Node.Index] = frame{via: b, choices: choicesFor(to, v.Edge.Number), refused: v.Edge.Refused}
		}
	}
	for _, s := range f.Screens {
		frames[s.Index].Screen = s // also one that nothing leads to
	}
	return frames
}

// id is an id within the rehearsal.
func (b *board) id(parts ...string) string {
	return b.ID + "-" + strings.Join(parts, "-")
}

func (b *board) fieldID(f *flow.Field) string { return b.id("f" + strconv.Itoa(f.Index)) }

func (b *board) errorID(f *flow.Field, code int) string {
	return b.fieldID(f) + "-e" + strconv.Itoa(code)
}

// minutesToPractise is about how long a reader takes who does this for the first
// time: a quarter of a minute for a screen and for each of its fields.
func (b *board) minutesToPractise() int {
	quarters := 0
	for _, f := range b.frames {
		if f.step > 0 {
			quarters += 1 + len(f.Fields)
		}
	}
	return (quarters + 3) / 4
}

// place says where on the path a screen is.
func (b *board) place(f frame) string {
	if f.step == 0 {
		return b.aside
	}
	return numbered(b.words.place, f.step, b.steps)
}

// describedBy lists what a screen reader reads after a field's label.
func (b *board) describedBy(f *flow.Field) string {
	var ids []string
	if !f.Hint.IsZero() {
		ids = append(ids, b.fieldID(f)+"-hint")
	}
	if f.Kind == flow.Face {
		ids = append(ids, b.fieldID(f)+"-note")
	}
	if f.Kind.IsDrawn() {
		ids = append(ids, b.fieldID(f)+"-shown")
	}
	return strings.Join(ids, " ")
}

// href is the address of an outcome's link on this page.
func (b *board) href(link string) string {
	if to, ok := b.Links[link]; ok {
		return to
	}
	return link
}

// withRole returns the screen's buttons that look alike, but for the items of
// menus, which their menus hold.
func (f frame) withRole(r flow.Role) []*flow.Button {
	var buttons []*flow.Button
	for _, b := range f.Buttons {
		if b.Role == r && b.Under == nil {
			buttons = append(buttons, b)
		}
	}
	return buttons
}

// entries returns the screen's fields; those of a checklist stand together.
func (f frame) entries() [][]*flow.Field {
	var runs [][]*flow.Field
	for i, field := range f.Fields {
		if field.Group != nil && i > 0 && f.Fields[i-1].Group == field.Group {
			runs[len(runs)-1] = append(runs[len(runs)-1], field)
			continue
		}
		runs = append(runs, []*flow.Field{field})
	}
	return runs
}

// sender returns the button that must be pressed before the screen can be
// filled in, or nil.
func (f frame) sender() *flow.Button {
	for _, field := range f.Fields {
		if s := senderHere(field); s != nil {
			return s
		}
	}
	return nil
}

// senderHere returns the button that sends the code of an SMS field, where it
// is on the same screen.
func senderHere(f *flow.Field) *flow.Button {
	if f.SMS == nil || f.SMS.Sender == nil || f.SMS.Sender.Screen != f.Screen {
		return nil
	}
	return f.SMS.Sender
}

// needs lists the fields that have to be filled in before b is pressed: those
// that it checks, keeps, or is led by.
func needs(b *flow.Button) string {
	var fields []*flow.Field
	if b.Submit {
		fields = append(fields, b.Checks...)
	}
	for _, a := range b.Set {
		fields = append(fields, a.Field)
	}
	for _, branch := range b.To {
		for _, c := range branch.When {
			if c.Field != nil {
				fields = append(fields, c.Field)
			}
		}
	}
	slices.SortFunc(fields, func(x, y *flow.Field) int { return x.Index - y.Index })
	var numbers []string
	for _, f := range slices.Compact(fields) {
		numbers = append(numbers, strconv.Itoa(f.Index))
	}
	return strings.Join(numbers, " ")
}

// isGuarded reports whether there are times when b cannot be pressed.
func isGuarded(b *flow.Button) bool { return len(b.When) > 0 || b.Send != nil }

// waitsFor lists the timers that must have run down before b can be pressed.
func waitsFor(b *flow.Button) string {
	var timers []string
	if b.Send != nil && b.Send.SMS.Resend != nil {
		timers = append(timers, strconv.Itoa(b.Send.SMS.Resend.Index))
	}
	for _, c := range b.When {
		if c.Timer != nil && !c.Is {
			timers = append(timers, strconv.Itoa(c.Timer.Index))
		}
	}
	return strings.Join(timers, " ")
}

// facts returns the fields whose samples belong to the persona. A new password
// does not: that is for the reader to think of.
func (f frame) facts() []*flow.Field {
	var facts []*flow.Field
	for _, field := range f.Fields {
		if field.Sample != "" && (isFact(field) || !field.Kind.IsSecret()) {
			facts = append(facts, field)
		}
	}
	return facts
}

// isFact reports whether a field asks for something that the service knows
// about its customer, and that the reader therefore cannot know.
func isFact(f *flow.Field) bool {
	for _, c := range f.Checks {
		if c.Kind == flow.EqualsSlot {
			return true
		}
	}
	return false
}

// keyboard is the input mode that suits a field's value.
func keyboard(f *flow.Field) string {
	if mode := f.Kind.Spec().InputMode; mode != "" {
		return mode
	}
	if f.Sample != "" && strings.Trim(f.Sample, "0123456789") == "" {
		return "numeric"
	}
	return "text"
}

// sampleText is the sample as the reader sees it, or "" where there is none.
func sampleText(f *flow.Field, lang string) string {
	if f.SampleChoice > 0 && f.SampleChoice <= len(f.Options) {
		return bilingual(f.Options[f.SampleChoice-1], lang)
	}
	return f.Sample
}

// bilingual is the real text with its translation, for places that cannot
// hold markup.
func bilingual(t flow.Text, lang string) string {
	return t.Default + translation(t, lang)
}

// translation is a text's translation in brackets, or "" where the page is in
// the text's own language. Round ones within round ones would be hard to read.
func translation(t flow.Text, lang string) string {
	text := t.For(lang)
	switch {
	case !t.Translated(lang):
		return ""
	case strings.ContainsAny(text, "()"):
		return " [" + text + "]"
	default:
		return " (" + text + ")"
	}
}

// original marks the language of a text that is shown with a translation.
func original(t flow.Text, lang string) templ.Attributes {
	if own := languageOf(t.Default); own != "" && t.Translated(lang) {
		return templ.Attributes{"lang": own}
	}
	return nil
}

// paragraphs splits a text at its line ends.
func paragraphs(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

// invitation is the sentence that asks the reader to fill in a field.
func invitation(b *board, f *flow.Field) around {
	switch {
	case f.Kind == flow.Checkbox:
		return b.sayTick
	case f.Kind == flow.Face:
		return b.sayFace
	case f.Kind.IsChoice():
		return b.sayChoose
	}
	return b.sayFill
}

// described holds aria-describedby where there is something to refer to. The
// player adds the message to what stands here.
func described(b *board, f *flow.Field) templ.Attributes {
	ids := b.describedBy(f)
	if ids == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": ids}
}
