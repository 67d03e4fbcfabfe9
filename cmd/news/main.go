// Command news is a browser for archives of news events.
package main

import (
	"os"

	"news/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
