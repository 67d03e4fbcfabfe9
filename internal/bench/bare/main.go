// Command bare renders one Markdown file to standard output and does nothing else.
// It has the same libraries as news, so news cannot be faster.
//
// With --read it reads all files of a folder and prints their number and size.
// Making an index of them cannot be faster.
package main

import (
	"os"

	"github.com/charmbracelet/glamour"
	"github.com/spf13/cobra"
)

func main() {
	command := &cobra.Command{Use: "bare FILE", Args: cobra.ExactArgs(1), SilenceUsage: true}
	all := command.Flags().Bool("read", false, "FILE is a folder: read all files in it")
	command.RunE = func(command *cobra.Command, args []string) error {
		if *all {
			return readAll(command.OutOrStdout(), args[0])
		}
		return render(command, args)
	}
	if command.Execute() != nil {
		os.Exit(1)
	}
}

// render prints the file named by the only argument. Style and width are fixed
// so that no terminal is asked for its colours.
func render(command *cobra.Command, args []string) error {
	page, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	renderer, err := glamour.NewTermRenderer(glamour.WithStandardStyle("dark"), glamour.WithWordWrap(80))
	if err != nil {
		return err
	}
	shown, err := renderer.RenderBytes(page)
	if err != nil {
		return err
	}
	_, err = command.OutOrStdout().Write(shown)
	return err
}
