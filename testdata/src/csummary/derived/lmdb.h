/* Some functions of LMDB, of which two have another form than in the version
   that the derived table is of. */
typedef struct env env;
int mdb_env_set_assert(env *e, void *assertion);
int mdb_env_set_userctx(env *e, void *ctx);
int mdb_env_info(env *e, void *info, int more);
int mdb_cursor_renew(env *e, long cursor);
