package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/config"
	"news/internal/search"
	"news/internal/text"
)

func (p *Program) newConfig(flags *common) *cobra.Command {
	explain := ""
	cmd := &cobra.Command{
		Use:   "config [list | get | set | unset | path | edit]",
		Short: "show and change settings",
		Example: `  news config                              all settings, and where each comes from
  news config set style dark
  news config set limit 50
  news config set saved.brexit brexit --since 2016
  news search @brexit                      asks that question; also timeline @brexit
  news config unset limit
  news config --explain pager              where the pager comes from
  news config edit                         the file, in your editor`,
		Long: `Show and change settings. A flag counts before the environment, the environment
before your file, and your file before what an archive says of itself. The locale of
the system (LC_ALL, LC_MESSAGES, LANG) counts after your file.

Your file is config.toml in the folder of news for configurations (on Linux
~/.config/news/config.toml), or the file or folder that NEWS_CONFIG names:

  archive = "wiki"       the archive that is read where no other is named
  style = "dark"         a style, or a file with one
  color = "auto"         auto, always, never
  pager = "less -S"      empty for none
  hyperlinks = "auto"    auto, always, never
  limit = 50             rows, where a command shows only some; 0 for all
  language = "zh"        of headings and dates
  [archives]             folders by name; news archives changes them
  wiki = "~/news"
  [saved]                questions by name, with flags
  brexit = "brexit --since 2016"
  [browse.keys]          news help browse tells which
  quit = ["q", "ctrl+q"]

A saved question has words and flags as you type them for news search: flags that
say which events, in which order and form. @NAME in the arguments of list, search,
timeline, topics, sources, categories, graph and browse stands for it; in PowerShell
type --saved NAME. Flags that you type beside it count before its own.

The file .news.toml in the folder of an archive can set language, style, limit and
saved questions, below your own. Nothing else in it counts.`,
		Args: onlyCommands,
		RunE: func(*cobra.Command, []string) error {
			if explain != "" {
				return p.explainSetting(flags, explain)
			}
			return p.listSettings(flags)
		},
	}
	cmd.Flags().StringVar(&explain, "explain", "", "say where the value of setting KEY comes from")
	name(cmd.Flags(), "explain", "KEY")
	completeFlag(cmd, "explain", p.completeSettings(flags, false))
	list := &cobra.Command{
		Use: "list", Short: "show all settings, and where each comes from", Args: noArguments, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error { return p.listSettings(flags) },
	}
	get := &cobra.Command{
		Use: "get KEY", Short: "show the value of a setting", Args: needs(1, 1, "KEY"), ValidArgsFunction: p.completeSettings(flags, false),
		RunE: func(_ *cobra.Command, args []string) error { return p.getSetting(flags, args[0]) },
	}
	set := &cobra.Command{
		Use: "set KEY VALUE...", Short: "change a setting in your file", Args: needs(2, -1, "KEY VALUE"), ValidArgsFunction: p.completeSettings(flags, true),
		RunE: func(_ *cobra.Command, args []string) error { return p.setSetting(flags, args[0], args[1:]) },
	}
	set.Flags().SetInterspersed(false) // flags behind the key are those of a saved question
	unset := &cobra.Command{
		Use: "unset KEY", Short: "take a setting out of your file", Args: needs(1, 1, "KEY"), ValidArgsFunction: p.completeSettings(flags, false),
		RunE: func(_ *cobra.Command, args []string) error { return p.unsetSetting(args[0]) },
	}
	path := &cobra.Command{
		Use: "path", Short: "show the path of your file", Args: noArguments, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error { return p.settingsPath() },
	}
	edit := &cobra.Command{
		Use: "edit", Short: "open your file in your editor (VISUAL, EDITOR)", Args: noArguments, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error { return p.editSettings(flags) },
	}
	cmd.AddCommand(list, get, set, unset, path, edit)
	return cmd
}

// needs returns a check of the number of arguments; there can be any number of them
// where most is below 0.
func needs(fewest, most int, names string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < fewest:
			return usageError("type "+cmd.CommandPath()+" "+names, "%s needs %s", cmd.CommandPath(), names)
		case most >= 0 && len(args) > most:
			return usageError("type "+cmd.CommandPath()+" "+names, "%s takes %s, but there is %q too", cmd.CommandPath(), names, shorten(args[most]))
		}
		return nil
	}
}

