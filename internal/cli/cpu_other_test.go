//go:build !unix

package cli

import "time"

var began = time.Now()

func spent() time.Duration { return time.Since(began) }
