/* jobs.h - a job list (jobs/1) as read: answer files x templates x languages x theme x names, for many clients in one
 * run. Paths are as written, counted from the list's folder. What an entry does not give is NULL or 0: the command
 * line's. */
#ifndef TENKEN_MODEL_JOBS_H
#define TENKEN_MODEL_JOBS_H

#include "diag/source.h"
#include "model/framework.h"

#include <stdbool.h>
#include <stddef.h>

struct job_entry {
  struct text answers, theme, name;
  const char **templates;
  size_t template_count;
  bool language[LANG_COUNT]; /* none: the command line's */
  struct span at;
};
struct job_list {
  struct job_entry *entries;
  size_t count;
};

#endif
