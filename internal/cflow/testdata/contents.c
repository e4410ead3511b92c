#include <sys/epoll.h>

// p: kept in epoll_ctl until epoll_ctl
int watch(int ep, int fd, void *p) {
	struct epoll_event ev;
	ev.events = EPOLLIN;
	ev.data.ptr = p;
	return epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev);
}

// h: unknown
// p: deep no escape, read only
void number(unsigned long h, const char *p) {
	static unsigned long last;
	last = h + *p;
}

struct entry { unsigned long ino; void *data; };

// e: deep no escape, read only
void numbers(struct entry *to, const struct entry *e) { to->ino = e->ino; }

// e: kept in to->data (->data)
void pointers(struct entry *to, const struct entry *e) { to->data = e->data; }

static char own[16];

// What is taken is our own, which was put there before.
// p: no escape
void lend(struct entry *to, char **p) {
	*p = own;
	to->data = *p;
}

// p: kept in to->data (*)
void skip(struct entry *to, char **p) {
	*p += 4;
	to->data = *p;
}

// p: kept in to->data (*)
void lend_after(struct entry *to, char **p) {
	to->data = *p;
	*p = own;
}
