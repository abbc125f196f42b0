package graph_test

import (
	goast "go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
)

func contract(t *testing.T) *ast.Schema {
	t.Helper()
	return graph.NewSchema(&graph.Resolver{}).Schema()
}

func TestSchema_everyRootFieldHasARule(t *testing.T) {
	t.Parallel()
	schema := contract(t)
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		for _, f := range root.Fields {
			if !strings.HasPrefix(f.Name, "__") && f.Directives.ForName("access") == nil {
				t.Errorf("%s.%s says nothing about who may use it", root.Name, f.Name)
			}
		}
	}
}

// The only ways into a type that holds what is private. A new field that leads to one of them fails here, and whoever
// adds it says who may see what before it is listed.
var waysIn = map[string][]string{
	"HelpRequestPrivate": {"Match.private"},
	"Match":              {"HelpRequest.match"},
	"Volunteer":          {"Viewer.volunteer", "UpdateVolunteerSuccess.volunteer", "SetOnDutySuccess.volunteer"},
	"Viewer": {"Query.viewer", "SignInSuccess.viewer", "JoinAsGuestSuccess.viewer",
		"UpdateProfileSuccess.viewer", "StopVolunteeringSuccess.viewer"},
	"SignInSuccess": {}, "JoinAsGuestSuccess": {},
	"Attendance": {"AttendanceEdge.node", "AttendanceConnection.nodes", "Event.viewerAttendance",
		"AttendEventSuccess.attendance", "CancelAttendanceSuccess.attendance", "CheckInSuccess.attendance"},
	"AttendanceConnection": {"Viewer.attendances", "Event.attendances"},
	"Notice":               {"NoticeEdge.node", "NoticeConnection.nodes", "NoticeAdded.notice"},
	"NoticeConnection":     {"Viewer.notices"},
	"Grant":                {"Viewer.roles"},
}

// What a single field holds is private too where these are its names.
var privateFields = []string{"HelpRequest.match", "Event.attendances", "Event.viewerAttendance", "Event.joinUrl",
	"Event.joinCode", "HelpRequest.distance",
	"HelpRequest.viewerEligibility", "Idea.viewerSupports", "WorkingGroup.viewerMembership", "Query.viewer",
	"HelpRequest.viewerActs", "Attendance.viewerActs", "Event.viewerActs",
	"Idea.viewerActs", "Idea.viewerMoves", "WorkingGroup.viewerActs"}

func TestSchema_noPublicTypeReachesPrivateData(t *testing.T) {
	t.Parallel()
	schema := contract(t)
	found := map[string][]string{}
	for _, def := range schema.Types {
		for _, f := range def.Fields {
			if def.Kind != ast.InputObject {
				found[f.Type.Name()] = append(found[f.Type.Name()], def.Name+"."+f.Name)
			}
		}
	}
	for name, allowed := range waysIn {
		if schema.Types[name] == nil {
			t.Errorf("%s is gone: the list above is out of date", name)
		}
		for _, way := range found[name] {
			if !slices.Contains(allowed, way) {
				t.Errorf("%s leads to the private type %s", way, name)
			}
		}
	}
	for _, path := range privateFields {
		typ, field, _ := strings.Cut(path, ".")
		if schema.Types[typ].Fields.ForName(field).Directives.ForName("viewer") == nil {
			t.Errorf("%s depends on who asks but is not marked @viewer", path)
		}
	}
}

func TestSchema_boardReachesAggregatesOnly(t *testing.T) {
	t.Parallel()
	schema := contract(t)
	seen := map[string]bool{}
	var walk func(name string)
	walk = func(name string) {
		def := schema.Types[name]
		if seen[name] || def == nil {
			return
		}
		seen[name] = true
		for _, f := range def.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				walk(f.Type.Name())
			}
		}
		for _, possible := range schema.GetPossibleTypes(def) {
			walk(possible.Name)
		}
	}
	walk("BoardItem")
	for name := range seen {
		if name == "Person" || name == "Event" || name == "HelpRequest" || name == "Idea" || name == "WorkingGroup" ||
			waysIn[name] != nil {
			t.Errorf("the board reaches %s", name)
		}
	}
	if !seen["BoardNeed"] || !seen["SmallCount"] {
		t.Error("the walk did not reach the board's own types")
	}
}

