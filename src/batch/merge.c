/* merge.c - see merge.h. The first part says which list, how many shards and which version the others must have. */
#include "batch/merge.h"

#include <stdlib.h>
#include <string.h>

static const char *fault_of(const struct manifest *part, const struct manifest *first) {
  if (!part->shards) return "it is the manifest of a whole run, not of a shard";
  if (strcmp(part->list_hex, first->list_hex) || part->total != first->total)
    return "it is of another list of jobs than the first";
  if (part->shards != first->shards) return "it has another number of shards than the first";
  if (strcmp(part->program, first->program)) return "it was made by another version of tenken than the first";
  if (!part->is_complete) return "its run did not come to an end; run this shard again with --resume";
  for (size_t j = 0; j < part->count; j++)
    if ((part->jobs[j].number - 1) % part->shards != part->shard - 1) return "it holds a job that is not of its shard";
  return NULL;
}

static int by_number(const void *a, const void *b) {
  const struct manifest_job *x = a, *y = b;
  return (x->number > y->number) - (x->number < y->number);
}

static void join(const struct manifest *parts, size_t count, struct arena *arena, struct manifest *out) {
  out->jobs = arena_array(arena, out->total + 1, sizeof *out->jobs);
  for (size_t p = 0; p < count; p++)
    for (size_t j = 0; j < parts[p].count; j++)
      out->jobs[out->count++] = parts[p].jobs[j];
  qsort(out->jobs, out->count, sizeof *out->jobs, by_number);
}

const char *merge_run(const struct manifest *parts, size_t count, struct arena *arena, struct manifest *out,
                      size_t *at) {
  size_t jobs = 0;
  bool *seen = arena_array(arena, parts[0].shards + 1, sizeof *seen);
  for (*at = 0; *at < count; ++*at) {
    const struct manifest *part = &parts[*at];
    const char *fault = fault_of(part, &parts[0]);
    if (fault) return fault;
    if (seen[part->shard]) return "its shard is given twice";
    seen[part->shard] = true;
    jobs += part->count;
  }
  *at = 0;
  for (size_t s = 1; s <= parts[0].shards; s++)
    if (!seen[s]) return arena_printf(arena, "the manifest of shard %zu/%zu is missing", s, parts[0].shards);
  if (jobs != parts[0].total) return "the shards do not hold every job of the list";
  *out = (struct manifest){
      .program = parts[0].program, .list_hex = parts[0].list_hex, .total = parts[0].total, .is_complete = true};
  join(parts, count, arena, out);
  return NULL;
}
