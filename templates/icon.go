package templates

import (
	"html"
	"strings"
)

// iconSVG is the mark of the masthead as a picture: a square of squared paper
// with the first character of the site's title. It has its own dark colours, as
// the tab that it stands in does not follow the page.
const iconSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>` +
	`rect{fill:#f7f9f4;stroke:#0f6249;stroke-width:2}text{fill:#0f6249;font:700 19px sans-serif;text-anchor:middle}` +
	`@media(prefers-color-scheme:dark){rect{fill:#121816;stroke:#7fcfae}text{fill:#7fcfae}}` +
	`</style><rect x="2" y="2" width="28" height="28"/><text x="16" y="23">{initial}</text></svg>` + "\n"

// Icon returns the site's icon as SVG, for a site of this title.
func Icon(title string) []byte {
	return []byte(strings.Replace(iconSVG, "{initial}", html.EscapeString(initial(title)), 1))
}
