#include <stddef.h>
typedef void *(*allocator)(size_t);
void set_allocator(allocator a);
void set_logger(void (*log)(const char *));
void parse(const char *text, size_t n);
void parse_one(char c);
