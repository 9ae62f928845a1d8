package templates

import (
	"html"
	"strings"
)

// iconSVG is the mark of the masthead as a picture: a square of squared paper
// with the first character of the site's title. It has its own dark colours, as
// the tab that it stands in does not follow the page.
const iconSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>` +
	`rect{fill:` + paper + `;stroke:{light};stroke-width:2}text{fill:{light};font:700 19px sans-serif;text-anchor:middle}` +
	`@media(prefers-color-scheme:dark){rect{fill:` + paperDark + `;stroke:{dark}}text{fill:{dark}}}` +
	`</style><rect x="2" y="2" width="28" height="28"/><text x="16" y="23">{initial}</text></svg>` + "\n"

// Icon returns the site's icon as SVG, for a site of this title.
func (t Theme) Icon(title string) []byte {
	light, dark := t.Colours()
	return []byte(strings.NewReplacer(
		"{light}", light, "{dark}", dark, "{initial}", html.EscapeString(initial(title)),
	).Replace(iconSVG))
}
