package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/history"
	"rehearse/generator/site"
)

// Past reads the history of a folder; see [history.Read].
type Past func(ctx context.Context, folder string) (*history.History, error)

// begin reads the history while other things are done. The function that it returns
// waits for it.
func (read Past) begin(ctx context.Context, folder string) func() (*history.History, error) {
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

// remember adds what the history says to the index. What it does not tell is a note:
// the site is whole without.
func remember(ctx context.Context, fsys fs.FS, x *site.Index, past func() (*history.History, error)) (*site.Index, []diag.Problem, error) {
	h, err := past()
	if ctx.Err() != nil {
		return x, nil, ctx.Err()
	}
	if err != nil {
		return x, []diag.Problem{untold("git does not tell when articles were last changed: "+err.Error(),
			"mend that, or write lastmod in them")}, nil
	}
	if h == nil {
		return x, nil, nil
	}
	var problems []diag.Problem
	if n := h.Cut(); n > 0 {
		problems = append(problems, untold(fmt.Sprintf("this copy has only the end of its history: of %d files it is not known when they were last changed", n),
			"fetch the rest: git fetch --unshallow; in GitHub's actions/checkout: fetch-depth: 0"))
	}
	changed := make(map[string]time.Time)
	for _, p := range x.Pages() {
		if t, ok := h.Changed(p.File); ok {
			changed[p.File] = t
		}
	}
	behind, found, err := translations(ctx, fsys, x, h)
	return x.Remember(site.Past{Changed: changed, Behind: behind}), append(problems, found...), err
}

// untold is a note about the site as a whole.
func untold(message, hint string) diag.Problem {
	return diag.Problem{File: "site.yaml", Line: 1, Col: 1, Severity: diag.Note, Rule: ruleHistory, Message: message, Hint: hint}
}

// pair is a translation, and its original, which was committed later.
type pair struct{ page, original *site.Page }

// translations finds those whose originals have other paragraphs now than when the
// translation was last committed, and reports these. A translation that is being
// worked on, and differs from what was committed, is left alone.
func translations(ctx context.Context, fsys fs.FS, x *site.Index, h *history.History) (behind map[string]bool, problems []diag.Problem, err error) {
	var pairs []pair
	var moments []history.Moment
	for _, p := range x.Pages() {
		if o := x.Original(p); o != nil && h.Newer(o.File, p.File) {
			pairs = append(pairs, pair{p, o})
			moments = append(moments, history.Moment{File: o.File, Of: p.File}, history.Moment{File: p.File})
		}
	}
	if len(pairs) == 0 {
		return nil, nil, nil
	}
	texts, err := h.Texts(ctx, moments)
	if err != nil {
		return nil, nil, err
	}
	behind = make(map[string]bool)
	for i, p := range pairs {
		before, committed := texts[2*i], texts[2*i+1]
		if before == nil || !sameText(read(fsys, p.page.File), committed) {
			continue
		}
		if found := p.compare(paragraphs(before), paragraphs(read(fsys, p.original.File))); len(found) > 0 {
			behind[p.page.File] = true
			problems = append(problems, found...)
		}
	}
	return behind, problems, nil
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

// compare reports the paragraphs of the original that were other, or not there, when
// the translation was last committed, and that some are gone.
func (p pair) compare(before, now []paragraph) []diag.Problem {
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
			problems.Add(diag.Problem{File: p.original.File, Line: n.line, Col: 1, Severity: diag.Note, Rule: ruleBehind,
				Message: "this paragraph has changed since " + p.page.File + " was last changed", Hint: hint})
		}
	}
	gone := 0
	for _, n := range known {
		gone += n
	}
	if gone > other {
		problems.Add(diag.Problem{File: p.page.File, Line: 1, Col: 1, Severity: diag.Note, Rule: ruleBehind,
			Message: fmt.Sprintf("since this translation was last changed, %s has lost paragraphs", p.original.File),
			Hint:    "take out here what is no longer there, and commit the translation"})
	}
	return problems.Problems()
}
