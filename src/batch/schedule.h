/* schedule.h - the jobs of a run: one per answer file, language and theme, each with its templates. Numbered from 1
 * over the whole list; a shard takes every n-th of them. Run arena. */
#ifndef TENKEN_BATCH_SCHEDULE_H
#define TENKEN_BATCH_SCHEDULE_H

#include "batch/library.h"
#include "model/jobs.h"

struct schedule_job {
  size_t number;
  const char *named;           /* the answer file as written on the command line or in the list */
  const char *answers, *theme; /* paths; theme NULL: what each template names */
  const char *pattern;
  enum language language;
  const struct template *templates[LIBRARY_TEMPLATES_MAX];
  size_t template_count;
};
struct schedule {
  struct schedule_job *jobs;
  size_t count, cap;
  size_t report_count;
  size_t shard, shards; /* 0, 0: all */
  const char *list_hex; /* SHA-256 over all jobs: shards of one list have the same */
};
/* What the command line says, where a list says nothing. */
struct schedule_defaults {
  const char *theme, *pattern;
  enum language language;
  size_t template_count; /* the first templates of the library */
};

/* One job per file. */
void schedule_files(struct schedule *, struct arena *, const struct library *, const struct schedule_defaults *,
                    const char *const *files, size_t count);
/* The jobs of a list; its templates and themes must be loaded. Paths count from `folder`. */
void schedule_list(struct schedule *, struct arena *, const struct library *, const struct schedule_defaults *,
                   const struct job_list *, const char *folder);
const char *schedule_path(struct arena *, const char *folder, const char *named);
/* "2/3": the number of a share, from 1, and how many there are, at most a million. False when it is not a share. */
bool schedule_read_shard(const char *text, size_t *shard, size_t *shards);
bool schedule_shard(struct schedule *, const char *text);
bool schedule_is_ours(const struct schedule *, size_t index); /* of this shard */

#endif
