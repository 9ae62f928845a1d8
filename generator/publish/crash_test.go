package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Two versions of a site, whose pages each need an asset; a file becomes a
// folder, a folder a file, pages come, change and go. The folder new is moved as
// a whole; more is not, since pages elsewhere may need what is in it.
var (
	crashOld = site{
		"assets/a.1.css": "css one",
		"index.html":     "needs assets/a.1.css",
		"gone/x.html":    "needs assets/a.1.css",
		"f":              "file",
		"d/e/page.html":  "needs assets/a.1.css",
		"same.html":      "needs nothing",
		"sitemap.xml":    "old",
	}
	crashNew = site{
		"assets/a.2.css":     "css two",
		"assets/pic.png":     "picture",
		"index.html":         "needs assets/a.2.css at home",
		"new/section/y.html": "needs assets/pic.png here",
		"new/feed.json":      "new",
		"more/own/pic.png":   "picture",
		"more/own/z.html":    "needs assets/pic.png",
		"f/page.html":        "needs assets/a.2.css",
		"d":                  "file",
		"same.html":          "needs nothing",
		"sitemap.xml":        "new",
	}
	crashForeign = site{"CNAME": "example.org", "gone/theirs.txt": "theirs"}
)

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PUBLISH_TEST_DIR"); dir != "" {
		os.Exit(crashingBuild(dir, os.Getenv("PUBLISH_TEST_STEP")))
	}
	os.Exit(m.Run())
}

