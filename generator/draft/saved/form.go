package saved

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"rehearse/demo/flow"
	"rehearse/generator/draft"
)

// form reads a page of others: it is one screen.
func (p *Page) form(s *store, root *html.Node) {
	if title := find(root, func(n *html.Node) bool { return is(n, "title") }); title != nil && title.FirstChild != nil {
		p.Title = draft.Clean(title.FirstChild.Data)
	}
	r := &reader{store: s, screen: &draft.Screen{}, groups: make(map[*html.Node]*draft.Field), named: make(map[string]*draft.Field)}
	r.page(root)
	r.settle()
	if r.screen.Title.Text == "" && p.Title != "" {
		r.screen.Title = draft.Text{Text: p.Title, Guessed: true}
	}
	p.Screens = []*draft.Screen{r.screen}
}

// reader reads one screen.
type reader struct {
	*store
	screen *draft.Screen
	labels *labels
	nodes  int
	// heading is the last one before the first field.
	heading string
	// starred says that fields that must be filled in are marked.
	starred bool
	// groups and named are the fields of radio buttons, by what is around them and
	// by their names.
	groups map[*html.Node]*draft.Field
	named  map[string]*draft.Field
}

// page reads a page, or that of a frame.
func (r *reader) page(root *html.Node) {
	before := r.labels
	r.labels = labelsOf(root)
	r.read(root)
	r.labels = before
}

func (r *reader) read(n *html.Node) {
	if r.nodes++; isHidden(n) && !is(n, "head") || isAside(n) || is(n, "head") || r.nodes > maxNodes {
		return
	}
	if is(n, "h1", "h2", "h3", "h4", "legend") && len(r.screen.Fields) == 0 {
		if text := textOf(n); text != "" {
			r.heading = text
		}
	}
	if is(n, "iframe", "frame") {
		if page := r.frame(n); page != nil {
			r.page(page)
		}
		return
	}
	if r.control(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.read(c)
	}
}

// control reads a control, and reports whether it is one.
func (r *reader) control(n *html.Node) bool {
	switch controlOf(n) {
	case nothing:
		return false
	case typed:
		r.typed(n)
	case selects:
		r.selects(n)
	case radio:
		r.radio(n)
	case checkbox:
		r.checkbox(n)
	case link:
		if closest(n, "form") != nil || len(r.screen.Fields) > 0 && sharesBlock(n) {
			r.button(n, "link")
		}
	case button:
		r.button(n, "")
	case tab:
		r.button(n, "tab")
	}
	return true
}

// sharesBlock reports whether a link stands in a block with a field or a button.
func sharesBlock(n *html.Node) bool {
	p := n.Parent
	for ; p != nil && is(p, "span", "p", "li"); p = p.Parent {
	}
	return p != nil && !is(p, "body") && find(p, isControl) != nil
}

// settle gives the screen its title, and says of unmarked fields that they may be
// left out where others are marked.
func (r *reader) settle() {
	if r.heading != "" {
		r.screen.Title = draft.Text{Text: r.heading}
	}
	for _, f := range r.screen.Fields {
		if f.Required == nil && r.starred && f.Kind.Text != flow.Checkbox.String() {
			no := false
			f.Required = &no
		}
	}
	for i, f := range r.screen.Fields { // no two are called the same
		for n := 2; slices.ContainsFunc(r.screen.Fields[:i], func(o *draft.Field) bool { return o.Label.Text == f.Label.Text }); n++ {
			f.Label = draft.Text{Text: strings.TrimRight(f.Label.Text, " 0123456789") + " " + strconv.Itoa(n), Guessed: true}
		}
	}
}

// star finds the mark of what must be filled in.
var star = regexp.MustCompile(`^\s*[*＊]|[*＊]\s*[:：]?\s*$|必填|\(required\)`)

// requiredClass finds the classes that say so.
var requiredClass = regexp.MustCompile(`(?i)(^|[-_\s])(is-)?required([-_\s]|$)`)

// optionalMark finds what says that something may be left out.
var optionalMark = regexp.MustCompile(`(?i)选填|可选|optional`)

