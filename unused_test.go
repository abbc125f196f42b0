package mano_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNothingUnused: the program uses every exported name of hackathon. A rule that nothing asks is no rule, and
// whoever reads it takes it for one.
func TestNothingUnused(t *testing.T) {
	t.Parallel()
	declared, uses := map[string]token.Position{}, map[string]int{}
	files := token.NewFileSet()
	near, _ := filepath.Glob("*/*.go")
	far, _ := filepath.Glob("*/*/*.go")
	for _, path := range slices.Concat(near, far) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok {
				uses[name.Name]++
			}
			return true
		})
		if filepath.Dir(path) == "hackathon" {
			for _, name := range offered(file) {
				declared[name.Name] = files.Position(name.Pos())
				uses[name.Name]-- // to be declared is no use
			}
		}
	}
	for name, at := range declared {
		if uses[name] == 0 && name != "MarshalText" { // which the standard library calls
			t.Errorf("%s: nothing uses %s", at, name)
		}
	}
}

// offered are the names that a file offers to other packages. The values of an enum belong to its type.
func offered(file *ast.File) (names []*ast.Ident) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			names = append(names, d.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					names = append(names, spec.Name)
				case *ast.ValueSpec:
					if d.Tok != token.CONST || spec.Type == nil {
						names = append(names, spec.Names...)
					}
				}
			}
		}
	}
	return slices.DeleteFunc(names, func(n *ast.Ident) bool { return !n.IsExported() })
}
