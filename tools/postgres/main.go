// Command postgres says which PostgreSQL programs `mano serve` would run; it fails, and says what to do, where there
// are none. `make run` and tools/setup ask it before they fetch any.
package main

import (
	"fmt"
	"os"

	"github.com/loometalgud/mano/postgres/embedded"
)

func main() {
	dir, version, err := embedded.Find()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("PostgreSQL", version, "in", dir)
}
