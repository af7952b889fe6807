// Checks a Go program against a generated package that it imports, without any other module: names from
// other modules have an unknown type. It finds names, fields and argument counts that the generated package does not have.
//
//	go run check/main.go IMPORT-PATH GENERATED-DIRECTORY PROGRAM.go
package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var fileSet = token.NewFileSet()
var failed = false
var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

type imports struct {
	path      string
	generated *types.Package
}

func (known imports) Import(path string) (*types.Package, error) {
	if path == known.path && known.generated != nil {
		return known.generated, nil
	}
	return nil, errors.New("not looked at")
}

func main() {
	path, directory, program := os.Args[1], os.Args[2], os.Args[3]
	names, err := filepath.Glob(filepath.Join(directory, "*.go"))
	if err != nil || len(names) == 0 {
		fail(fmt.Errorf("no Go files in %s", directory))
	}
	known := imports{path: path}
	known.generated = check(path, names, known)
	check("main", []string{program}, known)
	if failed {
		os.Exit(1)
	}
	fmt.Printf("%d generated files and %s: names and arguments agree\n", len(names), filepath.Base(program))
}

func check(path string, names []string, known imports) *types.Package {
	var files []*ast.File
	for _, name := range names {
		// The generated package has each of these functions twice, for builds with and without run-time checks.
		if strings.HasSuffix(name, "__no_checks.go") {
			continue
		}
		file, err := parser.ParseFile(fileSet, name, nil, 0)
		fail(err)
		if file != nil {
			nameImports(file)
			files = append(files, file)
		}
	}
	config := types.Config{Importer: known, Error: func(err error) {
		if !strings.Contains(err.Error(), "not looked at") {
			fail(err)
		}
	}}
	result, _ := config.Check(path, fileSet, files, nil)
	return result
}

// nameImports names the packages whose path ends in a major version, because the packages themselves are not read.
func nameImports(file *ast.File) {
	for _, spec := range file.Imports {
		parent, last := filepath.Split(strings.Trim(spec.Path.Value, `"`))
		if spec.Name == nil && majorVersion.MatchString(last) {
			spec.Name = ast.NewIdent(strings.TrimSuffix(filepath.Base(parent), "-go"))
		}
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		failed = true
	}
}
