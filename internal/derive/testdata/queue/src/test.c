#include "queue.h"

static queue *kept;

int main(void)
{
	queue_push(kept, "test");
	return 0;
}
