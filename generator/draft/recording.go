package draft

import (
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"strings"
)

// recording is what Chrome's DevTools Recorder writes, as far as it matters here.
// What was typed has no field in it, and so is never read.
type recording struct {
	Title string         `json:"title"`
	Steps []recordedStep `json:"steps"`
}

// recordedStep is one thing that somebody did.
type recordedStep struct {
	Type      string           `json:"type"`
	URL       string           `json:"url"`
	Selectors []selectors      `json:"selectors"`
	Asserted  []recordedResult `json:"assertedEvents"`
}

// recordedResult is what came of it.
type recordedResult struct {
	Type  string `json:"type"`
	Title string `json:"title"`
}

// selectors are one way to find an element: a selector, or several, of which each
// looks in what the one before it found.
type selectors []string

// UnmarshalJSON takes both forms.
func (s *selectors) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*s = selectors{one}
		return nil
	}
	return json.Unmarshal(text, (*[]string)(s))
}

// FromRecording drafts a flow from a recording of Chrome's DevTools Recorder: the way
// that somebody went, without what was typed or chosen on it. The error says what is
// wrong with the file.
func FromRecording(text []byte) (*Flow, error) {
	var r recording
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, errors.New("it is no JSON as the Recorder of Chrome's DevTools exports it")
	}
	if len(r.Steps) == 0 {
		return nil, errors.New("it has no steps, as recordings of Chrome's DevTools have")
	}
	var acts []act
	for _, e := range r.events() {
		acts = append(acts, e.acts...)
	}
	f := &Flow{Lang: "en", Title: Clean(r.Title), Official: r.address()}
	for _, a := range acts {
		if isHan(a.name) {
			f.Lang = "zh"
		}
	}
	if len(acts) == 0 {
		return nil, errors.New("it presses nothing and fills nothing in whose name is told; let the Recorder keep the selectors of ARIA")
	}
	f.tell(acts)
	return f, nil
}

// address is the site that was visited first.
func (r *recording) address() string {
	for _, s := range r.Steps {
		if s.Type == "navigate" {
			return Site(s.URL)
		}
	}
	return ""
}

// target is the element that a step is about.
type target struct {
	name, role string
	// isSelect says that it is a select of HTML.
	isSelect bool
}

var (
	// ariaRole is the role in a selector: aria/Next[role="button"].
	ariaRole = regexp.MustCompile(`\[role="(\w+)"\]$`)
	// selectTag finds selectors of a select.
	selectTag = regexp.MustCompile(`(^|[\s/>])select(\W|$)`)
	// choiceInput finds selectors of what is chosen or ticked.
	choiceInput = regexp.MustCompile(`type=["']?(radio|checkbox)`)
)

// target reads the selectors of a step: what it is called for those who hear the page,
// or else its text.
func (s recordedStep) target() (t target) {
	for _, prefix := range []string{"aria/", "text/"} {
		for _, ways := range s.Selectors {
			for _, one := range ways {
				if found := choiceInput.FindStringSubmatch(one); found != nil && t.role == "" {
					t.role = found[1]
				}
				t.isSelect = t.isSelect || selectTag.MatchString(one)
				name, ok := strings.CutPrefix(one, prefix)
				if found := ariaRole.FindStringSubmatch(name); ok && found != nil {
					name = strings.TrimSuffix(name, found[0])
					if t.role == "" && name != "" {
						t.role = found[1]
					}
				}
				if ok && name != "" && t.name == "" {
					t.name = trimLabel(Clean(name))
				}
			}
		}
	}
	return t
}

// trimLabel is a label without the marks around it.
func trimLabel(label string) string { return strings.Trim(label, " *＊:：") }

// happened is what a step amounts to.
type happened struct{ acts []act }

// events returns what each step amounts to. Who fills something in clicks it first,
// or comes to it by Tab: that is nothing of its own.
func (r *recording) events() []happened {
	typed, moves := make(map[string]bool), 0
	for i, s := range r.Steps {
		if s.Type == "change" {
			typed[s.target().name] = true
		}
		if i > 0 && s.Type != "navigate" && s.moved() {
			moves++
		}
	}
	events := make([]happened, len(r.Steps))
	field := "" // a choice that was unfolded, and of which an option comes next
	for i, s := range r.Steps {
		t := s.target()
		var a act
		switch {
		case s.Type == "change":
			a, field = changed(t), ""
		case (s.Type == "click" || s.Type == "doubleClick") && t.name != "" && !typed[t.name]:
			var next target
			if i+1 < len(r.Steps) {
				next = r.Steps[i+1].target()
			}
			a = clicked(t, next, field)
			a.stays = a.verb == press && moves > 0 && !s.moved()
			field = ""
			if a.verb == choose && a.of == a.name {
				field = a.name
			}
		}
		if a.verb != none && a.name != "" {
			events[i].acts = append(events[i].acts, a)
		}
		if title := s.title(); title != "" {
			events[i].acts = append(events[i].acts, act{verb: see, name: title})
		}
	}
	return events
}

// changed is what it means that the value of an element changed.
func changed(t target) act {
	switch {
	case t.isSelect || t.role == "combobox" || t.role == "listbox":
		return act{verb: choose, name: t.name, of: t.name}
	case t.role == "checkbox":
		return act{verb: tick, name: t.name}
	}
	return act{verb: fill, name: t.name}
}

// clicked is what it means to click an element, before the next one, after a choice
// was unfolded.
func clicked(t, next target, field string) act {
	idea := about(t.name)
	switch {
	case t.role == "button" || t.role == "link" || t.role == "menuitem":
		return act{verb: press, name: t.name}
	case t.role == "tab":
		return act{verb: press, name: t.name, role: "tab"}
	case t.role == "checkbox", t.role == "" && idea.id == "agree":
		return act{verb: tick, name: t.name}
	case t.role == "combobox" || t.role == "listbox" || t.isSelect:
		return act{verb: choose, name: t.name, of: t.name}
	case t.role == "option" || field != "" && !plainLabel.MatchString(t.name):
		return act{verb: choose, name: t.name, of: field}
	case t.role == "radio":
		return act{verb: choose, name: t.name, also: true}
	case t.role == "" && next.role == "option":
		return act{verb: choose, name: t.name, of: t.name}
	case t.role == "textbox" || t.role == "searchbox":
		return act{verb: fill, name: t.name}
	}
	return act{verb: press, name: t.name}
}

// moved reports whether a step led to another page.
func (s recordedStep) moved() bool {
	for _, a := range s.Asserted {
		if a.Type == "navigation" {
			return true
		}
	}
	return false
}

// title is that of the page to which a step led.
func (s recordedStep) title() string {
	for _, a := range s.Asserted {
		if a.Type == "navigation" && a.Title != "" {
			return Clean(a.Title)
		}
	}
	return ""
}

// longNumber finds numbers that may say whose page it was.
var longNumber = regexp.MustCompile(`\d[\d\s*xX-]{4,}[\dxX]`)

// Clean returns a text of a page on one line, without numbers that may be somebody's.
func Clean(s string) string {
	return longNumber.ReplaceAllString(strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "), "…")
}

// Site is the site of an address, without its path, where a session may stand.
func Site(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return "https://" + u.Hostname() + "/"
}
