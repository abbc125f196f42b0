//go:build unix && !linux

package main

import "syscall"

func writeOnce(fd uintptr, p []byte) (int, error) { return syscall.Write(int(fd), p) }
