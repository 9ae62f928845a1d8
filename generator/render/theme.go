package render

import (
	"fmt"

	"rehearse/demo/diag"
	"rehearse/generator/site"
	"rehearse/templates"
)

// readable is the least contrast of text (WCAG 2.2, 1.4.3).
const readable = 4.5

// theme is the look that site.yaml asks for.
func theme(s *site.Site) templates.Theme {
	return templates.Theme{Accent: s.Theme.Accent, AccentDark: s.Theme.AccentDark, Font: s.Theme.Font}
}

// checkTheme warns of colours that are hard to read.
func checkTheme(x *site.Index) []diag.Problem {
	settings := x.Site
	if settings.Theme.Accent == "" && settings.Theme.AccentDark == "" {
		return nil
	}
	light, dark := theme(settings).Contrast()
	atLight, atDark := settings.ThemePlaces()
	var problems []diag.Problem
	for _, accent := range []struct {
		at             diag.Problem
		ratio          float64
		key, paper, to string
	}{{atLight, light, "accent", "light", "darker"}, {atDark, dark, "accentDark", "dark", "lighter"}} {
		if accent.ratio >= readable || accent.key == "accent" && settings.Theme.Accent == "" {
			continue
		}
		p := accent.at
		p.Severity, p.Rule = diag.Warning, "contrast"
		p.Message = fmt.Sprintf("%s has a contrast of only %.1f on %s paper; text needs %.1f", accent.key, accent.ratio, accent.paper, readable)
		p.Hint = "take a " + accent.to + " colour"
		problems = append(problems, p)
	}
	return problems
}
