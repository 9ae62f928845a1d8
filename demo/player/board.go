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
	"rehearse/demo/route"
)

// specimenCaptcha stands in the storyboard for the characters that are drawn
// anew whenever the screen is entered.
const specimenCaptcha = "7K4M"

// board is a flow laid out for reading.
type board struct {
	View
	*words
	frames []frame
	// answers are those of the route and of the ways beside it, by field; the first
	// one where there are several.
	answers map[*flow.Field]route.Answer
	// choices are the options that the route chooses in fields, by field; 0 where it
	// chooses several in turn.
	choices map[*flow.Field]int
	records records
}

// frame is one screen in reading order.
type frame struct {
	*flow.Screen
	// visits are when the route passes the screen; there are none beside it.
	visits []visit
	// side is how one gets to a screen beside the route, and on; nil for others, and
	// where nobody gets.
	side *route.Side
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

// isCard reports whether the screens are fetched from the rehearsal's own page.
func (b *board) isCard() bool { return b.Alone != "" && b.Card != "" }

// version tells one state of a rehearsal from another: where it is the same,
// screens and module are.
func (b *board) version(screens string) string {
	sum := sha256.Sum256([]byte(b.Module + "\n" + screens))
	return hex.EncodeToString(sum[:6])
}

// lay puts the screens of a view in order, those of its route first.
func lay(v View) *board {
	b := boardFor(v)
	sides := b.Route.Sides()
	for _, s := range b.Route.ReadingOrder() {
		b.frames = append(b.frames, b.frame(s, sides))
	}
	return b
}

// frame is a screen of the board, which may be one of those beside the route.
func (b *board) frame(s *flow.Screen, sides []route.Side) frame {
	f := frame{Screen: s, visits: b.visits(s)}
	if i := slices.IndexFunc(sides, func(side route.Side) bool { return side.Screen == s }); i >= 0 {
		f.side = &sides[i]
		b.answer(here(s, f.side.On))
	}
	return f
}

// boardFor returns a board without its screens.
func boardFor(v View) *board {
	if v.HeadingLevel < 1 || v.HeadingLevel > 5 {
		v.HeadingLevel = 3
	}
	if v.Route == nil {
		v.Route = route.Samples(v.Flow)
	}
	b := &board{
		View: v, words: wordsFor(v.Lang), records: recordsOf(v),
		answers: make(map[*flow.Field]route.Answer), choices: make(map[*flow.Field]int),
	}
	b.answer(v.Route.Legs)
	return b
}

// id is an id within the rehearsal.
func (b *board) id(parts ...string) string {
	return b.ID + "-" + strings.Join(parts, "-")
}

func (b *board) fieldID(f *flow.Field) string { return b.id("f" + strconv.Itoa(f.Index)) }

func (b *board) errorID(f *flow.Field, code int) string {
	return b.fieldID(f) + "-e" + strconv.Itoa(code)
}

// Minutes returns about how long a reader takes for a rehearsal, 0 where that is not
// told: nobody is told how long a question about themselves takes.
func Minutes(v View) int {
	b := boardFor(v)
	if !b.canSucceed() {
		return 0
	}
	return b.minutesToPractise()
}

// minutesToPractise is about how long a reader takes who does this for the first
// time: a quarter of a minute for a screen and for each of its fields.
func (b *board) minutesToPractise() int {
	quarters := 0
	for _, s := range b.Route.Screens() {
		quarters += 1 + len(s.Fields)
	}
	return (quarters + 3) / 4
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

// senderHere returns the button that sends the code of an SMS field, where it
// is on the same screen.
func senderHere(f *flow.Field) *flow.Button {
	if f.SMS == nil || f.SMS.Sender == nil || f.SMS.Sender.Screen != f.Screen {
		return nil
	}
	return f.SMS.Sender
}

// needs lists the fields that have to be filled in before b is pressed.
func needs(b *flow.Button) string {
	var numbers []string
	for _, f := range route.Needs(b) {
		numbers = append(numbers, strconv.Itoa(f.Index))
	}
	return strings.Join(numbers, " ")
}

// isGuarded reports whether there are times when b cannot be pressed.
func isGuarded(b *flow.Button) bool { return len(b.When) > 0 || b.Send != nil }

// waitsFor lists the timers that must have run down before b can be pressed.
func waitsFor(b *flow.Button) string {
	var timers []string
	for _, t := range route.Timers(b) {
		timers = append(timers, strconv.Itoa(t.Index))
	}
	return strings.Join(timers, " ")
}

// facts returns the fields whose samples belong to the persona. A new password
// does not: that is for the reader to think of.
func facts(b *board, f frame) []*flow.Field {
	var facts []*flow.Field
	for _, field := range f.Fields {
		if b.text(field) != "" && (isFact(field) || !field.Kind.IsSecret()) {
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
func keyboard(b *board, f *flow.Field) string {
	if mode := f.Kind.Spec().InputMode; mode != "" {
		return mode
	}
	if text := b.text(f); text != "" && strings.Trim(text, "0123456789") == "" {
		return "numeric"
	}
	return "text"
}

// text is what the route fills in, or else the persona: "" for choices.
func (b *board) text(f *flow.Field) string {
	if a := b.answers[f]; a.Text != "" {
		return a.Text
	}
	return f.Sample
}

// choice is the option that the route chooses, or else the persona: 0 for texts.
func (b *board) choice(f *flow.Field) int {
	if a, ok := b.answers[f]; ok {
		return a.Choice
	}
	return f.SampleChoice
}

// sampleText is the sample as the reader sees it, or "" where there is none.
func sampleText(b *board, f *flow.Field) string {
	if n := b.choice(f); n > 0 && n <= len(f.Options) {
		return bilingual(f.Options[n-1], b.Lang)
	}
	return b.text(f)
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
