package templates

import (
	"strings"
	"testing"
)

func TestContrastOfTwoColours(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#767676", "#ffffff", 4.54}} {
		if got := contrast(test.a, test.b); got < test.want-0.01 || got > test.want+0.01 {
			t.Errorf("contrast(%s, %s) = %.3f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

func TestUsualThemeAddsNothing(t *testing.T) {
	if css := (Theme{}).CSS(); css != "" {
		t.Errorf("no theme made %q", css)
	}
	if light, dark := (Theme{}).Contrast(); light < legible || dark < legible {
		t.Errorf("the usual accents have contrasts of %.1f and %.1f", light, dark)
	}
}

// One accent is enough: the dark one has its hue and can be read.
func TestDarkAccentIsMade(t *testing.T) {
	for _, accent := range []string{"#1d4f91", "#7a0019", "#000000", "#3b2f00"} {
		theme := Theme{Accent: accent}
		_, made := theme.Colours()
		if light, dark := theme.Contrast(); light < legible || dark < legible {
			t.Errorf("%s made %s: contrasts of %.1f and %.1f", accent, made, light, dark)
		}
		css := theme.CSS()
		if strings.Count(css, "--accent:"+made) != 2 || strings.Count(css, "--accent:"+accent+";") != 1 {
			t.Errorf("%s made %s", accent, css)
		}
	}
}

// What stands on a pale accent is dark.
func TestInkOnTheAccent(t *testing.T) {
	for accent, want := range map[string]string{"#ffd84d": "#0b1210", "#1d4f91": "#ffffff"} {
		if css := (Theme{Accent: accent}).CSS(); !strings.Contains(css, "--accent:"+accent+";--accent-ink:"+want) {
			t.Errorf("%s: %s", accent, css)
		}
	}
	if light, _ := (Theme{Accent: "#ffd84d"}).Contrast(); light >= legible {
		t.Errorf("yellow on paper is said to have a contrast of %.1f", light)
	}
}

func TestFontOnly(t *testing.T) {
	if got, want := (Theme{Font: "Kai, serif"}).CSS(), ":root{--font:Kai, serif}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
