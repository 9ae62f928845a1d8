package history

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// repository is one that a test makes.
type repository struct {
	t   testing.TB
	dir string
	day int
}

func newRepository(t testing.TB) *repository {
	r := &repository{t: t, dir: t.TempDir()}
	r.git("init", "-q")
	return r
}

// git runs git with no settings but those of the repository, on the day that is next.
func (r *repository) git(args ...string) string {
	r.t.Helper()
	date := fmt.Sprintf("2026-03-%02dT12:00:00Z", r.day)
	cmd := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE=2026-06-01T00:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v %s", args, err, out)
	}
	return string(out)
}

func (r *repository) write(name, text string) {
	r.t.Helper()
	name = filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// commit commits all there is, on the next day.
func (r *repository) commit() {
	r.t.Helper()
	r.day++
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "a message\n\nM\x01 of lines")
}

func (r *repository) read(folder string) *History {
	r.t.Helper()
	h, err := Read(r.t.Context(), filepath.Join(r.dir, folder))
	if err != nil || h == nil {
		r.t.Fatalf("%v, %v", h, err)
	}
	return h
}

// is checks on which day of March a file was changed, 0 for one of which that is not
// known.
func is(t *testing.T, h *History, file string, day int) {
	t.Helper()
	when, ok := h.Changed(file)
	if day == 0 && !ok {
		return
	}
	if want := time.Date(2026, 3, day, 12, 0, 0, 0, time.UTC); !ok || !when.Equal(want) {
		t.Errorf("%s was changed at %v (%v), want %v", file, when, ok, want)
	}
}

// The date is that of the author, of the last commit that changed the file and not
// only its name.
func TestChanged(t *testing.T) {
	r := newRepository(t)
	r.write("content/a.md", "one")
	r.write("content/b/c 中\n文.md", "two, which is longer than a few letters")
	r.write("other.md", "three")
	r.commit() // 1
	r.write("content/a.md", "one more")
	r.commit() // 2
	r.git("mv", "content/b", "content/d")
	r.commit() // 3
	r.write("other.md", "four")
	r.commit() // 4
	r.write("content/b/c 中\n文.md", "another one in its place")
	r.commit() // 5
	r.git("mv", "content/d", "content/e")
	r.commit() // 6
	r.write("content/new.md", "not committed")
	h := r.read("content")
	is(t, h, "a.md", 2)
	is(t, h, "e/c 中\n文.md", 1)
	is(t, h, "b/c 中\n文.md", 5)
	is(t, h, "new.md", 0)
	is(t, h, "other.md", 0)
	if !h.Newer("b/c 中\n文.md", "a.md") || h.Newer("a.md", "b/c 中\n文.md") || h.Newer("a.md", "a.md") || h.Newer("new.md", "a.md") {
		t.Error("the order of commits is wrong")
	}
	is(t, r.read("."), "other.md", 4)
}

// What a branch changed counts, too.
func TestBranches(t *testing.T) {
	r := newRepository(t)
	r.write("a.md", "one")
	r.write("b.md", "one")
	r.commit() // 1
	r.git("checkout", "-q", "-b", "side")
	r.write("a.md", "two")
	r.commit() // 2
	r.git("checkout", "-q", "-")
	r.write("b.md", "two")
	r.commit() // 3
	r.day++
	r.git("merge", "-q", "--no-ff", "-m", "merged", "side")
	h := r.read(".")
	is(t, h, "a.md", 2)
	is(t, h, "b.md", 3)
}

// Of the commit at which a history is cut off nobody knows what it changed.
func TestShallow(t *testing.T) {
	r := newRepository(t)
	r.write("a.md", "one")
	r.write("b.md", "one")
	r.commit() // 1
	r.write("a.md", "two")
	r.commit() // 2
	r.write("b.md", "two")
	r.commit() // 3
	clone := &repository{t: t, dir: filepath.Join(t.TempDir(), "clone")}
	r.git("clone", "-q", "--depth", "2", "file://"+r.dir, clone.dir)
	h := clone.read(".")
	is(t, h, "a.md", 0)
	is(t, h, "b.md", 3)
	if h.Cut() != 1 {
		t.Errorf("of %d files nothing is known, want 1", h.Cut())
	}
	if whole := r.read("."); whole.Cut() != 0 {
		t.Error("a whole history is said to be cut off")
	}
}

