extern "C" void remote_connect(const char *host) { (void)host; }
