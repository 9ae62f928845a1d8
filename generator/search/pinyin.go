package search

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// phrases.txt holds words in which characters are read otherwise than mostly:
// one a line, with its syllables.
//
//go:embed phrases.txt
var phrases string

// longestPhrase is how many characters a word in phrases.txt has at most.
const longestPhrase = 4

// readings knows the pinyin of words and characters. The library takes a
// microsecond for a character, so that what it said is kept.
type readings struct {
	words map[string][]string
	known sync.Map
}

func newReadings() *readings {
	r := &readings{words: make(map[string][]string)}
	for line := range strings.Lines(phrases) {
		word, syllables, _ := strings.Cut(strings.TrimSpace(line), " ")
		r.words[word] = strings.Fields(strings.ReplaceAll(syllables, "ü", "v"))
	}
	return r
}

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

// stretches returns the syllables of each stretch of Chinese in a text.
func (r *readings) stretches(text string) [][]string {
	var all [][]string
	chars := []rune(text)
	open := false
	for i := 0; i < len(chars); {
		syllables := r.at(chars[i:])
		if syllables == nil {
			open = false
			i++
			continue
		}
		if !open {
			all = append(all, nil)
			open = true
		}
		all[len(all)-1] = append(all[len(all)-1], syllables...)
		i += len(syllables)
	}
	return all
}

// at returns how a text begins to be read: its longest known word, or its first
// character; nil if that is not Chinese.
func (r *readings) at(chars []rune) []string {
	if chars[0] < wideFrom {
		return nil
	}
	for n := min(longestPhrase, len(chars)); n > 1; n-- {
		if syllables, ok := r.words[string(chars[:n])]; ok {
			return syllables
		}
	}
	if reading := r.of(chars[0]); reading != "" {
		return []string{reading}
	}
	return nil
}

// syllableEnd stands between two syllables. It folds to nothing, so that grams
// reach across it; the browser knows by it where a syllable begins.
const syllableEnd = "\u00AD"

// spell returns what someone types on a Latin keyboard who looks for one of
// these names: the syllables of every stretch of Chinese in them, and the
// initials of these.
func (r *readings) spell(names []string) (whole, initials string) {
	var all, first []string
	seen := make(map[string]bool)
	for _, name := range names {
		for _, syllables := range r.stretches(name) {
			spelled := strings.Join(syllables, syllableEnd)
			if seen[spelled] {
				continue
			}
			seen[spelled] = true
			all = append(all, spelled)
			var letters strings.Builder
			for _, syllable := range syllables {
				letters.WriteByte(syllable[0])
			}
			first = append(first, letters.String())
		}
	}
	return strings.Join(all, " "), strings.Join(first, " ")
}
