package publish

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCollisions(t *testing.T) {
	tests := []struct {
		name  string
		paths []string
		want  []Conflict
	}{
		{"none", []string{"a", "b/a", "b-a", "b.html"}, nil},
		{"twice", []string{"x", "a", "a", "a"}, []Conflict{{Twice, "a", ""}}},
		{"case", []string{"tags/Go/index.html", "tags/go/index.html"},
			[]Conflict{{CaseOnly, "tags/Go/index.html", "tags/go/index.html"}}},
		{"accents", []string{"caf\u00e9", "cafe\u0301"}, []Conflict{{CaseOnly, "cafe\u0301", "caf\u00e9"}}},
		{"file and folder", []string{"a", "a-b", "a/b/c", "a/b/d"}, []Conflict{{FileAndFolder, "a", "a/b/c"}}},
		{"file and folder by case", []string{"A", "a/b"}, []Conflict{{FileAndFolder, "A", "a/b"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			s := mustOpen(t, dir)
			for _, path := range test.paths {
				if err := s.Write(path, rankOf(path), []byte("x")); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.Conflicts()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			for _, c := range got {
				if c.String() == "" {
					t.Errorf("%+v has no words", c)
				}
			}
			_, err = s.Commit(context.Background())
			if (err != nil) != (test.want != nil) {
				t.Errorf("Commit: %v", err)
			}
			if test.want != nil {
				wantTree(t, dir, site{})
			}
		})
	}
}

func TestBadNames(t *testing.T) {
	bad := []string{"", ".", "..", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "a\x00b", "a\nb", "a\\b",
		".rehearse/manifest", ".Rehearse/x", ".rehearse", "\xff", strings.Repeat("长", 86), strings.Repeat("abc/", 300) + "d"}
	s := mustOpen(t, t.TempDir())
	for _, name := range bad {
		err := s.Write(name, rankOf(name), nil)
		if nameErr := (*NameError)(nil); !errors.As(err, &nameErr) || nameErr.Path != name {
			t.Errorf("Write(%q) = %v", name, err)
		}
	}
	good := []string{strings.Repeat("长", 85), "a.rehearse/b", "x/.rehearse/y", "...", "a b/c?d#e"}
	for _, name := range good {
		if err := s.Write(name, rankOf(name), nil); err != nil {
			t.Errorf("Write(%q) = %v", name, err)
		}
	}
	if report, err := s.Commit(context.Background()); err != nil || report.Written != len(good) {
		t.Errorf("Commit = %+v, %v", report, err)
	}
}
