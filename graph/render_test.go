package graph_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/demo"
	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
)

// selection selects everything within a type, lists only near the top.
type selection struct {
	*ast.Schema
	strings.Builder
}

func (s *selection) all(def *ast.Definition, depth int) {
	s.WriteString("{ __typename ")
	fields := def.Fields
	if def.Kind == ast.Union || def.Kind == ast.Interface {
		for _, is := range s.GetPossibleTypes(def) {
			if depth > 1 {
				s.WriteString("... on " + is.Name)
				s.all(is, depth-1)
			}
		}
		fields = nil
	}
	for _, f := range fields {
		is := s.Types[f.Type.Name()]
		switch {
		case strings.HasPrefix(f.Name, "__") || slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool {
			return a.Type.NonNull && a.DefaultValue == nil
		}):
		case !is.IsCompositeType():
			// names differ, so that the same field may have another type in another type
			fmt.Fprintf(s, " %s_%s: %s", def.Name, f.Name, f.Name)
		case depth > 0 && (depth > 2 || !strings.HasSuffix(is.Name, "Connection")):
			fmt.Fprintf(s, " %s_%s: %s", def.Name, f.Name, f.Name)
			s.all(is, depth-1)
		}
	}
	s.WriteString("} ")
}

// told are errors with their paths, in an order of their own: siblings are executed at once.
func told(errs gqlerror.List) string {
	var all []string
	for _, e := range errs {
		all = append(all, fmt.Sprint(e, e.Path, e.Extensions))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// What is rendered at once is what is executed field by field, to the byte, whatever is asked, by whomever, and where
// something fails.
func TestRenderer_answersTheSame(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	if err := a.db.ClaimInstance(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if err := demo.Load(t.Context(), a.db); err != nil {
		t.Fatal(err)
	}
	at := a.db.Now()
	a.db.Now = func() time.Time { return at }
	slow := *a
	slow.exec = executor.New(graph.NewSchema(&graph.Resolver{DB: a.db}))
	slow.exec.SetQueryCache(lru.New[*ast.QueryDocument](100))
	slow.exec.SetErrorPresenter(graph.PresentError(slog.New(slog.DiscardHandler)))
	slow.exec.SetRecoverFunc(graph.RecoverPanic)

	var list struct {
		Events struct{ Nodes []struct{ ID string } }
	}
	a.into(&list, nil, `{ events(filter: {status: [LIVE]}) { nodes { id } } }`, nil)
	live := list.Events.Nodes[0].ID
	liveID, err := hackathon.ParseID(live)
	if err != nil {
		t.Fatal(err)
	}
	var queries []string
	schema := contract(t)
	for _, f := range schema.Query.Fields {
		call := map[string]string{"event": `(id: $id)`, "node": `(id: $id)`, "board": `(eventId: $id)`,
			"helpRequest": `(id: $id)`, "__type": `(name: "Event")`}[f.Name]
		s := &selection{Schema: schema}
		if is := schema.Types[f.Type.Name()]; is.IsCompositeType() && is.Name[0] != '_' {
			s.all(is, 4)
			queries = append(queries, `query ($id: ID!) { first: node(id: $id) { id } `+f.Name+call+s.String()+`}`)
		}
	}
	for _, part := range []string{
		`title { et text(locale: EN) } title { en ru }`,
		`title { et @skip(if: true) en } venue { municipality id @include(if: $yes) }
			organisation @include(if: $yes) { id }`,
		`ideas { nodes { id title { et } author { displayName } } edges { cursor node { author { id } } }
			pageInfo { endCursor } totalCount }`,
		`ideas(first: 1000) { nodes { id } }`,
		`ideas { nodes { comments(first: 1000) { nodes { id } } author { id } } }`,
		`workingGroups { nodes { lead { id } ideas { author { id displayName }
			workingGroup { lead { displayName } } } } }`,
		`a: title { et } b: title { et } title { c: et d: et c: et }`,
		`workingGroups { nodes { members { nodes { role person { displayName } } } } }`,
		`attendances { nodes { person { displayName } } }`,
		`helpRequests { nodes { area teaser { et } kind details { ... on TransportDetails { seats
			fromArea(locale: EN) otherLeg { id area(locale: EN) } } } viewerActs } }`,
	} {
		queries = append(queries, `query ($id: ID!, $yes: Boolean!) { event(id: $id) { `+part+
			` title { et @include(if: $yes) } } }`)
	}
	queries = append(queries, `query ($id: ID!) { a: event(id: $id) { ...A venue { municipality } }
		b: event(id: $id) { ...A } }
		fragment A on Event { venue { id ...B } } fragment B on Node { node: id __typename }`)
	a.sql(`ALTER TABLE idea DROP CONSTRAINT idea_author_id_fkey`) // whose author is nobody
	a.sql(`UPDATE idea SET author_id = $2 WHERE id = (SELECT id FROM idea WHERE event_id = $1 AND public_since IS NOT NULL
		AND author_id IS NOT NULL LIMIT 1)`, liveID, hackathon.NewID(hackathon.KindPerson, at))
	a.sql(`ALTER TABLE membership DROP CONSTRAINT membership_person_id_fkey`)
	a.sql(`UPDATE membership SET person_id = $1 WHERE id = (SELECT id FROM membership WHERE role = 'MEMBER' LIMIT 1)`,
		hackathon.NewID(hackathon.KindPerson, at))
	viewers := map[string]*hackathon.Viewer{"nobody": nil}
	for _, token := range []string{"demo-volunteer", "demo-admin"} {
		v, _, err := a.db.Sessions.ViewerByToken(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		viewers[token] = v
	}
	for who, viewer := range viewers {
		for _, query := range queries {
			for _, yes := range []bool{false, true} { // the second time with plans
				with := vars{"id": live, "yes": yes}
				want, wantErrs := slow.run(viewer, query, with)
				got, gotErrs := a.run(viewer, query, with)
				if string(got) != string(want) || told(gotErrs) != told(wantErrs) {
					t.Fatalf("%s, %s, %v:\n%s %v\n%s %v", who, query, yes, got, gotErrs, want, wantErrs)
				}
				if strings.Contains(told(wantErrs), "VALIDATION") {
					t.Errorf("%s: %v", query, wantErrs)
				}
			}
		}
	}
}

// What a list holds with all that it asks for is one field to the executor, so that it costs as little as it should.
func TestRenderer_rendersPages(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	organiser := a.person("Maarja K.", hackathon.RoleOrganiser)
	a.makeEvent(organiser, nil, true)
	const list = `{ events { nodes { id title { et } startsAt seats venue { name { et } coordinates { lat } }
		attendance { going } accessibility { feature label { et } state measure unit checkedOn stale }
		} pageInfo { hasNextPage } } }`
	fields := 0
	a.exec.AroundFields(func(ctx context.Context, next graphql.Resolver) (any, error) {
		fields++
		return next(ctx)
	})
	if data, errs := a.run(organiser, list, nil); len(errs) > 0 || fields != 1 {
		t.Errorf("%d fields were executed: %s %v", fields, data, errs)
	}
}