func TestNoHistory(t *testing.T) {
	if h, err := Read(t.Context(), t.TempDir()); h != nil || err != nil {
		t.Errorf("no repository: %v, %v", h, err)
	}
	r := newRepository(t)
	if h, err := Read(t.Context(), r.dir); h != nil || err != nil {
		t.Errorf("no commit: %v, %v", h, err)
	}
	r.write("a.md", "one")
	r.commit()
	t.Run("no git", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if h, err := Read(t.Context(), r.dir); h != nil || err != nil {
			t.Errorf("no git: %v, %v", h, err)
		}
	})
	r.write(".git/config", "[rubbish")
	if h, err := Read(t.Context(), r.dir); h != nil || err == nil || !strings.Contains(err.Error(), "config") {
		t.Errorf("a broken repository: %v, %v", h, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := Read(ended, r.dir); err == nil {
		t.Error("it went on although it was to end")
	}
}

// Neither the settings of a repository nor those of a hook run or change anything.
func TestSettingsDoNotMatter(t *testing.T) {
	r := newRepository(t)
	r.write("a.md", "one")
	r.commit()
	ran := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+ran+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, setting := range [][2]string{
		{"core.pager", script}, {"log.showSignature", "true"}, {"gpg.program", script}, {"diff.external", script},
		{"core.fsmonitor", script}, {"log.follow", "true"}, {"core.quotePath", "true"}, {"color.ui", "always"}, {"log.decorate", "full"},
		{"diff.renames", "copies"}, {"log.diffMerges", "on"}, {"diff.noprefix", "true"}, {"format.pretty", "full"}, {"log.date", "iso"},
	} {
		r.git("config", setting[0], setting[1])
	}
	t.Setenv("GIT_DIR", "nowhere")
	t.Setenv("GIT_WORK_TREE", "nowhere")
	is(t, r.read("."), "a.md", 1)
	if _, err := os.Stat(ran); err == nil {
		t.Error("a program that the settings name was run")
	}
}

// TestTexts reads what a file was, by the name that it had.
func TestTexts(t *testing.T) {
	r := newRepository(t)
	r.write("c/zh/a b.md", "first\n")
	r.write("c/en/a b.md", "first, translated\n")
	r.commit()
	r.write("c/zh/a b.md", "second\n")
	r.commit()
	r.git("mv", "c/zh", "c/cn")
	r.commit()
	r.write("c/cn/a b.md", "third\n")
	r.write("c/en/new.md", "new\n")
	h := r.read("c")
	texts, err := h.Texts(t.Context(), []Moment{
		{File: "cn/a b.md", Of: "en/a b.md"}, {File: "cn/a b.md"}, {File: "nowhere"}, {File: "cn"}, {File: "cn/a b.md", Of: "cn/a b.md"},
		{File: "a\nb.md"}, {File: "en/new.md", Of: "en/a b.md"}, {File: "en/a b.md"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, text := range texts {
		got = append(got, strings.TrimSpace(string(text)))
	}
	if s := strings.Join(got, "|"); s != "first|second|||second|||first, translated" {
		t.Errorf("%s", s)
	}
}

// BenchmarkRead reads the history of 10,000 files, each changed in three of 3,000
// commits.
func BenchmarkRead(b *testing.B) {
	r := newRepository(b)
	const files, commits = 10_000, 3_000
	var stream strings.Builder
	for i := range commits {
		fmt.Fprintf(&stream, "commit refs/heads/main\ncommitter x <x@example.org> %d +0000\ndata 1\nx\n", 1_700_000_000+i)
		for k := range 3 * files / commits {
			fmt.Fprintf(&stream, "M 644 inline a%d/b%d.md\ndata %d\n%d\n", (i*10+k)%100, (i*10+k)%files, len(fmt.Sprint(i)), i)
		}
		stream.WriteByte('\n')
	}
	cmd := exec.Command("git", "fast-import", "--quiet")
	cmd.Dir, cmd.Stdin = r.dir, strings.NewReader(stream.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v %s", err, out)
	}
	r.git("symbolic-ref", "HEAD", "refs/heads/main")
	for b.Loop() {
		if h := r.read("."); len(h.files) != files {
			b.Fatal(len(h.files))
		}
	}
}
