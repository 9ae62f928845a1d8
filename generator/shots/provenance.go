package shots

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"slices"
	"strconv"
)

// Provenance is what a picture says about where it comes from.
type Provenance struct {
	// Flow is the file name of the flow, Screen the id of the screen.
	Flow   string `json:"flow"`
	Screen string `json:"screen"`
	Size   Size   `json:"size"`
	Lang   string `json:"lang"`
	// Callouts and Article are those of the [Shot].
	Callouts []string `json:"callouts,omitempty"`
	Article  string   `json:"article,omitempty"`
	// Look is a hash of what was photographed.
	Look string `json:"look"`
}

// keyword names the text chunk of a PNG that holds the provenance.
const keyword = "Rehearse-Provenance"

const signature = "\x89PNG\r\n\x1a\n"

// textHead begins the body of an international text chunk (PNG, third edition,
// 11.3.3.4): keyword, not compressed, no language, no translated keyword.
const textHead = keyword + "\x00\x00\x00\x00\x00"

// Read returns the provenance that a PNG carries. ok is false for a picture that
// has none, which somebody else made.
func Read(data []byte) (p Provenance, ok bool) {
	rest, ok := bytes.CutPrefix(data, []byte(signature))
	for ok && len(rest) >= 12 {
		size := uint64(binary.BigEndian.Uint32(rest))
		if size+12 > uint64(len(rest)) {
			break
		}
		body := rest[8 : 8+size]
		if text, found := bytes.CutPrefix(body, []byte(textHead)); found && string(rest[4:8]) == "iTXt" {
			return p, json.Unmarshal(text, &p) == nil && !slices.ContainsFunc(p.Callouts, isNoControl)
		}
		rest = rest[12+size:]
	}
	return Provenance{}, false
}

// isNoControl reports whether a call-out has not the form "f3" or "b7". Pictures
// can come from anywhere, and what they say goes into a document.
func isNoControl(callout string) bool {
	if callout == "" || callout[0] != 'f' && callout[0] != 'b' {
		return true
	}
	_, err := strconv.ParseUint(callout[1:], 10, 16)
	return err != nil
}

// chunk appends a chunk of a PNG (third edition, 5.3) to dst.
func chunk(dst []byte, kind string, body []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(body)))
	start := len(dst)
	dst = append(append(dst, kind...), body...)
	return binary.BigEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start:]))
}

// text is the chunk that holds the provenance.
func (p Provenance) text(dst []byte) ([]byte, error) {
	body, err := json.Marshal(p)
	if err != nil {
		return dst, err
	}
	return chunk(dst, "iTXt", append([]byte(textHead), body...)), nil
}

// density is the chunk that says how many pixels make one CSS pixel, in the way
// of those systems that take 72 pixels for an inch: 144 is twice as sharp.
func density(dst []byte, scale int) []byte {
	const perMetre = 72 / 0.0254
	pixels := uint32(float64(scale)*perMetre + 0.5)
	body := binary.BigEndian.AppendUint32(nil, pixels)
	body = binary.BigEndian.AppendUint32(body, pixels)
	return chunk(dst, "pHYs", append(body, 1)) // 1: per metre
}
