package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"slices"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngChunks are the chunks that say how the picture looks (PNG, third edition,
// 5.6); texts, times and private chunks are not among them.
var pngChunks = []string{
	"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI",
	"bKGD", "pHYs", "acTL", "fcTL", "fdAT",
}

// maxProfile is how large a colour profile may be when it is unpacked.
const maxProfile = 1 << 20

// dissectPNG keeps the chunks that the display needs. What follows the last
// chunk goes: phones have left there what their owners had cropped.
func dissectPNG(data []byte) (parts, error) {
	if !bytes.HasPrefix(data, []byte(pngSignature)) {
		return parts{}, errors.New("it does not begin as a PNG")
	}
	p := parts{clean: append(make([]byte, 0, len(data)), pngSignature...)}
	for rest := data[len(pngSignature):]; ; {
		if len(rest) < 12 {
			return p, errShort
		}
		size := binary.BigEndian.Uint32(rest)
		if uint64(size)+12 > uint64(len(rest)) {
			return p, errShort
		}
		kind, body, chunk := string(rest[4:8]), rest[8:8+size], rest[:12+size]
		rest = rest[len(chunk):]
		if slices.Contains(pngChunks, kind) {
			p.clean = append(p.clean, chunk...)
		}
		switch kind {
		case "eXIf":
			p.exif = body
		case "iCCP":
			p.icc = unpackProfile(body)
		case "acTL":
			p.animated = true
		case "pHYs":
			p.sharp = isSharp(body)
		case "IEND":
			return p, nil
		}
	}
}

// isSharp reads the body of a pHYs chunk: pixels a unit across and down, and the
// unit, 1 for a metre. Programs that photograph a sharp screen say 144 pixels an
// inch, twice the 72 of old screens.
func isSharp(body []byte) bool {
	const perMetre = 5669
	if len(body) != 9 || body[8] != 1 {
		return false
	}
	x, y := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	return x == y && x >= perMetre-1 && x <= perMetre+1
}

// unpackProfile reads the body of an iCCP chunk: a name, a zero, a zero for
// the only method there is, and the packed profile.
func unpackProfile(body []byte) []byte {
	_, packed, ok := bytes.Cut(body, []byte{0})
	if !ok || len(packed) < 1 {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	icc, err := io.ReadAll(io.LimitReader(r, maxProfile))
	if err != nil {
		return nil
	}
	return icc
}

// withProfilePNG puts a colour profile into an encoded PNG, behind its header.
func withProfilePNG(data, icc []byte) []byte {
	if len(icc) == 0 {
		return data
	}
	chunk := bytes.NewBufferString("iCCPICC\x00\x00")
	w := zlib.NewWriter(chunk)
	_, _ = w.Write(icc) // a buffer takes everything
	_ = w.Close()
	const header = len(pngSignature) + 12 + 13
	out := append(make([]byte, 0, len(data)+chunk.Len()+8), data[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(chunk.Len()-4))
	out = append(out, chunk.Bytes()...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk.Bytes()))
	return append(out, data[header:]...)
}
