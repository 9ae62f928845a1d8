package source

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
)

// syntaxError reports what the parser stopped at, at the position that an author
// has to mend.
func (y *YAML) syntaxError(text []byte, err error) {
	p := diag.Problem{
		File: y.File, Line: y.FirstLine, Col: 1, Rule: "yaml-syntax",
		Message: "this is not valid YAML: " + err.Error(),
		Hint:    "texts with ': ' or a leading special character need quotes; indent with spaces",
	}
	var at *yaml.LoadError
	if errors.As(err, &at) {
		p.Message = "this is not valid YAML: " + strings.TrimPrefix(at.Message, "yaml: ")
		if at.Mark.Line > 0 {
			p.Line, p.Col = at.Mark.Line+y.FirstLine-1, max(1, at.Mark.Column)
		}
		if y.colons(text, at.Mark.Line) {
			return
		}
		y.keyless(&p, at)
		y.unclosed(&p, text, at)
	}
	y.Problems = append(y.Problems, p)
}

// keyless turns p to a line that is no key, which shows only below it.
func (y *YAML) keyless(p *diag.Problem, at *yaml.LoadError) {
	if at.ContextMark.Line > 0 && strings.HasSuffix(at.Message, "could not find expected ':'") {
		p.Line, p.Col = at.ContextMark.Line+y.FirstLine-1, max(1, at.ContextMark.Column)
		p.Message = "this is not valid YAML: what begins here is no key"
		p.Hint = "write it as key: value; an item of a list begins with - and a space"
	}
}

// unclosed turns p to what is not closed, where that is the mistake: it shows
// only lines below, and there is nothing to be mended there.
func (y *YAML) unclosed(p *diag.Problem, text []byte, at *yaml.LoadError) {
	line, col := at.ContextMark.Line, at.ContextMark.Column
	end := bytes.TrimRight(text, " \t\n")
	switch {
	case line > 0 && line < at.Mark.Line:
	case len(end) > 0 && bytes.Count(end, []byte{'\n'})+1 < at.Mark.Line:
		line, col = diag.Position(end, len(end)-1) // the text ends in an opening bracket
	default:
		return
	}
	closer := ""
	switch opener := charAt(text, line, col); opener {
	case '[':
		closer = "]"
	case '{':
		closer = "}"
	case '"', '\'':
		closer = string(opener)
	default:
		return
	}
	p.Line, p.Col = line+y.FirstLine-1, col
	p.Message = "this is not valid YAML: what begins here is never closed"
	p.Hint = fmt.Sprintf("put %s at its end; if it is part of a text, put the whole text in quotes", closer)
}

// charAt returns the character at a position in text, or 0.
func charAt(text []byte, line, col int) rune {
	for ; line > 1; line-- {
		_, text, _ = bytes.Cut(text, []byte{'\n'})
	}
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if col--; col == 0 {
			return r
		}
		text = text[n:]
	}
	return 0
}

// badColon is a key whose colon is no colon of YAML: the full-width one, or one
// without a space after it. Only Latin keys count, as ours are: “注意：” is how
// sentences begin. What goes on with // is an address.
var badColon = regexp.MustCompile(`^[ \t]*(?:- +)?"?([A-Za-z_][A-Za-z0-9_-]*)"?[ \t]*(：|:)([^ \t/].*)?$`)

// misspelt reports whether a line is a key with such a colon. at is the byte where
// the colon is, write how to write it.
func misspelt(line []byte) (at int, write string, ok bool) {
	m := badColon.FindSubmatchIndex(line)
	if m == nil {
		return 0, "", false
	}
	key, colon := line[m[2]:m[3]], line[m[4]:m[5]]
	switch {
	case len(colon) > 1:
		return m[4], fmt.Sprintf("write %s: with the colon of the Latin keyboard, and a space after it", key), true
	case m[6] >= 0:
		return m[4], fmt.Sprintf("put a space after the colon of %s:", key), true
	}
	return 0, "", false
}

// colons reports the keys with such a colon in the lines up to the one where the
// parser noticed that something is wrong, and whether there are any.
func (y *YAML) colons(text []byte, upTo int) bool {
	before := len(y.Problems)
	for n := 1; n <= upTo && len(text) > 0; n++ {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte{'\n'})
		if at, write, ok := misspelt(line); ok {
			y.Problems = append(y.Problems, diag.Problem{
				File: y.File, Line: y.FirstLine + n - 1, Col: utf8.RuneCount(line[:at]) + 1, Rule: "yaml-syntax",
				Message: "this is not valid YAML: this is not the colon that ends a key", Hint: write,
			})
		}
	}
	return len(y.Problems) > before
}
