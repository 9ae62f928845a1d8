package picture

import (
	"encoding/binary"
	"errors"
)

// Flags of the VP8X chunk (RFC 9649, 2.7).
const (
	webpAnimated = 0x02
	webpXMP      = 0x04
	webpExif     = 0x08
	webpAlpha    = 0x10
	webpProfile  = 0x20
)

// dissectWebP keeps the chunks that the display needs.
func dissectWebP(data []byte) (parts, error) {
	const header = 12
	if len(data) < header || string(data[:4]) != "RIFF" || string(data[8:header]) != "WEBP" {
		return parts{}, errors.New("it does not begin as a WebP")
	}
	end := 8 + uint64(binary.LittleEndian.Uint32(data[4:]))
	if end > uint64(len(data)) || end < header {
		return parts{}, errShort
	}
	p := parts{clean: append(make([]byte, 0, len(data)), data[:header]...)}
	for rest := data[header:end]; len(rest) > 0; {
		if len(rest) < 8 {
			return p, errShort
		}
		size := uint64(binary.LittleEndian.Uint32(rest[4:]))
		if size+8 > uint64(len(rest)) {
			return p, errShort
		}
		p.takeChunk(string(rest[:4]), rest[8:8+size])
		rest = rest[min(8+size+size&1, uint64(len(rest))):]
	}
	binary.LittleEndian.PutUint32(p.clean[4:], uint32(len(p.clean)-8))
	return p, nil
}

// takeChunk copies a chunk that is needed and notes what it says.
func (p *parts) takeChunk(kind string, body []byte) {
	switch kind {
	case "EXIF":
		p.exif = body
		return
	case "ICCP":
		p.icc = body
	case "VP8 ":
		p.lossy = true
	case "ANIM":
		p.animated = true
	case "VP8X", "VP8L", "ALPH", "ANMF":
	default:
		return
	}
	start := len(p.clean)
	p.clean = appendChunk(p.clean, kind, body)
	if kind == "VP8X" && len(body) > 0 {
		p.clean[start+8] &^= webpExif | webpXMP
	}
}

func appendChunk(out []byte, kind string, body []byte) []byte {
	out = append(out, kind...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(body)))
	out = append(out, body...)
	if len(body)&1 == 1 {
		out = append(out, 0)
	}
	return out
}

// withProfileWebP puts a colour profile into a lossless WebP, which then has
// to say in its extended header what it holds.
func withProfileWebP(data, icc []byte, width, height int, alpha bool) []byte {
	if len(icc) == 0 {
		return data
	}
	extended := make([]byte, 4, 10)
	extended[0] = webpProfile
	if alpha {
		extended[0] |= webpAlpha
	}
	for _, n := range []int{width - 1, height - 1} {
		extended = append(extended, byte(n), byte(n>>8), byte(n>>16))
	}
	out := append(make([]byte, 0, len(data)+len(icc)+32), data[:12]...)
	out = appendChunk(out, "VP8X", extended)
	out = appendChunk(out, "ICCP", icc)
	out = append(out, data[12:]...)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}
