/* build.h - a build run: answer files x templates -> PDFs in a folder. One faulty job never touches another.
 *
 * A job is one answer file with all its reports. Before any work all output names are computed; two reports with one
 * name end the run. Jobs run in worker processes (pool.h); what they have to say comes back and is printed in the order
 * of the files, so that output does not depend on the number of workers. */
#ifndef TENKEN_BATCH_BUILD_H
#define TENKEN_BATCH_BUILD_H

#include "batch/library.h"

struct build_settings {
  struct library *library; /* templates, theme and fonts loaded */
  enum language language;
  const char *output;  /* folder, made when missing */
  const char *pattern; /* file name without ".pdf" */
  int workers;
  bool is_final;       /* refuse what is not signed off */
  struct diag_style style;
};
struct build_result {
  size_t written, failed_files; /* reports; answer files with faults */
  bool environment;             /* a report could not be written, a worker died, or another fault that is not the input's */
};

/* False: nothing was built because of a clash of names (already printed). */
bool build_run(const struct build_settings *, const char *const *files, size_t file_count, struct build_result *out);

#endif
