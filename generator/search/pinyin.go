package search

import (
	_ "embed"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/mozillazg/go-pinyin"
)

// phrases.txt holds words in which characters are read otherwise than mostly:
// one a line, with its syllables.
//
//go:embed phrases.txt
var phrases string

// readings knows the pinyin of words and characters. The library takes a
// microsecond for a character, so that what it said is kept.
type readings struct {
	// words are those of phrases.txt by their first characters, long ones first.
	words map[rune][]reading
	known [1 << 16]atomic.Pointer[reading]
}

// reading is a word, and its syllables.
type reading struct {
	chars     []rune
	syllables []string
}

func newReadings() *readings {
	r := &readings{words: make(map[rune][]reading)}
	for line := range strings.Lines(phrases) {
		word, syllables, _ := strings.Cut(strings.TrimSpace(line), " ")
		chars := []rune(word)
		r.words[chars[0]] = append(r.words[chars[0]], reading{chars, strings.Fields(strings.ReplaceAll(syllables, "ü", "v"))})
	}
	for _, words := range r.words {
		slices.SortStableFunc(words, func(x, y reading) int { return len(y.chars) - len(x.chars) })
	}
	return r
}

// of returns the usual reading of r without tones; without syllables, if r is not
// Chinese.
func (r *readings) of(char rune) *reading {
	if int(char) >= len(r.known) {
		return &reading{}
	}
	if known := r.known[char].Load(); known != nil {
		return known
	}
	made := &reading{chars: []rune{char}}
	if all := pinyin.SinglePinyin(char, pinyin.NewArgs()); len(all) > 0 {
		made.syllables = all[:1]
	}
	r.known[char].Store(made)
	return made
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
	for _, word := range r.words[chars[0]] {
		if len(word.chars) <= len(chars) && slices.Equal(word.chars, chars[:len(word.chars)]) {
			return word.syllables
		}
	}
	return r.of(chars[0]).syllables
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
