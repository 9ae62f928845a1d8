package draft

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"rehearse/demo/flow"
	"rehearse/demo/route"
)

// played is a step of a recording that is to be played. The order of its keys is that
// in which Chrome's Recorder writes them.
type played struct {
	Type      string     `json:"type"`
	URL       string     `json:"url,omitempty"`
	Width     int        `json:"width,omitempty"`
	Height    int        `json:"height,omitempty"`
	Scale     int        `json:"deviceScaleFactor,omitempty"`
	Mobile    *bool      `json:"isMobile,omitempty"`
	Touch     *bool      `json:"hasTouch,omitempty"`
	Landscape *bool      `json:"isLandscape,omitempty"`
	Target    string     `json:"target,omitempty"`
	Selectors [][]string `json:"selectors,omitempty"`
	OffsetX   int        `json:"offsetX,omitempty"`
	OffsetY   int        `json:"offsetY,omitempty"`
	Value     *string    `json:"value,omitempty"`
	Visible   *bool      `json:"visible,omitempty"`
}

// Record returns the route of a flow's samples as a recording for Chrome's Recorder,
// which it, and puppeteer's replay, can play on the page at an address that a
// rehearsal of the flow has to itself.
func Record(f *flow.Flow, address string) []byte {
	no, yes := false, true
	steps := []played{
		{Type: "setViewport", Width: 1280, Height: 900, Scale: 1, Mobile: &no, Touch: &no, Landscape: &no},
		{Type: "navigate", URL: address},
		click(nil, `[data-do="practise"]:not([disabled])`),
	}
	led := route.Samples(f)
	for _, leg := range led.Legs {
		for _, a := range leg.Answers {
			steps = append(steps, answer(a))
		}
		steps = append(steps, presses(leg)...)
	}
	steps = append(steps, played{Type: "waitForElement", Selectors: [][]string{{fmt.Sprintf(`[data-part="end-%v"]:not([hidden])`, led.End.Outcome)}}, Visible: &yes})
	return encodeJSON(map[string]any{"title": f.Title.Default, "steps": steps})
}

func encodeJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic(err) // it cannot be: these are texts and numbers
	}
	return b.Bytes()
}

// click is a click on what has a name, or else fits a selector.
func click(name *flow.Text, selector string) played {
	p := played{Type: "click", Target: "main", OffsetX: 5, OffsetY: 5}
	if name != nil {
		p.Selectors = append(p.Selectors, []string{"aria/" + name.Default})
	}
	p.Selectors = append(p.Selectors, []string{selector})
	return p
}

// answer fills in a field.
func answer(a route.Answer) played {
	in := fmt.Sprintf(`[data-field="%d"] `, a.Field.Index)
	value := a.Text
	switch {
	case a.Shown:
		return click(nil, in+"[data-fill]")
	case a.Field.Kind == flow.Face:
		return click(nil, in+"[data-face]")
	case a.Field.Kind.IsTick():
		return click(&a.Field.Label, in+`[type="checkbox"]`)
	case a.Field.Kind == flow.Radio: // other questions may have options of that name
		return click(nil, in+fmt.Sprintf(`[value="%d"]`, a.Choice))
	case a.Field.Kind == flow.Select:
		value = strconv.Itoa(a.Choice)
	}
	return played{Type: "change", Target: "main", Value: &value, Selectors: [][]string{{"aria/" + a.Field.Label.Default}, {in + ".rh-input"}}}
}

// presses wait for a button, open its menu and press it.
func presses(leg route.Leg) []played {
	var steps []played
	on := fmt.Sprintf(`[data-screen="%d"] [data-button="%%d"]`, leg.Screen.Index)
	if leg.Wait > 0 {
		steps = append(steps, click(nil, fmt.Sprintf(on, leg.Button.Index)+" + [data-wait] [data-skip]"))
	}
	if menu := leg.Button.Under; menu != nil {
		steps = append(steps, click(&menu.Label, fmt.Sprintf(on, menu.Index)))
	}
	return append(steps, click(&leg.Button.Label, fmt.Sprintf(on, leg.Button.Index)))
}
