package publish

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
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
			if s, err := Open(dir); err == nil {
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
	if _, err := Open(file); err == nil {
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
