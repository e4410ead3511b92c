#include <stdlib.h>
#include <string.h>

typedef struct conf { char *name; char *path; char *shared; int own; struct conf *next; } conf;
static char *banner, *title;

// taken name: yes
void conf_set_name(conf *c, char *name) { free(c->name); c->name = name; }

// taken path: yes
void conf_set_path(conf *c, char *path) { if (!c) return; c->path = path; }

// It is freed on some ways only.
// taken shared: unknown
void conf_set_shared(conf *c, char *shared, int own) { c->shared = shared; c->own = own; }

// What is copied stays the caller's.
// taken name: unknown
void conf_copy_name(conf *c, const char *name) { c->name = strdup(name); }

void conf_free(conf *c) {
	if (!c) return;
	if (c->path) free(c->path);
	free(c->name);
	if (c->own) free(c->shared);
	free(c);
}

// taken text: yes
void set_banner(char *text) { banner = text; }

// taken text: unknown
void set_title(char *text) { title = text; }

void cleanup(void) { if (banner != NULL) free(banner); }
