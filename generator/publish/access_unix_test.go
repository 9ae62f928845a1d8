//go:build unix

package publish

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

var isRoot = os.Getuid() == 0

// nobody is a user who owns nothing.
const nobody = 65534

// Names of denials.
const (
	absent = "where it would be made"
	sticky = "file in a folder where each has their own"
)

// denials are folders as others leave them, which a build of nobody's comes upon.
// Each is a folder "public" with crashOld in it, that is nobody's until change.
var denials = []struct {
	name   string
	change func(public string) error
	// folder or file is what the build must name; if neither, it must publish.
	folder, file string
}{
	{"page in a folder of another user", func(public string) error { return take(public+"/d/e", 0o755) }, "public/d/e", ""},
	{"removal in a folder of another user", func(public string) error { return take(public+"/gone", 0o755) }, "public/gone", ""},
	{"folder that nobody may look into", func(public string) error { return take(public+"/gone", 0o700) }, "public/gone", ""},
	{"output folder", func(public string) error { return take(public, 0o755) }, "public", ""},
	{"private folder", func(public string) error { return take(public+"/.rehearse", 0o755) }, "public/.rehearse", ""},
	{"lock", func(public string) error { return take(public+"/.rehearse/lock", 0o644) }, "", "public/.rehearse/lock"},
	{"manifest", func(public string) error { return take(public+"/.rehearse/manifest", 0o600) }, "", "public/.rehearse/manifest"},
	{absent, func(public string) error { return errors.Join(os.RemoveAll(public), take(filepath.Dir(public), 0o755)) }, ".", ""},
	{sticky, func(public string) error {
		return errors.Join(take(public, 0o1777), take(public+"/index.html", 0o666))
	}, "", "public/index.html"},
	{"file that nobody may read", func(public string) error { return take(public+"/index.html", 0o600) }, "", ""},
	{"file that nobody may write", func(public string) error { return take(public+"/index.html", 0o444) }, "", ""},
}

// take makes a file or folder root's. Where the tests are not run by root, it takes
// from its owner what mode leaves to others, which comes to the same.
func take(name string, mode os.FileMode) error {
	var err error
	if isRoot {
		err = os.Chown(name, 0, 0)
	} else {
		mode = mode&0o7077 | mode&0o7<<6
	}
	if mode&0o1000 != 0 {
		mode = mode&0o777 | os.ModeSticky
	}
	return errors.Join(err, os.Chmod(name, mode))
}

// TestDenied builds as a user to whom a part of the folder does not belong. What
// that user may not change is found out before anything is changed, and named.
func TestDenied(t *testing.T) {
	if base := os.Getenv("PUBLISH_TEST_DENIED"); base != "" {
		buildAsNobody(t, base)
		return
	}
	base := t.TempDir()
	allow(t, filepath.Dir(base), 0o755)
	var before []site
	for _, d := range denials {
		public := filepath.Join(base, d.name, "public")
		publish(t, public, crashOld)
		before = append(before, tree(t, filepath.Dir(public)))
		err := filepath.WalkDir(filepath.Dir(public), func(name string, _ os.DirEntry, err error) error {
			if isRoot {
				err = errors.Join(err, os.Chown(name, nobody, nobody))
			}
			return err
		})
		if err := errors.Join(err, d.change(public)); err != nil {
			t.Fatal(err)
		}
		if d.name == absent {
			clear(before[len(before)-1])
		}
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestDenied$", "-test.v")
	cmd.Env = append(os.Environ(), "PUBLISH_TEST_DENIED="+base)
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestDenied")) {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, d := range denials {
		reopen(t, filepath.Join(base, d.name))
		if d.name == sticky && !isRoot {
			continue
		}
		if d.folder+d.file == "" {
			wantTree(t, filepath.Join(base, d.name, "public"), site{"index.html": "new", "d/e/page.html": "new"})
		} else {
			wantSame(t, filepath.Join(base, d.name), before[i])
		}
	}
}

// wantSame is wantTree, the package's own files aside.
func wantSame(t *testing.T, dir string, before site) {
	t.Helper()
	now := tree(t, dir)
	for _, files := range []site{before, now} {
		for name := range files {
			if strings.HasPrefix(name, "public/"+privateDir) {
				delete(files, name)
			}
		}
	}
	for name, data := range before {
		if now[name] != data {
			t.Errorf("%s: %s was %q, and is %q", dir, name, data, now[name])
		}
	}
}

// reopen lets the test look at everything again.
func reopen(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			return os.Chmod(name, 0o755) // before it is read
		}
		return errors.Join(err, os.Chmod(name, 0o644))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func allow(t *testing.T, name string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}

func buildAsNobody(t *testing.T, base string) {
	if isRoot {
		if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range denials {
		if d.name == sticky && !isRoot {
			t.Log("only root can make files of several users: not tried: " + d.name)
			continue
		}
		dir := filepath.Join(base, d.name)
		err := buildInto(filepath.Join(dir, "public"))
		var denied *ReadOnlyError
		switch {
		case d.folder+d.file == "" && err != nil:
			t.Errorf("%s: %v", d.name, err)
		case d.folder+d.file == "":
		case !errors.As(err, &denied):
			t.Errorf("%s: %v", d.name, err)
		case d.folder != "" && denied.Folder != filepath.Join(dir, d.folder), d.file != "" && denied.File != filepath.Join(dir, d.file):
			t.Errorf("%s: named folder %q and file %q", d.name, denied.Folder, denied.File)
		case strings.Contains(err.Error(), "at "+dir), strings.Contains(err.Error(), "openat"):
			t.Errorf("%s: %v", d.name, err)
		}
	}
}

// buildInto publishes a site of two pages.
func buildInto(public string) error {
	s, err := Open(public, false)
	if err != nil {
		return err
	}
	defer s.Abort()
	for _, name := range []string{"index.html", "d/e/page.html"} {
		if err := s.Write(name, rankOf(name), []byte("new")); err != nil {
			return err
		}
	}
	_, err = s.Commit(context.Background())
	return err
}
