package player

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"rsc.io/qr"

	"rehearse/demo/flow"
)

// Page is a document that has one rehearsal to itself; see [Alone].
type Page struct {
	View View
	// Title and Article are the title and the address of the article that the
	// rehearsal belongs to.
	Title, Article string
	// Address is where this page is, as a whole URL, or "" where the site does not know
	// its own address. Without it nothing can be said to other devices and sites.
	Address string
	// CSP is the content security policy, "" for none here.
	CSP string
	// First is the address of a script that runs before anything is seen and sets
	// data-scripted at the document's root element, or "".
	First string
	// Styles and Scripts are addresses, near.js, alone.js and player.css among them;
	// Icon is the site's, or "".
	Styles, Scripts []string
	Icon            string
}

// quiet is the margin around a QR code that readers need, in modules
// (ISO/IEC 18004, 9.1).
const quiet = 4

// QR draws the QR code of a text: the data of an SVG path that is stroked, a line
// for each row, and the view box that the code fills with its margin. Both are empty
// for a text that is too long.
func QR(text string) (path, box string) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", ""
	}
	var b strings.Builder
	for y := range code.Size {
		fmt.Fprintf(&b, "M0 %d.5", y)
		end := 0 // of the last run of dark modules
		for x := 0; x < code.Size; x++ {
			start := x
			for code.Black(x, y) { // false outside of the code, too
				x++
			}
			if x == start {
				continue
			}
			if start > end {
				fmt.Fprintf(&b, "m%d 0", start-end)
			}
			fmt.Fprintf(&b, "h%d", x-start)
			end = x
		}
	}
	side := code.Size + 2*quiet
	return b.String(), fmt.Sprintf("-%d -%d %d %d", quiet, quiet, side, side)
}

// step is one screen of the route, and the address at which the rehearsal begins there
// in large letters; see alone.js and address.js.
type step struct{ screen, address string }

// steps are those that can be sent to somebody: the screens on the route.
func steps(p Page) []step {
	b := lay(p.View)
	var steps []step
	for _, f := range b.frames {
		if len(f.visits) > 0 && f.Outcome == flow.None {
			place := fmt.Sprintf("#%s/practise/%s/%d/", url.PathEscape(b.ID), f.ID, f.visits[0].first)
			steps = append(steps, step{f.ID, p.Address + "?large" + place})
		}
	}
	return steps
}

// snippet is the line of HTML that shows the rehearsal on another page.
func snippet(p Page) string {
	return `<iframe src="` + templ.EscapeString(p.Address) + `" title="` +
		templ.EscapeString(p.View.Flow.Title.For(p.View.Lang)) + `" width="100%" height="800" loading="lazy"></iframe>`
}
