package language

import "testing"

func TestIsChinese(t *testing.T) {
	for tag, want := range map[string]bool{"zh": true, "ZH-hant": true, "zh-CN": true, "zha": false, "en": false, "": false} {
		if IsChinese(tag) != want {
			t.Errorf("%q is Chinese: %t", tag, !want)
		}
	}
}

func TestTagAndName(t *testing.T) {
	for code, want := range map[string][2]string{
		"zh": {"zh-CN", "中文"}, "zh-Hans": {"zh-Hans", "中文"}, "zh-TW": {"zh-TW", "繁體中文"},
		"en-GB": {"en-GB", "English"}, "fr": {"fr", "fr"},
	} {
		if got := [2]string{Tag(code), Name(code)}; got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
