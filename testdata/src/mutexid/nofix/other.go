//go:build never

package nofix

func usePortable() { portable = 3 }
