package graph

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

// failure turns an expected failure into its member of the payload union T. Any other error stays a fault.
func failure[T any](err error) (T, error) {
	payload, ok := failureOf(err).(T)
	if ok {
		return payload, nil
	}
	return payload, err
}

func failureOf(err error) any {
	if e, ok := errors.AsType[*hackathon.AlreadyTakenError](err); ok {
		return generated.AlreadyTaken{Code: generated.FailureCodeAlreadyTaken, HelpRequest: e.HelpRequest,
			Message: &hackathon.Localized{Et: "Keegi jõudis ette: see abisoov on juba võetud.",
				En: "Somebody was faster: this need is already taken."}}
	}
	if e, ok := errors.AsType[*hackathon.NotEligibleError](err); ok {
		return generated.NotEligible{Code: generated.FailureCodeNotEligible, Obstacles: pointers(e.Obstacles),
			Message: &hackathon.Localized{Et: "Seda abisoovi sa võtta ei saa; põhjused on loetletud.",
				En: "You cannot take this need; the reasons are listed."}}
	}
	if e, ok := errors.AsType[*hackathon.StateConflictError](err); ok {
		return generated.StateConflict{Code: generated.FailureCodeStateConflict, State: e.State,
			Possible: append([]string{}, e.Possible...), Message: &e.Message}
	}
	if e, ok := errors.AsType[*hackathon.VersionConflictError](err); ok {
		return generated.VersionConflict{Code: generated.FailureCodeVersionConflict, Version: int32(e.Current.NodeVersion()),
			Current: e.Current, Message: &hackathon.Localized{
				Et: "Keegi on seda vahepeal muutnud. Vaata uut seisu ja proovi uuesti.",
				En: "Somebody has changed this meanwhile. Look at it as it is now and try again."}}
	}
	if e, ok := errors.AsType[*hackathon.Error](err); ok && e.Limit != nil && e.Limit.Advice != (hackathon.Localized{}) {
		reached := generated.LimitReached{Code: generated.FailureCodeLimitReached, Setting: e.Limit.Setting(),
			Max: int32(e.Most), Message: new(e.Limit.Advise(e.Most))}
		if e.RetryAfter > 0 {
			reached.RetryAfter = new(int32(e.RetrySeconds()))
		}
		return reached
	}
	if e, ok := errors.AsType[*hackathon.WrongCodeError](err); ok {
		return generated.WrongCode{Code: generated.FailureCodeWrongCode, AttemptsLeft: int32(e.AttemptsLeft),
			Message: &hackathon.Localized{Et: "Kood on vale või aegunud. Vaata see üle.",
				En: "The code is wrong or no longer valid. Please check it."}}
	}
	if e, ok := errors.AsType[*hackathon.Error](err); ok && e.Kind == hackathon.Invalid && len(e.Fields) > 0 {
		return generated.ValidationFailed{Code: generated.FailureCodeValidationFailed, Fields: pointers(e.Fields),
			Message: &hackathon.Localized{Et: "Mõni väli vajab parandamist; midagi ei salvestatud.",
				En: "Some fields need to be corrected; nothing was stored."}}
	}
	return nil
}

// PresentError is how every error leaves the program: a safe message and a code. What is not an Error of the domain is
// INTERNAL: its cause goes to the log, once, and the caller is given the request id of that line as the reference.
func PresentError(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		out := &gqlerror.Error{Path: graphql.GetPath(ctx)}
		kind := hackathon.KindOf(err)
		if e, ok := errors.AsType[*hackathon.Error](err); ok && kind != hackathon.Internal {
			out.Message, out.Extensions = e.Text(), e.Extensions()
		} else if e, ok := errors.AsType[*gqlerror.Error](err); ok && e.Err == nil {
			// gqlgen's own words about the request: validation, coercion, limits
			out.Message, out.Locations, out.Extensions, kind = e.Message, e.Locations, e.Extensions, hackathon.Invalid
			if len(e.Path) > 0 {
				out.Path = e.Path
			}
			if code, ok := e.Extensions["code"].(string); ok && hackathon.ErrorKind(code).Known() {
				kind = hackathon.ErrorKind(code)
			}
		} else {
			kind = hackathon.Internal
			out.Message = "something went wrong on the server; quote the reference when you report it"
			out.Extensions = map[string]any{"reference": logFault(ctx, log, out.Path, err)}
			if away, ok := errors.AsType[*hackathon.AwayError](err); ok {
				out.Err = away // for the transports; it is not shown
			}
		}
		if out.Extensions == nil {
			out.Extensions = map[string]any{}
		}
		out.Extensions["code"] = string(kind)
		return out
	}
}

// logFault logs an internal error, unless that was done already, and returns the request id of the log line.
func logFault(ctx context.Context, log *slog.Logger, path ast.Path, err error) (reference string) {
	if shared, ok := errors.AsType[*hackathon.SharedError](err); ok {
		return shared.Log(func() string { return logFault(ctx, log, path, shared.Err) })
	}
	if reference = hackathon.RequestID(ctx); reference == "" { // what is executed for many belongs to no request
		reference = hackathon.NewRequestID()
		ctx = hackathon.WithRequestID(ctx, reference)
	}
	level := slog.LevelError
	if ctx.Err() != nil {
		level = slog.LevelDebug // the caller is gone, or the time is over: the failure is that of being stopped
	}
	log.Log(ctx, level, "internal error", "path", path.String(), "error", causeOf(err), hackathon.Stack(err))
	return reference
}

// causeOf is the cause of a fault as the log may hold it. What gqlgen or a transport has put around it says less, and
// what the database says of a value that it does not take repeats the value.
func causeOf(err error) string {
	if shown, ok := errors.AsType[*gqlerror.Error](err); ok && shown.Err != nil {
		err = shown.Err
	}
	var database interface {
		error
		SQLState() string
	}
	if errors.As(err, &database) && strings.HasPrefix(database.SQLState(), "22") {
		return strings.ReplaceAll(err.Error(), database.Error(),
			"the database does not take a value (SQLSTATE "+database.SQLState()+")")
	}
	return err.Error()
}

// RecoverPanic turns a panic of a resolver into an error that PresentError logs.
func RecoverPanic(_ context.Context, cause any) error { return hackathon.Recovered(cause) }