// configFile returns the place of the user's file.
func (p *Program) configFile() (config.Place, error) {
	at, err := p.configPlace()
	if err != nil {
		return at, &failure{err, "name a file or a folder with " + config.Variable, exitSystem}
	}
	return at, nil
}

// checkSetting returns an error where there is no setting of a name.
func (p *Program) checkSetting(flags *common, setting string) error {
	if _, exists := config.About(setting, known()); exists {
		return nil
	}
	table, name := config.SplitName(setting)
	if table == config.Archives || table == config.Saved {
		return usageError("names have letters, digits, and - _ . + between them", "%q cannot be a name", shorten(name))
	}
	hint := "news config list shows all settings"
	if setting == config.Archives || setting == config.Saved || setting == config.Keys || setting == "browse" {
		hint = "add a name, such as " + map[string]string{config.Archives: "archives.wiki", config.Saved: "saved.brexit"}[setting]
		if setting == config.Keys || setting == "browse" {
			hint = "add an action, such as browse.keys.quit"
		}
	} else if near := search.Nearest(setting, eachOnce(config.Names(known()), p.settings(flags).Names()), 1); len(near) > 0 {
		hint = "did you mean " + near[0]
	}
	return usageError(hint, "there is no setting %q", shorten(setting))
}

// listSettings writes all settings, a line each: name, value, and where it comes from.
func (p *Program) listSettings(flags *common) error {
	sources := p.settings(flags)
	var rows [][]string
	for _, name := range sources.Names() {
		origin := sources.Value(name)
		rows = append(rows, []string{name, shownValue(origin.Value), shownPlace(name, origin)})
	}
	return p.writeRows(flags, rows)
}

// shownValue returns a value of a setting in one line.
func shownValue(v config.Value) string { return text.Plain(v.Text) }

// shownPlace returns the place that a setting comes from. Without one, there is a few
// words on what that means.
func shownPlace(name string, origin config.Origin) string {
	switch {
	case origin.IsSet:
		return origin.Place
	case name == config.Archive:
		return "not set; the built-in sample"
	case name == config.Limit:
		return fmt.Sprintf("not set; %d in search and relate, %d in story", usualHits, usualChapters)
	case name == config.Language:
		return "not set; the archive's"
	}
	return "not set"
}

// getSetting writes the value of a setting.
func (p *Program) getSetting(flags *common, name string) error {
	if err := p.checkSetting(flags, name); err != nil {
		return err
	}
	origin := p.settings(flags).Value(name)
	if !origin.IsSet {
		p.reportSettings(flags)
		return &failure{fmt.Errorf("%s is not set", name), "", exitNoMatch}
	}
	return p.writeRows(flags, [][]string{{shownValue(origin.Value)}})
}

// explainSetting writes the places that a setting can come from, and marks the one that
// counts.
func (p *Program) explainSetting(flags *common, name string) error {
	if err := p.checkSetting(flags, name); err != nil {
		return err
	}
	var rows [][]string
	counts := "counts"
	for _, origin := range p.settings(flags).Origins(name) {
		row := []string{origin.Place, "not set", ""}
		if origin.Kind == config.Usual && !origin.IsSet {
			row[1] = strings.TrimPrefix(shownPlace(name, origin), "not set; ")
		}
		if origin.IsSet {
			row[1] = shownValue(origin.Value)
			row[2], counts = counts, ""
		}
		if origin.Place != "" {
			rows = append(rows, row)
		}
	}
	if counts != "" {
		rows[len(rows)-1][2] = counts
	}
	return p.writeRows(flags, rows)
}

// setSetting changes a setting in the user's file. Where something else counts before
// it, a note says so.
func (p *Program) setSetting(flags *common, name string, values []string) error {
	if err := p.checkSetting(flags, name); err != nil {
		return err
	}
	if err := p.changeSettings(config.Edit{Name: name, Values: values}); err != nil {
		return err
	}
	origin := p.settings(flags).Value(name)
	if origin.IsSet && origin.Kind < config.FromWorking && origin.Kind != config.Usual && !p.leavesNotesOut(flags) {
		p.say("news: %s counts before it, and says %q", origin.Place, shownValue(origin.Value))
	}
	return nil
}

