package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *Program) newVersion() *cobra.Command {
	return &cobra.Command{
		Use:               "version",
		Short:             "show the version",
		Example:           "  news version",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.printVersion() },
	}
}

// printVersion writes the version that the Go toolchain has stored in the program.
func (p *Program) printVersion() error {
	version := "(unknown)"
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		version = build.Main.Version
	}
	_, err := fmt.Fprintf(p.Out, "news %s %s/%s\n", version, runtime.GOOS, runtime.GOARCH)
	return writeError(err)
}

// noArguments returns an error for arguments of a command that takes none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError("type "+cmd.CommandPath()+" alone", "%s takes no arguments, but there is %q", cmd.CommandPath(), shorten(args[0]))
	}
	return nil
}
