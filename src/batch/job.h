/* job.h - one job from reading to the rename of the finished PDFs: an answer file with all its reports in one language
 * and look. Runs in a worker; what it did and said travels to the parent as bytes: an outcome, its report records, the
 * text. */
#ifndef TENKEN_BATCH_JOB_H
#define TENKEN_BATCH_JOB_H

#include "base/buf.h"
#include "batch/build.h"
#include "batch/manifest.h"

struct job_outcome {
  bool good, environment; /* environment: a report could not be written */
  size_t errors, warnings, report_count;
  char digest[72];
  char message[MANIFEST_MESSAGE_BYTES]; /* the first error on one line, or "" */
};

/* Appends outcome, records and messages (as they shall be printed) to `result`. */
void job_run(const struct build_settings *, const struct schedule_job *, struct arena *, struct buf *result);

#endif