// field adds a field with its label.
func (r *reader) field(n *html.Node, label, kind string) *draft.Field {
	f := &draft.Field{Kind: draft.Text{Text: kind}, Label: draft.Text{Text: trim(label)}}
	if f.Label.Text == "" {
		f.Label = draft.Text{Text: "?" + strconv.Itoa(len(r.screen.Fields)+1), Guessed: true}
	}
	yes, no := true, false
	switch {
	case has(n, "required"), attribute(n, "aria-required") == "true", star.MatchString(label), requiredAround(n):
		f.Required, r.starred = &yes, true
	case optionalMark.MatchString(label), optionalMark.MatchString(attribute(n, "placeholder")):
		f.Required = &no
	}
	r.screen.Fields = append(r.screen.Fields, f)
	return f
}

// requiredAround looks at the classes of what holds this control and no other.
func requiredAround(n *html.Node) bool {
	within := len(all(n, isField))
	if isField(n) {
		within++
	}
	for p := n; p != nil && (p == n || len(all(p, isField)) <= within) && !is(p, "form", "body"); p = p.Parent {
		if requiredClass.MatchString(attribute(p, "class")) {
			return true
		}
	}
	return false
}

// typed reads a field for text.
func (r *reader) typed(n *html.Node) {
	label := r.labels.of(n)
	f := r.field(n, label, r.kindOf(n, trim(label)))
	if hint := draft.Clean(attribute(n, "placeholder")); hint != "" && trim(askFor.ReplaceAllString(hint, "")) != f.Label.Text {
		f.Hint = hint
	}
	if kind := draft.KindOf(f); kind == flow.ResidentID || kind == flow.Mobile || kind.IsDrawn() {
		return // it says how long it is
	}
	f.MinLength, f.MaxLength = length(n, "minlength"), length(n, "maxlength")
	if f.MinLength > f.MaxLength && f.MaxLength > 0 {
		f.MinLength = 0
	}
	if pattern := attribute(n, "pattern"); pattern != "" {
		if _, err := regexp.Compile(pattern); err == nil {
			f.Message = draft.Clean(attribute(n, "title"))
			f.Pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "^"), "$")
		}
	}
}

// length reads a limit; what is beyond what flows know is none.
func length(n *html.Node, name string) int {
	const most = 127
	if l, err := strconv.Atoi(attribute(n, name)); err == nil && l >= 1 && l <= most {
		return l
	}
	return 0
}

// kindOf is the kind that the attributes of an element give away; "" for none.
func (r *reader) kindOf(n *html.Node, label string) string {
	names := attribute(n, "id") + " " + attribute(n, "name") + " " + attribute(n, "autocomplete") + " " + attribute(n, "class")
	password := strings.EqualFold(attribute(n, "type"), "password")
	kind := draft.KindOf(&draft.Field{Label: draft.Text{Text: label}})
	switch {
	case attribute(n, "autocomplete") == "one-time-code":
		return flow.SMSCode.String()
	case password && (attribute(n, "autocomplete") == "new-password" || kind == flow.NewPassword):
		return flow.NewPassword.String()
	case password:
		return flow.Password.String()
	case kind == flow.Password || kind == flow.NewPassword || kind.IsTick():
		return flow.PlainText.String() // it is not hidden, or not to be ticked
	case kind != flow.PlainText && kind.Spec().Holds == flow.Typed:
		return ""
	case captchaName.MatchString(names):
		return flow.Captcha.String()
	case mobileName.MatchString(names):
		return flow.Mobile.String()
	case kind.IsChoice():
		return flow.PlainText.String()
	}
	return ""
}

var (
	captchaName = regexp.MustCompile(`(?i)captcha|verify-?code|vcode|img-?code|yzm`)
	mobileName  = regexp.MustCompile(`(?i)\b(mobile|cell-?phone|shouji|sjh)`)
)

// selects reads a choice that unfolds: of its own options, or of the list that it
// refers to.
func (r *reader) selects(n *html.Node) {
	f := r.field(n, r.labels.of(n), flow.Select.String())
	list := n
	if !is(n, "select") {
		for _, name := range []string{"aria-controls", "aria-owns"} {
			if to := r.labels.byID[attribute(n, name)]; to != nil {
				list = to
			}
		}
		if inner := find(n, func(c *html.Node) bool { return has(c, "aria-controls") || has(c, "aria-owns") }); inner != nil && list == n {
			if to := r.labels.byID[attribute(inner, "aria-controls")+attribute(inner, "aria-owns")]; to != nil {
				list = to
			}
		}
	}
	for _, o := range all(list, isOption) {
		var b strings.Builder
		for c := range o.ChildNodes() {
			write(&b, c, false)
		}
		text := draft.Clean(b.String())
		isPrompt := chooseHint.MatchString(text) || is(o, "option") && attribute(o, "value") == "" && has(o, "value") || strings.Trim(text, "-— ") == ""
		if !isPrompt && !slices.Contains(f.Options, draft.Text{Text: text}) && len(f.Options) < 100 {
			f.Options = append(f.Options, draft.Text{Text: text})
		}
	}
}

