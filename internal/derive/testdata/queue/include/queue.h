/* A queue of what its user owns. queue_unlisted(), which is only mentioned
   here, is not for users. */
#ifndef QUEUE_H
#define QUEUE_H

#include <stddef.h>

#ifdef QUEUE_WIDE
#define QUEUE_API(type) extern type
#endif

typedef struct queue queue;
typedef void (*queue_visit)(void *item, void *user);

QUEUE_API(queue *) queue_new(const char *name);
QUEUE_API(int) queue_open(const char *path, queue **q);
QUEUE_API(void) queue_free(queue *q);
QUEUE_API(void) queue_push(queue *q, void *item);
void *queue_link(queue *q, void *item);
queue **queue_list(int n);
QUEUE_API(void) queue_adopt(queue *q, char *label);
QUEUE_API(int) queue_count(const queue *q);
QUEUE_API(const char *) queue_name(const queue *q);
QUEUE_API(void) queue_each(queue *q, queue_visit visit, void *user);
QUEUE_API(size_t) queue_title(const queue *q, char *title, size_t size);
QUEUE_API(void) queue_use(queue *q);

QUEUE_API(void) queue_set_log(void (*log)(const char *), char *prefix);
QUEUE_API(void) queue_end_log(void);
QUEUE_API(const char *) queue_version(void);
QUEUE_API(int) queue_check(const char *text);
QUEUE_API(void) queue_remote(const char *host);
QUEUE_API(void) queue_print(const char *text);
QUEUE_API(int) queue_wait(int fd, void (*ready)(int));
#endif
