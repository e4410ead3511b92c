#ifndef OPS_H
#define OPS_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef int (*read_fn)(void *file, int64_t offset, char *buf, size_t n);
typedef void (*done_fn)(int64_t id, double seconds);
typedef struct { read_fn read; done_fn done; int (*seek)(void *, int64_t, int); } ops;
void run(const ops *o);
void install(void);
void set_done(done_fn done);
#ifdef __cplusplus
}
#endif
#endif
