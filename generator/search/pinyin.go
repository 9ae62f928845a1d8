package search

import (
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// readings remembers the pinyin of characters: the library takes a microsecond
// for one.
type readings struct{ known sync.Map }

// of returns the usual reading of r without tones, or "" if r is not Chinese.
func (r *readings) of(char rune) string {
	if char < wideFrom {
		return ""
	}
	if reading, ok := r.known.Load(char); ok {
		return reading.(string)
	}
	reading := ""
	if all := pinyin.SinglePinyin(char, pinyin.NewArgs()); len(all) > 0 {
		reading = all[0]
	}
	r.known.Store(char, reading)
	return reading
}

// title returns what someone types on a Latin keyboard who looks for a Chinese
// title: the syllables of each stretch of Chinese without spaces, and their
// initials. It is empty for a title without Chinese.
func (r *readings) title(title string) string {
	var whole, initials strings.Builder
	open := false
	for _, char := range title {
		reading := r.of(char)
		if reading == "" {
			open = false
			continue
		}
		if !open && whole.Len() > 0 {
			whole.WriteByte(' ')
			initials.WriteByte(' ')
		}
		open = true
		whole.WriteString(reading)
		initials.WriteByte(reading[0])
	}
	if whole.Len() == 0 {
		return ""
	}
	return whole.String() + " " + initials.String()
}
