package cli_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"news/internal/cli"
	"news/internal/text"
)

// TestMain makes the test binary act as the programs that scripts start.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"news":      runNews,
		"firstline": runFirstLine,
		"interrupt": runInterrupted,
		"less":      runPager,
	})
}

// TestScripts runs each story in testdata/script: arguments, files and standard
// input in; standard output, standard error and an exit code out.
//
// Scripts can use these commands beside the ones of testscript:
//
//	exits CODE PROGRAM...   the program must end with this exit code
//	out LINE...             standard output is exactly these lines
//	err LINE...             standard error is exactly these lines
//	dates DATE...           the first column of standard output is these, in this order
//	refs REF...             the second column is these
//	tame [-sgr -links -nul] no output has a character that a terminal obeys or hides;
//	                        the flags allow sequences that set colours, sequences
//	                        that make links, and NUL
//	widest COLUMNS          the longest line of standard output has this width, or a
//	                        little less
//	unescape FILE...        replaces \t, \x1b, \u202e and the like in a file
//	put FILE TEXT           makes a file; both arguments can have such escapes
//	fill FILE BYTES         makes a file of this size
//	keys TYPED WANT FILE... splits lines "typed => words" into the keys to type at a
//	                        shell and the arguments that a program must then get; ⇥
//	                        is the Tab key
//	spoil FOLDER HOW        damages the index in a folder: short, text, bytes
//
// They can start programs beside news. "firstline news ..." reads one line of the
// output of news and closes the pipe. "interrupt news ..." passes its own input on,
// interrupts news after its first output, and keeps its input open. less is a pager
// that writes that it is one before its input, and quits after one line with -q.
//
// The day is Tuesday, 2016-04-05, at noon, unless the variable TODAY names another.
// Where WINDOW is set, such as to 60x20, standard output is a terminal of this many
// columns and rows.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "../../testdata/script",
		RequireUniqueNames: true,
		Setup:              setUp,
		Condition:          condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"out":      func(ts *testscript.TestScript, neg bool, args []string) { compareLines(ts, neg, "stdout", args) },
			"err":      func(ts *testscript.TestScript, neg bool, args []string) { compareLines(ts, neg, "stderr", args) },
			"dates":    func(ts *testscript.TestScript, neg bool, args []string) { compareColumn(ts, neg, 0, args) },
			"refs":     func(ts *testscript.TestScript, neg bool, args []string) { compareColumn(ts, neg, 1, args) },
			"tame":     tame,
			"widest":   widest,
			"unescape": unescapeFiles,
			"put":      put,
			"fill":     fill,
			"keys":     keys,
			"spoil":    spoil,
		},
	})
}

// setUp sets the environment of a script. It has nothing of the machine's own but
// the path: no NEWS_ARCHIVE, no PAGER, no TERM.
func setUp(env *testscript.Env) error {
	env.Setenv("NEWS_CACHE", filepath.Join(env.WorkDir, ".cache"))
	env.Setenv("HOME", filepath.Join(env.WorkDir, ".home")) // no file of the machine counts, and none is made outside
	if os.Getenv("GORACE") == "" {
		env.Setenv("GORACE", "atexit_sleep_ms=0") // else each process waits for a second for late races
	}
	return nil
}

// condition evaluates [root], for whom no file is unreadable, [race], under which a
// process takes ten times as long, so that stories without concurrency can skip it,
// and [bash-completion], Debian's package of that name.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "race":
		build, ok := debug.ReadBuildInfo()
		return ok && slices.Contains(build.Settings, debug.BuildSetting{Key: "-race", Value: "true"}), nil
	case "bash-completion":
		_, err := os.Stat("/usr/share/bash-completion/bash_completion")
		return err == nil, nil
	}
	return false, fmt.Errorf("there is no condition %q", name)
}

// runNews is cmd/news with a fixed clock.
func runNews() {
	day := os.Getenv("TODAY")
	if day == "" {
		day = "2016-04-05"
	}
	now, err := time.Parse(time.DateTime, day+" 12:00:00")
	if err != nil {
		panic(err)
	}
	program := &cli.Program{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Environ: os.Environ(), Now: func() time.Time { return now },
	}
	if window := os.Getenv("WINDOW"); window != "" {
		var columns, rows int
		if _, err := fmt.Sscanf(window, "%dx%d", &columns, &rows); err != nil {
			panic(err)
		}
		program.Size = func(stream any) (int, int, bool) { return columns, rows, stream == os.Stdout }
	}
	os.Exit(program.Run())
}

