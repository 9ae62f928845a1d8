package deploy

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"
)

// The lock is an object that whoever deploys replaces again and again, as a sign of
// life. One that has not changed for a while is of a deploy that was killed, and is
// taken over, so that nothing has to be cleared by hand. Nobody's clock is compared
// with another's. The condition on every write tells whoever was only asleep that
// the lock is gone.

// Times of the lock: how often a sign of life is given, and how long another's may
// be missing.
const (
	beat     = 10 * time.Second
	patience = 40 * time.Second
)

// lock takes the target's lock, and returns it with a context that ends with it.
// waiting, which may be nil, is told when another deploy has it.
func (s *store) lock(ctx context.Context, waiting func()) (*lock, context.Context, error) {
	l := &lock{store: s, name: rand.Text(), ended: make(chan struct{})}
	if err := l.take(ctx, waiting); err != nil {
		return nil, nil, err
	}
	held, cancel := context.WithCancelCause(ctx)
	l.cancel = cancel
	go l.keep(held)
	return l, held, nil
}

// lock is the lock while one has it.
type lock struct {
	store  *store
	name   string
	cancel context.CancelCauseFunc
	ended  chan struct{} // closed when keep has returned

	mu    sync.Mutex
	beats int
	etag  string
	isOff bool // another has it
}

// release gives the lock back; without that, others would wait until it looks dead.
func (l *lock) release() {
	l.cancel(nil)
	<-l.ended
	if l.isOff {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), goodbye)
	defer stop()
	l.store.remove(ctx, lockName)
}

// goodbye is how long a request may take that is made though the deploy has ended.
const goodbye = 5 * time.Second

// body differs with each sign of life.
func (l *lock) body() []byte { return fmt.Appendf(nil, "%s %d\n", l.name, l.beats) }

// take takes the lock when it is free, or its holder is dead.
func (l *lock) take(ctx context.Context, waiting func()) error {
	var last []byte
	var seen time.Time
	guard := condition{isNew: true}
	for {
		err := l.put(ctx, guard)
		if err == nil {
			return l.tryGuard(ctx)
		}
		switch {
		case errors.Is(err, errUnknown) && !l.store.unguarded:
			l.store.unguarded = true
			continue
		case !errors.Is(err, errCondition):
			return err
		}
		now, etag, err := l.store.get(ctx, lockName)
		guard = condition{isNew: errors.Is(err, errMissing)}
		switch {
		case guard.isNew:
			continue
		case err != nil:
			return err
		case last != nil && bytes.Equal(now, last) && time.Since(seen) >= l.store.patience:
			guard.etag = etag
			continue
		case !bytes.Equal(now, last):
			if last == nil && waiting != nil {
				waiting()
			}
			last, seen = now, time.Now()
		}
		guard.isNew = true
		if err := wait(ctx, l.store.patience/20); err != nil {
			return err
		}
	}
}

func (l *lock) put(ctx context.Context, guard condition) error {
	l.beats++
	etag, err := l.store.put(ctx, lockName, l.body(), guard)
	if err == nil {
		l.etag = etag
	}
	return err
}

// tryGuard finds out whether the target knows conditional writes: it must refuse to
// make the lock anew.
func (l *lock) tryGuard(ctx context.Context) error {
	err := l.put(ctx, condition{isNew: true})
	if errors.Is(err, errCondition) {
		return nil
	}
	l.store.unguarded = err == nil
	return err
}

// keep gives signs of life until held ends. A network that fails for a while does not
// matter before somebody has taken the lock.
func (l *lock) keep(held context.Context) {
	defer close(l.ended)
	for wait(held, l.store.beat) == nil {
		l.renew(held)
	}
}

// renew gives a sign of life. It ends the context of the lock when that is gone.
func (l *lock) renew(held context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	// It is not broken off: it might come after the lock was given back.
	ctx, stop := context.WithTimeout(context.WithoutCancel(held), goodbye)
	defer stop()
	err := l.put(ctx, condition{etag: l.etag})
	if errors.Is(err, errCondition) {
		l.isOff, err = true, ErrOvertaken
		l.cancel(err)
	}
	return err
}
