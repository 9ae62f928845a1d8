//go:build !unix || aix || solaris

package publish

// What may be changed is found out by changing it.
func refusesChange(string) error            { return nil }
func refusesMoves(string, string) error     { return nil }
func refusesReplacing(string, string) error { return nil }
