/* manifest.h - what a run made: one entry per job, one record per report, as JSON (manifest/1) and as CSV.
 *
 * Everything in it follows from the inputs, so that the manifests of all shards, merged, are byte for byte the manifest
 * of one whole run. It is written into the output folder while the run goes on (`is_complete` false, so that a killed
 * run can be resumed) and at its end. Reading (for --resume and merge) takes only what this program writes. */
#ifndef TENKEN_BATCH_MANIFEST_H
#define TENKEN_BATCH_MANIFEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/framework.h"

#include <stdbool.h>
#include <stddef.h>

enum { MANIFEST_NAME_BYTES = 256, MANIFEST_MESSAGE_BYTES = 320 };

enum report_status { REPORT_FAILED, REPORT_WRITTEN, REPORT_KEPT /* up to date: counts as written */ };
/* Of fixed size: it travels from the worker to the parent as bytes. */
struct report_record {
  char file[MANIFEST_NAME_BYTES], template_name[MANIFEST_NAME_BYTES]; /* file: "" when the answers could not be read */
  enum report_status status;
  bool is_final;
  size_t bytes, pages;
  char sha256[65];
  char inputs[65]; /* SHA-256 over all that the report depends on (batch/key.h) */
};

enum job_status {
  JOB_PENDING,
  JOB_DONE,
  JOB_FAULTY /* the input's */,
  JOB_FAILED /* the environment's */,
  JOB_STATUS_COUNT
};
struct manifest_job {
  size_t number;               /* in the whole list, from 1 */
  const char *answers, *theme; /* as named; theme NULL: the default */
  enum language language;
  enum job_status status;
  const char *digest; /* "sha256:..." of the assessment; "" when it could not be read */
  size_t errors, warnings;
  const char *message; /* the first error, or "" */
  struct report_record *reports;
  size_t report_count;
};
struct manifest {
  const char *program;  /* "0.1.0" */
  const char *list_hex; /* SHA-256 over the whole list of jobs */
  size_t total;         /* jobs of the whole list */
  size_t shard, shards; /* 0, 0: whole */
  bool is_complete;
  struct manifest_job *jobs; /* by number */
  size_t count;
};

void manifest_json(const struct manifest *, struct buf *out);
void manifest_csv(const struct manifest *, struct buf *out);
/* "manifest", or "manifest-2-of-3" for a shard; without ending. */
const char *manifest_name(const struct manifest *, struct arena *);

/* manifest_read.c. False and a sentence in *why. */
bool manifest_parse(const char *text, size_t size, struct arena *, struct manifest *out, const char **why);

#endif
