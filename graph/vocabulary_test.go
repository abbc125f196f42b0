package graph_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"testing"

	gql "github.com/vektah/gqlparser/v2/ast"
)

// The words of the product stand in the schema. Go and the database know the same ones.

func enumValues(schema *gql.Schema) map[string][]string {
	enums := map[string][]string{}
	for name, def := range schema.Types {
		for _, v := range def.EnumValues {
			enums[name] = append(enums[name], v.Name)
		}
		slices.Sort(enums[name])
	}
	return enums
}

func TestVocabulary_constantsOfGo(t *testing.T) {
	t.Parallel()
	enums := enumValues(contract(t))
	files, err := parser.ParseDir(token.NewFileSet(), "../hackathon", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range files["hackathon"].Files {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			typ, ok := spec.Type.(*ast.Ident)
			if !ok || enums[typ.Name] == nil {
				return true
			}
			seen[typ.Name] = true
			for _, value := range spec.Values {
				lit, ok := value.(*ast.BasicLit)
				if !ok {
					continue
				}
				word, _ := strconv.Unquote(lit.Value)
				if !slices.Contains(enums[typ.Name], word) {
					t.Errorf("%s %s = %s: the schema has no such value", typ.Name, spec.Names[0].Name, word)
				}
			}
			return true
		})
	}
	if len(seen) < 20 {
		t.Errorf("constants of %d enums only were found", len(seen))
	}
}

// partOf are rules of the database about some values of an enum only.
var partOf = map[string]string{
	"idea.unreviewed_idea_is_not_public": "IdeaStatus",
	"idea_move.idea_refused_with_answer": "IdeaStatus",
	"working_group.working_group_is_led": "GroupPhase",
	"activity.activity_audience_known":   "", // who may read a row of the log is told to nobody
}

func TestVocabulary_listsOfTheDatabase(t *testing.T) {
	t.Parallel()
	enums := enumValues(contract(t))
	var lists []struct{ Name, Definition string }
	a := newAPI(t)
	rows, err := a.db.SQL().Query(`
		SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
		WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND pg_get_constraintdef(oid) ~ 'ARRAY\['`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var l struct{ Name, Definition string }
		if err := rows.Scan(&l.Name, &l.Definition); err != nil {
			t.Fatal(err)
		}
		lists = append(lists, l)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	list, word := regexp.MustCompile(`ARRAY\[[^\]]*\]`), regexp.MustCompile(`'([A-Z][A-Z0-9_]+)'`)
	found := 0
	for _, l := range lists {
		for _, array := range list.FindAllString(l.Definition, -1) {
			var words []string
			for _, m := range word.FindAllStringSubmatch(array, -1) {
				words = append(words, m[1])
			}
			slices.Sort(words)
			if len(words) == 0 {
				continue
			}
			found++
			if enum, part := partOf[l.Name]; part {
				for _, word := range words {
					if enum != "" && !slices.Contains(enums[enum], word) {
						t.Errorf("%s: %s is not in %s", l.Name, word, enum)
					}
				}
				continue
			}
			if !slices.ContainsFunc(slices.Collect(maps.Values(enums)),
				func(e []string) bool { return slices.Equal(e, words) }) {
				t.Errorf("%s: %v is no enum of the schema", l.Name, words)
			}
		}
	}
	if found < 10 {
		t.Errorf("%d lists only were found", found)
	}
}