// runFirstLine starts the program in its arguments, copies the first line of its
// output, and closes the pipe. Its exit code is the program's, or 141 for the
// signal of a closed pipe.
func runFirstLine() {
	command := exec.Command(os.Args[1], os.Args[2:]...)
	command.Stdin, command.Stderr = os.Stdin, os.Stderr
	pipe, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		panic(err)
	}
	copyLine(pipe)
	pipe.Close()
	code := endOf(command)
	if code < 0 {
		code = 128 + 13
	}
	os.Exit(code)
}

// runInterrupted starts the program in its arguments, with a standard input that
// begins with its own and never ends. It interrupts the program after the first
// line of output, and ends with the program's exit code.
func runInterrupted() {
	command := exec.Command(os.Args[1], os.Args[2:]...)
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		panic(err)
	}
	input, err := command.StdinPipe()
	if err != nil {
		panic(err)
	}
	if err := command.Start(); err != nil {
		panic(err)
	}
	if _, err := io.Copy(input, os.Stdin); err != nil {
		panic(err)
	}
	copyLine(output)
	command.Process.Signal(os.Interrupt)
	io.Copy(io.Discard, output)
	os.Exit(endOf(command))
}

// runPager writes that it is a pager, and copies its input.
func runPager() {
	fmt.Printf("paged by %s, LESS=%s\n", strings.Join(os.Args, " "), os.Getenv("LESS"))
	if len(os.Args) > 1 && os.Args[1] == "-q" {
		copyLine(os.Stdin)
		os.Exit(1)
	}
	io.Copy(os.Stdout, os.Stdin)
}

// copyLine copies one line to standard output.
func copyLine(r io.Reader) {
	for b := make([]byte, 1); b[0] != '\n'; {
		if _, err := r.Read(b); err != nil {
			return
		}
		os.Stdout.Write(b)
	}
}

// endOf waits for a program and returns its exit code, below zero where a signal
// ended it.
func endOf(command *exec.Cmd) int {
	var exit *exec.ExitError
	if err := command.Wait(); err != nil && !errors.As(err, &exit) {
		panic(err)
	}
	return command.ProcessState.ExitCode()
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("the exit code is %d, not %d", got, want)
	}
}

func compareLines(ts *testscript.TestScript, neg bool, stream string, args []string) {
	if neg {
		ts.Fatalf("there is no ! for this command")
	}
	var want []string
	for _, line := range args {
		want = append(want, unescape(ts, line))
	}
	compare(ts, stream, want, linesOf(ts.ReadFile(stream)))
}

// linesOf splits a text into lines. A last line without an end is marked, since no
// output should end inside a line.
func linesOf(text string) []string {
	if text == "" {
		return nil
	}
	whole, ended := strings.CutSuffix(text, "\n")
	lines := strings.Split(whole, "\n")
	if !ended {
		lines[len(lines)-1] += "<no end of line>"
	}
	return lines
}

func compareColumn(ts *testscript.TestScript, neg bool, column int, args []string) {
	if neg {
		ts.Fatalf("there is no ! for this command")
	}
	var got []string
	for _, line := range linesOf(ts.ReadFile("stdout")) {
		fields := strings.Split(line, "\t")
		if len(fields) < 3 {
			ts.Fatalf("%q is not date, reference and headline with tabs between them", line)
		}
		got = append(got, fields[column])
	}
	compare(ts, "the column", args, got)
}

func compare(ts *testscript.TestScript, what string, want, got []string) {
	if difference := cmp.Diff(append([]string{}, want...), append([]string{}, got...)); difference != "" {
		ts.Fatalf("%s (-want +got):\n%s", what, difference)
	}
}

func tame(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("there is no ! for this command")
	}
	output := ts.ReadFile("stdout")
	for _, arg := range args {
		before := output
		switch arg {
		case "-sgr":
			output = withoutColors(output)
		case "-links":
			output = regexp.MustCompile("\x1b\\]8;;([^\x1b\x07]*)(\x1b\\\\|\x07)").ReplaceAllString(output, "$1")
		case "-nul":
			output = strings.ReplaceAll(output, "\x00", "\n")
		default:
			ts.Fatalf("usage: tame [-sgr] [-links] [-nul]")
		}
		if output == before {
			ts.Fatalf("standard output holds nothing that %s allows", arg)
		}
	}
	findWild(ts, "standard output", output)
	findWild(ts, "standard error", ts.ReadFile("stderr"))
}

