package templates

import (
	"math"
	"strconv"
	"strings"
)

// Theme is what a site may have of its own in the look of its pages. What is
// empty stays as it is in tokens.css. Colours are "#rrggbb".
type Theme struct {
	// Accent colours links, buttons and marks on light paper, AccentDark those
	// on dark. A site that names only the first gets a lighter one of the same
	// hue for dark paper.
	Accent, AccentDark string
	// Font is a CSS font-family list.
	Font string
}

// The colours of tokens.css that a theme has to go with.
const (
	accent, accentDark   = "#0f6249", "#7fcfae"
	paper, paperDark     = "#f6f8f4", "#121816"
	surface, surfaceDark = "#ffffff", "#1a221f"
)

const (
	// legible is the least contrast of text (WCAG 2.2, 1.4.3).
	legible = 4.5
	// shade is how much of the accent is in grounds of its colour.
	shade = 0.12
)

// Colours are the theme's accents, its own or the usual ones.
func (t Theme) Colours() (light, dark string) {
	switch {
	case t.AccentDark != "":
		dark = t.AccentDark
	case t.Accent != "":
		dark = lighten(t.Accent)
	default:
		dark = accentDark
	}
	if light = t.Accent; light == "" {
		light = accent
	}
	return light, dark
}

// Contrast is how well the accents can be read on paper, light and dark: the
// contrast ratio of WCAG 2.2, from 1 to 21, on the ground on which it is worst.
func (t Theme) Contrast() (onLight, onDark float64) {
	light, dark := t.Colours()
	return min(contrast(light, paper), contrast(light, mix(surface, light, shade))),
		min(contrast(dark, paperDark), contrast(dark, mix(surfaceDark, dark, shade)))
}

// CSS is the theme as a style sheet to follow site.css.
func (t Theme) CSS() string {
	var b strings.Builder
	if t.Font != "" {
		b.WriteString(":root{--font:" + t.Font + "}")
	}
	light, dark := t.Colours()
	if t.Accent != "" {
		b.WriteString(":root{" + accentTokens(light, surface) + "}")
	}
	if t.Accent != "" || t.AccentDark != "" {
		tokens := accentTokens(dark, surfaceDark)
		b.WriteString(`@media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){` + tokens + "}}")
		b.WriteString(`@media screen{:root[data-theme="dark"]{` + tokens + "}}")
	}
	return b.String()
}

// accentTokens are the custom properties that go with an accent on a ground.
func accentTokens(accent, ground string) string {
	ink := "#ffffff"
	if contrast(accent, ink) < legible {
		ink = "#0b1210"
	}
	return "--accent:" + accent + ";--accent-ink:" + ink + ";--accent-soft:" + mix(ground, accent, shade)
}

// lighten mixes white into a colour until it can be read well on dark paper.
func lighten(colour string) string {
	const enough = 7
	for share := 0.0; share < 1; share += 0.05 {
		if c := mix(colour, "#ffffff", share); contrast(c, paperDark) >= enough {
			return c
		}
	}
	return "#ffffff"
}

// mix is a colour with a share of another in it.
func mix(colour, other string, share float64) string {
	var b strings.Builder
	b.WriteByte('#')
	for i := range 3 {
		n := math.Round(channel(colour, i)*(1-share) + channel(other, i)*share)
		if n < 16 {
			b.WriteByte('0')
		}
		b.WriteString(strconv.FormatInt(int64(n), 16))
	}
	return b.String()
}

// channel is the red (0), green or blue of a colour, from 0 to 255.
func channel(colour string, i int) float64 {
	if len(colour) != 7 {
		return 0
	}
	n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
	if err != nil {
		return 0
	}
	return float64(n)
}

// contrast is the contrast ratio of WCAG 2.2.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(colour string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := channel(colour, i) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += c * weight
	}
	return sum
}
