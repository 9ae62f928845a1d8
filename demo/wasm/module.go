package wasm

// module is a module under construction.
type module struct {
	// constants begin at constantsAt; constant finds equal ones.
	constantsAt int
	constants   []byte
	constant    map[string]int
	functions   []function
	known       map[string]int // functions by name
	// exports are the names of the functions that are exported, which are the
	// first ones.
	exports []string
}

// function is a function of the module; parameters are its first locals.
type function struct {
	name      string
	signature signature
	locals    int // beside the parameters
	body      []byte
}

// define adds a function whose body is emitted later, and returns its number.
func (m *module) define(name string, params, results int) int {
	m.functions = append(m.functions, function{name: name, signature: signature{params, results}})
	n := len(m.functions) - 1
	m.known[name] = n
	return n
}

// body gives a function its code.
func (m *module) body(fn, locals int, emit func(*code)) {
	var b code
	emit(&b)
	b.end()
	m.functions[fn].locals, m.functions[fn].body = locals, b.b
}

// helper returns the number of a function, which is emitted at its first use.
func (m *module) helper(name string, params, results, locals int, emit func(*code)) int {
	if fn, ok := m.known[name]; ok {
		return fn
	}
	fn := m.define(name, params, results)
	m.body(fn, locals, emit)
	return fn
}

// data adds constants and returns their address.
func (m *module) data(p []byte) int {
	if at, ok := m.constant[string(p)]; ok {
		return at
	}
	at := m.constantsAt + len(m.constants)
	m.constants = append(m.constants, p...)
	m.constant[string(p)] = at
	return at
}

// encode returns a module in the binary format. The functions of the interface
// are its first.
func encode(m *module, l layout) []byte {
	var types, functions, exports, globals, bodies []byte
	signatures := map[signature]int{}
	for _, fn := range m.functions {
		if _, ok := signatures[fn.signature]; !ok {
			signatures[fn.signature] = len(signatures)
			types = appendSignature(types, fn.signature)
		}
		functions = appendUint(functions, uint32(signatures[fn.signature]))
		bodies = appendBytes(bodies, append(appendLocals(nil, fn.locals), fn.body...))
	}
	end := l.constants + len(m.constants)
	memory := appendUint([]byte{0}, uint32((end+pageSize-1)/pageSize))
	exports = appendExport(exports, "memory", exportMemory, 0)
	constants := [...]struct {
		name  string
		value int
	}{{"abi_version", ABIVersion}, {"state", 0}, {"state_size", l.stateSize}, {"text", l.text}, {"text_size", textUnits}}
	for i, g := range constants {
		globals = appendGlobal(globals, g.value)
		exports = appendExport(exports, g.name, exportGlobal, i)
	}
	for i, name := range m.exports {
		exports = appendExport(exports, name, exportFunction, i)
	}
	data := append([]byte{0, opI32Const}, appendInt(nil, int32(l.constants))...)
	data = appendBytes(append(data, opEnd), m.constants)

	b := []byte(header)
	b = appendSection(b, sectionType, len(signatures), types)
	b = appendSection(b, sectionFunction, len(m.functions), functions)
	b = appendSection(b, sectionMemory, 1, memory)
	b = appendSection(b, sectionGlobal, len(constants), globals)
	b = appendSection(b, sectionExport, 1+len(constants)+len(m.exports), exports)
	b = appendSection(b, sectionCode, len(m.functions), bodies)
	return appendSection(b, sectionData, 1, data)
}

// appendLocals appends the declaration of n locals.
func appendLocals(b []byte, n int) []byte {
	if n == 0 {
		return append(b, 0)
	}
	return append(appendUint(append(b, 1), uint32(n)), typeI32)
}
