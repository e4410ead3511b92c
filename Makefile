# The scripts of .ci by name: what must pass, and what takes longer.
SCRIPTS = run oracle layouts fuzz drivers golangci gopls neovim report release cross
.PHONY: $(SCRIPTS)

$(SCRIPTS):
	.ci/$@
