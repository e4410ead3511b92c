package lsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/selection"
	"github.com/cgolint/cgolint/internal/session"
)

// settings are what an editor may set: as initializationOptions, as answer to
// workspace/configuration, or by workspace/didChangeConfiguration, there also
// as the member "cgolint" of an object.
type settings struct {
	selection.Settings
	// BuildFlags are arguments for the go command, as "-tags=x".
	BuildFlags []string `json:"buildFlags"`
	// Env has environment variables of the go command.
	Env map[string]string `json:"env"`
}

// decodeSettings decodes settings. Nothing, and null, are the defaults.
func decodeSettings(data json.RawMessage) (settings, error) {
	var s settings
	if len(data) == 0 || string(data) == "null" {
		return s, nil
	}
	var outer struct {
		Cgolint json.RawMessage `json:"cgolint"`
	}
	if err := json.Unmarshal(data, &outer); err == nil && outer.Cgolint != nil {
		data = outer.Cgolint
	}
	if string(data) == "null" || string(data) == "[]" { // as Lua writes an empty object
		return s, nil
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&s)
	return s, err
}

// configure makes a session with the settings, above those of the
// configuration file, in which all open folders are analysed anew. When they
// are wrong, the session stays as it is.
func (s *server) configure(data json.RawMessage) error {
	set, err := decodeSettings(data)
	if err != nil {
		return err
	}
	file := s.configFile()
	set.Settings = file.Under(set.Settings)
	selected, err := selection.Of(s.checks, set.Settings)
	if err != nil {
		return err
	}
	contracts := file.Contracts
	if set.Contracts != "" {
		if contracts, err = contract.ReadFile(set.Contracts); err != nil {
			return err
		}
	}
	sessionConfig := session.Config{
		Analyzers: selected.Checks(), Selection: selected, Contracts: contracts,
		Text: s.docs.text, Unsaved: s.docs.unsaved, BuildFlags: set.BuildFlags,
	}
	if len(set.Env) > 0 {
		sessionConfig.Env = os.Environ()
		for name, value := range set.Env {
			sessionConfig.Env = append(sessionConfig.Env, name+"="+value)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.given = data
	s.session = session.New(sessionConfig)
	for _, f := range s.folders {
		f.wake(false)
	}
	return nil
}

// configFile returns what the configuration file of the workspace says. When
// it is wrong, that is shown, and it says nothing.
func (s *server) configFile() *config.Config {
	c, err := config.OfModule(s.root)
	if err == nil {
		if _, err = selection.Of(s.checks, c.Settings); err == nil {
			return c
		}
		err = c.Blame(err)
	}
	s.show(messageError, fmt.Sprintf("cgolint: %v", err))
	return new(config.Config)
}

func (s *server) didChangeConfiguration(p *didChangeConfigurationParams) (any, error) {
	if s.client.Workspace.Configuration {
		go s.pullConfiguration() // what comes with the event may be of others
		return nil, nil
	}
	go func() { _ = s.reconfigure(p.Settings) }() // waits for the running analysis; errors are shown
	return nil, nil
}

// configFileChanged reads the configuration file again, under the settings
// that the client has given.
func (s *server) configFileChanged() {
	s.mu.Lock()
	given := s.given
	s.mu.Unlock()
	go func() { _ = s.reconfigure(given) }() // as above
}

// pullConfiguration asks the client for the settings.
func (s *server) pullConfiguration() {
	var answers []json.RawMessage
	err := s.conn.Call(s.ctx, "workspace/configuration", map[string]any{
		"items": []any{map[string]any{"section": "cgolint"}},
	}, &answers)
	if err != nil || len(answers) != 1 || string(answers[0]) == "null" {
		return // there are none: those of initialize stay
	}
	_ = s.reconfigure(answers[0]) // was shown
}

// reconfigure is configure that shows its error to the user.
func (s *server) reconfigure(data json.RawMessage) error {
	err := s.configure(data)
	if err != nil {
		s.show(messageError, fmt.Sprintf("cgolint: settings: %v", err))
	}
	return err
}
