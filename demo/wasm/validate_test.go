package wasm

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/flowtest"
)

// validator returns the path of wasm-validate, of the WebAssembly Binary
// Toolkit. Without one the test is skipped; with CI=true in the environment
// that fails it, as a suite that skips itself proves nothing.
func validator(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("wasm-validate")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("no wasm-validate found: see CONTRIBUTING.md")
	}
	if err != nil {
		t.Skip("SKIPPED: no wasm-validate found; see CONTRIBUTING.md")
	}
	return path
}

// afterVersion1 are the features that WebAssembly 1.0 does not have. Old
// browsers within apps know no others.
var afterVersion1 = []string{
	"--disable-mutable-globals", "--disable-saturating-float-to-int", "--disable-sign-extension", "--disable-simd",
	"--disable-multi-value", "--disable-bulk-memory", "--disable-reference-types",
}

// TestModulesValidate asks a program that others wrote whether modules are
// valid WebAssembly 1.0.
func TestModulesValidate(t *testing.T) {
	path := validator(t)
	flows := flowtest.All(t)
	for seed := range uint64(4) {
		flows = append(flows, parse(t, fmt.Sprintf("random%d.flow.yaml", seed), randomFlow(rand.New(rand.NewPCG(seed, 0)))))
	}
	for _, f := range flows {
		if out, err := validate(t, path, compile(t, f)); err != nil {
			t.Errorf("%s: %v\n%s", f.File, err, out)
		}
	}
	whole := compile(t, flows[0])
	if _, err := validate(t, path, whole[:len(whole)-1]); err == nil {
		t.Error("a module without its end is said to be valid")
	}
	if _, err := validate(t, path, signExtending()); err == nil {
		t.Error("an instruction that came after WebAssembly 1.0 is said to be valid")
	}
}

func validate(t *testing.T, path string, module []byte) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "m.wasm")
	if err := os.WriteFile(file, module, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, append([]string{file}, afterVersion1...)...).CombinedOutput()
	return string(out), err
}

// signExtending is a module with an instruction of a later version.
func signExtending() []byte {
	const extend8 = 0xC0
	f := &flow.Flow{Screens: []*flow.Screen{{}}}
	f.Start = f.Screens[0]
	c, err := newCompiler(f)
	if err != nil {
		panic(err)
	}
	c.body(c.known["screen"], 0, func(b *code) { b.i32Const(0).op(extend8) })
	return encode(c.module, c.layout)
}
