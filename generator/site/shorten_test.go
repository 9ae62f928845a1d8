package site

import (
	"strings"
	"testing"
)

func TestShorten(t *testing.T) {
	tests := [][2]string{
		{"一二三。", "一二三。"},
		{"一二三四五六。七八九十一二三四", "一二三四五六。"},
		{"一二三四五六，七八九十一二三四", "一二三四五六…"},
		{"一二三四五六七八九十一二", "一二三四五六七八九十…"},
		{"Some long words here", "Some long…"},
		{"Dot v1.25 is no end at all", "Dot v1.25…"},
	}
	for _, test := range tests {
		if got := shorten(test[0], 10); got != test[1] {
			t.Errorf("%q: got %q, want %q", test[0], got, test[1])
		}
	}
	if got := shorten(strings.Repeat("字", 500), descriptionLength); len([]rune(got)) != descriptionLength+1 {
		t.Errorf("got %d characters", len([]rune(got)))
	}
}

// A heading of any length is no title: every list would repeat it.
func TestTitlesHaveAnEnd(t *testing.T) {
	x, _ := load(t, "-- a.md --\n# "+strings.Repeat("长", 10_000)+"\n")
	if n := len([]rune(x.Page("a.md").Title)); n > maxTitle+1 {
		t.Errorf("the title has %d characters", n)
	}
}

func TestTermSlug(t *testing.T) {
	tests := [][2]string{
		{"公积金", "公积金"}, {"Housing Fund", "housing-fund"}, {"C++", "c++"}, {"C#", "c"}, {".NET", "net"},
		{"a / b", "a-b"}, {"..", ""}, {"!!", ""}, {"12329", "12329"}, {"../../etc", "etc"}, {"v1.2", "v1.2"},
	}
	for _, test := range tests {
		if got := termSlug(test[0]); got != test[1] {
			t.Errorf("%q: got %q, want %q", test[0], got, test[1])
		}
	}
}
