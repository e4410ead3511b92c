package limits

/*
typedef struct git_repository git_repository;
typedef int (*git_tag_foreach_cb)(const char *name, void *oid, void *payload);
int git_tag_foreach(git_repository *repo, git_tag_foreach_cb callback, void *payload);

extern int goTag(char *name, void *oid, void *payload);
static int each_tag(git_repository *repo, void *payload) {
	return git_tag_foreach(repo, (git_tag_foreach_cb)goTag, payload); // want "low: this git_tag_foreach calls back into Go once per element"
}
*/
import "C"

import "unsafe"

var names []string

//export goTag
func goTag(name *C.char, id, payload unsafe.Pointer) C.int {
	names = append(names, C.GoString(name))
	return 0
}

// EachTag has libgit2 call Go, which offers nothing else.
func EachTag(repo *C.git_repository) { C.each_tag(repo, nil) }
