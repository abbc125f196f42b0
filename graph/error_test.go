package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vikstrous/dataloadgen"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func TestPresentError(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	present := PresentError(slog.New(hackathon.LogRequests(slog.NewTextHandler(&log, nil))))
	for _, c := range []struct {
		err           error
		code, message string
	}{
		{hackathon.NotFoundf("there is no such Event"), "NOT_FOUND", "there is no such Event"},
		{fmt.Errorf("read: %w", hackathon.Forbiddenf("not yours")), "FORBIDDEN", "not yours"},
		{&hackathon.Error{Kind: hackathon.Invalid, Message: "wrong",
			Fields: []hackathon.FieldError{{Path: []string{"near", "lat"},
				Message: hackathon.Localized{En: "Degrees from -90 to 90."}}}},
			"INVALID", "wrong; near.lat: Degrees from -90 to 90."},
		{&hackathon.Error{Kind: hackathon.Conflict, Message: "used before", Err: errors.New("pq: secret")}, "CONFLICT",
			"used before"},
		{&gqlerror.Error{Message: "too deep", Extensions: map[string]any{"code": "LIMIT_EXCEEDED"}}, "LIMIT_EXCEEDED",
			"too deep"},
		{&gqlerror.Error{Message: "Cannot query field", Extensions: map[string]any{"code": "GRAPHQL_VALIDATION_FAILED"}},
			"INVALID", "Cannot query field"},
	} {
		got := present(t.Context(), c.err)
		if got.Extensions["code"] != c.code || got.Message != c.message {
			t.Errorf("%v: %v %q, want %s %q", c.err, got.Extensions, got.Message, c.code, c.message)
		}
	}
	if log.Len() > 0 {
		t.Errorf("expected failures are in the log: %s", log.String())
	}
	got := present(t.Context(), errors.New("pq: column secret does not exist"))
	reference, _ := got.Extensions["reference"].(string)
	if got.Extensions["code"] != "INTERNAL" || strings.Contains(got.Message, "secret") || reference == "" {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(log.String(), reference) || !strings.Contains(log.String(), "column secret") {
		t.Errorf("the cause is not in the log under its reference: %s", log.String())
	}
	for name, c := range map[string]struct {
		err             error
		holds, holdsNot string
	}{
		"wrapped by a transport": {&gqlerror.Error{Message: "internal error",
			Err: fmt.Errorf("read session: %w", errors.New("dial tcp: refused"))}, "read session: dial tcp: refused", ""},
		"a panic":                 {RecoverPanic(t.Context(), "oh"), "panic: oh", ""},
		"where a panic came from": {RecoverPanic(t.Context(), "oh"), "error_test.go", ""},
		"what the database was given": {fmt.Errorf("find: %w", refusedValue{}),
			"find: the database does not take a value (SQLSTATE 22P02)", "salajane"},
	} {
		log.Reset()
		got := present(t.Context(), c.err)
		reference, _ := got.Extensions["reference"].(string)
		if text := log.String(); strings.Count(text, "request="+reference+"\n") != 1 || !strings.Contains(text, c.holds) ||
			c.holdsNot != "" && strings.Contains(text, c.holdsNot) {
			t.Errorf("%s: %s", name, text)
		}
	}
	log.Reset()
	gone, leave := context.WithCancel(t.Context())
	leave()
	if present(gone, errors.New("pq: canceling statement due to user request")); log.Len() > 0 {
		t.Errorf("what was stopped because its caller had left is in the log: %s", log.String())
	}
}

// A read that fails for many fields of one answer is one line of the log, with the stack of a panic, and each field is
// given its reference.
func TestPresentError_failedLoader(t *testing.T) {
	t.Parallel()
	for name, read := range map[string]func() error{
		"an error": func() error { return errors.New("pq: gone, see error_test.go") },
		"a panic":  func() error { panic("oh") },
	} {
		var log bytes.Buffer
		present := PresentError(slog.New(hackathon.LogRequests(slog.NewTextHandler(&log, nil))))
		ctx := WithLoaders(hackathon.WithRequestID(t.Context(), "ABC"), nil)
		load := paged(func(*hackathon.Viewer) hackathon.Lists[int] {
			return func(context.Context, []hackathon.ID, hackathon.PageArgs) (map[hackathon.ID]*hackathon.Page[int], error) {
				return nil, read()
			}
		})
		keys := []pageOf{{of: hackathon.GlobalStream}, {of: hackathon.RightsStream}}
		_, err := load.LoadAll(ctx, keys)
		for _, of := range err.(dataloadgen.ErrorSlice) {
			if got := present(ctx, of); got.Extensions["reference"] != "ABC" {
				t.Errorf("%s: %v", name, got.Extensions)
			}
		}
		if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "error_test.go") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// refusedValue is what lib/pq says of a value that a column cannot hold.
type refusedValue struct{}

func (refusedValue) Error() string    { return `pq: invalid input syntax for type uuid: "salajane"` }
func (refusedValue) SQLState() string { return "22P02" }

func TestFailure_onlyMembersOfTheUnion(t *testing.T) {
	t.Parallel()
	taken := &hackathon.AlreadyTakenError{HelpRequest: &hackathon.HelpRequest{}}
	if got, err := failure[generated.ClaimHelpRequestPayload](taken); err != nil || got == nil {
		t.Errorf("%v, %v", got, err)
	}
	many := hackathon.Limits{}.Reached(hackathon.OpenNeedsPerPerson)
	for name, mutation := range map[string]func(error) (any, error){
		"requestHelp":       func(err error) (any, error) { return failure[generated.RequestHelpPayload](err) },
		"reopenHelpRequest": func(err error) (any, error) { return failure[generated.ReopenHelpRequestPayload](err) },
		"addComment":        func(err error) (any, error) { return failure[generated.AddCommentPayload](err) },
		"submitIdea":        func(err error) (any, error) { return failure[generated.SubmitIdeaPayload](err) },
	} {
		if got, err := mutation(many); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if l, ok := got.(generated.LimitReached); !ok || l.Max != 5 || l.Setting != "MANO_OPEN_NEEDS_PER_PERSON" ||
			l.RetryAfter != nil || l.Message.Et == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	taken = &hackathon.AlreadyTakenError{}
	if got, err := failure[generated.SubmitIdeaPayload](taken); err != taken || got != nil {
		t.Errorf("a failure that is not of the union: %v, %v", got, err)
	}
}