// unsetSetting takes a setting out of the user's file. One that is not there is no
// error.
func (p *Program) unsetSetting(name string) error {
	if err := p.checkSetting(&common{}, name); err != nil {
		return err
	}
	err := p.changeSettings(config.Edit{Name: name, Unset: true})
	var notSet *config.NotSetError
	if errors.As(err, &notSet) {
		p.say("news: %v", err)
		return nil
	}
	return err
}

// changeSettings changes settings in the user's file, all or none.
func (p *Program) changeSettings(edits ...config.Edit) error {
	at, err := p.configFile()
	if err != nil {
		return err
	}
	err = config.Change(at, known(), edits...)
	var wrong *config.Error
	var value *config.ValueError
	var notSet *config.NotSetError
	switch {
	case err == nil, errors.As(err, &notSet):
		return err
	case errors.As(err, &wrong):
		return &failure{wrong, "news config edit opens it; a file with an error is not changed otherwise", exitUsage}
	case errors.As(err, &value):
		return &failure{err, nearestSetting(value.Wrong), exitUsage}
	}
	return &failure{err, "", exitSystem}
}

// settingsPath writes the path of the user's file.
func (p *Program) settingsPath() error {
	at, err := p.configFile()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Out, at.File)
	return writeError(err)
}

// editSettings opens the user's file in an editor, and says afterwards what in it makes
// no sense.
func (p *Program) editSettings(flags *common) error {
	at, err := p.configFile()
	if err != nil {
		return err
	}
	line, err := p.editor()
	if err != nil {
		return &failure{err, "", exitSystem}
	}
	if err := os.MkdirAll(at.Dir, 0o700); err != nil {
		return &failure{fmt.Errorf("%s cannot be made: %w", at.Dir, config.WithoutPath(err)), "", exitSystem}
	}
	command := line.on(at.File, p.Environ)
	command.Stdin, command.Stdout, command.Stderr = p.In, p.Out, p.Err
	p.isTerminalTaken.Store(true)
	err = command.Run()
	p.isTerminalTaken.Store(false)
	if err != nil {
		return &failure{fmt.Errorf("%s has failed: %w", shorten(line.line), err), "", exitSystem}
	}
	if wrong := p.userSettings().Wrong; len(wrong) > 0 && wrong[0].Line > 0 {
		p.reportSettings(flags)
		return reported{&failure{wrong[0], "", exitUsage}}
	}
	return nil
}

// writeRows writes rows of fields: with tabs between them, or in columns on a terminal.
func (p *Program) writeRows(flags *common, rows [][]string) error {
	s, err := p.newScreen(flags)
	if err != nil {
		return err
	}
	widths := make([]int, 8)
	for _, row := range rows {
		for i, field := range row {
			row[i] = text.Plain(field)
			widths[i] = max(widths[i], text.Width(row[i]))
		}
	}
	for _, row := range rows {
		if s.terminal {
			for i := range row[:len(row)-1] {
				row[i] += strings.Repeat(" ", widths[i]-text.Width(row[i])+2)
			}
			fmt.Fprintln(s, strings.TrimRight(strings.Join(row, ""), " "))
			continue
		}
		fmt.Fprintln(s, strings.Join(row, "\t"))
	}
	return s.finish(nil)
}

// completeSettings completes the name of a setting, and behind it, where wanted, the
// values that it can have.
func (p *Program) completeSettings(flags *common, values bool) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		switch {
		case len(args) == 0:
			sources := p.settings(flags)
			var all []string
			for _, name := range eachOnce(sources.Names(), config.Names(known())) {
				about, _ := config.About(name, known())
				all = append(all, cobra.CompletionWithDesc(name, about))
			}
			return beginning(all, typed), cobra.ShellCompDirectiveNoFileComp
		case !values || len(args) > 1:
			return nil, cobra.ShellCompDirectiveNoFileComp
		case args[0] == config.Archive:
			return p.completeArchives(flags, typed)
		case args[0] == config.Style:
			return beginning(config.Values(args[0], known()), typed), cobra.ShellCompDirectiveDefault
		}
		return beginning(config.Values(args[0], known()), typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// eachOnce returns the names of two lists, each once.
func eachOnce(first, second []string) []string {
	var all []string
	seen := make(map[string]bool)
	for _, names := range [][]string{first, second} {
		for _, name := range names {
			if !seen[name] {
				all = append(all, name)
			}
			seen[name] = true
		}
	}
	return all
}
