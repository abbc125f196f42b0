package postgres

import (
	"strings"
	"testing"
)

// What is wrong with an address is said without the password in it.
func TestOpen_saysNoPassword(t *testing.T) {
	t.Parallel()
	for _, dsn := range []string{
		"postgres://mano:salasona@127.0.0.1:port/mano", "postgres://mano:sala/sona@127.0.0.1/mano",
		"postgres://mano:12/salasona@127.0.0.1/mano", "postgres://mano:sala#sona@127.0.0.1/mano",
		"postgres://mano:sala%sona@127.0.0.1/mano", "postgresq://mano:salasona@127.0.0.1/mano",
		"//mano:salasona@127.0.0.1/mano", "host=127.0.0.1 password=salasona sala sona",
		"host=127.0.0.1 password='salasona", "salasona", "postgres://mano:salasona@127.0.0.1:1/mano?sslmode=salasona",
		"postgres://mano:salasona@127.0.0.1:1/mano",
	} {
		s, err := Open(t.Context(), dsn, Config{MaxConns: 1})
		if err == nil {
			_ = s.Close()
			t.Errorf("%s is opened", dsn)
		} else if strings.Contains(err.Error(), "sala") || strings.Contains(err.Error(), "sona") {
			t.Error(err)
		}
	}
}
