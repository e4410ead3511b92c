#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct info { char name[16]; char tag[4]; char ok[16]; int n; } info;
static char last[64], last_ok[64], riff[4];

// nul s: yes
int length(const char *s) { return (int)strlen(s); }

// nul s: yes
int by_loop(const char *s) { int n = 0; while (*s) { s++; n++; } return n; }

// nul s: yes
int by_index(const char *s) { int i; for (i = 0; s[i] != '\0'; i++) {} return i; }

// nul s: yes
int by_copy(const char *s) { int n = 0; char c; while ((c = *s++) != 0) n += c == 'a'; return n; }

// nul s: yes
unsigned hash(const unsigned char *s) { unsigned h = 5381; int c; while ((c = *s++)) h = h * 33 + c; return h; }

// nul s: unknown
int bounded_loop(const char *s, int n) { int i; for (i = 0; i < n && s[i]; i++) {} return i; }

// nul s: unknown
int bounded_break(const char *s, int n) { int i = 0; while (s[i]) { if (i >= n) break; i++; } return i; }

// nul s: yes
int skip_blanks(const char *s) { int i = 0; while (s[i] == ' ' || s[i] == '\t') i++; return length(s + i); }

// nul s: unknown
int prepare(const char *s, int n) { if (n < 0) n = (int)strlen(s); return n; }

// nul s: yes
int checked(const char *s) { if (!s) return 0; return length(s); }

// nul name: yes
// nul n: unknown
void greet(const char *name, int n) { printf("%d %-10s\n", n, name); }

// nul s: unknown
void greet_n(const char *s, int n) { printf("%.*s\n", n, s); }

// nul src: yes
void copy(char *dst, const char *src) { strcpy(dst, src); }

// writes buf: 2 without NUL
void fill(char *buf, int n) { memset(buf, 'x', n); }

// writes buf: 2 with NUL
void format(char *buf, size_t n, int i) { snprintf(buf, n, "%d", i); }

// writes buf: 2 without NUL
void copy_n(char *buf, size_t n, const char *s) { strncpy(buf, s, n); }

// writes buf: 2 with NUL
void copy_z(char *buf, size_t n, const char *s) { strncpy(buf, s, n - 1); buf[n - 1] = 0; }

// writes out: 2 of 4 bytes
void numbers(int *out, int n) { for (int i = 0; i < n; i++) out[i] = i; }

// writes buf: 16 bytes without NUL
void sixteen(char *buf, const char *s) { strncpy(buf, s, 16); }

// writes buf: nothing
void four_and_four(char *buf, const char *s) { memcpy(buf, s, 4); memcpy(buf + 4, s, 4); }

static void at_end(char *p, const char *s) { memcpy(p, s, 4); }

// writes buf: nothing
void behind(char *buf, int i, const char *s) { at_end(buf + i, s); }

// writes buf: 4 bytes without NUL
void at_start(char *buf, const char *s) { at_end(buf, s); }

// writes buf: nothing
void ended_behind(char *buf, size_t n, const char *s) { memcpy(buf, s, n); buf[n] = 0; }

// writes out: nothing
void hex(char *out, const char *s, int n) {
	for (int i = 0; i < n; i++) {
		out[i * 2] = "0123456789abcdef"[s[i] >> 4 & 15];
		out[i * 2 + 1] = "0123456789abcdef"[s[i] & 15];
	}
}

// writes out: nothing
void skipping(char *out, int n) { for (int i = 0; i < n; i++) { out[i] = 1; i++; out[i] = 2; } }

// writes out: nothing
void or_more(char *out, int n, int m) { for (int i = 0; i < n || i < m; i++) out[i] = 1; }

// writes out: nothing
void twice(char *out, int n) { n *= 2; for (int i = 0; i < n; i++) out[i] = 1; }

// writes out: nothing
void as_numbers(char *out, int n) { for (int i = 0; i < n; i++) ((int *)out)[i] = 1; }

// writes n: nothing
void counts(const char *s, int length, int *n) { *n = 0; for (int i = 0; i < length; i++) *n += s[i]; }

// writes buf: nothing
void unbounded(char *buf, const char *s) { strcpy(buf, s); }

// unterminated i: .name
void set_name(info *i, const char *s) { strncpy(i->name, s, sizeof i->name); }

// unterminated i: nothing
void set_ok(info *i, const char *s) { strncpy(i->ok, s, sizeof i->ok - 1); i->ok[15] = 0; }

// unterminated i: nothing
void set_ok2(info *i, const char *s) { strncpy(i->ok, s, sizeof i->ok); i->ok[sizeof i->ok - 1] = '\0'; }

// unterminated i: .tag
void set_tag(info *i) { memcpy(i->tag, "RIFF", 4); }

// gives: inside 1 &->name unterminated
const char *info_name(info *i) { return i->name; }

// gives: inside 1 &->ok
const char *info_ok(info *i) { return i->ok; }

void set_last(const char *s) { strncpy(last, s, 64); strncpy(last_ok, s, sizeof last_ok - 1); last_ok[sizeof last_ok - 1] = 0; }

// gives: static &last unterminated
const char *get_last(void) { return last; }

// gives: static &last_ok
const char *get_last_ok(void) { return last_ok; }

// gives: static &riff unterminated
const char *get_riff(void) { memcpy(riff, "RIFF", 4); return riff; }
