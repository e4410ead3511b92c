# The scripts of .ci by name: what must pass, and what takes longer.
.PHONY: run oracle fuzz golangci

run oracle fuzz golangci:
	.ci/$@
