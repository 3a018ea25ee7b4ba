/* schedule.c - see schedule.h. */
#include "batch/schedule.h"

#include "base/file.h"
#include "digest/digest.h"

#include <stdlib.h>
#include <string.h>

static struct schedule_job *add_job(struct schedule *schedule, struct arena *arena, const char *named,
                                    const struct schedule_defaults *defaults) {
  struct schedule_job *job = ARENA_PUSH(arena, schedule->jobs, schedule->count, schedule->cap);
  *job = (struct schedule_job){.number = schedule->count,
                               .named = named,
                               .answers = named,
                               .theme = defaults->theme,
                               .pattern = defaults->pattern,
                               .language = defaults->language};
  return job;
}

static void take_default_templates(struct schedule_job *job, const struct library *library,
                                   const struct schedule_defaults *defaults) {
  for (size_t t = 0; t < defaults->template_count; t++)
    job->templates[job->template_count++] = library->templates[t];
}

static void put_job(struct buf *lines, const struct schedule_job *job) {
  buf_printf(lines, "%zu\n%s\n%s\n%s\n%d\n", job->number, job->named, job->theme ? path_base(job->theme) : "",
             job->pattern, (int)job->language);
  for (size_t t = 0; t < job->template_count; t++)
    buf_printf(lines, "%s\n", job->templates[t]->name);
}

static void finish(struct schedule *schedule, struct arena *arena) {
  struct buf lines = {0};
  char *hex = arena_alloc(arena, 65);
  for (size_t j = 0; j < schedule->count; j++) {
    put_job(&lines, &schedule->jobs[j]);
    schedule->report_count += schedule->jobs[j].template_count;
  }
  struct digest digest = digest_of(lines.data ? lines.data : "", lines.size);
  digest_hex(&digest, hex);
  schedule->list_hex = hex;
  buf_free(&lines);
}

void schedule_files(struct schedule *schedule, struct arena *arena, const struct library *library,
                    const struct schedule_defaults *defaults, const char *const *files, size_t count) {
  for (size_t i = 0; i < count; i++)
    take_default_templates(add_job(schedule, arena, files[i], defaults), library, defaults);
  finish(schedule, arena);
}

const char *schedule_path(struct arena *arena, const char *folder, const char *named) {
  return named[0] == '/' ? named : path_join(arena, folder, named);
}

static const struct template *template_of(const struct library *library, const char *name) {
  for (size_t t = 0; t < library->template_count; t++)
    if (!strcmp(library->templates[t]->name, name)) return library->templates[t];
  return NULL;
}

static void add_entry(struct schedule *schedule, struct arena *arena, const struct library *library,
                      const struct schedule_defaults *defaults, const struct job_entry *entry, const char *folder) {
  const bool none[LANG_COUNT] = {false, false};
  bool takes_default = !memcmp(entry->language, none, sizeof none);
  for (int l = 0; l < LANG_COUNT; l++) {
    if (takes_default ? l != (int)defaults->language : !entry->language[l]) continue;
    struct schedule_job *job = add_job(schedule, arena, entry->answers.s, defaults);
    job->answers = schedule_path(arena, folder, entry->answers.s);
    job->language = (enum language)l;
    if (entry->theme.s) job->theme = schedule_path(arena, folder, entry->theme.s);
    if (entry->name.s) job->pattern = entry->name.s;
    for (size_t t = 0; t < entry->template_count; t++)
      job->templates[job->template_count++] = template_of(library, entry->templates[t]);
    if (!entry->template_count) take_default_templates(job, library, defaults);
  }
}

void schedule_list(struct schedule *schedule, struct arena *arena, const struct library *library,
                   const struct schedule_defaults *defaults, const struct job_list *list, const char *folder) {
  for (size_t i = 0; i < list->count; i++)
    add_entry(schedule, arena, library, defaults, &list->entries[i], folder);
  finish(schedule, arena);
}

enum { SHARDS_MAX = 1000000 };

bool schedule_read_shard(const char *text, size_t *shard, size_t *shards) {
  char *end = NULL;
  if (*text < '1' || *text > '9') return false;
  *shard = strtoul(text, &end, 10);
  if (*end != '/' || end[1] < '1' || end[1] > '9') return false;
  *shards = strtoul(end + 1, &end, 10);
  return !*end && *shard <= *shards && *shards <= SHARDS_MAX;
}

bool schedule_shard(struct schedule *schedule, const char *text) {
  size_t shard, shards;
  if (!schedule_read_shard(text, &shard, &shards)) return false;
  schedule->shard = shard;
  schedule->shards = shards;
  return true;
}

bool schedule_is_ours(const struct schedule *schedule, size_t index) {
  return !schedule->shards || index % schedule->shards == schedule->shard - 1;
}
