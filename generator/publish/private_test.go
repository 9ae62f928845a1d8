package publish

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(dir string)
	}{
		{"a manifest that leads out", func(dir string) { put(t, dir, manifestFile, manifestHeader+"../victim\n") }},
		{"a manifest of another version", func(dir string) { put(t, dir, manifestFile, "rehearse manifest 9\n") }},
		{"a manifest that is cut off", func(dir string) { put(t, dir, manifestFile, manifestHeader+"inde") }},
		{"a journal that leads out", func(dir string) {
			put(t, dir, journalFile, journalHeader+"remove ../victim\n"+journalEnd)
		}},
		{"a journal that is cut off", func(dir string) { put(t, dir, journalFile, journalHeader+"remove x\n") }},
		{"a file in place of the private folder", func(dir string) { put(t, dir, privateDir, "") }},
		{"a link in place of the private folder", func(dir string) {
			put(t, dir, "elsewhere/x", "")
			os.Symlink("elsewhere", filepath.Join(dir, privateDir))
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			put(t, dir, "../victim", "precious")
			put(t, dir, "x", "precious")
			test.prepare(dir)
			if s, err := Open(dir, false); err == nil {
				s.Abort()
				t.Error("opened")
			}
			if data, _ := os.ReadFile(filepath.Join(dir, "../victim")); string(data) != "precious" {
				t.Error("a file outside was touched")
			}
			if tree(t, dir)["x"] != "precious" {
				t.Error("a file inside was touched")
			}
		})
	}
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o666)
	if _, err := Open(file, false); err == nil {
		t.Error("opened a file")
	}
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(manifestHeader + "a/index.html\nb\na/\n"))
	f.Add([]byte(manifestHeader + "../x\n"))
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseManifest(data)
		if err != nil {
			return
		}
		for _, path := range slices.Concat(m.files, m.folders) {
			if checkPath(path) != nil {
				t.Errorf("accepted %q", path)
			}
		}
		again, err := parseManifest(m.encode())
		if err != nil || !bytes.Equal(again.encode(), m.encode()) {
			t.Errorf("%q does not survive a round trip: %v", data, err)
		}
	})
}

func FuzzJournal(f *testing.F) {
	f.Add(encodeJournal([]operation{{do: makeFolder, path: "a"}, {do: moveFile, path: "a/b c", apart: 12, size: 1 << 40, sum: 0xdeadbeef}, {do: moveFolder, path: "d"}, {do: carryFile, path: "d/e", size: 1, sum: 2}}))
	f.Add([]byte(journalHeader + "move 1 2 3\n" + journalEnd))
	f.Add([]byte(journalHeader + "remove /etc/passwd\n" + journalEnd))
	f.Fuzz(func(t *testing.T, data []byte) {
		operations, err := parseJournal(data)
		if err != nil {
			return
		}
		for _, op := range operations {
			if checkPath(op.path) != nil {
				t.Errorf("accepted %q", op.path)
			}
		}
		again, err := parseJournal(encodeJournal(operations))
		if err != nil || !slices.Equal(again, operations) {
			t.Errorf("%q does not survive a round trip: %v", data, err)
		}
	})
}

// What cannot be read of our own is named, and given up where that is asked for:
// then files are overwritten that have a name of the new site, and no others.
func TestAdopt(t *testing.T) {
	for name, damage := range map[string]func(dir string){
		"lost":             func(dir string) { os.RemoveAll(filepath.Join(dir, privateDir)) },
		"empty manifest":   func(dir string) { put(t, dir, manifestFile, "") },
		"leading out":      func(dir string) { put(t, dir, manifestFile, manifestHeader+"../victim\n") },
		"empty journal":    func(dir string) { put(t, dir, journalFile, "") },
		"damaged journal":  func(dir string) { put(t, dir, journalFile, journalHeader+"remove ../victim\n"+journalEnd) },
		"both are damaged": func(dir string) { put(t, dir, journalFile, ""); put(t, dir, manifestFile, "\x00") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			put(t, dir, "../victim", "precious")
			publish(t, dir, site{"a.html": "old", "s/b.html": "old", "gone.html": "old"})
			put(t, dir, "CNAME", "theirs")
			put(t, dir, ".git/HEAD", "theirs")
			knows := name == "empty journal" || name == "damaged journal"
			damage(dir)
			var damaged *DamagedError
			if s, err := Open(dir, false); err == nil {
				s.Abort()
				if name != "lost" {
					t.Fatal("opened as if nothing were wrong")
				}
			} else if !errors.As(err, &damaged) || !strings.HasPrefix(damaged.File, filepath.Join(dir, privateDir)) {
				t.Fatalf("Open: %v", err)
			}
			s, err := Open(dir, true)
			if err != nil {
				t.Fatal(err)
			}
			want := site{"a.html": "new", "s/b.html": "new"}
			write(t, s, want)
			report, err := s.Commit(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			want["CNAME"], want[".git/HEAD"] = "theirs", "theirs"
			others, other := 0, ""
			if !knows {
				want["gone.html"], others, other = "old", 2, "CNAME"
			}
			wantTree(t, dir, want)
			if report.Others != others || report.Other != other {
				t.Errorf("report %+v", report)
			}
			if data, _ := os.ReadFile(filepath.Join(dir, "../victim")); string(data) != "precious" {
				t.Error("a file outside was touched")
			}
			if r := publish(t, dir, site{}); r.Removed != 2 || r.Others != 0 { // both are ours again
				t.Errorf("then: %+v", r)
			}
		})
	}
}

// Links, and folders in the place of files, are nobody's to adopt.
func TestAdoptFollowsNoLink(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	put(t, outside, "x.html", "theirs")
	put(t, dir, "c.html/theirs", "theirs")
	for name, target := range map[string]string{"a": outside, "b.html": filepath.Join(outside, "x.html")} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Abort()
	write(t, s, site{"a/x.html": "new", "b.html": "new", "c.html": "new"})
	conflicts, err := s.Conflicts()
	if err != nil || len(conflicts) != 4 {
		t.Errorf("conflicts %v, %v", conflicts, err)
	}
}
