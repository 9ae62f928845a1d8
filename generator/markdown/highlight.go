package markdown

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Limits of the code that is coloured. Lexers are backtracking regular
// expressions: their time grows with the square of a line's length, or of a
// run of blank lines, and reaches minutes at 20 KB. Code that people read is
// far below these.
const (
	maxHighlighted = 32 << 10 // bytes
	maxCodeLine    = 300      // bytes
	maxBlankLines  = 30       // in a row
)

// colourable reports whether code is within the limits.
func colourable(code string) bool {
	if len(code) > maxHighlighted {
		return false
	}
	blank := 0
	for line := range strings.Lines(code) {
		if blank++; strings.TrimSpace(line) != "" {
			blank = 0
		}
		if len(line) > maxCodeLine || blank > maxBlankLines {
			return false
		}
	}
	return true
}

// colour is one of the few colours of code.
type colour struct {
	name, light, dark string
	tokens            []chroma.TokenType
}

// The grounds that the colours stand on; each colour has a contrast of at
// least 4.5 to its ground (WCAG 2.2, level AA), also on highlighted lines.
const (
	lightGround, lightMarked = "#f6f4ee", "#ece5d2"
	darkGround, darkMarked   = "#1d1f22", "#33363b"
)

// palette lists the colours; a token takes that of its nearest ancestor here.
var palette = []colour{
	{"comment", "#625d52", "#aaa598", []chroma.TokenType{chroma.Comment}},
	{"keyword", "#86285a", "#e8a3c8", []chroma.TokenType{chroma.Keyword, chroma.OperatorWord, chroma.NameTag}},
	{"string", "#2a5f2c", "#a8d294", []chroma.TokenType{chroma.LiteralString, chroma.GenericInserted}},
	{"number", "#7d4307", "#e8b988", []chroma.TokenType{chroma.LiteralNumber, chroma.LiteralDate, chroma.NameConstant, chroma.KeywordConstant}},
	{"name", "#1c5489", "#97c6f2", []chroma.TokenType{chroma.NameFunction, chroma.NameClass, chroma.NameAttribute, chroma.NameDecorator}},
	{"type", "#0f5d69", "#88d3dd", []chroma.TokenType{chroma.KeywordType, chroma.NameBuiltin, chroma.NameNamespace}},
	{"wrong", "#962626", "#f2a3a0", []chroma.TokenType{chroma.Error, chroma.GenericDeleted}},
}

// colourOf returns the index in palette of a token's colour, -1 for none.
func colourOf(t chroma.TokenType) int {
	for _, ancestor := range [...]chroma.TokenType{t, t.SubCategory(), t.Category()} {
		for i, c := range palette {
			if slices.Contains(c.tokens, ancestor) {
				return i
			}
		}
	}
	return -1
}

// writeCode writes lines of code with a class on every token that has a colour.
// Each line is an element of its own if marked says which of them are marked;
// otherwise marked is nil.
func writeCode(p *page, lines [][]chroma.Token, marked []bool) {
	for i, line := range lines {
		switch {
		case marked == nil:
		case marked[i]:
			p.html(`<span class="line hl">`)
		default:
			p.html(`<span class="line">`)
		}
		for _, t := range line {
			writeToken(p, t)
		}
		if marked != nil {
			p.html("</span>")
		}
	}
}

func writeToken(p *page, t chroma.Token) {
	class := ""
	if colourOf(t.Type) >= 0 {
		class = chroma.StandardTypes[t.Type]
	}
	if class == "" {
		p.out = appendEscaped(p.out, t.Value)
		return
	}
	p.html(`<span class="` + class + `">`)
	p.out = appendEscaped(p.out, t.Value)
	p.html("</span>")
}

// codeLines divides code into lines and their tokens.
func codeLines(code []byte, language string) [][]chroma.Token {
	return chroma.SplitTokensIntoLines(tokens(string(code), language))
}

// tokens divides code into tokens; code in an unknown language is one token.
func tokens(code, language string) []chroma.Token {
	plain := []chroma.Token{{Type: chroma.Text, Value: code}}
	if language == "" || code == "" || !colourable(code) {
		return plain
	}
	lexer := lexers.Get(language)
	if lexer == nil {
		return plain
	}
	iterator, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil { // the lexer is broken for this code; colours are not worth a failure
		return plain
	}
	return iterator.Tokens()
}

// HighlightCSS returns the style sheet for highlighted code, for light and
// dark pages: the reader's setting, or the data-theme attribute of the root.
func HighlightCSS() string {
	var b strings.Builder
	b.WriteString(".code{" + variables(lightGround, lightMarked, func(c colour) string { return c.light }) + "}\n")
	dark := variables(darkGround, darkMarked, func(c colour) string { return c.dark })
	b.WriteString("@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]) .code{" + dark + "}}\n")
	b.WriteString("@media screen{[data-theme=dark] .code{" + dark + "}}\n")
	for i, c := range palette {
		fmt.Fprintf(&b, "%s{color:var(--code-%s)}\n", strings.Join(selectors(i), ","), c.name)
	}
	b.WriteString(".code .line{display:block}.code .hl{background:var(--code-marked)}\n")
	b.WriteString(".code .numbered{counter-reset:line}.code .numbered .line::before{counter-increment:line;content:counter(line);" +
		"display:inline-block;width:2.5em;margin-right:1em;text-align:right;color:var(--code-comment);user-select:none}\n")
	return b.String()
}

func variables(ground, marked string, value func(colour) string) string {
	var b strings.Builder
	b.WriteString("--code-ground:" + ground + ";--code-marked:" + marked)
	for _, c := range palette {
		b.WriteString(";--code-" + c.name + ":" + value(c))
	}
	return b.String()
}

// selectors returns those of all tokens that have the i-th colour.
func selectors(i int) []string {
	var list []string
	for _, t := range slices.Sorted(maps.Keys(chroma.StandardTypes)) {
		if class := chroma.StandardTypes[t]; class != "" && colourOf(t) == i {
			list = append(list, ".code ."+class)
		}
	}
	return list
}
