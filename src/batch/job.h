/* job.h - one answer file and all its reports, from reading to the rename of the finished PDF. Runs in a worker; what
 * it did and said goes into an outcome that travels to the parent as bytes. */
#ifndef TENKEN_BATCH_JOB_H
#define TENKEN_BATCH_JOB_H

#include "base/buf.h"
#include "batch/build.h"

struct job_outcome {
  size_t written;
  bool good, environment;
};

/* Makes the reports of one file. Messages are appended to `said` as they shall be printed. */
struct job_outcome job_run(const struct build_settings *, const char *file, struct buf *said);

#endif
