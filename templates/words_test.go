package templates

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestNoWordIsMissing(t *testing.T) {
	for _, w := range []*Words{&chinese, &english} {
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			field := v.Type().Field(i).Name
			if v.Field(i).Kind() == reflect.String && strings.TrimSpace(v.Field(i).String()) == "" {
				t.Errorf("%s: %s is empty", w.Lang, field)
			}
		}
	}
	for i, month := range english.months {
		if month != time.Month(i+1).String() {
			t.Errorf("month %d is %q", i+1, month)
		}
	}
}

func TestWordsFor(t *testing.T) {
	for lang, want := range map[string]string{"zh": "zh", "zh-CN": "zh", "ZH-hant-TW": "zh", "en": "en", "en-GB": "en", "fr": "en", "": "en", "zhx": "en"} {
		if got := WordsFor(lang).Lang; got != want {
			t.Errorf("WordsFor(%q) is %q, want %q", lang, got, want)
		}
	}
}

func TestNumbersAndDates(t *testing.T) {
	day := time.Date(2026, 11, 3, 23, 59, 0, 0, time.FixedZone("", 8*3600))
	for _, test := range []struct{ got, want string }{
		{chinese.Date(day), "2026年11月3日"},
		{english.Date(day), "3 November 2026"},
		{chinese.ReadingTime(1), "约 1 分钟读完"},
		{english.ReadingTime(1), "1 minute read"},
		{english.ReadingTime(12), "12 minutes read"},
		{chinese.Articles(3), "3 篇"},
		{english.Articles(1), "1 article"},
		{english.Articles(0), "0 articles"},
		{english.AllArticles(9), "All 9 articles"},
		{chinese.PageOf(2, 10), "第 2 页，共 10 页"},
		{english.PageOf(2, 10), "Page 2 of 10"},
		{chinese.PageTitle("找回密码", "手册"), "找回密码 · 手册"},
		{chinese.PageTitle("手册", "手册"), "手册"},
		{chinese.PageTitle("", "手册"), "手册"},
		{chinese.PageTitle("找回密码", ""), "找回密码"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}
