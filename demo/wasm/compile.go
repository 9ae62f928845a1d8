package wasm

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"

	"rehearse/demo/flow"
)

// Compile returns the module of a flow that flowfile.Parse accepted. An error is a
// bug in this program.
//
// The stages: lay out the state; put the tables into the constants; emit the
// interface, each function drawing in what it needs; encode the sections.
func Compile(f *flow.Flow) ([]byte, error) {
	c := &compiler{flow: f, layout: layOut(f), known: map[string]int{}, constant: map[string]int{}}
	c.tables()
	c.emitInterface()
	if c.err != nil {
		return nil, fmt.Errorf("compile %s: %w", f.File, c.err)
	}
	return c.encode(), nil
}

// compiler is a module under construction.
type compiler struct {
	flow   *flow.Flow
	layout layout
	// constants begin at layout.constants; constant finds equal ones.
	constants []byte
	constant  map[string]int
	functions []function
	known     map[string]int // functions by name
	err       error

	fieldTable  int
	buttonTable int
}

// function is a function of the module; parameters are its first locals.
type function struct {
	name      string
	signature signature
	locals    int // beside the parameters
	body      []byte
}

// define adds a function whose body is emitted later, and returns its number.
func (c *compiler) define(name string, params, results int) int {
	c.functions = append(c.functions, function{name: name, signature: signature{params, results}})
	n := len(c.functions) - 1
	c.known[name] = n
	return n
}

// body gives a function its code.
func (c *compiler) body(fn, locals int, emit func(*code)) {
	var b code
	emit(&b)
	b.end()
	c.functions[fn].locals, c.functions[fn].body = locals, b.b
}

// helper returns the number of a function, which is emitted at its first use.
func (c *compiler) helper(name string, params, results, locals int, emit func(*code)) int {
	if fn, ok := c.known[name]; ok {
		return fn
	}
	fn := c.define(name, params, results)
	c.body(fn, locals, emit)
	return fn
}

// place adds constants and returns their address.
func (c *compiler) place(p []byte) int {
	if at, ok := c.constant[string(p)]; ok {
		return at
	}
	at := c.layout.constants + len(c.constants)
	c.constants = append(c.constants, p...)
	c.constant[string(p)] = at
	return at
}

// tables places what is known of fields and buttons.
func (c *compiler) tables() {
	var rows []byte
	for i, f := range c.flow.Fields {
		rows = binary.LittleEndian.AppendUint32(rows, uint32(c.layout.fields[i]))
		for _, n := range [...]int{f.Screen.Index, f.Capacity, int(traitsOf(f.Kind)), f.OptionCount()} {
			rows = binary.LittleEndian.AppendUint16(rows, uint16(n))
		}
	}
	c.fieldTable = c.place(rows)
	var screens []byte
	for _, b := range c.flow.Buttons {
		screens = binary.LittleEndian.AppendUint16(screens, uint16(b.Screen.Index))
		screens = binary.LittleEndian.AppendUint16(screens, uint16(usually(b).Index))
	}
	c.buttonTable = c.place(screens)
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

// encode writes the sections.
func (c *compiler) encode() []byte {
	var types, functions, exports, globals, bodies []byte
	signatures := map[signature]int{}
	for _, fn := range c.functions {
		if _, ok := signatures[fn.signature]; !ok {
			signatures[fn.signature] = len(signatures)
			types = appendSignature(types, fn.signature)
		}
		functions = appendUint(functions, uint32(signatures[fn.signature]))
		bodies = appendBytes(bodies, append(appendLocals(nil, fn.locals), fn.body...))
	}
	end := c.layout.constants + len(c.constants)
	memory := appendUint([]byte{0}, uint32((end+pageSize-1)/pageSize))
	exports = appendExport(exports, "memory", exportMemory, 0)
	constants := c.globals()
	for i, g := range constants {
		globals = appendGlobal(globals, g.value)
		exports = appendExport(exports, g.name, exportGlobal, i)
	}
	interfaces := c.exports()
	for i, e := range interfaces {
		exports = appendExport(exports, e.name, exportFunction, i)
	}
	data := append([]byte{0, opI32Const}, appendInt(nil, int32(c.layout.constants))...)
	data = appendBytes(append(data, opEnd), c.constants)

	b := []byte(header)
	b = appendSection(b, sectionType, len(signatures), types)
	b = appendSection(b, sectionFunction, len(c.functions), functions)
	b = appendSection(b, sectionMemory, 1, memory)
	b = appendSection(b, sectionGlobal, len(constants), globals)
	b = appendSection(b, sectionExport, 1+len(constants)+len(interfaces), exports)
	b = appendSection(b, sectionCode, len(c.functions), bodies)
	return appendSection(b, sectionData, 1, data)
}

// global is an exported constant.
type global struct {
	name  string
	value int
}

func (c *compiler) globals() []global {
	return []global{
		{"abi_version", ABIVersion},
		{"state", 0},
		{"state_size", c.layout.stateSize},
		{"text", c.layout.text},
		{"text_size", textUnits},
	}
}

// appendLocals appends the declaration of n locals.
func appendLocals(b []byte, n int) []byte {
	if n == 0 {
		return append(b, 0)
	}
	return append(appendUint(append(b, 1), uint32(n)), typeI32)
}
