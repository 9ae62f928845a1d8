package lint

import (
	"fmt"
	"regexp"
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
