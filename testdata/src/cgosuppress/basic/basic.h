/* cgolint:ignore cgoretain */ // want "this directive gives no reason, so it ignores nothing"
static void *kept;
