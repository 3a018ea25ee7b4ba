/* build.h - a build run: the jobs of a schedule -> PDFs in a folder, and a manifest. One faulty job never touches
 * another.
 *
 * Before any work all output names are computed; two reports with one name end the run. Jobs run in worker processes
 * (pool.h); what they have to say comes back and is printed in the order of the jobs, so that output does not depend on
 * the number of workers. The manifest is written while the run goes on and at its end, an interrupted one's too. */
#ifndef TENKEN_BATCH_BUILD_H
#define TENKEN_BATCH_BUILD_H

#include "batch/library.h"
#include "batch/manifest.h"
#include "batch/progress.h"
#include "batch/schedule.h"

struct build_settings {
  struct library *library; /* templates, themes and fonts loaded */
  const struct schedule *schedule;
  const char *output; /* folder, made when missing */
  int workers;
  int job_seconds;     /* 0: no limit */
  size_t memory_bytes; /* of one worker, 0: no limit */
  bool is_final;       /* refuse what is not signed off */
  bool no_claim;       /* reports claim no conformance with PDF/A and PDF/UA */
  bool resume;         /* keep what the folder's manifest proves up to date */
  enum progress_kind progress;
  struct diag_style style;
  /* Set by build_run. */
  int folder;                    /* the open output folder */
  const struct manifest *before; /* of an earlier run, or NULL */
};
struct build_result {
  size_t written, kept, failed_jobs; /* reports made and found up to date; jobs with faults */
  bool environment; /* a report or manifest could not be written, a worker died, or another fault that is not the
                       input's */
  int signal;       /* that ended the run, 0: none */
};

/* False: nothing was built because of a clash of names (already printed). */
bool build_run(struct build_settings *, struct build_result *out);

/* What a run itself has to say, in the language of the messages, and why something failed. Both formats take the same
 * arguments. */
void build_say(const struct build_settings *, const char *english, const char *japanese, ...)
    __attribute__((format(printf, 2, 4)));
void build_say_no_workers(const struct build_settings *, int error);
const char *build_reason(const struct build_settings *, const char *english); /* of strerror, file_reason */

#endif
