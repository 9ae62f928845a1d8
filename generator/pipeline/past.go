package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/history"
	"rehearse/generator/site"
)

// Past reads the history of a folder; see [history.Read].
type Past func(ctx context.Context, folder string) (*history.History, error)

// Begin reads the history while other things are done. The function that it returns
// waits for it.
func (read Past) Begin(ctx context.Context, folder string) func() (*history.History, error) {
	if read == nil {
		return func() (*history.History, error) { return nil, nil }
	}
	type answer struct {
		h   *history.History
		err error
	}
	done := make(chan answer, 1)
	go func() {
		h, err := read(ctx, folder)
		done <- answer{h, err}
	}()
	return func() (*history.History, error) {
		a := <-done
		return a.h, a.err
	}
}

const ruleHistory = "history"

// Memory is what a history says of the pages of an index.
type Memory struct {
	past     site.Past
	problems []diag.Problem
	texts    []translation
}

// Remember returns what a history says of the pages of an index; nil where there is
// no history. What it does not tell is a note: the site is whole without.
func Remember(ctx context.Context, x *site.Index, past func() (*history.History, error)) (*Memory, error) {
	h, err := past()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return &Memory{problems: []diag.Problem{untold("git does not tell when articles were last changed: "+err.Error(),
			"mend that, or write lastmod in them")}}, nil
	}
	if h == nil {
		return nil, nil
	}
	var problems []diag.Problem
	if n := h.Cut(); n > 0 {
		problems = append(problems, untold(fmt.Sprintf("this copy has only the end of its history: of %d files it is not known when they were last changed", n),
			"fetch the rest: git fetch --unshallow; in GitHub's actions/checkout: fetch-depth: 0"))
	}
	known := site.Past{Changed: make(map[string]time.Time)}
	for _, p := range x.Pages() {
		if t, ok := h.Changed(p.File); ok {
			known.Changed[p.File] = t
		}
	}
	texts, err := translations(ctx, x, h)
	return &Memory{known, problems, texts}, err
}

// Look returns an index with what is remembered, compared with the files as they are
// now, and what is worth knowing of that.
func (m *Memory) Look(fsys fs.FS, x *site.Index) (*site.Index, []diag.Problem) {
	if m == nil {
		return x, nil
	}
	past, problems := m.past, slices.Clone(m.problems)
	past.Behind = make(map[string]bool)
	for _, t := range m.texts {
		if found := t.compare(fsys); len(found) > 0 {
			past.Behind[t.page] = true
			problems = append(problems, found...)
		}
	}
	return x.Remember(past), problems
}

// Concerns reports whether one of some files is a translation that may have fallen
// behind, or its original.
func (m *Memory) Concerns(is func(file string) bool) bool {
	return m != nil && slices.ContainsFunc(m.texts, func(t translation) bool { return is(t.page) || is(t.original) })
}

// untold is a note about the site as a whole.
func untold(message, hint string) diag.Problem {
	return diag.Problem{File: "site.yaml", Line: 1, Col: 1, Severity: diag.Note, Rule: ruleHistory, Message: message, Hint: hint}
}

// translation is one whose original was committed later.
type translation struct {
	page, original string // their files
	// before is the original when the translation was last committed, and
	// committed the translation itself.
	before, committed []byte
}

// translations finds those whose originals were committed later.
func translations(ctx context.Context, x *site.Index, h *history.History) (list []translation, err error) {
	var moments []history.Moment
	for _, p := range x.Pages() {
		if o := site.Original(x, p); o != nil && h.Newer(o.File, p.File) {
			list = append(list, translation{page: p.File, original: o.File})
			moments = append(moments, history.Moment{File: o.File, Of: p.File}, history.Moment{File: p.File})
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	texts, err := h.Texts(ctx, moments)
	for i := range texts[:min(len(texts), 2*len(list))] {
		if t := &list[i/2]; i%2 == 0 {
			t.before = texts[i]
		} else {
			t.committed = texts[i]
		}
	}
	return list, err
}

// compare reports the paragraphs of the original that are other now than when the
// translation was committed, or new. A translation that differs from what was committed
// is being worked on, and left alone.
func (t *translation) compare(fsys fs.FS) []diag.Problem {
	now := read(fsys, t.original)
	if t.before == nil || now == nil || !sameText(read(fsys, t.page), t.committed) {
		return nil
	}
	return t.differences(paragraphs(t.before), paragraphs(now))
}

// read returns a file as it is now, nil where it cannot be read, which is reported by
// others.
func read(fsys fs.FS, file string) []byte {
	text, err := source.ReadFile(fsys, file, site.MaxArticle)
	if err != nil {
		return nil
	}
	return text
}

// sameText compares texts whose lines may end otherwise: git may change that.
func sameText(a, b []byte) bool {
	lines := func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }
	return bytes.Equal(lines(a), lines(b))
}

// paragraph is a block of lines without a blank one.
type paragraph struct {
	text string // with one space wherever there is white space
	line int    // from the top of the file
}

// paragraphs divides the text of an article, without its front matter.
func paragraphs(raw []byte) (list []paragraph) {
	text, _, ok := source.Text("", raw)
	if !ok {
		return nil
	}
	body := site.Body(text)
	line := 1 + bytes.Count(text[:body], []byte("\n"))
	var lines []string
	for l := range strings.Lines(string(text[body:]) + "\n\n") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		} else if len(lines) > 0 {
			list = append(list, paragraph{strings.Join(strings.Fields(strings.Join(lines, " ")), " "), line - len(lines)})
			lines = nil
		}
		line++
	}
	return list
}

const ruleBehind = "translation-behind"

// differences reports the paragraphs that were other, or not there, and that some are
// gone.
func (t *translation) differences(before, now []paragraph) []diag.Problem {
	const hint = "translate it, and commit the translation"
	known := make(map[string]int)
	for _, b := range before {
		known[b.text]++
	}
	var problems diag.List
	other := 0
	for _, n := range now {
		if known[n.text] > 0 {
			known[n.text]--
			continue
		}
		other++
		if !problems.Full(ruleBehind, diag.Note) {
			problems.Add(diag.Problem{File: t.original, Line: n.line, Col: 1, Severity: diag.Note, Rule: ruleBehind,
				Message: "this paragraph has changed since " + t.page + " was last changed", Hint: hint})
		}
	}
	gone := 0
	for _, n := range known {
		gone += n
	}
	if gone > other {
		problems.Add(diag.Problem{File: t.page, Line: 1, Col: 1, Severity: diag.Note, Rule: ruleBehind,
			Message: fmt.Sprintf("since this translation was last changed, %s has lost paragraphs", t.original),
			Hint:    "take out here what is no longer there, and commit the translation"})
	}
	return problems.Problems()
}
