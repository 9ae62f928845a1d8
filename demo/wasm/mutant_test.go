package wasm

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var mutants = flag.Bool("mutants", false, "break the compiler in many ways and see that the comparison notices")

// TestMutants shows that the comparison with the simulator is worth something:
// each change of the compiler's source, built in by an overlay, must make it
// fail. It takes minutes, so it is asked for: go test -mutants -run Mutants.
func TestMutants(t *testing.T) {
	if !*mutants {
		t.Skip("run with -mutants")
	}
	for _, m := range []struct{ file, from, to string }{
		{"check.go", "length().i32(k.Length).op(opLtU)", "length().i32(k.Length + 1).op(opLtU)"},
		{"check.go", "length().i32(k.Length).op(opGtU)", "length().i32(k.Length + 1).op(opGtU)"},
		{"check.go", "case flow.Only:\n\t\tb.i32(value).call(c.classes()).i32(^maskOfAll(k.Classes)).op(opAnd)", "case flow.Only:\n\t\tb.i32(0)"},
		{"check.go", "i32(i + 1).op(opEq)", "i32(i).op(opEq)"},
		{"check.go", "b.get(0).get(1).op(opOr).set(1)", "b.get(0).set(1)"},
		{"check.go", "b.i32(0).load16(value+4).i32('3').op(opLtU, opOr)", "b.i32(0).load16(value+4).i32('4').op(opLtU, opOr)"},
		{"press.go", "b.i32(slot).i32(1 + a.Slot.Capacity).call(c.fill())", ""},
		{"press.go", "i32(w.Choice).op(opEq)", "i32(w.Choice).op(opNe)"},
		{"press.go", "i32(t.Screen.Index).set(1)", "i32(button.Screen.Index).set(1)"},
		{"press.go", "depth[button.Index] = i", "depth[button.Index] = (i + 1) % len(special)"},
		{"helpers.go", "{'0', '9', maskDigit}", "{'0', '8', maskDigit}"},
		{"helpers.go", "if c.has(isCaptcha) {\n\t\t\tb.get(1).load16(rowTraits)", "if false {\n\t\t\tb.get(1).load16(rowTraits)"},
		{"helpers.go", "{{13, opShl}, {17, opShrU}, {5, opShl}}", "{{13, opShl}, {17, opShrU}, {6, opShl}}"},
		{"helpers.go", "b.get(5).op(opEqz).get(4).call(c.isSpace()).op(opAnd).brIf(1)", ""},
		{"helpers.go", "{0x202A, 0x202E}", "{0x202A, 0x202F}"},
		{"helpers.go", "within('a', 'z').i32(5)", "within('a', 'y').i32(5)"},
		{"helpers.go", "b.get(1).within(6, 13)", "b.get(1).within(6, 12)"},
		{"interface.go", "b.get(2).load32(rowCell).i32(0).store16(0)\n", "\n"},
		{"interface.go", "op(opGtU, opSelect)", "op(opGeU, opSelect)"},
		{"layout.go", "return traitCode | traitDraw", "return traitDraw"},
		{"layout.go", "case flow.Password, flow.NewPassword:\n\t\treturn traitForget", "case flow.Password:\n\t\treturn traitForget"},
	} {
		t.Run(m.file+" "+m.from, func(t *testing.T) {
			source, err := os.ReadFile(m.file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(source), m.from) != 1 {
				t.Fatalf("%q is not there once", m.from)
			}
			out, err := mutated(t, m.file, strings.Replace(string(source), m.from, m.to, 1))
			if err == nil {
				t.Errorf("nothing noticed %q", m.to)
			} else if !strings.Contains(out, "DoNotDiffer") {
				t.Errorf("the mutant does not run:\n%s", out)
			}
		})
	}
}

// mutated runs the comparison with other contents of a file.
func mutated(t *testing.T, file, contents string) (string, error) {
	dir := t.TempDir()
	changed, overlay := filepath.Join(dir, "changed.go"), filepath.Join(dir, "overlay.json")
	whole, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {whole: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{changed: []byte(contents), overlay: replace} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("go", "test", "-overlay", overlay, "-run", "DoNotDiffer", ".").CombinedOutput()
	return string(out), err
}
