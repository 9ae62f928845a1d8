package pipeline

import (
	"sync"

	"rehearse/generator/render"
)

var bundle = sync.OnceValues(render.Bundle)

// Bundled makes the builds of a test share their style sheets and scripts.
func Bundled(cfg Config) Config {
	cfg.bundle = bundle
	return cfg
}

// Stopped makes a build call stop between remembering its addresses and publishing.
func Stopped(cfg Config, stop func()) Config {
	cfg.remembered = stop
	return cfg
}
