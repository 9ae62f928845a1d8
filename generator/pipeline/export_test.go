package pipeline

// Stopped makes a build call stop between remembering its addresses and publishing.
func Stopped(cfg Config, stop func()) Config {
	cfg.remembered = stop
	return cfg
}
