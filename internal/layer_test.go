package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const house = "news/internal/"

// forOpening are what internal/cli may use of package archive beside its types and
// errors: all that finds, opens and closes an archive. What an archive says is asked
// of package catalog, which knows whether it has an index.
var forOpening = []string{"Open", "FromFS", "Find", "HasEvents", "Close"}

func TestCommandLineReadsArchivesByTheCatalogAlone(t *testing.T) {
	checked := check(t, "cli", "archive")
	for name, used := range checked.info.Uses {
		f, isFunc := used.(*types.Func)
		if isFunc && f.Pkg() != nil && f.Pkg().Path() == house+"archive" && isOfArchive(f) && !slices.Contains(forOpening, f.Name()) {
			t.Errorf("%s: internal/cli calls archive's %s: package catalog answers", checked.files.Position(name.Pos()), f.Name())
		}
	}
	if !checked.uses(house+"archive", "Open") {
		t.Error("internal/cli was not understood: it opens no archive")
	}
}

// isOfArchive tells a function of the package and a method of an Archive from the
// methods of errors and of what was found.
func isOfArchive(f *types.Func) bool {
	receiver := f.Signature().Recv()
	return receiver == nil || strings.HasSuffix(receiver.Type().String(), "archive.Archive")
}

// TestCatalogAloneHoldsAnIndex holds what decides between index and pages in one
// place: a package that had an index could be without one, and would have to ask.
func TestCatalogAloneHoldsAnIndex(t *testing.T) {
	for file, imports := range sources(t) {
		dir := path.Dir(file)
		if slices.Contains(imports, house+"index") && dir != "internal/catalog" && dir != "internal/bench" {
			t.Errorf("%s: only package catalog may hold an index", file)
		}
	}
	checked := check(t, "catalog", "index")
	for id, object := range checked.info.Defs {
		f, isFunc := object.(*types.Func)
		if isFunc && f.Exported() && (holdsIndex(f.Signature().Results()) || holdsIndex(f.Signature().Params())) {
			t.Errorf("%s: %s hands an index on", checked.files.Position(id.Pos()), f.Name())
		}
		v, isVar := object.(*types.Var)
		if isVar && v.Exported() && v.IsField() && !v.Embedded() && isIndex(v.Type()) {
			t.Errorf("%s: %s hands an index on", checked.files.Position(id.Pos()), v.Name())
		}
	}
	if !checked.uses(house+"index", "NewStore") {
		t.Error("internal/catalog was not understood: it makes no store")
	}
}

func holdsIndex(all *types.Tuple) bool {
	for v := range all.Variables() {
		if isIndex(v.Type()) {
			return true
		}
	}
	return false
}

func isIndex(t types.Type) bool {
	return strings.HasSuffix(t.String(), "index.Index") || strings.HasSuffix(t.String(), "index.Store")
}

// checkedPackage is a package whose names are known as far as they are its own or
// those of some other packages.
type checkedPackage struct {
	files *token.FileSet
	info  types.Info
}

func (c *checkedPackage) uses(pkg, name string) bool {
	for _, used := range c.info.Uses {
		if used.Pkg() != nil && used.Pkg().Path() == pkg && used.Name() == name {
			return true
		}
	}
	return false
}

// check finds out what the names of a package stand for: its own, and those of
// the packages that are named beside it. All others are taken for empty, which is
// enough to tell what is used of these, and takes no time.
func check(t *testing.T, name string, known ...string) *checkedPackage {
	t.Helper()
	c := &checkedPackage{token.NewFileSet(), types.Info{Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object)}}
	from := importer{}
	for _, other := range known {
		from[house+other] = typesOf(t, c.files, other, from, nil)
	}
	typesOf(t, c.files, name, from, &c.info)
	return c
}

func typesOf(t *testing.T, set *token.FileSet, name string, from importer, info *types.Info) *types.Package {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(name, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	config := types.Config{Importer: from, Error: func(error) {}} // of names that are not known
	pkg, _ := config.Check(house+name, set, files, info)
	return pkg
}

// importer has the packages that are known, and takes others for empty.
type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if i[path] == nil {
		name := path[strings.LastIndexByte(path, '/')+1:]
		i[path] = types.NewPackage(path, name)
		i[path].MarkComplete()
	}
	return i[path], nil
}
