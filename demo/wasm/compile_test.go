package wasm

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/flowtest"
	"rehearse/demo/simulate"
)

func compressed(t testing.TB, p []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(p); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// TestModulesAreSmall holds the budget of each of the site's flows: 4 KB.
func TestModulesAreSmall(t *testing.T) {
	for _, f := range flowtest.All(t) {
		module := compile(t, f)
		t.Logf("%s: %d bytes, %d compressed", f.Name, len(module), compressed(t, module))
		if n := compressed(t, module); n > 4096 {
			t.Errorf("%s: %d bytes compressed", f.File, n)
		}
	}
}

// TestOnlyWhatIsUsed: a flow without fields has no code for any.
func TestOnlyWhatIsUsed(t *testing.T) {
	f := parse(t, "tiny.flow.yaml", []byte("title: t\nstart: a\nscreens:\n  a: {title: a, buttons: [{label: go, to: b}]}\n  b: {outcome: success, title: b}\n"))
	if n := len(compile(t, f)); n > 460 {
		t.Errorf("two screens and a button take %d bytes", n)
	}
	p := newPair(t, f)
	p.restart(7)
	p.walk()
	p.compareViews()
}

func TestSameFlowSameBytes(t *testing.T) {
	for seed := range uint64(10) {
		src := randomFlow(rand.New(rand.NewPCG(seed, 0)))
		a := compile(t, parse(t, "a/one.flow.yaml", src))
		b := compile(t, parse(t, "b/other.flow.yaml", src))
		if !bytes.Equal(a, b) {
			t.Errorf("seed %d: the modules differ", seed)
		}
	}
}

// TestNoArgumentTraps calls every function with numbers that mean nothing.
func TestNoArgumentTraps(t *testing.T) {
	for _, f := range flowtest.All(t) {
		for _, config := range engines() {
			m := load(t, f, config, compile(t, f))
			odd := []int{-1 << 31, -1, 0, 1, 5, len(f.Fields), len(f.Buttons), 1 << 16, 1<<31 - 1}
			for round := range 2 { // before the first restart, and after
				for _, a := range odd {
					m.call("refresh", a)
					m.call("tick", a)
					m.call("error", a)
					m.call("shown", a)
					m.call("left", a)
					m.call("enabled", a)
					if n := m.call("value", a); n < 0 || n > textUnits {
						t.Errorf("value(%d) is %d", a, n)
					}
					for _, n := range odd {
						m.call("input", a, n)
					}
					if got := m.call("press", a); (a < 0 || a >= len(f.Buttons)) && got != simulate.NotHere {
						t.Errorf("press(%d) is %d", a, got)
					}
				}
				m.call("restart", round)
			}
		}
	}
}

// TestInputIsCutAtTheBuffer: more units than the buffer has are not read.
func TestInputIsCutAtTheBuffer(t *testing.T) {
	f := parse(t, "long.flow.yaml", []byte("title: t\nstart: a\nscreens:\n  a: {title: a, fields: {x: {label: x, sample: x, maxlength: 127}}, buttons: [{label: go, to: b}]}\n  b: {outcome: success, title: b}\n"))
	for name, config := range engines() {
		m := load(t, f, config, compile(t, f))
		m.call("restart", 1)
		m.write(slices.Repeat([]uint16{' '}, textUnits)) // what follows is not blank
		m.call("input", 0, textUnits+1)
		if n := m.call("value", 0); n != 0 {
			t.Errorf("%s: %d units were kept", name, n)
		}
		m.write(slices.Repeat([]uint16{'y'}, textUnits))
		m.call("input", 0, -1)
		if n := m.call("value", 0); n != 128 {
			t.Errorf("%s: %d units were kept, want the capacity, 128", name, n)
		}
	}
}

// TestStateIsTheWholeState: what was written back is where it goes on.
func TestStateIsTheWholeState(t *testing.T) {
	f := flowtest.All(t)[0]
	p := newPair(t, f)
	p.restart(3)
	start := p.state
	var snapshots [][]byte
	for _, m := range p.modules {
		snapshots = append(snapshots, bytes.Clone(m.bytes()))
	}
	p.walk()
	for _, m := range p.modules {
		m.setBytes(snapshots[0])
	}
	p.state = start
	p.walk()
	p.compareViews()
}

// TestDrawings: equal seeds draw equal captchas, others others.
func TestDrawings(t *testing.T) {
	f := parse(t, "c.flow.yaml", []byte("title: t\nstart: a\nscreens:\n  a: {title: a, fields: {c: {label: c, kind: captcha}}, buttons: [{label: go, submit: true, to: b}]}\n  b: {outcome: success, title: b}\n"))
	m := load(t, f, engines()["interpreter"], compile(t, f))
	seen := map[string]int{}
	for seed := range 1000 {
		m.call("restart", seed)
		n := m.call("shown", 0)
		if n != flow.CaptchaUnits {
			t.Fatalf("%d units are shown", n)
		}
		seen[fmt.Sprint(m.read(n))]++
	}
	if len(seen) < 990 {
		t.Errorf("a thousand seeds draw only %d captchas", len(seen))
	}
}

// largeFlow is a procedure of n screens with a form on each.
func largeFlow(n int) []byte {
	var b strings.Builder
	b.WriteString("title: t\nstart: s0\nrecord: {name: 孙小样}\nscreens:\n")
	for i := range n {
		fmt.Fprintf(&b, "  s%d:\n    title: t\n    fields:\n      name: {label: n, equals: record.name}\n"+
			"      c: {label: c, kind: captcha}\n      p: {label: p, pattern: '[A-Z]{2}\\d{1,%d}', sample: AB1}\n"+
			"    buttons: [{label: go, submit: true, to: s%d}, {label: over, to: s%d}]\n", i, 1+i%20, i+1, i+1)
	}
	fmt.Fprintf(&b, "  s%d: {outcome: success, title: end}\n", n)
	return []byte(b.String())
}

func TestLargeFlow(t *testing.T) {
	f := parse(t, "large.flow.yaml", largeFlow(200))
	p := newPair(t, f)
	p.restart(1)
	p.walk()
	p.compareViews()
}

// TestInANodeEngine runs a module in V8 where node is installed: another
// implementation of the standard must accept it and agree.
func TestInANodeEngine(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("node is not installed")
	}
	if err != nil {
		t.Skip("SKIPPED: node is not installed")
	}
	dir := t.TempDir()
	for seed := range uint64(6) {
		f := parse(t, "random.flow.yaml", randomFlow(rand.New(rand.NewPCG(seed, 0))))
		file := filepath.Join(dir, "m.wasm")
		if err := os.WriteFile(file, compile(t, f), 0o600); err != nil {
			t.Fatal(err)
		}
		const script = `
const e = new WebAssembly.Instance(new WebAssembly.Module(require("fs").readFileSync(process.argv[1]))).exports;
e.restart(5);
process.stdout.write(Buffer.from(e.memory.buffer, e.state.value, e.state_size.value).toString("hex"));`
		out, err := exec.Command(node, "-e", script, file).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		machine := simulate.New(f)
		if want := fmt.Sprintf("%x", machine.Bytes(machine.Start(5))); string(out) != want {
			t.Errorf("seed %d:\n got %s\nwant %s", seed, out, want)
		}
	}
}
