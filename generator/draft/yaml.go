package draft

import (
	"bytes"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/flow"
)

// YAML writes a complete draft as a flow file.
func (f *Flow) YAML() []byte {
	w := wordsIn(f.Lang)
	m := &mapping{words: w}
	m.put("title", known(f.Title))
	if f.Phone {
		m.put("frame", guessed(flow.Phone.String()))
	}
	if f.Official != "" {
		m.put("official", guessed(f.Official))
	}
	m.put("start", known(f.Screens[0].ID))
	if len(f.record) > 0 {
		record := m.in("record")
		for _, v := range f.record {
			record.put(v.name, guessed(v.text))
		}
	}
	screens := m.in("screens")
	for i, s := range f.Screens {
		s.write(screens.in(s.ID), f.before(i))
	}
	m.node.HeadComment = strings.Join(w.head, "\n")
	return encode(&m.node)
}

// Marks returns how many marks of each kind a draft has: of what was guessed, and of
// what a person must decide.
func (f *Flow) Marks() (guesses, decisions int) {
	w := wordsIn(f.Lang)
	for line := range strings.Lines(string(f.YAML())) {
		_, mark, _ := strings.Cut(line, " # ")
		switch {
		case strings.HasPrefix(mark, w.guessed):
			guesses++
		case mark != "":
			decisions++
		}
	}
	return guesses, decisions
}

// before is the screen under a dialog.
func (f *Flow) before(i int) *Screen {
	for i--; i >= 0; i-- {
		if !f.Screens[i].Dialog {
			return f.Screens[i]
		}
	}
	return nil
}

func encode(n *yaml.Node) []byte {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(n); err != nil {
		panic(err) // it cannot be: the tree is ours, and a buffer takes everything
	}
	if err := e.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// write writes a screen.
func (s *Screen) write(m *mapping, under *Screen) {
	if s.Dialog && under != nil {
		m.put("over", known(under.ID))
	}
	if s.Outcome != "" {
		m.put("outcome", known(s.Outcome))
	}
	title := m.put("title", s.Title)
	if s.Outcome != "" && s.Title.Guessed {
		title.LineComment = m.words.decide.outcome
	}
	if s.Text != "" {
		m.put("text", known(s.Text))
	}
	if s.Link != "" {
		m.put("link", known(s.Link))
	}
	if len(s.Fields) > 0 {
		fields := m.in("fields")
		for _, f := range s.Fields {
			f.write(fields.in(f.ID))
		}
	}
	if len(s.Buttons) > 0 {
		buttons := m.list("buttons")
		for _, b := range s.Buttons {
			b.write(m.item(buttons), s)
		}
	}
}

// write writes a field.
func (f *Field) write(m *mapping) {
	label := m.put("label", f.Label)
	if f.Label.Guessed {
		label.LineComment = m.words.decide.label
	}
	if f.Hint != "" {
		m.put("hint", known(f.Hint))
	}
	if f.Kind.Text != flow.PlainText.String() {
		m.put("kind", f.Kind)
	}
	f.writeOptions(m)
	f.writeTypes(m)
	if f.Required != nil && (!*f.Required || f.Kind.Text == flow.Checkbox.String()) { // others are
		m.put("required", known(strconv.FormatBool(*f.Required))).Tag = "!!bool"
	}
	f.writeLengths(m)
	if f.Digits {
		only := m.list("only")
		only.Style, only.Content = yaml.FlowStyle, []*yaml.Node{m.text(known(flow.Digit.String()))}
	}
	if f.Pattern != "" {
		m.put("pattern", known(f.Pattern))
	}
	if f.equals != "" {
		m.put("equals", guessed(f.equals))
	}
	if f.Message != "" {
		m.put("message", guessed(f.Message))
	}
	if f.Sample != "" {
		m.put("sample", guessed(f.Sample))
	}
}

func (f *Field) writeOptions(m *mapping) {
	if len(f.Options) == 0 {
		return
	}
	options := m.list("options")
	for _, o := range f.Options {
		options.Content = append(options.Content, m.text(known(o.Text)))
	}
	if f.Options[0].Guessed || len(f.Options) == 1 {
		last := options.Content[len(options.Content)-1]
		last.LineComment = m.words.decide.options
	}
}

func (f *Field) writeTypes(m *mapping) {
	if f.typed == nil {
		return
	}
	m.put("type", guessed(f.typed.ID))
	types := m.in("types")
	for i, o := range f.typed.Options {
		types.put(o.Text, known(f.types[i]))
	}
}

func (f *Field) writeLengths(m *mapping) {
	number := func(key string, n int) {
		if n > 0 {
			m.put(key, known(strconv.Itoa(n))).Tag = "!!int"
		}
	}
	if f.MinLength == f.MaxLength {
		number("length", f.MinLength)
		return
	}
	number("minlength", f.MinLength)
	number("maxlength", f.MaxLength)
}

// write writes a button of a screen.
func (b *Button) write(m *mapping, on *Screen) {
	label := m.put("label", b.Label)
	if b.Label.Guessed {
		label.LineComment = m.words.decide.button
	}
	if len(b.Items) > 0 {
		items := m.list("items")
		for _, item := range b.Items {
			item.write(m.item(items), on)
		}
		return
	}
	if b.Role != "" {
		m.put("role", known(b.Role))
	}
	switch {
	case b.code != nil:
		b.writeSender(m, on)
	case b.Stays:
		m.put("to", known(on.ID))
	case b.To == nil:
		m.put("to", known(on.ID)).LineComment = m.words.decide.to
	default:
		if b.Submit {
			m.put("submit", known("true")).Tag = "!!bool"
		}
		m.put("to", known(b.To.ID))
	}
}

// writeSender writes what a button does that sends a code: it checks what stands
// before the code.
func (b *Button) writeSender(m *mapping, on *Screen) {
	var before []*yaml.Node
	for _, f := range on.Fields {
		if f == b.code {
			break
		}
		before = append(before, m.text(known(f.ID)))
	}
	if len(before) > 0 {
		submit := m.list("submit")
		submit.Style, submit.Content = yaml.FlowStyle, before
	}
	m.put("send", known(b.code.ID))
}

// mapping is a mapping that is being written.
type mapping struct {
	node  yaml.Node
	words *words
}

// text is a scalar, with a mark where it was guessed.
func (m *mapping) text(t Text) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: t.Text}
	if t.Guessed {
		n.LineComment = m.words.guessed
	}
	return n
}

func (m *mapping) add(key string, n *yaml.Node) {
	m.node.Kind, m.node.Tag = yaml.MappingNode, "!!map"
	m.node.Content = append(m.node.Content, m.text(known(key)), n)
}

// put adds a text.
func (m *mapping) put(key string, t Text) *yaml.Node {
	n := m.text(t)
	m.add(key, n)
	return n
}

// in adds a mapping.
func (m *mapping) in(key string) *mapping {
	inner := &mapping{words: m.words}
	inner.node = yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	m.add(key, &inner.node)
	return inner
}

// list adds a sequence.
func (m *mapping) list(key string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	m.add(key, n)
	return n
}

// item adds a mapping to a sequence.
func (m *mapping) item(list *yaml.Node) *mapping {
	inner := &mapping{words: m.words}
	inner.node = yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	list.Content = append(list.Content, &inner.node)
	return inner
}
