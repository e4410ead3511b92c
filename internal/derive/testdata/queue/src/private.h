int queue_logs(void);
int queue_unlisted(void);
void remote_connect(const char *host);
