package cli_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rehearse/demo/browsertest"
	"rehearse/generator/cli"
	"rehearse/generator/shots"
)

// command runs a command line and returns what it said.
func command(t *testing.T, wantCode int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if code := cli.Run(args, strings.NewReader(""), &out, &err); code != wantCode {
		t.Fatalf("%v: exit code %d, want %d\n%s%s", args, code, wantCode, out.String(), err.String())
	}
	return out.String(), err.String()
}

// photographed is a site that shows one screen in three sizes.
func photographed(t *testing.T) (content string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/shots.txtar")
	if err != nil {
		t.Fatal(err)
	}
	content = t.TempDir()
	for _, f := range archive.Files {
		name := filepath.Join(content, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return content
}

// An author shows a screen, takes the pictures, changes the flow, is told of
// it, and takes them again.
func TestShots(t *testing.T) {
	browsertest.Path(t)
	content := photographed(t)
	_, stderr := command(t, 1, "check", "-c", content, "-q")
	if !strings.Contains(stderr, "missing-shot") || !strings.Contains(stderr, "rehearse shots pin") {
		t.Errorf("check says:\n%s", stderr)
	}

	stdout, stderr := command(t, 0, "shots", "-c", content)
	names := []string{"lost.who.png", "lost.who.phone.png", "lost.who.cover.png"}
	var paths []string
	for _, name := range names {
		paths = append(paths, filepath.Join(content, "pin", name))
	}
	if stdout != strings.Join(paths, "\n")+"\n" || stderr != "3 screenshots taken, 0 up to date.\n" {
		t.Errorf("shots says:\n%s%s", stdout, stderr)
	}
	checkPicture(t, paths[0], 2*520, 0, "f0 b0")
	checkPicture(t, paths[1], 2*390, 0, "f0 b0")
	checkPicture(t, paths[2], 1200, 630, "")
	before := read(t, paths[0])
	command(t, 0, "check", "-c", content, "-q", "--strict")

	stdout, stderr = command(t, 0, "shots", "-c", content, "--force", "pin")
	if stdout != "" || stderr != "0 screenshots taken, 3 up to date.\n" {
		t.Errorf("the same screens make other pictures:\n%s%s", stdout, stderr)
	}

	flow := filepath.Join(content, "pin", "lost.flow.yaml")
	changed := bytes.Replace(read(t, flow), []byte("title: Who are you?"), []byte("title: Who is it?"), 1)
	if err := os.WriteFile(flow, changed, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, stderr = command(t, 0, "check", "-c", content, "-q"); strings.Count(stderr, "[stale-shot]") != 3 {
		t.Errorf("check says:\n%s", stderr)
	}
	command(t, 0, "shots", "-c", content, filepath.Join(content, "pin", "index.md"))
	if bytes.Equal(before, read(t, paths[0])) {
		t.Error("the picture is still the old one")
	}
	command(t, 0, "check", "-c", content, "-q", "--strict")
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// checkPicture looks at a screenshot's size, 0 for any, and at what it says.
func checkPicture(t *testing.T, file string, width, height int, callouts string) {
	t.Helper()
	data := read(t, file)
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if config.Width != width || height != 0 && config.Height != height || config.Height < 300 {
		t.Errorf("%s has %d × %d pixels", file, config.Width, config.Height)
	}
	p, ok := shots.Read(data)
	if !ok || p.Flow != "lost.flow.yaml" || p.Screen != "who" || strings.Join(p.Callouts, " ") != callouts {
		t.Errorf("%s says that it is %+v", file, p)
	}
}

// What cannot be done is said, and how it could be.
func TestShotsRefusals(t *testing.T) {
	content := photographed(t)
	for _, c := range []struct{ arg, said string }{
		{"pim", `there is no article "pim"`},
		{"pin/lost.flow.yaml", `"pin/lost.flow.yaml" is no article`},
	} {
		if _, stderr := command(t, 1, "shots", "-c", content, c.arg); !strings.Contains(stderr, c.said) {
			t.Errorf("%s: %s", c.arg, stderr)
		}
	}
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CHROMIUM", "")
	_, stderr := command(t, 1, "shots", "-c", content)
	if !strings.Contains(stderr, "there is no Chromium") || !strings.Contains(stderr, "set CHROMIUM") {
		t.Errorf("without a browser: %s", stderr)
	}
	t.Setenv("CHROMIUM", "/nowhere/chromium")
	if _, stderr = command(t, 1, "shots", "-c", content); !strings.Contains(stderr, "CHROMIUM is /nowhere/chromium, and there is no such program") {
		t.Errorf("with a browser that is not there: %s", stderr)
	}
}
