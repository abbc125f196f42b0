package main

import (
	"fmt"
	"net"
	"strings"

	"github.com/loometalgud/mano/demo"
	"github.com/loometalgud/mano/web"
)

// banner prints what to open, who may sign in, and how another process joins.
func (c *serveCommand) banner(out *output, addr net.Addr, d *database) {
	var b strings.Builder
	at := "http://" + addr.String()
	if tcp, ok := addr.(*net.TCPAddr); ok && (tcp.IP.IsLoopback() || tcp.IP.IsUnspecified()) {
		at = fmt.Sprintf("http://localhost:%d", tcp.Port)
	}
	if !c.local() {
		at = strings.TrimSuffix(c.PublicURL, "/") // the only name that it answers to
	}
	fmt.Fprintf(&b, "\nmano %s runs at %s\n\n", version(), at)
	fmt.Fprintf(&b, "  application   %s/\n", at)
	fmt.Fprintf(&b, "  API           %s/graphql   (HTTP, WebSocket, SSE)\n", at)
	if c.Demo {
		fmt.Fprintf(&b, "  try the API   %s/graphiql/\n", at)
	}
	if web.Placeholder() {
		fmt.Fprint(&b, "  the web application is not built: make web\n")
	}
	if c.Demo {
		fmt.Fprint(&b, "\n  demo people, to sign in with on the page or as Authorization: Bearer TOKEN\n")
		for _, t := range demo.People() {
			fmt.Fprintf(&b, "    %-19s %s\n", t.Token, t.Name)
		}
		fmt.Fprint(&b, "  let needs arrive and be taken by themselves: mano demo, in another window\n")
	}
	if c.SMTPURL == "" {
		fmt.Fprint(&b, "\n  mail          no mail server is set (MANO_SMTP_URL): sign-in codes are shown here\n")
	}
	if d.cluster != nil {
		fmt.Fprintf(&b, "\n  data          %s (PostgreSQL %s, this process's own)\n", d.cluster.Dir(), d.cluster.Version())
		mode := ""
		if c.Demo {
			mode = "MANO_DEMO=true "
		}
		fmt.Fprintf(&b, "  a second process on the same data:\n    %sMANO_DATABASE_URL=\"%s\" MANO_LISTEN=127.0.0.1:8081 "+
			"mano serve\n", mode, d.dsn)
	}
	fmt.Fprint(&b, "\n  Ctrl-C stops it.\n\n")
	_, _ = out.stdout.Write([]byte(b.String()))
}
