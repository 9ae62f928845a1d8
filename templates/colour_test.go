package templates

import (
	"os"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tokenBlocks are the custom properties of tokens.css: light, dark by the
// system, dark by choice.
func tokenBlocks(t *testing.T) (light, system, chosen map[string]string) {
	t.Helper()
	css, err := os.ReadFile("assets/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	block := func(selector string) map[string]string {
		body := regexp.MustCompile(`(?s)` + regexp.QuoteMeta(selector) + ` \{(.*?)\}`).FindSubmatch(css)
		if body == nil {
			t.Fatalf("no rule for %s", selector)
		}
		tokens := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`).FindAllSubmatch(body[1], -1) {
			tokens[string(m[1])] = string(m[2])
		}
		return tokens
	}
	return block(":root"), block(`:root:not([data-theme="light"])`), block(`:root[data-theme="dark"]`)
}

func TestBothDarkPalettesAreOne(t *testing.T) {
	light, system, chosen := tokenBlocks(t)
	if diff := cmp.Diff(system, chosen); diff != "" {
		t.Errorf("by the system (-), by choice (+):\n%s", diff)
	}
	if len(light) != len(system) || len(light) < 14 {
		t.Errorf("%d colours in light, %d in dark", len(light), len(system))
	}
}

// WCAG 2.2, level AA: 4.5 for text (1.4.3), 3 for what is drawn (1.4.11).
func TestContrast(t *testing.T) {
	light, dark, _ := tokenBlocks(t)
	for theme, colours := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, pair := range []struct {
			front, back string
			least       float64
		}{
			{"ink", "paper", 7}, {"ink", "surface", 7}, {"ink", "tint", 7}, {"ink", "line", 4.5}, {"ink", "glow", 4.5},
			{"ink", "accent-soft", 7}, {"ink", "warn-soft", 7}, {"ink", "error-soft", 7},
			{"ink-soft", "paper", 4.5}, {"ink-soft", "surface", 4.5}, {"ink-soft", "tint", 4.5},
			{"accent", "paper", 4.5}, {"accent", "surface", 4.5}, {"accent", "tint", 4.5}, {"accent", "accent-soft", 4.5},
			{"accent", "warn-soft", 4.5}, {"accent", "error-soft", 4.5}, {"accent", "glow", 4.5},
			{"accent-ink", "accent", 4.5}, {"warn", "warn-soft", 4.5}, {"error", "error-soft", 4.5},
			{"error", "surface", 4.5}, {"error", "paper", 4.5}, {"ok", "paper", 4.5}, {"ok", "surface", 4.5},
		} {
			if got := contrast(colours[pair.front], colours[pair.back]); got < pair.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", theme, pair.front, pair.back, got, pair.least)
			}
		}
	}
}

// What themes are computed from is what the style sheet has.
func TestThemeKnowsTheTokens(t *testing.T) {
	light, dark, _ := tokenBlocks(t)
	for _, token := range []struct{ is, want string }{
		{light["accent"], accent}, {light["paper"], paper}, {light["surface"], surface},
		{dark["accent"], accentDark}, {dark["paper"], paperDark}, {dark["surface"], surfaceDark},
	} {
		if token.is != token.want {
			t.Errorf("tokens.css has %s, theme.go %s", token.is, token.want)
		}
	}
}
