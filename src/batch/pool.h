/* pool.h - jobs in worker processes: a crash, a hang or a full memory costs one job, never the run.
 *
 * Workers are forked once, after everything shared has been loaded (copy-on-write), and fed job numbers one by one. A
 * job writes what it has to say into a buffer that comes back to the parent through a pipe; `done` is called in the
 * parent in the order of the jobs, whatever the order of their ends, so that output does not depend on the number of
 * workers. A job whose worker dies is given to a new worker once; a second death makes it POOL_DIED. A job that takes
 * longer than its time is killed and not tried again, nor is one that runs out of its memory (exit code 3). */
#ifndef TENKEN_BATCH_POOL_H
#define TENKEN_BATCH_POOL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum pool_status { POOL_DONE, POOL_DIED, POOL_NO_MEMORY, POOL_TIMED_OUT };

struct pool_settings {
  int workers;         /* at least 1 */
  int job_seconds;     /* 0: no limit */
  size_t memory_bytes; /* address space of a worker, 0: no limit */
};
/* Why pool_run ended early. */
struct pool_end {
  int signal; /* SIGINT, SIGTERM or SIGHUP came: the workers were ended; 0: none */
  int error;  /* errno of what could not be started */
};
struct pool_hooks {
  void *context;
  void (*job)(void *context, size_t index, struct buf *result); /* in a worker */
  /* in the parent; `signal` tells what killed the worker, 0: it exited by itself */
  void (*done)(void *context, size_t index, enum pool_status, int signal, const char *result, size_t size);
  void (*progress)(void *context, size_t finished); /* after each end of a job, in any order; may be NULL */
};

/* False when no worker could be started, or after a signal; then not every job was told. */
bool pool_run(const struct pool_settings *, size_t job_count, const struct pool_hooks *, struct pool_end *);

#endif
