package templates

import "strconv"

// The layout of an article in CSS pixels, as tokens.css and base.css have it:
// the measure on wide screens, and what is left and right of the text on
// phones.
const (
	measurePixels = 756
	gutterPixels  = 38
)

// FigureSizes is the attribute "sizes" of a picture in an article: how wide it
// is shown, for browsers to choose by before they know the style sheet. width
// is the picture's own in CSS pixels; a picture is never shown wider.
func FigureSizes(width int) string {
	if width <= 0 || width > measurePixels {
		width = measurePixels
	}
	w := strconv.Itoa(width) + "px"
	return "(min-width: " + strconv.Itoa(width+gutterPixels) + "px) " + w +
		", calc(100vw - " + strconv.Itoa(gutterPixels) + "px)"
}
