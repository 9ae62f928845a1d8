package flow

import (
	"errors"
	"fmt"
	"testing"
)

func TestParts(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "",
		"words":                               "[words]",
		"{record.name}":                       "<name>",
		"a {record.name}, b {record.x-1_y}.":  "[a ]<name>[, b ]<x-1_y>[.]",
		"{ record.name | masked }":            "<name -1 -1>",
		"{record.name|masked}":                "<name -1 -1>",
		"{record.name | masked  6 4 }!":       "<name 6 4>[!]",
		"{record.name | masked 0 0}":          "<name 0 0>",
		"{{record.name}} and {record.name}}}": "[{record.name} and ]<name>[}]",
		"a } b }} c {{ d":                     "[a } b } c { d]",
		"{{{record.name}":                     "[{]<name>",
		"{record.name | masked 6}":            "! true record.name | masked 6",
		"{record.name | hidden}":              "! true record.name | hidden",
		"{record.Name}":                       "! true record.Name",
		"{record.}":                           "! true record.",
		"{name}":                              "! true name",
		"{}":                                  "! true ",
		"a {record.name":                      "! false record.name",
		"a {":                                 "! false ",
		"{record.a\n}":                        "! true record.a\n",
	} {
		parts, err := Parts(text)
		got := ""
		for _, p := range parts {
			switch {
			case p.Mask != nil:
				got += fmt.Sprintf("<%s %d %d>", p.Slot, p.Mask.First, p.Mask.Last)
			case p.Slot != "":
				got += "<" + p.Slot + ">"
			default:
				got += "[" + p.Words + "]"
			}
		}
		if fault := new(PartError); errors.As(err, &fault) {
			got = fmt.Sprintf("! %t %s", fault.Closed, fault.Text)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestMask(t *testing.T) {
	usual := Mask{-1, -1}
	for _, test := range []struct {
		mask        Mask
		value, want string
	}{
		{usual, "13800138000", "138****8000"},
		{usual, "12345678", "123*5678"},
		{usual, "1234567", "1******"},
		{usual, "孙小样", "孙**"},
		{usual, "😀😀", "😀*"},
		{usual, "孙", "*"},
		{Mask{6, 4}, "11010519491231002X", "110105********002X"},
		{Mask{0, 4}, "13800138000", "*******8000"},
		{Mask{0, 0}, "abc", "***"},
		{Mask{2, 1}, "abc", "***"},
		{Mask{1, 1}, "abc", "a*c"},
		{Mask{30, 4}, "abc", "***"},
	} {
		if got := test.mask.Of(test.value); got != test.want {
			t.Errorf("%v of %s is %s, want %s", test.mask, test.value, got, test.want)
		}
	}
}

// TestLabelsInMessages: what stands in a label is no value where a message quotes it.
func TestLabelsInMessages(t *testing.T) {
	f := &Field{Label: NewText("{record.x}", nil)}
	for _, c := range []Check{{Kind: Required}, {Kind: EqualsField, Field: f}} {
		parts, err := Parts(UsualMessage(f, c).Default)
		if err != nil || len(parts) != 1 || parts[0].Slot != "" {
			t.Errorf("%v, %v", parts, err)
		}
	}
}

func TestWithoutValues(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"words":                           "words",
		"到 {record.way} 领，{{您}}":          "到 … 领，{您}",
		"{record.id | masked 6 4}":        "…",
		"a brace that begins nothing: {x": "a brace that begins nothing: {x",
	} {
		if got := WithoutValues(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
