package markdown

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// TestContrast holds every colour to WCAG 2.2 level AA on its grounds.
func TestContrast(t *testing.T) {
	for _, c := range palette {
		for _, pair := range [][2]string{{c.light, lightGround}, {c.light, lightMarked}, {c.dark, darkGround}, {c.dark, darkMarked}} {
			if ratio := contrast(pair[0], pair[1]); ratio < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", c.name, pair[0], pair[1], ratio)
			}
		}
	}
}

func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

// luminance is defined in WCAG 2.2, "relative luminance".
func luminance(colour string) float64 {
	weights := [3]float64{0.2126, 0.7152, 0.0722}
	sum := 0.0
	for i, weight := range weights {
		v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return math.NaN()
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// TestEveryClassHasAColour checks that what is marked up in code is also
// coloured by the style sheet.
func TestEveryClassHasAColour(t *testing.T) {
	css := HighlightCSS()
	for _, code := range []struct{ language, text string }{
		{"go", "// c\npackage x\nfunc F(a int) string { return \"s\" + `r` }\nconst N = 1.5\n"},
		{"yaml", "a: [1, true, \"x\"] # c\n"},
		{"html", "<p class=\"x\">y</p><!-- c -->"},
		{"diff", "+a\n-b\n"},
		{"python", "@d\nclass A:\n    def f(self): return None\n"},
	} {
		for _, token := range tokens(code.text, code.language) {
			class := chroma.StandardTypes[token.Type]
			if colourOf(token.Type) >= 0 && class != "" && !strings.Contains(css, ".code ."+class+",") && !strings.Contains(css, ".code ."+class+"{") {
				t.Errorf("%s: %q has the class %s, which has no colour", code.language, token.Value, class)
			}
		}
	}
	if css != HighlightCSS() {
		t.Error("the style sheet is not the same twice")
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("the style sheet is not balanced")
	}
}

// TestHighlightKeepsCode checks that colouring never changes the code.
func TestHighlightKeepsCode(t *testing.T) {
	for _, code := range []string{"", "\n", "a", "\n\na\n\n", "\ttab\n  two\n", "/* open", "\"open\n"} {
		for _, language := range []string{"go", "sh", "js", "html", "none"} {
			var b strings.Builder
			for _, line := range chroma.SplitTokensIntoLines(tokens(code, language)) {
				for _, token := range line {
					b.WriteString(token.Value)
				}
			}
			if b.String() != code {
				t.Errorf("%s: %q became %q", language, code, b.String())
			}
		}
	}
}

// TestColourable checks that code which lexers take minutes for stays plain.
func TestColourable(t *testing.T) {
	for name, c := range map[string]struct {
		code string
		want bool
	}{
		"ordinary":    {strings.Repeat("x := 1\n\n", 1000), true},
		"a long line": {strings.Repeat("a.b.c.", 100) + "\n", false},
		"blank lines": {"a\n" + strings.Repeat(" \n", 31) + "b\n", false},
		"long":        {strings.Repeat("x\n", 20_000), false},
	} {
		if got := len(tokens(c.code, "go")) > 1; got != c.want {
			t.Errorf("%s: coloured %v, want %v", name, got, c.want)
		}
	}
}
