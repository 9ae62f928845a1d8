package cli

import "testing"

func TestSlug(t *testing.T) {
	tests := []struct{ title, want string }{
		{"lost-pin", "lost-pin"},
		{"Lost PIN", "lost-pin"},
		{"忘记密码", "wang-ji-mi-ma"},
		{"公积金 App 登录", "gong-ji-jin-app-denglu"},
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
