package transport

import (
	"context"
	"errors"
	"time"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// fault makes an error with a text for the client.
func fault(code hackathon.ErrorKind, message string) *gqlerror.Error {
	return shown(&hackathon.Error{Kind: code, Message: message})
}

// shown is an error of the domain for the client. That of a limit has the setting and its value.
func shown(e *hackathon.Error) *gqlerror.Error {
	return &gqlerror.Error{Message: e.Message, Extensions: e.Extensions()}
}

// requestErrors returns for the client the errors that kept an operation from running. They pass the server's error
// presenter and get a code of the contract.
func (h *Handler) requestErrors(ctx context.Context, list gqlerror.List) gqlerror.List {
	for _, e := range list {
		contractCode(e)
	}
	presented := h.exec.DispatchError(ctx, list).Errors
	for _, e := range presented {
		contractCode(e)
	}
	if len(presented) == 0 { // a presenter that drops errors must not turn a failure into a success
		presented = gqlerror.List{fault(hackathon.Internal, "internal error")}
	}
	return presented
}

// failure returns for the client an error that no resolver made: a refused sign-in, a panic.
func (h *Handler) failure(ctx context.Context, err error) gqlerror.List {
	if own, ok := errors.AsType[*gqlerror.Error](err); ok {
		return h.requestErrors(ctx, gqlerror.List{own})
	}
	own, ok := errors.AsType[*hackathon.Error](err)
	if !ok {
		own = &hackathon.Error{Kind: hackathon.Internal, Message: "internal error"}
	}
	e := shown(own)
	e.Err = err // for the presenter's log
	return h.requestErrors(ctx, gqlerror.List{e})
}

// isAway reports whether the error passes by itself, with nothing done.
func isAway(err error) bool { return errors.As(err, new(*hackathon.AwayError)) }

// warn logs a failure that no client has a reference for, at most once a second: when the database is away, every
// client meets it.
func (h *Handler) warn(ctx context.Context, msg string, args ...any) {
	now := int64(h.uptime())
	if last := h.warned.Load(); (last == 0 || now-last >= int64(time.Second)) && h.warned.CompareAndSwap(last, now) {
		h.log.WarnContext(ctx, msg, args...)
	}
}

// contractCode replaces the codes of gqlgen by those of the contract.
func contractCode(e *gqlerror.Error) {
	code, _ := e.Extensions["code"].(string)
	own, is := errors.AsType[*hackathon.Error](e.Err)
	kind := hackathon.Internal
	switch {
	case code == errcode.ValidationFailed:
		kind = hackathon.Invalid
	case code != "":
		return
	case is:
		kind = own.Kind
	case e.Err == nil:
		kind = hackathon.Invalid // made by the parser or the validator
	}
	if e.Extensions == nil {
		e.Extensions = map[string]any{}
	}
	e.Extensions["code"] = string(kind)
}

// tookTooLong reports whether the operation was ended by its time limit.
func tookTooLong(list gqlerror.List) bool {
	return len(list) == 1 && list[0].Extensions["setting"] == ExecutionTimeout.Setting()
}

// retryAfter is the number of seconds after which one of the errors says to try again; 0: none does.
func retryAfter(list gqlerror.List) int {
	for _, e := range list {
		if seconds, _ := e.Extensions["retryAfter"].(int); seconds > 0 {
			return seconds
		}
	}
	return 0
}

func hasCode(list gqlerror.List, code hackathon.ErrorKind) bool {
	for _, e := range list {
		if c, _ := e.Extensions["code"].(string); c == string(code) {
			return true
		}
	}
	return false
}
