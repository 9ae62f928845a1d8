package picture

import (
	"errors"
	"slices"
)

// gifApplications are the extensions that say how the picture is shown: how
// often an animation is repeated, and in which colours.
var gifApplications = []string{"NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"}

// Introducers and labels of GIF89a.
const (
	gifExtension   = 0x21
	gifImage       = 0x2C
	gifTrailer     = 0x3B
	gifComment     = 0xFE
	gifApplication = 0xFF
)

// dissectGIF keeps everything but comments and what programs have noted for
// themselves.
func dissectGIF(data []byte) (parts, error) {
	const screen = 13 // signature and logical screen descriptor
	if len(data) < screen {
		return parts{}, errShort
	}
	at := screen + gifColours(data[10])
	if at > len(data) {
		return parts{}, errShort
	}
	p := parts{clean: append(make([]byte, 0, len(data)), data[:at]...)}
	for images := 0; at < len(data); {
		end, err := gifBlockEnd(data, at)
		if err != nil {
			return p, err
		}
		switch data[at] {
		case gifTrailer:
			p.clean = append(p.clean, gifTrailer)
			return p, nil
		case gifImage:
			images++
			p.animated = images > 1
		}
		if gifShown(data[at:end]) {
			p.clean = append(p.clean, data[at:end]...)
		}
		at = end
	}
	return p, errShort
}

// gifColours is the size of the colour table that a descriptor's flags announce.
func gifColours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifBlockEnd finds the end of the block at an offset.
func gifBlockEnd(data []byte, at int) (int, error) {
	switch data[at] {
	case gifTrailer:
		return at + 1, nil
	case gifExtension:
		return gifDataEnd(data, at+2)
	case gifImage:
		const descriptor = 10
		if at+descriptor > len(data) {
			return 0, errShort
		}
		return gifDataEnd(data, at+descriptor+gifColours(data[at+descriptor-1])+1)
	}
	return 0, errors.New("a block is of no known kind")
}

// gifDataEnd skips sub-blocks, each of which begins with its length.
func gifDataEnd(data []byte, at int) (int, error) {
	for at < len(data) {
		size := int(data[at])
		at += 1 + size
		if size == 0 {
			return at, nil
		}
	}
	return 0, errShort
}

func gifShown(block []byte) bool {
	if block[0] != gifExtension || len(block) < 2 {
		return true
	}
	switch block[1] {
	case gifComment:
		return false
	case gifApplication:
		return len(block) >= 14 && slices.Contains(gifApplications, string(block[3:14]))
	}
	return true
}
