package deploy

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Names of objects of our own, below the target's prefix.
const (
	privateDir = ".rehearse/"
	recordName = privateDir + "deployed"
	lockName   = privateDir + "deploying"
	// A base is written beside the one in use, so that a deploy that is killed
	// leaves at most two.
	basePrefix = privateDir + "deployed."
)

// recordHeader is the first line of a record; the number is the format's.
const recordHeader = "rehearse deployed 1\n"

// record says what stands at a target, by path.
//
// It is kept as two objects: the base, which lists all and is written rarely, and
// what has changed since, which is small and names its base. So one changed sentence
// costs some hundred bytes of record, and not half a megabyte. Both are text, one
// file a line, compressed:
//
//	base 0 SUM         which base, and its sum
//	= SUM RANK PATH    stands with this content
//	~ SUM RANK PATH    stands; a deploy has begun to replace it
//	? SUM RANK PATH    may stand; a deploy has begun to add or to remove it
//	- PATH             of the base; stands no more
type record map[string]object

// object is what is known of an object.
type object struct {
	sum   string // empty where it is not known
	rank  uint8
	state state
}

// state is how sure it is that an object stands as it was recorded.
type state byte

const (
	sure     state = 0
	changing state = '~'
	perhaps  state = '?'
)

func (r record) isSure() bool {
	for _, o := range r {
		if o.state != sure {
			return false
		}
	}
	return true
}

func (r record) clone() record {
	if r == nil {
		return record{}
	}
	return maps.Clone(r)
}

// encode writes what differs from a base, sorted by path.
func (r record) encode(base record) []byte {
	var b []byte
	for _, path := range slices.Sorted(maps.Keys(r)) {
		o := r[path]
		if o == base[path] {
			continue
		}
		sign := byte('=')
		if o.state != sure {
			sign = byte(o.state)
		}
		b = fmt.Appendf(b, "%c %s %d %s\n", sign, cmp.Or(o.sum, "."), o.rank, path)
	}
	for _, path := range slices.Sorted(maps.Keys(base)) {
		if _, stands := r[path]; !stands {
			b = fmt.Appendf(b, "- %s\n", path)
		}
	}
	return b
}

// apply reads what encode has written into the base. It trusts nothing: a record is a
// list of objects to remove.
func (r record) apply(text string) error {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		path, isGone := strings.CutPrefix(line, "- ")
		o := object{}
		if !isGone {
			fields := strings.SplitN(line, " ", 4)
			rank, err := strconv.ParseUint(fields[min(2, len(fields)-1)], 10, 8)
			if err != nil || len(fields) != 4 || !slices.Contains([]string{"=", "~", "?"}, fields[0]) {
				return fmt.Errorf("%w: %q", ErrRecord, line)
			}
			o, path = object{sum: strings.TrimPrefix(fields[1], "."), rank: uint8(rank)}, fields[3]
			if fields[0] != "=" {
				o.state = state(fields[0][0])
			}
		}
		switch {
		case !fs.ValidPath(path) || path == "." || strings.HasPrefix(path, privateDir):
			return fmt.Errorf("%w: %q", ErrRecord, line)
		case isGone:
			delete(r, path)
		default:
			r[path] = o
		}
	}
	return nil
}

// kept is a record as the target keeps it.
type kept struct {
	record
	// base is what slot holds, with the sum baseSum; slot is -1 where there is none.
	base    record
	slot    int
	baseSum string
	// guard is the condition on which the record may be replaced.
	guard condition
}

// readRecord reads what stands at the target; where nobody has deployed, nothing
// does. adopt does without a record that cannot be read.
func (s *store) readRecord(ctx context.Context, adopt bool) (*kept, error) {
	k := &kept{record: record{}, slot: -1}
	data, etag, err := s.get(ctx, recordName)
	if errors.Is(err, errMissing) {
		k.guard.isNew = true
		return k, nil
	}
	if err != nil {
		return nil, err
	}
	k.guard.etag = etag
	err = s.decode(ctx, k, data)
	if errors.Is(err, ErrRecord) && adopt {
		return &kept{record: record{}, slot: -1, guard: k.guard}, nil
	}
	return k, err
}

func (s *store) decode(ctx context.Context, k *kept, data []byte) error {
	text, err := unpackText(data)
	if err != nil {
		return err
	}
	line, rest, _ := strings.Cut(text, "\n")
	if _, err := fmt.Sscanf(line, "base %d %s", &k.slot, &k.baseSum); err == nil {
		text = rest
		if err := s.readBase(ctx, k); err != nil {
			return err
		}
	}
	k.record = k.base.clone()
	return k.record.apply(text)
}

func (s *store) readBase(ctx context.Context, k *kept) error {
	data, _, err := s.get(ctx, fmt.Sprint(basePrefix, k.slot))
	if errors.Is(err, errMissing) || err == nil && shortSum(data) != k.baseSum {
		return fmt.Errorf("%w: its base is missing", ErrRecord)
	}
	if err != nil {
		return err
	}
	text, err := unpackText(data)
	if err != nil {
		return err
	}
	k.base = record{}
	return k.base.apply(text)
}

func unpackText(data []byte) (string, error) {
	text, err := unpack(data)
	if err != nil {
		return "", fmt.Errorf("%w: %v", ErrRecord, err)
	}
	lines, ok := bytes.CutPrefix(text, []byte(recordHeader))
	if !ok {
		return "", fmt.Errorf("%w: this version of the program cannot read it", ErrRecord)
	}
	return string(lines), nil
}

// longest is how many lines a record may have beside its base, or a sixteenth of it.
const longest = 500

// write replaces the record at the target, on the condition that it is still the
// one that was read. A record that is sure and long becomes a base.
func (s *store) write(ctx context.Context, k *kept, now record) error {
	changes := now.encode(k.base)
	if now.isSure() && bytes.Count(changes, []byte("\n")) > max(longest, len(now)/16) {
		data := pack(append([]byte(recordHeader), now.encode(nil)...))
		k.slot, k.base, k.baseSum = 1-max(k.slot, 0), now, shortSum(data)
		if _, err := s.put(ctx, fmt.Sprint(basePrefix, k.slot), data, condition{}); err != nil {
			return err
		}
		changes = nil
	}
	head := recordHeader
	if k.slot >= 0 {
		head += fmt.Sprintf("base %d %s\n", k.slot, k.baseSum)
	}
	etag, err := s.put(ctx, recordName, pack(append([]byte(head), changes...)), k.guard)
	if errors.Is(err, errCondition) {
		return ErrOvertaken
	}
	k.guard = condition{etag: etag}
	return err
}

func shortSum(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}
