package player

import (
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
	frames []frame
	steps  int
}

// frame is one screen in its place.
type frame struct {
	*flow.Screen
	// step counts from 1 on the way to the outcome, and is 0 beside the way.
	step int
	// via is the button that leads here on the shortest way from the start,
	// by branch; both are nil for the start.
	via    *flow.Button
	branch *flow.Branch
}

// lay puts the screens of a view in order and finds how one gets to each.
func lay(v View) *board {
	if v.HeadingLevel < 2 || v.HeadingLevel > 5 {
		v.HeadingLevel = 3
	}
	b := &board{View: v, words: wordsFor(v.Lang)}
	for s := v.Flow.Start; s != nil && b.steps < len(v.Flow.Screens); s = s.After() {
		b.steps++
	}
	arrivals := arrivals(v.Flow)
	for i, s := range v.Flow.Walk() {
		f := arrivals[s.Index]
		if i < b.steps {
			f.step = i + 1
		}
		b.frames = append(b.frames, f)
	}
	return b
}

// arrivals finds, breadth first, the shortest way to each screen.
func arrivals(f *flow.Flow) []frame {
	frames := make([]frame, len(f.Screens))
	frames[f.Start.Index].Screen = f.Start
	for queue := []*flow.Screen{f.Start}; len(queue) > 0; queue = queue[1:] {
		for _, b := range queue[0].Buttons {
			for i := range b.To {
				to := b.To[i].Screen
				if frames[to.Index].Screen == nil {
					frames[to.Index] = frame{Screen: to, via: b, branch: &b.To[i]}
					queue = append(queue, to)
				}
			}
		}
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

// place says where on the way a screen is.
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
	if f.Kind == flow.Captcha {
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

// choices is what has to be chosen so that a frame's branch is taken.
func (f frame) choices() string {
	if f.branch == nil {
		return ""
	}
	var pairs []string
	for _, c := range f.branch.When {
		pairs = append(pairs, strconv.Itoa(c.Field.Index)+":"+strconv.Itoa(c.Choice))
	}
	return strings.Join(pairs, " ")
}

// withRole returns the screen's buttons that look alike.
func (f frame) withRole(r flow.Role) []*flow.Button {
	var buttons []*flow.Button
	for _, b := range f.Buttons {
		if b.Role == r {
			buttons = append(buttons, b)
		}
	}
	return buttons
}

// needsFields reports whether pressing b makes use of what is filled in.
func needsFields(b *flow.Button) bool {
	if b.Submit || len(b.Set) > 0 {
		return true
	}
	for _, branch := range b.To {
		if len(branch.When) > 0 {
			return true
		}
	}
	return false
}

// isFact reports whether a field asks for something that the service knows
// about its customer, and that the reader therefore has to be told.
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
	if f.Kind == flow.Mobile || f.Sample != "" && strings.Trim(f.Sample, "0123456789") == "" {
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

// translation is a text's translation in parentheses, or "" where the page is
// in the text's own language.
func translation(t flow.Text, lang string) string {
	if t.Translated(lang) {
		return " (" + t.For(lang) + ")"
	}
	return ""
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

// title is a screen's title, or the flow's for an outcome that has none.
func title(b *board, f frame) flow.Text {
	if f.Title.IsZero() {
		return b.Flow.Title
	}
	return f.Title
}

// invitation is the sentence that asks the reader to fill in a field.
func invitation(b *board, f *flow.Field) around {
	switch {
	case f.Kind == flow.Checkbox:
		return b.sayTick
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
