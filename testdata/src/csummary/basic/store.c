#include <stdlib.h>
#include "store.h"
#include "_cgo_export.h"

store *store_new(void) { return calloc(1, sizeof(store)); }

void store_put(store *s, void *item) { s->item = item; }
