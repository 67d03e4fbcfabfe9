package index

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	sqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// errForeign means that the file is not an index of this version and of this
// archive.
var errForeign = errors.New("of another archive, or of another version of news")

// busyTimeout is how long a process waits for other processes that use the
// file. It is enough for another process to build the index of a very large
// archive.
const busyTimeout = time.Minute

// access is the mode in which a file is opened.
type access string

const (
	toRead  access = "rw" // SQLite may have to write: it rolls back what a killed writer left
	toWrite access = "rwc"
)

// open opens the file and begins a transaction. With toWrite, no other process
// can write until the transaction ends. If other processes use the file, it
// waits for them until ctx is done.
func open(ctx context.Context, path string, how access) (*file, error) {
	return openWaiting(ctx, path, how, nil)
}

// openWaiting is open, but calls waiting once if that takes long.
func openWaiting(ctx context.Context, path string, how access, waiting func()) (*file, error) {
	var f *file
	err := retryBusy(ctx, waiting, func() (err error) {
		if f == nil {
			if f, err = openIdle(path, how); err != nil {
				return err
			}
		}
		return f.tryToBegin()
	})
	if err != nil && f != nil {
		f.close()
		return nil, err
	}
	return f, err
}

// openIdle opens the file without a transaction.
func openIdle(path string, how access) (*file, error) {
	query := url.Values{"mode": {string(how)}}
	if how == toWrite {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, err
		}
		// The file is only a cache: a crash of the system may destroy it, so do not wait for the disk.
		query["_pragma"] = []string{pageSize, "synchronous(off)", "cache_size(-4096)"}
	}
	db, err := sql.Open("sqlite", uriOf(path)+"?"+query.Encode())
	if err != nil {
		return nil, err
	}
	before, _ := os.Stat(path)
	conn, err := db.Conn(context.Background())
	if err != nil {
		db.Close()
		return nil, err
	}
	f := &file{session: newSession(conn), db: db, path: path, how: how}
	if after, err := os.Stat(path); err == nil && before != nil && os.SameFile(before, after) {
		f.opened = after
	}
	return f, nil
}

// begin begins a transaction. In the transaction the file changes only by its
// own writes. If other processes use the file, begin waits for them until ctx
// is done, and calls waiting once if that takes long; waiting may be nil.
func (f *file) begin(ctx context.Context, waiting func()) error {
	return retryBusy(ctx, waiting, f.tryToBegin)
}

func (f *file) tryToBegin() error {
	if f.how == toWrite {
		return f.script(`BEGIN IMMEDIATE`)
	}
	if err := f.script(`BEGIN`); err != nil {
		return err
	}
	// SQLite begins a read transaction with the first read.
	_, err := f.numbers(`PRAGMA schema_version`)
	if err != nil {
		f.rollback()
	}
	return err
}

// commit stores what was written. It waits for other processes that read the
// file.
func (f *file) commit(ctx context.Context, waiting func()) error {
	return retryBusy(ctx, waiting, func() error { return f.script(`COMMIT`) })
}

// rollback ends the transaction and undoes its writes.
func (f *file) rollback() error { return f.script(`ROLLBACK`) }

// isInPlace reports whether the open file still has its name. It may have been
// removed or replaced by another file.
func (f *file) isInPlace() bool {
	now, err := os.Stat(f.path)
	return err == nil && f.opened != nil && os.SameFile(f.opened, now)
}

