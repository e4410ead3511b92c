#include <stdlib.h>
#include <string.h>

#include "queue.h"
#include "private.h"

struct node {
	void *item;
	struct node *next;
};

struct queue {
	char *name, *label;
	struct node *first;
	int count;
};

static queue *current;

static void remember(queue *q, struct node *n)
{
	n->next = q->first;
	q->first = n;
	q->count++;
}

queue *queue_new(const char *name)
{
	queue *q = calloc(1, sizeof *q);
	if (q == NULL)
		return NULL;
	q->name = strdup(name);
	return q;
}

int queue_open(const char *path, queue **q)
{
	*q = queue_new(path);
	if (*q == NULL)
		return -1;
	return 0;
}

void queue_free(queue *q)
{
	if (q == NULL)
		return;
	free(q->name);
	free(q->label);
	free(q);
}

void queue_push(queue *q, void *item)
{
	struct node *n = malloc(sizeof *n);
	if (n == NULL)
		return;
	n->item = item;
	remember(q, n);
}

/* The link that is returned is the queue's. */
void *queue_link(queue *q, void *item)
{
	struct node *n = malloc(sizeof *n);
	if (n == NULL)
		return NULL;
	n->item = item;
	remember(q, n);
	return n;
}

/* What frees a queue does not free the array. */
queue **queue_list(int n)
{
	queue **all = calloc(n, sizeof *all);
	return all;
}

void queue_adopt(queue *q, char *label)
{
	q->label = label;
}

int queue_count(const queue *q)
{
	return q->count;
}

const char *queue_name(const queue *q)
{
	return q->name;
}

void queue_each(queue *q, queue_visit visit, void *user)
{
	struct node *n;
	for (n = q->first; n != NULL; n = n->next)
		visit(n->item, user);
}

size_t queue_title(const queue *q, char *title, size_t size)
{
	strncpy(title, q->name, size);
	return size;
}

void queue_use(queue *q)
{
	current = q;
}

int queue_unlisted(void)
{
	return current != NULL && queue_logs();
}
