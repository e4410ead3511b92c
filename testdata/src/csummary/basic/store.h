#pragma once

extern void goVisit(int i);

typedef struct store { void *item; } store;

store *store_new(void);
void store_put(store *s, void *item);
