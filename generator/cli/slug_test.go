package cli

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSlug(t *testing.T) {
	tests := []struct{ title, want string }{
		{"lost-pin", "lost-pin"},
		{"Lost PIN", "lost-pin"},
		{"忘记密码", "wang-ji-mi-ma"},
		{"公积金 App 登录", "gong-ji-jin-app-deng-lu"},
		{"绿色通道", "lv-se-tong-dao"},
		{"ＡＢＣ１２３", "abc123"},
		{"Don't panic!", "dont-panic"},
		{"Größe und Maß", "größe-und-maß"},
		{"第1步：填表", "di-1-bu-tian-biao"},
		{"  spaces__and--dashes  ", "spaces-and-dashes"},
		{"？！……", ""},
		{"", ""},
		{"🙂", ""},
	}
	for _, test := range tests {
		if got := slug(test.title); got != test.want {
			t.Errorf("slug(%q) = %q, want %q", test.title, got, test.want)
		}
	}
}

func TestTitleOf(t *testing.T) {
	for slug, want := range map[string]string{
		"lost-pin": "Lost pin", "faq": "Faq", "": "", "-x-": "X", "élan": "Élan",
	} {
		if got := titleOf(slug); got != want {
			t.Errorf("titleOf(%q) = %q, want %q", slug, got, want)
		}
	}
}

// Whatever the title, its slug is one part of a path.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"lost-pin", "忘记密码", "../x", "a/b", ".hidden", "ſK", "\xff", "a\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := slug(s)
		if strings.ContainsAny(got, `/\.:_ `) || strings.ContainsFunc(got, unicode.IsControl) || !utf8.ValidString(got) {
			t.Errorf("slug(%q) = %q is no part of a path", s, got)
		}
		if strings.Trim(got, "-") != got || strings.Contains(got, "--") {
			t.Errorf("slug(%q) = %q has stray hyphens", s, got)
		}
	})
}