// isOption finds the options of a list; what is hidden until the list unfolds is one.
func isOption(n *html.Node) bool {
	return is(n, "option") || attribute(n, "role") == "option" || is(n, "li") && attribute(n, "role") != "presentation"
}

// radio reads one of several buttons of which one is chosen.
func (r *reader) radio(n *html.Node) {
	group := groupOf(n)
	f := r.groups[group]
	if name := attribute(n, "name"); is(n, "input") && name != "" {
		f = r.named[name]
	}
	if f == nil {
		f = r.field(group, r.groupLabel(group, n), flow.Radio.String())
		r.groups[group] = f
		if name := attribute(n, "name"); name != "" {
			r.named[name] = f
		}
	}
	if option := r.optionLabel(n); option != "" && !slices.Contains(f.Options, draft.Text{Text: option}) {
		f.Options = append(f.Options, draft.Text{Text: option})
	}
}

// groupOf is the smallest element that holds a radio button and others.
func groupOf(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if len(all(p, func(c *html.Node) bool { return controlOf(c) == radio })) > 1 || attribute(p, "role") == "radiogroup" {
			return p
		}
	}
	return n
}

// groupLabel is what a group of radio buttons is called.
func (r *reader) groupLabel(group, first *html.Node) string {
	if text := r.labels.referred(group); trim(text) != "" {
		return text
	}
	if legend := find(group, func(n *html.Node) bool { return is(n, "legend") }); legend != nil {
		return textOf(legend)
	}
	for p := first; p != group && p != nil; p = p.Parent { // a text in the group, before all of them
		if is(p, "label") {
			continue
		}
		if text := textBefore(p, p.Parent); trim(text) != "" && !is(p.Parent, "label") {
			return text
		}
	}
	if text := above(group); trim(text) != "" {
		return text
	}
	return r.labels.beside(group)
}

// optionLabel is what a radio button or a checkbox is called: mostly what follows it.
func (r *reader) optionLabel(n *html.Node) string {
	if !is(n, "input") {
		if text := trim(textOf(n)); text != "" {
			return text
		}
	}
	for _, text := range []string{r.labels.referred(n), r.labels.around(n), textAfter(n)} {
		if trim(text) != "" {
			return trim(text)
		}
	}
	return ""
}

// textAfter is the text behind a control, up to the next one.
func textAfter(n *html.Node) string {
	var b strings.Builder
	for s := n.NextSibling; s != nil && find(s, isControl) == nil; s = s.NextSibling {
		if !isHidden(s) {
			b.WriteString(textOf(s) + " ")
		}
		if is(s, "br") {
			break
		}
	}
	return b.String()
}

// checkbox reads a box to be ticked.
func (r *reader) checkbox(n *html.Node) {
	label := r.optionLabel(n)
	if label == "" {
		label = r.labels.of(n)
	}
	f := r.field(n, label, flow.Checkbox.String())
	if f.Required == nil && !agree.MatchString(label) {
		no := false
		f.Required = &no
	}
}

// agree finds what must be ticked to go on, whether or not the page says so.
var agree = regexp.MustCompile(`(?i)同意|已阅读|承诺|\bagree|accept|have read`)

// button reads a button. The value of a button is what stands on it.
func (r *reader) button(n *html.Node, role string) {
	label := textOf(n)
	if is(n, "input") {
		label = draft.Clean(attribute(n, "value") + attribute(n, "alt"))
	}
	if aria := draft.Clean(attribute(n, "aria-label")); label == "" {
		label = aria
	}
	label = trim(label)
	there := slices.ContainsFunc(r.screen.Buttons, func(b *draft.Button) bool { return b.Label.Text == label })
	if label == "" || there || strings.EqualFold(attribute(n, "type"), "reset") || len([]rune(label)) > 40 {
		return
	}
	b := &draft.Button{Label: draft.Text{Text: label}, Role: role, Sends: draft.IsSender(label)}
	b.Stays = attribute(n, "aria-selected") == "true" && role == "tab"
	b.Submit = !b.Sends && role == "" && strings.EqualFold(attribute(n, "type"), "submit")
	r.screen.Buttons = append(r.screen.Buttons, b)
}
