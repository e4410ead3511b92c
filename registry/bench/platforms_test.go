package bench

import (
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// TestOtherPlatforms vets and builds the registry and its tests for other
// platforms, and runs them on 32 bits where the machine can.
func TestOtherPlatforms(t *testing.T) {
	steps := []struct {
		arch string
		args []string
	}{
		{"arm64", []string{"test", "-c", "-o", os.DevNull, ".."}},
		{"arm64", []string{"vet", ".."}},
		{"386", []string{"vet", ".."}},
		{"386", []string{"test", ".."}},
	}
	for _, s := range steps {
		if s.arch == "386" && s.args[0] == "test" && (runtime.GOARCH != "amd64" || runtime.GOOS != "linux") {
			continue // cannot run 386 programs
		}
		cmd := exec.Command("go", s.args...)
		cmd.Env = append(os.Environ(), "GOARCH="+s.arch, "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("GOARCH=%s go %v: %v\n%s", s.arch, s.args, err, out)
		}
	}
}