// findWild fails where an output has a character that a terminal obeys or hides, or
// JSON's escape for one.
func findWild(ts *testscript.TestScript, stream, output string) {
	for at, r := range output {
		if isWild(r, output[at:]) {
			ts.Fatalf("%s holds %+q in %+q", stream, r, around(output, at))
		}
	}
	escape := regexp.MustCompile(`\\u(00[01789][0-9a-f]|061c|20[026][0-9a-f])`)
	if at := escape.FindStringIndex(output); at != nil {
		ts.Fatalf("%s holds an escape for a control character in %+q", stream, around(output, at[0]))
	}
}

// withoutColors removes the sequences that set colours, bold and the like.
func withoutColors(text string) string {
	return regexp.MustCompile("\x1b\\[[0-9;:]*m").ReplaceAllString(text, "")
}

// widest checks the width of the longest line: a text that is wrapped at a number
// of columns takes no more, and hardly fewer, since words are short.
func widest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: widest COLUMNS")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got, longest := 0, ""
	for line := range strings.Lines(withoutColors(ts.ReadFile("stdout"))) {
		if width := text.Width(strings.TrimSuffix(line, "\n")); width > got {
			got, longest = width, line
		}
	}
	if got > want || got < want-9 {
		ts.Fatalf("the longest line takes %d columns: %q", got, longest)
	}
}

// invisible has invisible signs that no script or emoji needs where the stories
// have them.
const invisible = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2028\u2029\u2060\u2800\u3164\ufe00\ufeff\uffa0\U0001d173\U000e0001\U000e0041\U000e0100"

// isWild reports whether a terminal obeys or hides the character at the start of a
// text.
func isWild(r rune, text string) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r == utf8.RuneError:
		_, size := utf8.DecodeRuneInString(text)
		return size == 1
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || strings.ContainsRune(invisible, r)
}

func around(text string, at int) string {
	return text[max(0, at-30):min(len(text), at+30)]
}

func unescapeFiles(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(unescape(ts, ts.ReadFile(name))), 0o666))
	}
}

// unescape replaces Go's escapes in a text by their characters.
func unescape(ts *testscript.TestScript, text string) string {
	var b strings.Builder
	for text != "" {
		at := strings.IndexByte(text, '\\')
		if at < 0 {
			at = len(text)
		}
		b.WriteString(text[:at])
		if text = text[at:]; text == "" {
			break
		}
		r, multibyte, rest, err := strconv.UnquoteChar(text, 0)
		ts.Check(err)
		if multibyte || r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			b.WriteByte(byte(r))
		}
		text = rest
	}
	return b.String()
}

func put(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: put FILE TEXT")
	}
	ts.Check(os.WriteFile(ts.MkAbs(unescape(ts, args[0])), []byte(unescape(ts, args[1])), 0o666))
}

func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill FILE BYTES")
	}
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	page := "# A page without an end\n\n"
	if size > len(page) {
		page += strings.Repeat("x", size-len(page))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(page[:size]), 0o666))
}

// keys splits the lines of files into keys to type, followed by an exit, and the
// words that a program must get. $HOME in the words stands for its value.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: keys TYPED WANT FILE...")
	}
	var typed, want strings.Builder
	for _, name := range args[2:] {
		for line := range strings.Lines(ts.ReadFile(name)) {
			before, after, found := strings.Cut(line, " => ")
			if !found {
				ts.Fatalf("%s: there is no => in %q", name, line)
			}
			fmt.Fprintln(&typed, strings.ReplaceAll(before, "⇥", "\t"))
			want.WriteString(strings.ReplaceAll(after, "$HOME", ts.Getenv("HOME")))
		}
	}
	fmt.Fprintln(&typed, "exit")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(typed.String()), 0o666))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(want.String()), 0o666))
}

// spoil damages the only index in a folder: it cuts it short, overwrites it with a
// text, or changes some of its bytes.
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: spoil FOLDER short|text|bytes")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.sqlite"))
	if err != nil || len(files) != 1 {
		ts.Fatalf("not one index but %v, %v", files, err)
	}
	data, err := os.ReadFile(files[0])
	ts.Check(err)
	switch args[1] {
	case "short":
		data = data[:len(data)/2]
	case "text":
		data = []byte("This is no index.\n")
	case "bytes":
		for at := 4096; at < len(data); at += 512 {
			data[at] ^= 0x55
		}
	default:
		ts.Fatalf("cannot spoil it as %q", args[1])
	}
	ts.Check(os.WriteFile(files[0], data, 0o666))
}
