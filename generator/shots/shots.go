// Package shots says what a screenshot of a flow's screen is: what its name
// asks for, the document that is photographed for it, and how to tell from the
// picture itself whether the screen still looks like that.
//
// A screenshot is a PNG beside its flow, and its name is all that an article has
// to say:
//
//	login-password.identify.png          a screen of login-password.flow.yaml
//	login-password.identify.phone.png    as a phone shows it
//	login-password.identify.wide.png     as a window on a desk shows it
//	login-password.identify.cover.png    as a cover, with the screens around it
//
// Without a word about the size it is the one of the flow's own frame. Pictures
// that are not covers have two pixels for each CSS pixel, and say so.
//
// The picture carries its [Provenance]: what it shows, and a hash of the
// document that was photographed. Whoever renders the same document today and
// finds another hash knows that the picture is out of date, without a browser.
package shots

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"rehearse/demo/flow"
	"rehearse/demo/route"
	"rehearse/demo/source"
)

// Suffix ends the name of every screenshot.
const Suffix = ".png"

// Size is the shape of a screenshot.
type Size string

// The sizes that names can ask for.
const (
	Phone Size = "phone"
	Wide  Size = "wide"
	Cover Size = "cover"
)

// shape is what a size means: CSS pixels, and pixels of the picture for each of
// them. Height is 0 where the screen decides. Even the wide one is narrower than
// real windows are: most readers see it scaled down to the width of a phone, and
// have to be able to read it.
type shape struct{ width, height, scale int }

func (s Size) shape() shape {
	switch s {
	case Phone:
		return shape{width: 390, scale: 2}
	case Cover:
		return shape{width: 1200, height: 630, scale: 1}
	}
	return shape{width: 520, scale: 2}
}

// Name is what the name of a screenshot asks for.
type Name struct {
	// Flow is the path of the flow file, in the form of the name: relative or
	// not, with percent-encoding or without.
	Flow string
	// Screen is the id of the screen.
	Screen string
	// Size is empty where the name says nothing about it.
	Size Size
}

// ParseName reads the name of a picture. ok is false for one that cannot be a
// screenshot, whatever flows there are.
func ParseName(name string) (n Name, ok bool) {
	rest, ok := strings.CutSuffix(name, Suffix)
	if !ok {
		return Name{}, false
	}
	dot := screenDot(rest)
	for _, size := range [...]Size{Phone, Wide, Cover} {
		before, found := strings.CutSuffix(rest, "."+string(size))
		if inner := screenDot(before); found && inner > 0 { // else it is a screen of that name
			rest, dot, n.Size = before, inner, size
			break
		}
	}
	if dot <= 0 {
		return Name{}, false
	}
	n.Flow, n.Screen = rest[:dot]+source.FlowSuffix, rest[dot+1:]
	if decoded, err := url.PathUnescape(n.Screen); err == nil {
		n.Screen = decoded
	}
	return n, !strings.ContainsAny(n.Screen, `/\`)
}

// screenDot is where the dot between flow and screen is, -1 where there is none.
func screenDot(name string) int {
	dot := strings.LastIndexByte(name, '.')
	if dot <= strings.LastIndexByte(name, '/')+1 || dot == len(name)-1 {
		return -1
	}
	return dot
}

// File is the picture's path where its flow file has the path flowFile.
func (n Name) File(flowFile string) string {
	file := strings.TrimSuffix(flowFile, source.FlowSuffix) + "." + n.Screen
	if n.Size != "" {
		file += "." + string(n.Size)
	}
	return file + Suffix
}

// Shot is a screenshot that could be made.
type Shot struct {
	// FlowFile is the path of the flow file below the content folder.
	FlowFile string
	Flow     *flow.Flow
	Screen   *flow.Screen
	// Route is the one that the screen is shown on.
	Route *route.Route
	// Size is one of the sizes; empty is that of the flow's frame.
	Size Size
	// Lang is the language of the screen as a BCP 47 tag.
	Lang string
	// Callouts are the controls that get a number, in their order: "f3" is the
	// flow's field 3, "b7" its button 7. Covers have none.
	Callouts []string
	// Article is the file name of the article whose steps the callouts follow,
	// in the picture's folder; empty where there is none.
	Article string
	// Style is the style sheet of rehearsals at rest.
	Style []byte
}

// size is the size that the shot has in fact.
func (s Shot) size() Size {
	switch {
	case s.Size != "":
		return s.Size
	case s.Flow.Frame == flow.Phone:
		return Phone
	}
	return Wide
}

// Provenance is what the picture of the shot will carry.
func (s Shot) Provenance() (Provenance, error) {
	look, err := s.look()
	return Provenance{
		Flow: path.Base(s.FlowFile), Screen: s.Screen.ID, Size: s.size(), Lang: s.Lang,
		Callouts: s.callouts(), Article: s.Article, Look: look,
	}, err
}

// IsOf reports whether the picture with this provenance is of the shot as the
// shot would be made today.
func (p Provenance) IsOf(s Shot) (bool, error) {
	now, err := s.Provenance()
	return err == nil && p.Flow == now.Flow && p.Screen == now.Screen && p.Look == now.Look, err
}

// callouts are the controls that get a number, each once.
func (s Shot) callouts() []string {
	if s.size() == Cover {
		return nil
	}
	var once []string
	for _, c := range s.Callouts {
		if !slices.Contains(once, c) {
			once = append(once, c)
		}
	}
	return once
}
