package site

import (
	"fmt"
	"regexp"
	"strings"

	"rehearse/demo/source"
)

// Theme is what site.yaml changes in the look of the pages.
type Theme struct {
	// Accent and AccentDark are colours, "#rrggbb" in lower case, for light and
	// for dark paper; empty where site.yaml names none.
	Accent, AccentDark string
	// Font is a list of fonts as CSS has it.
	Font string

	accentAt, darkAt position
}

func readTheme(y *source.YAML, k source.Entry) (t Theme) {
	for _, e := range y.Mapping(k.Value, "theme", []string{"accent", "accentDark", "font"}) {
		switch e.Name {
		case "accent":
			t.Accent, t.accentAt = readColour(y, e), positionOf(y, e.Value)
		case "accentDark":
			t.AccentDark, t.darkAt = readColour(y, e), positionOf(y, e.Value)
		case "font":
			t.Font = readFont(y, e)
		}
	}
	return t
}

var colour = regexp.MustCompile(`^#([0-9a-f]{3}|[0-9a-f]{6})$`)

// readColour reads a colour as CSS writes them in hexadecimal digits (CSS Color 4,
// 5.2), without transparency.
func readColour(y *source.YAML, e source.Entry) string {
	s := strings.ToLower(y.String(e))
	if s == "" {
		return ""
	}
	if !colour.MatchString(s) {
		y.Report(e.Value, "colour", fmt.Sprintf("%q is not a colour", s), `write it in quotes, as "#0f6249"`)
		return ""
	}
	if len(s) == 4 {
		s = "#" + strings.Repeat(s[1:2], 2) + strings.Repeat(s[2:3], 2) + strings.Repeat(s[3:4], 2)
	}
	return s
}

// readFont reads a list of font names. It goes into a style sheet, so that it can
// have nothing in it that ends a declaration.
func readFont(y *source.YAML, e source.Entry) string {
	s := oneLine(y.String(e))
	if strings.ContainsAny(s, "{}();:<>@\\/*!") || strings.Count(s, `"`)%2 != 0 || strings.Count(s, "'")%2 != 0 {
		y.Report(e.Value, "font", "this is not a list of fonts", `write names with commas between them: '"Source Han Serif SC", serif'`)
		return ""
	}
	return s
}
