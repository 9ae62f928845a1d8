package flowfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"rehearse/demo/flow"
)

// TestLoad reads folders from testdata/load/*.txtar. The first file is the
// flow to load; the last two are the problems that it gives, and its record.
func TestLoad(t *testing.T) {
	files, err := filepath.Glob("testdata/load/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := len(archive.Files) - 2
		folder, wanted := folderOf(archive.Files[:n]), archive.Files[n:]
		t.Run(filepath.Base(file), func(t *testing.T) {
			flow, problems, err := Load(folder, archive.Files[0].Name)
			if err != nil {
				t.Fatal(err)
			}
			for i, got := range []string{listed(problems), recordOf(flow)} {
				if *update {
					wanted[i].Data = []byte(got)
				} else if got != string(wanted[i].Data) {
					t.Errorf("%s: got\n%swant\n%s", wanted[i].Name, got, wanted[i].Data)
				}
			}
		})
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func folderOf(files []txtar.File) fstest.MapFS {
	folder := fstest.MapFS{}
	for _, f := range files {
		folder[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return folder
}

// recordOf writes the record of a flow, "" for none.
func recordOf(f *flow.Flow) string {
	if f == nil {
		return ""
	}
	var values []string
	for _, s := range f.Record {
		value := s.Value
		if s.Null {
			value = "null"
		}
		values = append(values, s.Name+"="+value)
	}
	return strings.Join(values, " ") + "\n"
}

// broken is a folder that cannot be read, but for one flow.
type broken struct{ files fstest.MapFS }

var errDisk = errors.New("the disk is gone")

func (b broken) Open(name string) (fs.File, error) {
	if _, ok := b.files[name]; ok {
		return b.files.Open(name)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: errDisk}
}

// TestLoadFails: a file that cannot be read is no mistake of the author's.
func TestLoadFails(t *testing.T) {
	for _, uses := range []string{"persona: sun", "continues: y", "screens: {end: {use: screens.yaml}}"} {
		folder := broken{fstest.MapFS{"x.flow.yaml": {Data: []byte("title: t\nstart: end\n" + uses + "\n")}}}
		if _, _, err := Load(folder, "x.flow.yaml"); !errors.Is(err, errDisk) {
			t.Errorf("%s: the error is %v", uses, err)
		}
	}
	if _, _, err := Load(fstest.MapFS{}, "x.flow.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a flow that is not there gives %v", err)
	}
}

// TestLoadManyFiles: a flow cannot make the whole disk be read.
func TestLoadManyFiles(t *testing.T) {
	folder := fstest.MapFS{}
	var src strings.Builder
	src.WriteString("title: t\nstart: s0\nscreens:\n")
	for i := range maxFiles + 5 {
		folder[fmt.Sprintf("f%d.screens.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "screens: {s%d: {title: t, buttons: [{label: go, to: s%d}]}}\n", i, i+1)}
		fmt.Fprintf(&src, "  s%d: {use: f%d.screens.yaml}\n", i, i)
	}
	folder["x.flow.yaml"] = &fstest.MapFile{Data: []byte(src.String())}
	flow, problems, err := Load(folder, "x.flow.yaml")
	if flow != nil || err != nil || !strings.Contains(listed(problems), "a flow may use 16 other files") {
		t.Errorf("%v, %v, %s", flow != nil, err, listed(problems))
	}
}

// TestLongChain: flows that continue each other without end are refused
// before they are all read.
func TestLongChain(t *testing.T) {
	folder := fstest.MapFS{}
	for i := range 1000 {
		folder[fmt.Sprintf("f%d.flow.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "title: t\nstart: end\ncontinues: f%d\nscreens: {end: {outcome: success, title: end}}\n", i+1)}
	}
	if flow, problems, err := Load(folder, "f0.flow.yaml"); flow != nil || err != nil || len(problems) != 1 {
		t.Errorf("%v, %v, %s", flow != nil, err, listed(problems))
	}
}

func TestIsSource(t *testing.T) {
	for name, want := range map[string]bool{
		"zh/x.flow.yaml": true, "personas.yaml": true, "zh/screens.yaml": true, "app.screens.yaml": true,
		"site.yaml": false, "zh/flow.yaml": false, "myscreens.yaml": false, "x.flow.yml": false, "personas.yaml.bak": false,
	} {
		if IsSource(name) != want {
			t.Errorf("IsSource(%q) is %v", name, !want)
		}
	}
}

// FuzzLoad reads a flow that uses another file: neither may make it panic.
func FuzzLoad(f *testing.F) {
	files, _ := filepath.Glob("testdata/load/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, other := range archive.Files[1:] {
			f.Add(archive.Files[0].Data, other.Data)
		}
	}
	f.Fuzz(func(t *testing.T, src, other []byte) {
		file := func(data []byte) *fstest.MapFile { return &fstest.MapFile{Data: data} }
		flow, problems, err := Load(fstest.MapFS{"x.flow.yaml": file(src), "screens.yaml": file(other), "personas.yaml": file(other), "y.flow.yaml": file(other)}, "x.flow.yaml")
		if err != nil || flow == nil && len(problems) == 0 {
			t.Errorf("%v, %v, %d problems", flow, err, len(problems))
		}
		for _, p := range problems {
			if p.Line < 1 || p.Col < 1 || p.Rule == "" || p.Message == "" || p.File == "" {
				t.Errorf("a problem without place or words: %+v", p)
			}
		}
	})
}
