/* failing_alloc.c - preloaded by test_alloc.py: the allocation with number TENKEN_FAIL_AT (counted over malloc, calloc,
 * realloc and posix_memalign of the program and its children, which share the counter) gives NULL, and so do all later ones when
 * TENKEN_FAIL_ON is set. The count is written to the file TENKEN_COUNT at the end. Counting begins when main does: what the
 * loader allocates is not the program's. TENKEN_FAIL_TRACE names a file that gets the callers. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void *(*real_malloc)(size_t), *(*real_calloc)(size_t, size_t), *(*real_realloc)(void *, size_t);
static int (*real_memalign)(void **, size_t, size_t);
static void (*real_free)(void *);
static atomic_long *counter; /* set when main begins */
static long fail_at;
static int fail_on, resolving;
static char early[4096]; /* for what dlsym itself allocates */
static size_t early_used;

static void resolve(void) {
  if (real_malloc || resolving)
    return;
  resolving = 1;
  real_calloc = dlsym(RTLD_NEXT, "calloc");
  real_realloc = dlsym(RTLD_NEXT, "realloc");
  real_memalign = dlsym(RTLD_NEXT, "posix_memalign");
  real_free = dlsym(RTLD_NEXT, "free");
  real_malloc = dlsym(RTLD_NEXT, "malloc");
  resolving = 0;
}

static int fails(void) {
  long n = counter ? atomic_fetch_add(counter, 1) + 1 : 0;
  if (!counter || !fail_at || n < fail_at || (n > fail_at && !fail_on))
    return 0;
  const char *trace = getenv("TENKEN_FAIL_TRACE");
  if (trace) {
    void *frames[40];
    atomic_long *kept = counter;
    counter = NULL; /* what follows allocates */
    int fd = open(trace, O_WRONLY | O_CREAT | O_APPEND, 0600);
    backtrace_symbols_fd(frames, backtrace(frames, 40), fd);
    close(fd);
    counter = kept;
  }
  errno = ENOMEM;
  return 1;
}

static void *from_early(size_t size) {
  early_used = (early_used + 15) / 16 * 16 + size;
  return early_used <= sizeof early ? early + early_used - size : NULL;
}

void *malloc(size_t size) {
  resolve();
  return !real_malloc ? from_early(size) : fails() ? NULL : real_malloc(size);
}

void *calloc(size_t count, size_t size) {
  resolve();
  return !real_malloc ? from_early(count * size) : fails() ? NULL : real_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  resolve();
  return fails() ? NULL : real_realloc(old, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  resolve();
  return fails() ? ENOMEM : real_memalign(out, alignment, size);
}

void free(void *p) {
  resolve();
  if (real_free && ((char *)p < early || (char *)p >= early + sizeof early))
    real_free(p);
}

static void finish(void) {
  const char *path = getenv("TENKEN_COUNT");
  int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
  if (fd >= 0) {
    dprintf(fd, "%ld\n", atomic_load(counter));
    close(fd);
  }
}

static int (*real_main)(int, char **, char **);

static int counted_main(int argc, char **argv, char **variables) {
  const char *at = getenv("TENKEN_FAIL_AT");
  fail_at = at ? atol(at) : 0;
  fail_on = getenv("TENKEN_FAIL_ON") != NULL;
  atexit(finish);
  counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return real_main(argc, argv, variables);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end) {
  int (*start)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *) =
      dlsym(RTLD_NEXT, "__libc_start_main");
  real_main = main;
  return start(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}
