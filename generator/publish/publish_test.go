package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// site is the files of a site by their paths.
type site map[string]string

// write puts a site into a Staging.
func write(t testing.TB, s *Staging, files site) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := s.Write(path, rankOf(path), []byte(files[path])); err != nil {
			t.Fatal(err)
		}
	}
}

func mustOpen(t testing.TB, dir string) *Staging {
	t.Helper()
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Abort() })
	return s
}

// publish publishes a site, and fails the test where that is not possible.
func publish(t testing.TB, dir string, files site) Report {
	t.Helper()
	s := mustOpen(t, dir)
	write(t, s, files)
	report, err := s.Commit(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// tree reads all files below dir but the package's own; folders that are
// empty, and links, are in it too.
func tree(t testing.TB, dir string) site {
	t.Helper()
	files := site{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		name = filepath.ToSlash(name)
		switch {
		case name == privateDir && entry.IsDir():
			return fs.SkipDir
		case name == privateDir:
		case entry.IsDir():
			if entries, _ := os.ReadDir(path); len(entries) == 0 && name != "." {
				files[name+"/"] = "empty"
			}
		case entry.Type()&fs.ModeSymlink != 0:
			files[name], _ = os.Readlink(path)
		default:
			data, err := os.ReadFile(path)
			files[name] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func wantTree(t testing.TB, dir string, want site) {
	t.Helper()
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("output folder (-want +got):\n%s", diff)
	}
}

// put writes a file as somebody else would.
func put(t testing.TB, dir, path, data string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

// private returns what the package keeps for itself in dir.
func private(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, privateDir))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestPublishTwice(t *testing.T) {
	dir := t.TempDir()
	first := site{"index.html": "one", "a/index.html": "a", "a/b/c.png": "pic", "住房/index.html": "二"}
	got := publish(t, dir, first)
	if want := (Report{Written: 4, Bytes: 10}); got != want {
		t.Errorf("first report %+v, want %+v", got, want)
	}
	wantTree(t, dir, first)

	second := site{"index.html": "two!", "a/index.html": "a", "new/x.txt": ""}
	got = publish(t, dir, second)
	if want := (Report{Written: 2, Unchanged: 1, Removed: 2, Bytes: 5}); got != want {
		t.Errorf("second report %+v, want %+v", got, want)
	}
	wantTree(t, dir, second)
	if diff := cmp.Diff([]string{"lock", "manifest"}, private(t, dir)); diff != "" {
		t.Errorf("left behind (-want +got):\n%s", diff)
	}
}

func TestUnchangedFilesStay(t *testing.T) {
	dir := t.TempDir()
	big := strings.Repeat("0123456789abcdef", 10_000)
	files := site{"same.html": "same", "big.bin": big, "empty": "", "other.html": "old"}
	publish(t, dir, files)
	then := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	names := []string{".", "same.html", "big.bin", "empty", ".rehearse/manifest"}
	before := map[string]fs.FileInfo{}
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(dir, name), then, then); err != nil {
			t.Fatal(err)
		}
		before[name], _ = os.Stat(filepath.Join(dir, name))
	}
	files["other.html"] = "new"
	publish(t, dir, files)
	for _, name := range names {
		after, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !os.SameFile(before[name], after) && name != ".rehearse/manifest" {
			t.Errorf("%s is another file than before", name)
		}
		if !after.ModTime().Equal(then) && name != "." && name != ".rehearse/manifest" {
			t.Errorf("%s has a new modification time", name)
		}
	}
	before[names[4]], _ = os.Stat(filepath.Join(dir, names[4]))
	publish(t, dir, files)
	after, _ := os.Stat(filepath.Join(dir, names[4]))
	if !os.SameFile(before[names[4]], after) {
		t.Error("a build that changes nothing has written a new manifest")
	}
}

func TestChangeBeyondTheFirstBuffer(t *testing.T) {
	dir := t.TempDir()
	data := bytes.Repeat([]byte{'x'}, 100<<10)
	publish(t, dir, site{"f": string(data)})
	data[len(data)-1] = 'y'
	if got := publish(t, dir, site{"f": string(data)}); got.Written != 1 {
		t.Errorf("report %+v: a change in the last byte was not seen", got)
	}
	wantTree(t, dir, site{"f": string(data)})
}

func TestForeignFilesStay(t *testing.T) {
	dir := t.TempDir()
	foreign := site{"CNAME": "example.org", ".gitkeep": "", ".git/HEAD": "ref", "zh/notes.txt": "mine", "own/": "empty"}
	for path, data := range foreign {
		if path == "own/" {
			os.MkdirAll(filepath.Join(dir, "own"), 0o777)
		} else {
			put(t, dir, path, data)
		}
	}
	publish(t, dir, site{"zh/index.html": "x", "zh/a/index.html": "x", "own/index.html": "x"})
	publish(t, dir, site{"index.html": "y"})
	want := maps.Clone(foreign)
	want["index.html"] = "y"
	wantTree(t, dir, want)
}

func TestIdenticalForeignFileIsAdopted(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "index.html", "same")
	if got := publish(t, dir, site{"index.html": "same"}); got.Unchanged != 1 {
		t.Errorf("report %+v", got)
	}
	put(t, dir, "b.html", "same")
	if got := publish(t, dir, site{"index.html": "same", "b.html": "same"}); got.Unchanged != 2 {
		t.Errorf("report %+v", got)
	}
	publish(t, dir, site{"index.html": "changed"}) // both are ours now
	wantTree(t, dir, site{"index.html": "changed"})
}

func TestForeignConflicts(t *testing.T) {
	outside := t.TempDir()
	put(t, outside, "secret.html", "secret")
	link := func(t *testing.T, dir, target, name string) {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	tests := []struct {
		name    string
		prepare func(t *testing.T, dir string)
		files   site
		want    []string
	}{
		{"file", func(t *testing.T, dir string) { put(t, dir, "a.html", "theirs") },
			site{"a.html": "ours"}, []string{"a.html"}},
		{"file of the same size", func(t *testing.T, dir string) { put(t, dir, "a.html", "them") },
			site{"a.html": "ours"}, []string{"a.html"}},
		{"file where a folder is needed", func(t *testing.T, dir string) { put(t, dir, "a", "theirs") },
			site{"a/b/c.html": "ours"}, []string{"a"}},
		{"folder where a file is needed", func(t *testing.T, dir string) { put(t, dir, "a/x", "theirs") },
			site{"a": "ours"}, []string{"a", "a/x"}},
		{"their file in our old folder", func(t *testing.T, dir string) {
			publish(t, dir, site{"a/index.html": "x"})
			put(t, dir, "a/x", "theirs")
		}, site{"a": "ours"}, []string{"a/x"}},
		{"link to a file", func(t *testing.T, dir string) { link(t, dir, "b.html", "a.html") },
			site{"a.html": "ours"}, []string{"a.html"}},
		{"link in place of our file", func(t *testing.T, dir string) {
			publish(t, dir, site{"a.html": "x"})
			os.Remove(filepath.Join(dir, "a.html"))
			link(t, dir, filepath.Join(outside, "secret.html"), "a.html")
		}, site{"a.html": "ours"}, []string{"a.html"}},
		{"folder that leads out", func(t *testing.T, dir string) { link(t, dir, outside, "a") },
			site{"a/secret.html": "ours"}, []string{"a"}},
		{"folder that leads to another", func(t *testing.T, dir string) {
			put(t, dir, "b/x.html", "theirs")
			link(t, dir, "b", "a")
		}, site{"a/y.html": "ours"}, []string{"a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			test.prepare(t, dir)
			before := tree(t, dir)
			s := mustOpen(t, dir)
			write(t, s, test.files)
			conflicts, err := s.Conflicts()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range conflicts {
				if c.Kind != Foreign || !strings.Contains(c.String(), c.Path) {
					t.Errorf("conflict %+v: %s", c, c)
				}
				got = append(got, c.Path)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			if _, err := s.Commit(context.Background()); err == nil {
				t.Error("published all the same")
			}
			if err := s.Abort(); err != nil {
				t.Error(err)
			}
			wantTree(t, dir, before)
		})
	}
	wantTree(t, outside, site{"secret.html": "secret"})
}

func TestRemovalsFollowNoLink(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	publish(t, dir, site{"a/index.html": "x", "b/index.html": "x", "c.html": "x"})
	put(t, outside, "index.html", "theirs")
	put(t, dir, "real/index.html", "theirs")
	for name, target := range map[string]string{"a": outside, "b": "real", "c.html": "real/index.html"} {
		os.RemoveAll(filepath.Join(dir, name))
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	if got := publish(t, dir, site{"index.html": "y"}); got.Removed != 0 {
		t.Errorf("report %+v", got)
	}
	wantTree(t, outside, site{"index.html": "theirs"})
	wantTree(t, dir, site{"index.html": "y", "a": outside, "b": "real", "c.html": "real/index.html",
		"real/index.html": "theirs"})
}

func TestFileBecomesFolderAndBack(t *testing.T) {
	dir := t.TempDir()
	sites := []site{
		{"a": "file", "b/c/d.html": "deep", "b/e.html": "e", "z.html": "z"},
		{"a/b/c/index.html": "x", "a/pic.png": "p", "b": "file", "z.html": "z"},
		{"a": "file", "b/c/d.html": "deep", "b/e.html": "e", "z.html": "z"},
		{"b/c": "file"},
	}
	removed := []int{0, 3, 3, 4}
	for i, files := range sites {
		if got := publish(t, dir, files); got.Removed != removed[i] {
			t.Errorf("site %d: report %+v, want %d removed", i, got, removed[i])
		}
		wantTree(t, dir, files)
	}
}

// On a file system that ignores case, the old and the new name of a page are
// one file; two hard links look the same to a program.
func TestRenamingByCaseKeepsTheFile(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site{"Guide.html": "x"})
	if err := os.Link(filepath.Join(dir, "Guide.html"), filepath.Join(dir, "guide.html")); err != nil {
		t.Skip(err)
	}
	if got := publish(t, dir, site{"guide.html": "x"}); got.Removed != 0 {
		t.Errorf("report %+v: the page was removed under its old name", got)
	}
}

func TestOldNameOfOtherCaseGoes(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site{"Guide.html": "x"})
	publish(t, dir, site{"guide.html": "x"})
	wantTree(t, dir, site{"guide.html": "x"})
}

func TestOneBuildAtATime(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	if _, err := Open(dir, false); !errors.Is(err, ErrBusy) {
		t.Fatalf("second Open: %v", err)
	}
	if err := s.Write("a", Page, nil); err != nil {
		t.Errorf("the second Open has disturbed the first: %v", err)
	}
	s.Abort()
	mustOpen(t, dir)
}

func TestAbortLeavesTheOldSite(t *testing.T) {
	dir := t.TempDir()
	old := site{"a/index.html": "old", "b.html": "old"}
	publish(t, dir, old)
	s := mustOpen(t, dir)
	write(t, s, site{"a/index.html": "new", "c/d.html": "new"})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit: %v", err)
	}
	for range 2 {
		if err := s.Abort(); err != nil {
			t.Error(err)
		}
	}
	if err := s.Write("x", Page, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("Write after Abort: %v", err)
	}
	if _, err := s.Commit(context.Background()); !errors.Is(err, ErrClosed) {
		t.Errorf("Commit after Abort: %v", err)
	}
	wantTree(t, dir, old)
	if diff := cmp.Diff([]string{"lock", "manifest"}, private(t, dir)); diff != "" {
		t.Errorf("left behind (-want +got):\n%s", diff)
	}
}

func TestCopy(t *testing.T) {
	dir := t.TempDir()
	content := strings.Repeat("picture", 20_000)
	opened := 0
	open := func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(strings.NewReader(content)), nil
	}
	for i, want := range []Report{
		{Written: 1, Bytes: int64(len(content))},
		{Unchanged: 1, Bytes: int64(len(content))},
	} {
		s := mustOpen(t, dir)
		if err := s.Copy("p.png", Need, open); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Commit(context.Background()); err != nil || got != want {
			t.Errorf("report %d: %+v, %v; want %+v", i, got, err, want)
		}
	}
	if opened != 2 {
		t.Errorf("opened %d times", opened)
	}
	wantTree(t, dir, site{"p.png": content})
}

