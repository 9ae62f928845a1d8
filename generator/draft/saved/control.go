package saved

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// control is what something on a page is.
type control int

const (
	nothing control = iota
	typed           // a text
	selects         // one of a list that unfolds
	radio
	checkbox
	button
	link
	tab
)

// selectClass finds the elements that scripts make choices of. What can be read in
// one was chosen.
var selectClass = regexp.MustCompile(`(?i)(^|[-_\s])(select|selector|dropdown|picker|combobox|cascader)([-_\s]|$)`)

// selectPart finds the classes of what is around or within such an element.
var selectPart = regexp.MustCompile(`(?i)(form|option|list|menu|item|label|wrapper|panel|popper|content)`)

// buttonClass finds links that look like buttons.
var buttonClass = regexp.MustCompile(`(?i)(^|[-_\s])(btn|button|submit)([-_\s]|$)`)

// chooseHint finds placeholders of what is chosen and not typed.
var chooseHint = regexp.MustCompile(`(?i)请选择|点击选择|^\s*(please )?(choose|select)\b`)

// inputs are the types of input elements that are not typed into.
var inputs = map[string]control{
	"checkbox": checkbox, "radio": radio, "submit": button, "button": button, "image": button, "reset": button, "hidden": nothing,
}

// roles are those that elements play for scripts.
var roles = map[string]control{
	"textbox": typed, "searchbox": typed, "spinbutton": typed, "combobox": selects, "radio": radio, "checkbox": checkbox, "switch": checkbox,
	"button": button, "tab": tab,
}

// controlOf says what an element is.
func controlOf(n *html.Node) control {
	if n.Type != html.ElementNode {
		return nothing
	}
	kind, isRole := roles[attribute(n, "role")]
	class := attribute(n, "class")
	switch {
	case n.Data == "input":
		return inputOf(n, kind)
	case n.Data == "textarea":
		return typed
	case n.Data == "select":
		return selects
	case isRole, attribute(n, "aria-haspopup") == "listbox" && n.Data != "ul":
		if !isRole || kind == button && attribute(n, "aria-haspopup") == "listbox" {
			return selects
		}
		return kind
	case n.Data == "button":
		return button
	case has(n, "contenteditable") && attribute(n, "contenteditable") != "false":
		return typed
	case n.Data == "a" && buttonClass.MatchString(class):
		return button
	case n.Data == "a":
		return link
	case is(n, "div", "span") && isSelectClass(class):
		return selects
	}
	return nothing
}

// isSelectClass reports whether one of the classes is that of a choice.
func isSelectClass(classes string) bool {
	return slices.ContainsFunc(strings.Fields(classes), func(c string) bool {
		return selectClass.MatchString(c) && !selectPart.MatchString(c)
	})
}

func inputOf(n *html.Node, role control) control {
	kind := strings.ToLower(attribute(n, "type"))
	if c, ok := inputs[kind]; ok {
		return c
	}
	if role == selects || has(n, "readonly") && chooseHint.MatchString(attribute(n, "placeholder")) {
		return selects
	}
	return typed
}

func isControl(n *html.Node) bool {
	c := controlOf(n)
	return c != nothing && c != link
}

func isField(n *html.Node) bool {
	c := controlOf(n)
	return c >= typed && c <= checkbox
}

// aside finds what is around a form: what is searched, and where else one may go.
func isAside(n *html.Node) bool {
	role := attribute(n, "role")
	return is(n, "header", "footer", "nav", "aside") || role == "search" || role == "navigation" || role == "banner" || role == "contentinfo"
}
