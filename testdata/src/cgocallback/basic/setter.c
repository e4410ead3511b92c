#include <stdlib.h>
#include "setter.h"

static allocator current = malloc;
static void (*logger)(const char *);

void set_allocator(allocator a) { current = a ? a : malloc; }

void set_logger(void (*log)(const char *)) { logger = log; }

void parse_one(char c) {
	char *node = current(1);
	if (node)
		*node = c;
	else if (logger)
		logger("no memory");
}

void parse(const char *text, size_t n) {
	for (size_t i = 0; i < n; i++)
		parse_one(text[i]);
}
