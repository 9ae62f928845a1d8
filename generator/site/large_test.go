package site

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// unreadFS fails the test where somebody reads a file of it.
type unreadFS struct {
	fstest.MapFS
	t *testing.T
}

func (f unreadFS) Open(name string) (fs.File, error) {
	if name != "." {
		f.t.Errorf("%s is read", name)
	}
	return f.MapFS.Open(name)
}

func (f unreadFS) ReadFile(name string) ([]byte, error) {
	f.t.Errorf("%s is read", name)
	return f.MapFS.ReadFile(name)
}

// TestLargeSettingsAreNotRead: a site.yaml that can only be a mistake is refused by
// its size.
func TestLargeSettingsAreNotRead(t *testing.T) {
	fsys := unreadFS{fstest.MapFS{siteFile: {Data: []byte("title: " + strings.Repeat("x", maxSite))}}, t}
	_, problems, err := readSite(fsys, "")
	if err != nil || len(problems) != 1 || problems[0].File != siteFile || !strings.Contains(problems[0].Message, "larger than 256 KB") {
		t.Errorf("%v, %v", problems, err)
	}
}