func TestSchema_holdsNoDiagnosis(t *testing.T) {
	t.Parallel()
	for _, def := range contract(t).Types {
		for _, f := range def.Fields {
			for _, word := range []string{"diagnos", "disabilit", "personalcode", "isikukood", "birth", "nationalid"} {
				if strings.Contains(strings.ToLower(f.Name), word) {
					t.Errorf("%s.%s: the system has no place for this", def.Name, f.Name)
				}
			}
		}
	}
}
func TestSchema_everythingIsDescribed(t *testing.T) {
	t.Parallel()
	var missing []string
	note := func(description, path string) {
		if strings.TrimSpace(description) == "" {
			missing = append(missing, path)
		}
	}
	for _, def := range contract(t).Types {
		if def.BuiltIn {
			continue
		}
		note(def.Description, def.Name)
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			note(f.Description, def.Name+"."+f.Name)
			for _, a := range f.Arguments {
				if a.Name != "input" { // its type says it all
					note(a.Description, def.Name+"."+f.Name+"("+a.Name+")")
				}
			}
		}
		for _, v := range def.EnumValues {
			note(v.Description, def.Name+"."+v.Name)
		}
	}
	slices.Sort(missing)
	if len(missing) > 0 {
		t.Errorf("%d without a description:\n%s", len(missing), strings.Join(missing, "\n"))
	}
}

// Every mutation goes one way, and is known there by its name in the schema: by it a repeated call is told from
// another.
func TestSchema_mutationsAreKnownByTheirNames(t *testing.T) {
	t.Parallel()
	packages, err := parser.ParseDir(token.NewFileSet(), "../postgres", func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	named, said := map[string]bool{}, map[string]bool{}
	for _, rule := range hackathon.HelpRequestActs {
		named[rule.Mutation], said[rule.Mutation] = true, true
	}
	for _, file := range packages["postgres"].Files {
		goast.Inspect(file, func(n goast.Node) bool {
			if lit, ok := n.(*goast.BasicLit); ok && lit.Kind == token.STRING {
				word, _ := strconv.Unquote(lit.Value)
				said[word] = true
			}
			call, ok := n.(*goast.CallExpr)
			if !ok || len(call.Args) < 4 {
				return true
			}
			fun := call.Fun
			if generic, ok := fun.(*goast.IndexExpr); ok {
				fun = generic.X
			}
			if f, ok := fun.(*goast.Ident); ok && slices.Contains([]string{"change", "create", "mutate"}, f.Name) {
				if name, ok := call.Args[3].(*goast.BasicLit); ok {
					word, _ := strconv.Unquote(name.Value)
					named[word] = true
				}
			}
			return true
		})
	}
	schema := contract(t)
	for name := range named {
		if schema.Mutation.Fields.ForName(name) == nil {
			t.Errorf("%s is no mutation of the schema", name)
		}
	}
	// who asks is nobody yet, or nobody after it
	signsIn := []string{"requestSignInCode", "signIn", "joinAsGuest", "signOut"}
	for _, f := range schema.Mutation.Fields {
		if !said[f.Name] && !slices.Contains(signsIn, f.Name) {
			t.Errorf("%s is not known there", f.Name)
		}
	}
}

// What people do with a need stands in one table: its words are those of the contract, and its mutations are there.
func TestSchema_actsOnNeedsAreTheTable(t *testing.T) {
	t.Parallel()
	schema := contract(t)
	var words []string
	for _, v := range schema.Types["HelpRequestAct"].EnumValues {
		words = append(words, v.Name)
	}
	for i, rule := range hackathon.HelpRequestActs {
		if i >= len(words) || string(rule.Act) != words[i] {
			t.Errorf("the contract has the acts %v, where the table has %s as number %d", words, rule.Act, i+1)
		}
		if !strings.Contains(schema.Types["HelpRequestAct"].EnumValues.ForName(string(rule.Act)).Description,
			rule.Mutation) ||
			schema.Mutation.Fields.ForName(rule.Mutation) == nil {
			t.Errorf("%s is no mutation for %s", rule.Mutation, rule.Act)
		}
	}
	if len(words) != len(hackathon.HelpRequestActs) {
		t.Errorf("the contract has the acts %v", words)
	}
}

// What not everybody may ask for is nullable: one part that is refused does not take the rest of the answer with it.
func TestSchema_whatIsGuardedIsNullable(t *testing.T) {
	t.Parallel()
	schema := contract(t)
	for _, def := range schema.Types {
		if def == schema.Mutation || def == schema.Subscription { // each of these asks for one thing
			continue
		}
		for _, f := range def.Fields {
			if rule := f.Directives.ForName("access"); rule != nil && f.Type.NonNull &&
				rule.Arguments.ForName("rule").Value.Raw != "ANYONE" {
				t.Errorf("%s.%s is refused to some, and then nulls what it is part of", def.Name, f.Name)
			}
		}
	}
}
