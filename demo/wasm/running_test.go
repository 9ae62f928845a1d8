package wasm

import (
	"context"
	"encoding/binary"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/simulate"
)

// running is a compiled flow at work in one of wazero's engines.
type running struct {
	t         testing.TB
	flow      *flow.Flow
	instance  api.Module
	functions map[string]api.Function
	state     uint32
	stateSize uint32
	text      uint32
	textSize  uint32
}

// engines are wazero's two, limited to WebAssembly 1.0.
func engines() map[string]wazero.RuntimeConfig {
	return map[string]wazero.RuntimeConfig{
		"interpreter": wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(api.CoreFeaturesV1 &^ api.CoreFeatureMutableGlobal),
		"compiler":    wazero.NewRuntimeConfigCompiler().WithCoreFeatures(api.CoreFeaturesV1 &^ api.CoreFeatureMutableGlobal),
	}
}

func load(t testing.TB, f *flow.Flow, config wazero.RuntimeConfig, binary []byte) *running {
	t.Helper()
	ctx := context.Background()
	runtime := wazero.NewRuntimeWithConfig(ctx, config)
	t.Cleanup(func() { _ = runtime.Close(ctx) })
	compiled, err := runtime.CompileModule(ctx, binary)
	if err != nil {
		t.Fatalf("the module is not valid: %v", err)
	}
	if n := len(compiled.ImportedFunctions()) + len(compiled.ImportedMemories()); n > 0 {
		t.Fatalf("the module has %d imports", n)
	}
	instance, err := runtime.InstantiateModule(ctx, compiled, wazero.NewModuleConfig())
	if err != nil {
		t.Fatal(err)
	}
	m := &running{t: t, flow: f, instance: instance, functions: map[string]api.Function{}}
	for name := range compiled.ExportedFunctions() {
		m.functions[name] = instance.ExportedFunction(name)
	}
	if v := m.global("abi_version"); v != ABIVersion {
		t.Fatalf("abi_version is %d", v)
	}
	m.state, m.stateSize = m.global("state"), m.global("state_size")
	m.text, m.textSize = m.global("text"), m.global("text_size")
	return m
}

func (m *running) global(name string) uint32 {
	g := m.instance.ExportedGlobal(name)
	if g == nil {
		m.t.Fatalf("no global %s", name)
	}
	return uint32(g.Get())
}

// call calls an exported function; none of them may ever trap.
func (m *running) call(name string, args ...int) int {
	values := make([]uint64, len(args))
	for i, a := range args {
		values[i] = api.EncodeI32(int32(a))
	}
	results, err := m.functions[name].Call(context.Background(), values...)
	if err != nil {
		m.t.Fatalf("%s%v: %v", name, args, err)
	}
	if len(results) == 0 {
		return 0
	}
	return int(api.DecodeI32(results[0]))
}

func (m *running) bytes() []byte {
	b, ok := m.instance.Memory().Read(m.state, m.stateSize)
	if !ok {
		m.t.Fatal("the state is not in memory")
	}
	return b
}

func (m *running) setBytes(state []byte) { m.instance.Memory().Write(m.state, state) }

// write puts units into the exchange buffer.
func (m *running) write(units []uint16) {
	for i, u := range units {
		m.instance.Memory().WriteUint16Le(m.text+2*uint32(i), u)
	}
}

func (m *running) read(n int) []uint16 {
	b, _ := m.instance.Memory().Read(m.text, 2*uint32(n))
	units := make([]uint16, n)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return units
}

// step does what Machine.Step does.
func (m *running) step(e simulate.Event) int {
	switch e.Kind {
	case simulate.Press:
		return m.call("press", e.Index)
	case simulate.Refresh:
		m.call("refresh", e.Index)
	case simulate.Tick:
		m.call("tick", e.N)
	case simulate.Input:
		m.write(e.Text)
		n := e.N
		if e.Index >= 0 && e.Index < len(m.flow.Fields) && !m.flow.Fields[e.Index].Kind.IsChoice() {
			n = len(e.Text)
		}
		m.call("input", e.Index, n)
	}
	return simulate.Done
}

func parse(t testing.TB, file string, src []byte) *flow.Flow {
	t.Helper()
	f, problems := flowfile.Parse(file, src)
	if f == nil {
		t.Logf("%s", src)
	}
	return sound(t, f, problems)
}

// sound returns a flow that has no errors.
func sound(t testing.TB, f *flow.Flow, problems []diag.Problem) *flow.Flow {
	t.Helper()
	if f == nil {
		for _, p := range problems {
			t.Errorf("%s:%d:%d: %s [%s]", p.File, p.Line, p.Col, p.Message, p.Rule)
		}
		t.FailNow()
	}
	return f
}

func compile(t testing.TB, f *flow.Flow) []byte {
	t.Helper()
	b, err := Compile(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
