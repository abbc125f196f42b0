package hackathon

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// A kind that the table does not know would reach no board and no stream, and nobody would be told why.
func TestActivityRules_knowEveryKind(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "activity.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Type != nil {
			if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "ActivityKind" {
				declared++
			}
		}
		return true
	})
	if declared < 20 || declared != len(activityRules) {
		t.Errorf("%d kinds are declared, and the table has %d", declared, len(activityRules))
	}
}
