#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "queue.h"
#include "private.h"

/* Another current than that of queue.c, and another remember. */
static char *current; /* belongs to the log */
static void (*writer)(const char *);
static int remote;

static int remember(const char *text)
{
	return text[0] == '#' && text[1] == '\0';
}

void queue_set_log(void (*log)(const char *), char *prefix)
{
	writer = log;
	current = prefix;
}

void queue_end_log(void)
{
	free(current);
	current = NULL;
}

int queue_logs(void)
{
	return writer != NULL;
}

const char *queue_version(void)
{
	return "1.2";
}

int queue_check(const char *text)
{
	return remember(text);
}

void queue_remote(const char *host)
{
	remote_connect(host);
}

/* A line for a person, for which nobody waits. */
void queue_print(const char *text)
{
	printf("queue: %s\n", text);
	write(2, text, 1);
}

/* Each turn waits: it is no loop over elements. */
int queue_wait(int fd, void (*ready)(int))
{
	struct pollfd p = {fd, POLLIN, 0};
	while (poll(&p, 1, -1) > 0)
		ready(fd);
	return 0;
}
