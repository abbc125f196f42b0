package postgres

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// asking are the methods that ask the database, and ofTx those of a transaction t.
var (
	asking = []string{"GetContext", "SelectContext", "ExecContext", "QueryContext", "QueryRowContext"}
	ofTx   = []string{"get", "all", "run"}
)

// unsent are the places in this package that ask the database and that no test has come to.
func (a *questions) unsent() (faults []string) {
	files := token.NewFileSet()
	packages, err := parser.ParseDir(files, ".", func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	if err != nil {
		return []string{err.Error()}
	}
	places := 0
	ast.Inspect(packages["postgres"], func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok {
			return !plumbing.MatchString("/postgres." + nameOf(f))
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch called := call.Fun.(type) {
		case *ast.IndexExpr:
			if of, ok := called.X.(*ast.Ident); !ok || of.Name != "tellOne" && of.Name != "tellMany" {
				return true
			}
		case *ast.SelectorExpr:
			of, _ := called.X.(*ast.Ident)
			if !slices.Contains(asking, called.Sel.Name) &&
				(of == nil || of.Name != "t" || !slices.Contains(ofTx, called.Sel.Name)) {
				return true
			}
		default:
			return true
		}
		places++
		from, to := files.Position(call.Pos()), files.Position(call.End())
		for line := from.Line; line <= to.Line; line++ {
			if a.lines[fmt.Sprintf("%s:%d", path.Base(from.Filename), line)] {
				return true
			}
		}
		faults = append(faults, fmt.Sprintf("%s:%d asks the database, and no test does so", from.Filename, from.Line))
		return true
	})
	if places < 100 {
		faults = append(faults, fmt.Sprintf("only %d places ask the database: are they called otherwise now?", places))
	}
	return faults
}

// nameOf is a function's name as runtime says it.
func nameOf(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return f.Name.Name
	}
	if of, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
		if name, ok := of.X.(*ast.Ident); ok {
			return "(*" + name.Name + ")." + f.Name.Name
		}
	}
	return f.Name.Name
}
