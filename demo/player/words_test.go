package player

import (
	"reflect"
	"strings"
	"testing"
)

func TestWordsAreComplete(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		w := reflect.ValueOf(*wordsFor(lang))
		for i := range w.NumField() {
			name := w.Type().Field(i).Name
			if w.Field(i).Kind() == reflect.String && w.Field(i).String() == "" {
				t.Errorf("%s: %s is empty", lang, name)
			}
			if w.Field(i).Kind() == reflect.Struct && w.Field(i).Field(0).String()+w.Field(i).Field(1).String() == "" {
				t.Errorf("%s: %s is empty", lang, name)
			}
		}
		if n := strings.Count(wordsFor(lang).place, "%d"); n != 2 {
			t.Errorf("%s: place has %d numbers", lang, n)
		}
	}
}

func TestWordsFor(t *testing.T) {
	for lang, want := range map[string]*words{
		"zh": &chinese, "zh-Hans-CN": &chinese, "ZH-tw": &chinese, "en": &english, "en-GB": &english, "fr": &english, "": &english, "zhx": &english,
	} {
		if wordsFor(lang) != want {
			t.Errorf("wordsFor(%q) is another language's", lang)
		}
	}
}

func TestNumbered(t *testing.T) {
	if got := numbered("第 %d 步，共 %d 步", 2, 10); got != "第 2 步，共 10 步" {
		t.Error(got)
	}
}
