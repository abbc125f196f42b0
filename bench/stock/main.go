// Command stock is what mano is compared with: the same messages from a gqlgen server as its documentation sets one up,
// with its own websocket transport and a channel per subscriber. Its state is in memory only, it knows no rights, no
// filter and no resuming, and nobody waits for a disk: all of that favours it.
package main

import (
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/bench/peer"
	"github.com/loometalgud/mano/bench/stock/generated"
)

func main() { peer.Main(newHandler()) }

// newHandler follows "Getting Started" and "Subscriptions" of gqlgen's documentation.
func newHandler() http.Handler {
	srv := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: newResolver()}))
	srv.AddTransport(transport.Websocket{KeepAlivePingInterval: 10 * time.Second})
	srv.AddTransport(transport.Options{})
	srv.AddTransport(transport.GET{})
	srv.AddTransport(transport.POST{})
	srv.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	srv.Use(extension.Introspection{})
	srv.Use(extension.AutomaticPersistedQuery{Cache: lru.New[string](100)})
	return srv
}
