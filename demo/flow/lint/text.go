package lint

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

// marks are what Markdown and HTML look like within a text.
var marks = regexp.MustCompile("\\*\\*[^*\\n]+\\*\\*|__[^_\\n]+__|`[^`\\n]+`|\\[[^]\\n]+]\\([^)\\s]+\\)|(?m:^#{1,6} .+$)|" +
	"(?i:</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|span|strong|u|ul)(?:\\s[^>]*)?/?>)")

// markup: texts of a flow are shown as they stand.
func markup(in Input) (found problems) {
	for _, t := range in.Texts {
		for _, s := range t.All() {
			if mark := marks.FindString(s); mark != "" {
				found.warn(t.Pos, "markup-in-text", fmt.Sprintf("readers see %q just so: texts of a flow are plain", short(mark)),
					"write it without marks; each line is a paragraph, and an outcome leads to an address with link: …")
				break
			}
		}
	}
	return found
}

// values: texts name values of the record that there are, and labels none: readers
// have to find them on the real screen as they stand.
func values(in Input) (found problems) {
	names := make([]string, len(in.Flow.Record))
	for i, s := range in.Flow.Record {
		names[i] = "record." + s.Name
	}
	for _, t := range in.Texts {
		for _, s := range t.All() {
			if t.IsPlain {
				found = append(found, inLabel(t, s)...)
			} else {
				found = append(found, inText(in, t, s, names)...)
			}
		}
	}
	return found
}

func inLabel(t Text, s string) (found problems) {
	at := strings.Index(s, "{record.")
	if at < 0 {
		at = strings.Index(s, "{fact.")
	}
	if at >= 0 {
		found.add(t.Pos, "value-in-label", fmt.Sprintf("readers would see %q just so: labels, options and the title of a flow name no values", short(s[at:])),
			"say it in the title or the text of a screen, in a hint or a message")
	}
	return found
}

// meant returns which of the values of the record what stands between braces seems
// to mean, or "".
func meant(inside string, names []string) string {
	name, _, _ := strings.Cut(strings.ReplaceAll(inside, "｜", "|"), "|")
	name = strings.TrimSpace(name[strings.LastIndex(name, ".")+1:])
	bare := make([]string, len(names))
	for i, n := range names {
		bare[i] = strings.TrimPrefix(n, "record.")
	}
	if found := diag.Suggest(name, bare); found != "" {
		return "record." + found
	}
	return ""
}

func inText(in Input, t Text, s string, names []string) (found problems) {
	const hint = "values are written {record.name}, or {record.name | masked}; for a brace itself write two: {{"
	if i := strings.Index(s, "｛record"); i >= 0 {
		found.add(t.Pos, "bad-brace", fmt.Sprintf("full-width braces name no value: %q", short(s[i:])), hint)
	}
	parts, err := flow.Parts(s)
	var fault *flow.PartError
	switch {
	case errors.As(err, &fault) && !fault.Closed:
		found.add(t.Pos, "bad-brace", fmt.Sprintf("this brace is never closed: %q", short("{"+fault.Text)), hint)
	case fault != nil:
		meant := meant(fault.Text, names)
		switch {
		case meant != "" && strings.ContainsAny(fault.Text, "|｜"):
			found.add(t.Pos, "bad-brace", fmt.Sprintf("%q says no way to show a value", short("{"+fault.Text+"}")),
				fmt.Sprintf("write {%s | masked}, or {%s | masked 3 4} for how many characters are shown at its beginning and its end", meant, meant))
		case meant != "":
			found.add(t.Pos, "bad-brace", fmt.Sprintf("%q names no value", short("{"+fault.Text+"}")), fmt.Sprintf("did you mean {%s}?", meant))
		default:
			found.add(t.Pos, "bad-brace", fmt.Sprintf("%q names no value", short("{"+fault.Text+"}")), hint)
		}
	}
	for _, p := range parts {
		slot := in.Flow.Slot(p.Slot)
		switch {
		case p.Slot == "" || slot == nil && in.LacksRecord:
		case slot == nil:
			found.add(t.Pos, "unknown-name", fmt.Sprintf("there is no value of the record %q", "record."+short(p.Slot)),
				diag.DidYouMean("record."+p.Slot, names, hint))
		case p.Mask != nil && slot.Options != nil:
			found.add(t.Pos, "not-for-kind", fmt.Sprintf("record.%s is one of several options, which cannot be masked", p.Slot), fmt.Sprintf("write {record.%s}", p.Slot))
		}
	}
	return found
}
