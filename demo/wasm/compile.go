package wasm

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/pattern"
)

// Compile returns the module of a flow that flowfile.Parse accepted. An error is a
// bug in this program.
//
// The stages: lay out the state; put the tables into the constants; emit the
// interface, each function drawing in what it needs; encode the sections.
func Compile(f *flow.Flow) ([]byte, error) {
	c, err := newCompiler(f)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", f.File, err)
	}
	return encode(c.module, c.layout), nil
}

// compiler makes the module of a flow.
type compiler struct {
	*module
	flow     *flow.Flow
	layout   layout
	patterns map[string]*pattern.Table

	fieldTable  int
	buttonTable int
}

// newCompiler returns a compiler that has emitted everything.
func newCompiler(f *flow.Flow) (*compiler, error) {
	l := layOut(f)
	c := &compiler{flow: f, layout: l, patterns: map[string]*pattern.Table{},
		module: &module{known: map[string]int{}, constant: map[string]int{}, constantsAt: l.constants}}
	for _, field := range f.Fields {
		for _, k := range field.Checks {
			if k.Pattern == "" {
				continue
			}
			t, err := pattern.Compile(k.Pattern)
			if err != nil {
				return nil, fmt.Errorf("pattern %q passed the rules: %w", k.Pattern, err)
			}
			c.patterns[k.Pattern] = t
		}
	}
	c.tables()
	c.emitInterface()
	return c, nil
}

// tables stores what is known of fields and buttons.
func (c *compiler) tables() {
	var rows []byte
	for i, f := range c.flow.Fields {
		rows = binary.LittleEndian.AppendUint32(rows, uint32(c.layout.fields[i]))
		for _, n := range [...]int{f.Screen.Index, f.Capacity, int(traitsOf(f.Kind)), f.OptionCount()} {
			rows = binary.LittleEndian.AppendUint16(rows, uint16(n))
		}
	}
	c.fieldTable = c.data(rows)
	var screens []byte
	for _, b := range c.flow.Buttons {
		screens = binary.LittleEndian.AppendUint16(screens, uint16(b.Screen.Index))
		screens = binary.LittleEndian.AppendUint16(screens, uint16(usually(b).Index))
	}
	c.buttonTable = c.data(screens)
}

// usually is the screen to which a button leads if no condition says
// otherwise; its own where it leads nowhere.
func usually(b *flow.Button) *flow.Screen {
	if n := len(b.To); n > 0 {
		return b.To[n-1].Screen
	}
	return b.Screen
}

// record returns the bytes of the slots as a rehearsal begins with them.
func (c *compiler) record() []byte {
	var b []byte
	for _, s := range c.flow.Record {
		text := utf16.Encode([]rune(s.Value))
		head := len(text) + 1
		if s.Options != nil {
			text, head = nil, s.Choice
		} else if s.Null {
			head = 0
		}
		b = binary.LittleEndian.AppendUint16(b, uint16(head))
		for _, u := range text {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		b = append(b, make([]byte, 2*(s.Capacity-len(text)))...)
	}
	return b
}