// retryBusy calls try until no other process uses the file, ctx is done, or
// busyTimeout has passed. It calls waiting once if that takes long; waiting may
// be nil.
func retryBusy(ctx context.Context, waiting func(), try func() error) error {
	const long, shortest, longest = time.Second, time.Millisecond, 20 * time.Millisecond
	start := time.Now()
	for pause := shortest; ; pause = min(2*pause, longest) {
		err := try()
		waited := time.Since(start)
		if !isBusy(err) || waited > busyTimeout {
			return err
		}
		if waiting != nil && waited > long {
			waiting()
			waiting = nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// uriOf returns a path as a URI, the form in which SQLite accepts parameters.
func uriOf(path string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/...
	}
	return "file://" + (&url.URL{Path: slashed}).EscapedPath()
}

// file is an open index file. Between transactions it holds no lock.
type file struct {
	*session
	db     *sql.DB
	path   string
	how    access
	opened os.FileInfo // the file that was opened, nil if that is not certain
}

// close closes the file and undoes what was not committed.
func (f *file) close() error {
	f.rollback()
	for _, statement := range f.statements {
		statement.Close() // an open statement would keep the file open
	}
	f.conn.Close()
	return f.db.Close()
}

// session runs statements on one connection, and compiles each statement once.
type session struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func newSession(conn *sql.Conn) *session {
	return &session{conn, make(map[string]*sql.Stmt)}
}

func (s *session) statement(query string) (*sql.Stmt, error) {
	if statement, ok := s.statements[query]; ok {
		return statement, nil
	}
	statement, err := s.conn.PrepareContext(context.Background(), query)
	if err == nil {
		s.statements[query] = statement
	}
	return statement, err
}

// script runs statements without results that are used only once.
func (s *session) script(statements string) error {
	_, err := s.conn.ExecContext(context.Background(), statements)
	return err
}

// run runs a statement without results.
func (s *session) run(query string, args ...any) error {
	statement, err := s.statement(query)
	if err != nil {
		return err
	}
	_, err = statement.Exec(args...)
	return err
}

// query returns the rows of a query. The caller closes them.
func (s *session) query(query string, args ...any) (*sql.Rows, error) {
	statement, err := s.statement(query)
	if err != nil {
		return nil, err
	}
	return statement.Query(args...)
}

// one scans the first row of a query into values. If there is no row, the error
// is sql.ErrNoRows.
func (s *session) one(values []any, query string, args ...any) error {
	found, err := s.query(query, args...)
	if err != nil {
		return err
	}
	defer found.Close()
	if !found.Next() {
		return cmp.Or(found.Err(), sql.ErrNoRows)
	}
	return damagedWhereOdd(found.Scan(values...))
}

// damagedWhereOdd marks the error of a column of the wrong type as damage.
func damagedWhereOdd(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}

// each calls visit for each row of a query, with the row scanned into values.
func (s *session) each(values []any, visit func() error, query string, args ...any) error {
	found, err := s.query(query, args...)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := found.Scan(values...); err != nil {
			return damagedWhereOdd(err)
		}
		if err := visit(); err != nil {
			return err
		}
	}
	return found.Err()
}

// numbers returns the only column of a query.
func (s *session) numbers(query string, args ...any) ([]int64, error) {
	var n int64
	var numbers []int64
	err := s.each([]any{&n}, func() error {
		numbers = append(numbers, n)
		return nil
	}, query, args...)
	return numbers, err
}

// check returns nil if the file is an index of this version and of the archive
// with this root; otherwise errEmpty, errForeign, or an error of reading it.
func (f *file) check(root string) error {
	var id, number int
	if err := f.one([]any{&id}, `PRAGMA application_id`); err != nil {
		return err
	}
	if err := f.one([]any{&number}, `PRAGMA user_version`); err != nil {
		return err
	}
	if id == 0 && number == 0 {
		return errEmpty
	}
	var journal string
	if err := f.one([]any{&journal}, `PRAGMA journal_mode`); err != nil {
		return err
	}
	if id != applicationID || number != version || journal != "delete" {
		return errForeign
	}
	var stored string
	if err := f.one([]any{&stored}, `SELECT root FROM archive`); err != nil {
		return damagedWhereMissing(err)
	}
	if stored != root {
		return errForeign
	}
	return nil
}

// errEmpty means that nothing was written to the file yet.
var errEmpty = errors.New("it is empty")

// IsDamage reports whether an error means that the file's contents are not as
// they were written, so that the index must be made again: opened with
// Want.Anew.
func IsDamage(err error) bool {
	if errors.Is(err, ErrDamaged) || errors.Is(err, errForeign) {
		return true
	}
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return false
	}
	switch failure.Code() { // the file or its journal is shorter than it was, or gone
	case sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_DELETE_NOENT, sqlite3.SQLITE_READONLY_DBMOVED:
		return true
	}
	switch failure.Code() & 0xff { // the higher bits are only details
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT,
		sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_RANGE:
		return true
	}
	return false
}

// damageReason returns the plain reason of a damage.
func damageReason(damage error) error {
	if errors.Is(damage, errForeign) {
		return errForeign
	}
	return ErrDamaged
}

// plainError returns an error of the system or of SQLite in plain words,
// without the name of the file, which the message has already.
func plainError(err error) error {
	var path *os.PathError
	var failure *sqlite.Error
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return errFull
	case errors.As(err, &path):
		return path.Err
	case !errors.As(err, &failure):
		return err
	}
	switch failure.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return errFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return errors.New("it cannot be written")
	case sqlite3.SQLITE_CANTOPEN:
		return errors.New("it cannot be opened or made")
	case sqlite3.SQLITE_BUSY:
		return errors.New("another process has it")
	}
	return err
}

// errFull says that there is no room, for the index or for a temporary file beside it.
var errFull = errors.New("the disk is full")

// isBusy reports whether an error means that other processes use the file.
func isBusy(err error) bool { return hasCode(err, sqlite3.SQLITE_BUSY) }

// isReadOnly reports whether an error means that the file may only be read: the
// system says so, or the head of the file names a format that SQLite does not write.
func isReadOnly(err error) bool { return hasCode(err, sqlite3.SQLITE_READONLY) }

func hasCode(err error, code int) bool {
	var failure *sqlite.Error
	return errors.As(err, &failure) && failure.Code()&0xff == code
}

// discard removes a damaged file, unless somebody has replaced or repaired it
// since it was looked at. A new file can have the inode number of the old one,
// so the size and the time are compared, too.
func discard(path string, damaged os.FileInfo) error {
	now, err := os.Stat(path)
	if err != nil || damaged == nil || !os.SameFile(now, damaged) ||
		now.Size() != damaged.Size() || !now.ModTime().Equal(damaged.ModTime()) {
		return nil
	}
	return remove(path)
}

// remove removes an index file. Its journal is removed first: after the file is
// removed, a journal of that name could belong to a new file in its place.
func remove(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err := ignoreMissing(os.Remove(path + "-journal")); err != nil {
		return err
	}
	return cmp.Or(removeScratch(path), ignoreMissing(os.Remove(path)))
}

// cleanUp removes what a failed write left. On a full disk SQLite can leave
// half of a new index and its journal, which would keep the disk full. Opening
// the file restores what was there before the write, and a file that was empty
// is removed. If another process has the file by now, cleanUp leaves it alone.
func cleanUp(path string) {
	if _, err := os.Stat(path); err != nil {
		return
	}
	f, err := openIdle(path, toRead)
	if err != nil {
		return
	}
	defer f.close()
	if f.script(`BEGIN EXCLUSIVE`) == nil && errors.Is(f.check(""), errEmpty) {
		os.Remove(path) // the journal, if there was one, was rolled back and removed
	}
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// IsFault reports whether an error comes from SQLite, of whatever kind: the
// Index cannot be read any more.
func IsFault(err error) bool {
	var failure *sqlite.Error
	return errors.As(err, &failure)
}
