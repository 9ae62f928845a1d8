package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// Markers of ITU-T T.81, table B.1.
const (
	jpegFrame0  = 0xC0 // to 0xC2: baseline, extended, progressive
	jpegFrame2  = 0xC2
	jpegStart   = 0xD8
	jpegEnd     = 0xD9
	jpegScan    = 0xDA
	jpegRestart = 0xD0 // to 0xD7
	jpegApp0    = 0xE0
	jpegApp1    = 0xE1
	jpegApp2    = 0xE2
	jpegApp14   = 0xEE
	jpegApp15   = 0xEF
	jpegComment = 0xFE
)

const (
	exifMark    = "Exif\x00\x00"
	profileMark = "ICC_PROFILE\x00"
	jfifMark    = "JFIF\x00"
	adobeMark   = "Adobe"
)

// dissectJPEG keeps the segments that say how to decode the picture. What
// cameras put behind its end (a second picture, a film) goes, too.
func dissectJPEG(data []byte) (parts, error) {
	if len(data) < 2 || data[0] != 0xFF || data[1] != jpegStart {
		return parts{}, errors.New("it does not begin as a JPEG")
	}
	p := parts{clean: append(make([]byte, 0, len(data)), data[:2]...), lossy: true}
	for at := 2; ; {
		marker, next, err := jpegMarker(data, at)
		if err != nil {
			return p, err
		}
		if marker == jpegEnd {
			p.clean = append(p.clean, 0xFF, jpegEnd)
			return p, nil
		}
		end, err := jpegSegmentEnd(data, next)
		if err != nil {
			return p, err
		}
		segment := data[next+2 : end]
		if marker == jpegScan {
			end = jpegScanEnd(data, end)
		}
		if p.keepsSegment(marker, segment) {
			p.clean = append(append(p.clean, 0xFF, marker), data[next:end]...)
		}
		at = end
	}
}

// jpegPixelSize is how many bytes a pixel takes while it is decoded, rounded up; 1
// where no frame can be read, which is found out elsewhere.
func jpegPixelSize(data []byte) int {
	for at := 2; at < len(data); {
		marker, next, err := jpegMarker(data, at)
		if err != nil {
			return 1
		}
		if at, err = jpegSegmentEnd(data, next); err != nil || marker == jpegScan {
			return 1
		}
		if marker >= jpegFrame0 && marker <= jpegFrame2 {
			return framePixelSize(data[next+2:at], marker == jpegFrame2)
		}
	}
	return 1
}

// framePixelSize reads the body of a frame header (ITU-T T.81, B.2.2). Components
// have samples for as many pixels as their factors say.
func framePixelSize(frame []byte, progressive bool) int {
	const fixed, perComponent, perCoefficient = 6, 3, 4
	samples, most := 0, 1
	for at := fixed; at+perComponent <= len(frame); at += perComponent {
		n := int(frame[at+1]>>4) * int(frame[at+1]&0xF)
		samples, most = samples+n, max(most, n)
	}
	if progressive {
		samples *= 1 + perCoefficient
	}
	return max(1, (samples+most-1)/most)
}

// jpegMarker reads the marker at an offset; any number of 0xFF may precede it.
func jpegMarker(data []byte, at int) (marker byte, next int, err error) {
	if at >= len(data) {
		return 0, 0, errShort
	}
	if data[at] != 0xFF {
		return 0, 0, errors.New("a marker is missing between two segments")
	}
	for at < len(data) && data[at] == 0xFF {
		at++
	}
	if at == len(data) {
		return 0, 0, errShort
	}
	return data[at], at + 1, nil
}

func jpegSegmentEnd(data []byte, at int) (int, error) {
	if at+2 > len(data) {
		return 0, errShort
	}
	size := int(binary.BigEndian.Uint16(data[at:]))
	if size < 2 {
		return 0, errors.New("a segment has no length")
	}
	if at+size > len(data) {
		return 0, errShort
	}
	return at + size, nil
}

// jpegScanEnd finds where the coded pixels end: at a marker that is neither a
// restart nor a stuffed byte.
func jpegScanEnd(data []byte, at int) int {
	for {
		i := bytes.IndexByte(data[at:], 0xFF)
		if i < 0 || at+i+1 >= len(data) {
			return len(data)
		}
		at += i
		if next := data[at+1]; next != 0 && next != 0xFF && (next < jpegRestart || next >= jpegStart) {
			return at
		}
		at++
	}
}

// keepsSegment reports whether a segment is needed to show the picture, and
// notes what it says.
func (p *parts) keepsSegment(marker byte, segment []byte) bool {
	switch {
	case marker == jpegApp0:
		return bytes.HasPrefix(segment, []byte(jfifMark))
	case marker == jpegApp1:
		if tiff, ok := bytes.CutPrefix(segment, []byte(exifMark)); ok && p.exif == nil {
			p.exif = tiff
		}
		return false
	case marker == jpegApp2:
		chunk, ok := bytes.CutPrefix(segment, []byte(profileMark))
		if ok && len(chunk) > 2 {
			p.icc = append(p.icc, chunk[2:]...) // after its number and their count
		}
		return ok
	case marker == jpegApp14:
		return bytes.HasPrefix(segment, []byte(adobeMark))
	}
	return (marker < jpegApp0 || marker > jpegApp15) && marker != jpegComment
}

// withProfileJPEG puts a colour profile into an encoded JPEG.
func withProfileJPEG(data, icc []byte) []byte {
	if len(icc) == 0 {
		return data
	}
	const room = 1<<16 - 1 - 2 - len(profileMark) - 2
	count := (len(icc) + room - 1) / room
	out := append(make([]byte, 0, len(data)+len(icc)+count*18), data[:2]...)
	for n := 1; len(icc) > 0; n++ {
		chunk := icc[:min(room, len(icc))]
		icc = icc[len(chunk):]
		out = append(out, 0xFF, jpegApp2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(profileMark)+2+len(chunk)))
		out = append(append(out, profileMark...), byte(n), byte(count))
		out = append(out, chunk...)
	}
	return append(out, data[2:]...)
}
