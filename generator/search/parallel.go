package search

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// inParallel calls work with 0 to n-1 at once and waits for all.
func inParallel(n int, work func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { work(i) })
	}
	wait.Wait()
}

// eachInParallel calls work with 0 to n-1, each once, on all processors. Every
// worker gets its own work function, made by newWorker, and so its own memory.
func eachInParallel(n int, newWorker func() func(i int)) {
	var taken atomic.Int64
	inParallel(min(n, runtime.GOMAXPROCS(0)), func(int) {
		work := newWorker()
		for i := taken.Add(1) - 1; i < int64(n); i = taken.Add(1) - 1 {
			work(int(i))
		}
	})
}