// crashingBuild publishes crashNew, and kills itself before the given step,
// counting from 0. It exits with 0 only where there is no such step.
func crashingBuild(dir, step string) int {
	target, _ := strconv.Atoi(step)
	count := 0
	s, err := open(dir, false, func(string) error {
		if count == target {
			self, _ := os.FindProcess(os.Getpid())
			self.Kill()
			select {}
		}
		count++
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for path, data := range crashNew {
		if err := s.Write(path, rankOf(path), []byte(data)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	if _, err := s.Commit(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// kill runs crashingBuild in another process, and reports whether it was killed.
func kill(t *testing.T, dir string, step int) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PUBLISH_TEST_DIR="+dir, "PUBLISH_TEST_STEP="+strconv.Itoa(step))
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false
	}
	if len(out) > 0 {
		t.Fatalf("step %d: %s", step, out)
	}
	return true
}

// withForeign is a site as it is in its folder.
func withForeign(files site) site {
	all := maps.Clone(files)
	maps.Copy(all, crashForeign)
	return all
}

// oldSite makes a folder with crashOld and the foreign files.
func oldSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	publish(t, dir, crashOld)
	for path, data := range crashForeign {
		put(t, dir, path, data)
	}
	return dir
}

// checkWorks fails the test where a page needs a file that is not there, or a
// file has neither its old nor its new bytes.
func checkWorks(t *testing.T, dir string) {
	t.Helper()
	now := tree(t, dir)
	for path, data := range now {
		if strings.HasSuffix(path, "/") {
			continue
		}
		if data != crashOld[path] && data != crashNew[path] && data != crashForeign[path] {
			t.Errorf("%s is half-written: %q", path, data)
		}
		if need, ok := strings.CutPrefix(data, "needs assets"); ok {
			need, _, _ = strings.Cut(need, " ")
			if _, there := now["assets"+need]; !there {
				t.Errorf("%s: its assets%s is missing", path, need)
			}
		}
	}
}

// wantOldOrNew opens the folder after a crash, and returns whether the site is
// the new one.
func wantOldOrNew(t *testing.T, dir string) bool {
	t.Helper()
	s, err := Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	_, isNew := tree(t, dir)["assets/a.2.css"]
	if isNew {
		wantTree(t, dir, withForeign(crashNew))
	} else {
		wantTree(t, dir, withForeign(crashOld))
	}
	if got := private(t, dir); strings.Join(got, " ") != "lock manifest" {
		t.Errorf("left behind: %q", got)
	}
	return isNew
}

func TestKilledAtEveryStep(t *testing.T) {
	var old, fresh int
	for step := 0; ; step++ {
		dir := oldSite(t)
		killed := kill(t, dir, step)
		checkWorks(t, dir)
		if !killed {
			break
		}
		if wantOldOrNew(t, dir) {
			fresh++
		} else {
			old++
		}
		publish(t, dir, crashNew) // and the manifest is right
		wantTree(t, dir, withForeign(crashNew))
		publish(t, dir, site{})
		wantTree(t, dir, crashForeign)
		if t.Failed() {
			t.Fatalf("killed before step %d", step)
		}
	}
	if old < len(crashNew) || fresh < len(crashNew) {
		t.Errorf("killed %d times before the journal and %d times after: too few steps", old, fresh)
	}
}

func TestKilledAgainWhileRecovering(t *testing.T) {
	for first := 14; ; first += 5 {
		dir := oldSite(t)
		if !kill(t, dir, first) {
			return
		}
		for second := 0; kill(t, dir, second); second += 3 {
			checkWorks(t, dir)
			if second > 100 {
				t.Fatal("the build does not end")
			}
		}
		wantOldOrNew(t, dir)
		wantTree(t, dir, withForeign(crashNew))
		if t.Failed() {
			t.Fatalf("killed before step %d", first)
		}
	}
}

// failAt opens dir, on a disk that then fails once, at the given step.
func failAt(t *testing.T, dir, step string, broken error) (s *Staging, failed *bool) {
	t.Helper()
	s, failed = mustOpen(t, dir), new(bool)
	s.step = func(now string) error {
		if *failed || now != step {
			return nil
		}
		*failed = true
		return broken
	}
	return s, failed
}

func TestFailingDisk(t *testing.T) {
	broken := errors.New("no space left on device")
	tests := []struct {
		step  string
		isNew bool // after the next Open
	}{
		{"stage index.html", false},
		{"write " + nextFile, false},
		{"write " + journalDraft, false},
		{"begin", false},
		{"mkdir more", false},
		{"mkdir more/own", false},
		{"move assets/a.2.css", false},
		{"move assets/pic.png", true},
		{"remove f", true},
		{"mkdir f", true},
		{"rmdir d", true},
		{"movedir new", true},
		{"carry new/section/y.html", true},
		{"move sitemap.xml", true},
		{"remove assets/a.1.css", true},
		{"rmdir gone", true},
		{"manifest", true},
		{"sweep " + journalFile, true},
		{"sweep " + stageDir, true},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.step, "/", "_"), func(t *testing.T) {
			dir := oldSite(t)
			s, failed := failAt(t, dir, test.step, broken)
			var writeErr error
			for path, data := range crashNew {
				writeErr = cmp.Or(writeErr, s.Write(path, rankOf(path), []byte(data)))
			}
			_, err := s.Commit(context.Background())
			if !errors.Is(err, broken) || !*failed {
				t.Fatalf("Commit: %v", err)
			}
			if strings.HasPrefix(test.step, "stage") != (writeErr != nil) {
				t.Errorf("Write: %v", writeErr)
			}
			checkWorks(t, dir)
			if !test.isNew {
				wantTree(t, dir, withForeign(crashOld))
			}
			if err := s.Abort(); err != nil {
				t.Error(err)
			}
			if got := wantOldOrNew(t, dir); got != test.isNew {
				t.Errorf("the site is new: %v, want %v", got, test.isNew)
			}
		})
	}
}

// After a power failure, what was written last may be empty on the disk: then
// the site stays where the crash has left it, all of it is known to be ours,
// and the next build mends it.
func TestPowerFailure(t *testing.T) {
	damages := map[string]func(data []byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"longer":    func(data []byte) []byte { return append(data, 0) },
		"same size": func(data []byte) []byte { data[0] ^= 1; return data },
	}
	moments := []struct{ step, damaged string }{
		{"move index.html", "index.html"},
		{"movedir new", "new/section/y.html"},
		{"move sitemap.xml", "sitemap.xml"},
	}
	for name, damage := range damages {
		for _, moment := range moments {
			for _, next := range []site{crashNew, {}} {
				t.Run(fmt.Sprintf("%s, %s %s, %d files next", moment.step, moment.damaged, name, len(next)), func(t *testing.T) {
					dir := oldSite(t)
					s, _ := failAt(t, dir, moment.step, errors.New("power failure"))
					write(t, s, crashNew)
					if _, err := s.Commit(context.Background()); err == nil {
						t.Fatal("no power failure")
					}
					before := tree(t, dir)
					damageStaged(t, dir, moment.damaged, damage)
					mustOpen(t, dir).Abort()
					checkWorks(t, dir)
					wantTree(t, dir, before) // the site is where the crash has left it
					publish(t, dir, next)
					wantTree(t, dir, withForeign(next))
				})
			}
		}
	}
}

// damageStaged changes a file that waits in the stage, and has the bytes that
// the new site has at path.
func damageStaged(t *testing.T, dir, path string, damage func([]byte) []byte) {
	t.Helper()
	var name string
	for waiting, data := range tree(t, filepath.Join(dir, stageDir)) {
		if data == crashNew[path] {
			name = filepath.Join(dir, stageDir, waiting)
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, damage(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

// A folder that somebody makes after the planning, and what is in it, stays; the
// new site's is moved into it.
func TestFolderAppearsMeanwhile(t *testing.T) {
	dir := oldSite(t)
	s := mustOpen(t, dir)
	s.step = func(now string) error {
		if now == "movedir new" {
			put(t, dir, "new/theirs", "theirs")
			put(t, dir, "new/section/theirs", "theirs")
		}
		return nil
	}
	write(t, s, crashNew)
	if _, err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := withForeign(crashNew)
	want["new/theirs"], want["new/section/theirs"] = "theirs", "theirs"
	wantTree(t, dir, want)
}

// When even the undoing of a failed Commit is cut short, the next Open must
// not take files that were swept for files that were moved.
func TestFailingUndo(t *testing.T) {
	for _, second := range []string{"sweep " + journalFile, "sweep " + journalDraft, "sweep " + nextFile, "sweep " + stageDir} {
		t.Run(strings.ReplaceAll(second, "/", "_"), func(t *testing.T) {
			dir := oldSite(t)
			s, dead := mustOpen(t, dir), false
			s.step = func(now string) error {
				if dead = dead || now == second; dead || now == "mkdir more/own" {
					return errors.New("no space left on device")
				}
				return nil
			}
			write(t, s, crashNew)
			if _, err := s.Commit(context.Background()); err == nil || !dead {
				t.Fatalf("Commit: %v", err)
			}
			checkWorks(t, dir)
			wantOldOrNew(t, dir)
		})
	}
}

// A stage that vanishes under a build is an error, not a site without pages.
func TestVanishedStage(t *testing.T) {
	dir := oldSite(t)
	s := mustOpen(t, dir)
	write(t, s, crashNew)
	if err := os.RemoveAll(filepath.Join(dir, stageDir)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(context.Background()); err == nil {
		t.Error("published nothing, and said that all is well")
	}
	wantTree(t, dir, withForeign(crashOld))
}

// What is in the way in the stage alone, and is no other output, is an error and
// not a page less.
func TestCrowdedStage(t *testing.T) {
	dir := oldSite(t)
	s := mustOpen(t, dir)
	put(t, dir, newFolders+"/new/section/y.html", "not ours")
	write(t, s, crashNew)
	if _, err := s.Commit(context.Background()); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Commit: %v", err)
	}
	s.Abort()
	wantTree(t, dir, withForeign(crashOld))
}

// Whatever operation fails, and for however long, what stands is a working site,
// its author is told what could not be changed in words that are not the system's,
// and the next build that can be carried out leaves nothing of it.
func TestStoppedAtEveryOperation(t *testing.T) {
	var steps []string
	s := mustOpen(t, oldSite(t))
	s.step = func(now string) error { steps = append(steps, now); return nil }
	write(t, s, crashNew)
	if _, err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	partly := 0
	for _, bad := range steps {
		dir := oldSite(t)
		// Thrice: the first build is stopped, the next one too, the last one is not.
		for build := range 3 {
			fail := func(now string) error {
				if now == bad && build < 2 {
					return &fs.PathError{Op: "renameat", Path: now, Err: errors.New("device is busy")}
				}
				return nil
			}
			s, err := open(dir, false, fail)
			var partial *PartialError
			if err == nil {
				for path, data := range crashNew {
					_ = s.Write(path, rankOf(path), []byte(data)) // Commit tells
				}
				_, err = s.Commit(context.Background())
				if errors.As(err, &partial) {
					partly++
					if isFile := strings.HasPrefix(bad, "move ") || strings.HasPrefix(bad, "remove "); isFile && (partial.Done >= partial.Total || !strings.HasSuffix(partial.File, "/"+bad[strings.IndexByte(bad, ' ')+1:])) {
						t.Errorf("%s: %+v", bad, partial)
					}
				} else if err != nil && build == 0 && !strings.HasPrefix(bad, "sweep") {
					wantTree(t, dir, withForeign(crashOld))
				}
				s.Abort()
			}
			if err != nil && strings.Contains(err.Error(), "renameat") {
				t.Errorf("%s: %v", bad, err)
			}
			checkWorks(t, dir)
			if build == 2 && err != nil {
				t.Errorf("%s: %v", bad, err)
			}
		}
		wantTree(t, dir, withForeign(crashNew))
		publish(t, dir, site{})
		wantTree(t, dir, crashForeign)
		if t.Failed() {
			t.Fatalf("stopped at %s", bad)
		}
	}
	if partly < len(crashNew) {
		t.Errorf("only %d builds were stopped on their way", partly)
	}
}

// What somebody puts where a stopped build would go on does not keep the next one
// from anything but that.
func TestStoppedForGood(t *testing.T) {
	dir := oldSite(t)
	s, _ := failAt(t, dir, "move index.html", errors.New("device is busy"))
	write(t, s, crashNew)
	if _, err := s.Commit(context.Background()); err == nil {
		t.Fatal("not stopped")
	}
	if err := os.Remove(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "index.html/theirs", "theirs")
	s = mustOpen(t, dir)
	write(t, s, crashNew)
	conflicts, err := s.Conflicts()
	if err != nil || len(conflicts) != 2 || conflicts[0].Path != "index.html" {
		t.Errorf("conflicts %v, %v", conflicts, err)
	}
	s.Abort()
	if err := os.RemoveAll(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	publish(t, dir, crashNew)
	wantTree(t, dir, withForeign(crashNew))
}
