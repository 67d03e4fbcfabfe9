package importer

// WithFault returns options of an import whose writes fail as fault says, before
// anything of them is on the disk.
func WithFault(o Options, fault func() error) Options {
	o.fault = fault
	return o
}

// SlugOf is slugOf, for tests.
var SlugOf = slugOf
