typedef void (*visitor)(void *item);
extern void goVisit(void *item);
void walk(visitor v);
void walk_all(void);
