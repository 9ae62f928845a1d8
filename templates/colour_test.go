package templates

import (
	"math"
	"os"
	"regexp"
	"strconv"
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
			if got := contrast(t, colours[pair.front], colours[pair.back]); got < pair.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", theme, pair.front, pair.back, got, pair.least)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) != 7 {
		t.Fatalf("no colour: %q", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
