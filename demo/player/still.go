package player

import (
	"github.com/a-h/templ"

	"rehearse/demo/flow"
)

// Still renders one screen of v.Flow as it is at rest, with nothing that would
// play it: a live picture for the text of an article, or for a camera.
// description says what it shows, to those who do not see it. Of the view,
// the addresses of scripts, styles and modules are not needed.
func Still(v View, s *flow.Screen, description string) templ.Component {
	b := boardFor(v)
	return still(b, b.frame(s, b.Route.Sides()), description)
}
