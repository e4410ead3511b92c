package lsp

import "encoding/json"

// The types of the Language Server Protocol, version 3.17, that the server
// uses, with the fields that it uses.
// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
type (
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"` // in UTF-16 code units
	}
	span struct { // Range
		Start position `json:"start"`
		End   position `json:"end"`
	}
	location struct {
		URI   string `json:"uri"`
		Range span   `json:"range"`
	}

	initializeParams struct {
		RootURI               string             `json:"rootUri"`
		WorkspaceFolders      []workspaceFolder  `json:"workspaceFolders"`
		InitializationOptions json.RawMessage    `json:"initializationOptions"`
		Capabilities          clientCapabilities `json:"capabilities"`
	}
	workspaceFolder struct {
		URI  string `json:"uri"`
		Name string `json:"name"`
	}
	clientCapabilities struct {
		Workspace struct {
			Configuration         bool `json:"configuration"`
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			WorkspaceEdit struct {
				DocumentChanges bool `json:"documentChanges"`
			} `json:"workspaceEdit"`
		} `json:"workspace"`
		Window struct {
			WorkDoneProgress bool `json:"workDoneProgress"`
		} `json:"window"`
	}

	textDocumentIdentifier struct {
		URI string `json:"uri"`
	}
	versionedIdentifier struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"` // null: as on disk
	}
	didOpenParams struct {
		TextDocument struct {
			URI     string `json:"uri"`
			Version int    `json:"version"`
			Text    string `json:"text"`
		} `json:"textDocument"`
	}
	didChangeParams struct {
		TextDocument   versionedIdentifier `json:"textDocument"`
		ContentChanges []contentChange     `json:"contentChanges"`
	}
	contentChange struct {
		Range *span  `json:"range"` // nil: all
		Text  string `json:"text"`
	}
	documentParams struct { // of didClose and didSave
		TextDocument textDocumentIdentifier `json:"textDocument"`
	}
	fileEvent struct {
		URI  string `json:"uri"`
		Type int    `json:"type"` // 1 created, 2 changed, 3 deleted
	}
	didChangeWatchedFilesParams struct {
		Changes []fileEvent `json:"changes"`
	}
	didChangeConfigurationParams struct {
		Settings json.RawMessage `json:"settings"`
	}

	publishDiagnosticsParams struct {
		URI         string       `json:"uri"`
		Version     *int         `json:"version,omitempty"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}
	diagnostic struct {
		Range              span                 `json:"range"`
		Severity           int                  `json:"severity"`
		Code               string               `json:"code"`
		CodeDescription    *codeDescription     `json:"codeDescription,omitempty"`
		Source             string               `json:"source"`
		Message            string               `json:"message"`
		RelatedInformation []relatedInformation `json:"relatedInformation,omitempty"`
	}
	codeDescription struct {
		Href string `json:"href"`
	}
	relatedInformation struct {
		Location location `json:"location"`
		Message  string   `json:"message"`
	}

	codeActionParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
		Range        span                   `json:"range"`
		Context      struct {
			Only []string `json:"only"`
		} `json:"context"`
	}
	codeAction struct {
		Title       string         `json:"title"`
		Kind        string         `json:"kind"`
		Diagnostics []diagnostic   `json:"diagnostics,omitempty"`
		IsPreferred bool           `json:"isPreferred,omitempty"`
		Edit        *workspaceEdit `json:"edit,omitempty"`
		Command     *command       `json:"command,omitempty"`
	}
	workspaceEdit struct {
		DocumentChanges []documentEdit        `json:"documentChanges,omitempty"`
		Changes         map[string][]textEdit `json:"changes,omitempty"` // for clients without documentChanges
	}
	documentEdit struct {
		TextDocument versionedIdentifier `json:"textDocument"`
		Edits        []textEdit          `json:"edits"`
	}
	textEdit struct {
		Range   span   `json:"range"`
		NewText string `json:"newText"`
	}
	command struct {
		Title     string `json:"title"`
		Command   string `json:"command"`
		Arguments []any  `json:"arguments,omitempty"`
	}
	executeCommandParams struct {
		Command   string            `json:"command"`
		Arguments []json.RawMessage `json:"arguments"`
	}
	cancelParams struct {
		ID json.RawMessage `json:"id"`
	}
	messageParams struct { // of window/logMessage and showMessage
		Type    int    `json:"type"`
		Message string `json:"message"`
	}
)

const (
	severityError       = 1
	severityWarning     = 2
	severityInformation = 3

	messageError   = 1
	messageWarning = 2
	messageInfo    = 3

	quickFix = "quickfix"
	fixAll   = "source.fixAll.cgolint"

	explainCommand = "cgolint.explain"
)

// root returns the first directory of the workspace, or the process's own.
func (p *initializeParams) root() string {
	uris := []string{p.RootURI}
	if len(p.WorkspaceFolders) > 0 {
		uris = []string{p.WorkspaceFolders[0].URI, p.RootURI}
	}
	for _, uri := range uris {
		if name, err := fileOf(uri); err == nil {
			return name
		}
	}
	return "."
}