func TestUnreadableSourceFailsTheSite(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site{"a": "old"})
	broken := errors.New("broken")
	for name, open := range map[string]func() (io.ReadCloser, error){
		"open": func() (io.ReadCloser, error) { return nil, broken },
		"read": func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("ol"), readerFunc(func([]byte) (int, error) { return 0, broken }))), nil
		},
	} {
		s := mustOpen(t, dir)
		for _, path := range []string{"a", "b"} {
			if err := s.Copy(path, rankOf(path), open); !errors.Is(err, broken) {
				t.Errorf("%s: Copy(%q) = %v", name, path, err)
			}
		}
		if _, err := s.Commit(context.Background()); !errors.Is(err, broken) {
			t.Errorf("%s: Commit = %v: an incomplete site was published", name, err)
		}
		s.Abort()
	}
	wantTree(t, dir, site{"a": "old"})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

func TestConcurrentWrites(t *testing.T) {
	files := site{}
	for i := range 300 {
		files[fmt.Sprintf("s%d/p%d/index.html", i%7, i)] = strings.Repeat("x", i)
	}
	var manifests [2][]byte
	for round := range manifests {
		dir := t.TempDir()
		s := mustOpen(t, dir)
		var group sync.WaitGroup
		for path, data := range files { // in another order each time
			group.Go(func() {
				if err := s.Write(path, rankOf(path), []byte(data)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		wantTree(t, dir, files)
		manifests[round], _ = os.ReadFile(filepath.Join(dir, manifestFile))
	}
	if !bytes.Equal(manifests[0], manifests[1]) {
		t.Error("two manifests of one site differ")
	}
}
