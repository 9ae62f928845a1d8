package picture

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"
)

var allUses = []Use{Figure, Card, Share}

func TestNothingIsMadeTwice(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, "a.png", asPNG(t, screenshot(900, 600)))
	first := NewStore(dir)
	made := make(map[Use]Set)
	for _, use := range allUses {
		if _, ok := first.Find(s, use); ok {
			t.Errorf("%s is there before it was made", use)
		}
		made[use] = mustMake(t, first, s, use)
	}
	if first.made != len(allUses) {
		t.Errorf("made %d, want %d", first.made, len(allUses))
	}
	// The content is what counts, not the name.
	again := mustOpen(t, "other.png", asPNG(t, screenshot(900, 600)))
	second := NewStore(dir)
	for _, use := range allUses {
		set := mustMake(t, second, again, use)
		if !reflect.DeepEqual(set, made[use]) {
			t.Errorf("%s: %+v, want %+v", use, set, made[use])
		}
		for i := range set.Files {
			mustData(t, second, set, i)
		}
	}
	if second.made != 0 {
		t.Errorf("a second build made %d", second.made)
	}
}

func TestSameBytes(t *testing.T) {
	s := mustOpen(t, "a.png", asPNG(t, screenshot(900, 600)))
	a, b := NewStore(t.TempDir()), NewStore(t.TempDir())
	for _, use := range allUses {
		if one, two := mustMake(t, a, s, use), mustMake(t, b, s, use); !reflect.DeepEqual(one, two) {
			t.Errorf("%s: %+v and %+v", use, one, two)
		}
	}
}

func TestManyAskForTheSame(t *testing.T) {
	s, store := mustOpen(t, "a.png", asPNG(t, screenshot(900, 600))), NewStore(t.TempDir())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if set, fault, err := store.Make(t.Context(), s, Figure); len(set.Files) == 0 || fault != nil || err != nil {
				t.Errorf("%+v, %v, %v", set, fault, err)
			}
		})
	}
	all.Wait()
	if store.made != 1 {
		t.Errorf("made %d times", store.made)
	}
}

// TestBrokenEntries: whatever a crash leaves of an entry, it is made anew.
func TestBrokenEntries(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, "a.png", asPNG(t, screenshot(900, 600)))
	set := mustMake(t, NewStore(dir), s, Figure)
	path := NewStore(dir).path(set.key)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-3] ^= 1
	for name, data := range map[string][]byte{
		"empty": nil, "head only": whole[:bytes.IndexByte(whole, '\n')+1], "half a head": whole[:10], "half": whole[:len(whole)/2],
		"a bit": flipped, "zeros": make([]byte, len(whole)), "not ours": []byte("{}x"),
		"a huge claim": []byte(`{"files":[{"size":999999999999}]}` + "\n"), "a negative claim": []byte(`{"files":[{"size":-1}]}` + "\n"),
	} {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		store := NewStore(dir)
		if _, ok := store.Find(s, Figure); ok {
			t.Errorf("%s: taken for whole", name)
		}
		if got := mustMake(t, store, s, Figure); !reflect.DeepEqual(got, set) || store.made != 1 {
			t.Errorf("%s: %+v", name, got)
		}
		if now, _ := os.ReadFile(path); !bytes.Equal(now, whole) {
			t.Errorf("%s: not mended", name)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWaitingForRoomEnds(t *testing.T) {
	store := NewStore(t.TempDir())
	if err := store.gate.Acquire(t.Context(), room); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := store.Make(ctx, mustOpen(t, "a.png", asPNG(t, screenshot(900, 600))), Figure)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestStoreKeepsItselfOutOfVersionControl(t *testing.T) {
	dir := t.TempDir()
	mustMake(t, NewStore(dir), mustOpen(t, "a.png", asPNG(t, screenshot(900, 600))), Card)
	if b, err := os.ReadFile(filepath.Join(dir, ".gitignore")); string(b) != "*\n" {
		t.Errorf(".gitignore: %q, %v", b, err)
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "CACHEDIR.TAG")); !bytes.HasPrefix(b, []byte("Signature: 8a477f597d28d172789f06886806bc55")) {
		t.Errorf("CACHEDIR.TAG: %q", b)
	}
}

func TestPrune(t *testing.T) {
	dir := t.TempDir()
	keep, drop, young := mustOpen(t, "a.png", asPNG(t, screenshot(300, 200))), mustOpen(t, "b.png", asPNG(t, photo(300, 200))), mustOpen(t, "c.png", asPNG(t, noise(300, 200)))
	before := NewStore(dir)
	for _, s := range []*Source{keep, drop, young} {
		mustMake(t, before, s, Card)
	}
	old := time.Now().Add(-2 * keepUnused)
	for _, s := range []*Source{keep, drop} {
		if err := os.Chtimes(before.path(s.key(Card)), old, old); err != nil {
			t.Fatal(err)
		}
	}
	store := NewStore(dir)
	store.Find(keep, Card)
	for range 2 { // the second time, it is too early
		if err := store.Prune(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name  string
		s     *Source
		there bool
	}{{"used", keep, true}, {"long unused", drop, false}, {"lately unused", young, true}} {
		if _, there := NewStore(dir).Find(c.s, Card); there != c.there {
			t.Errorf("%s: there %v", c.name, there)
		}
	}
	if err := os.Chtimes(store.path(young.key(Card)), old, old); err != nil {
		t.Fatal(err)
	}
	if err := NewStore(dir).Prune(); err != nil {
		t.Fatal(err)
	}
	if _, there := NewStore(dir).Find(young, Card); !there {
		t.Error("pruned twice a day")
	}
	if err := NewStore(filepath.Join(dir, "not there")).Prune(); err != nil {
		t.Errorf("a store without a folder: %v", err)
	}
}

// Where nothing can be kept, on a full disk, pictures are made all the same.
func TestStoreThatCannotKeep(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s, store := mustOpen(t, "a.png", asPNG(t, screenshot(900, 600))), NewStore(filepath.Join(file, "cache"))
	set := mustMake(t, store, s, Figure)
	if len(set.Files) == 0 {
		t.Fatal("nothing was made")
	}
	for i := range set.Files {
		mustData(t, store, set, i)
	}
}
