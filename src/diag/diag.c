/* diag.c - collecting. Arguments are copied into an arena of the diag's own, so callers may pass short-lived text.
 * Notes hang on their diagnostic, so that sorting cannot part them. */
#include "diag/diag_internal.h"

#include "base/limits.h"
#include "base/utf8.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct diag *diag_new(void) {
  struct diag *d = mem_alloc(sizeof *d);
  d->arena = arena_new();
  return d;
}

void diag_free(struct diag *d) {
  if (!d) return;
  arena_free(d->arena);
  free(d);
}

uint32_t diag_add_source(struct diag *d, const char *name, const char *text, size_t size) {
  *ARENA_PUSH(d->arena, d->sources, d->source_count, d->source_cap) =
      (struct source){.name = arena_strdup(d->arena, name), .text = text, .size = size};
  return (uint32_t)d->source_count;
}

const struct source *diag_source(const struct diag *d, uint32_t index) {
  return index >= 1 && index <= d->source_count ? &d->sources[index - 1] : NULL;
}

void diag_add_args(struct diag *d, enum diag_code code, struct span at, ...) {
  enum severity severity = DIAG_TEXTS[code].severity;
  if (severity == SEVERITY_ERROR) d->errors++;
  if (severity == SEVERITY_WARNING) d->warnings++;
  d->last = NULL;
  d->last_is_error = severity == SEVERITY_ERROR;
  if (d->count >= LIMIT_DIAGNOSTICS) {
    d->uncounted++;
    return;
  }
  struct diagnostic *entry = ARENA_PUSH(d->arena, d->entries, d->count, d->cap);
  *entry = (struct diagnostic){.code = code, .severity = severity, .at = at, .arrival = d->count};
  va_list args;
  va_start(args, at);
  const char *arg;
  for (size_t i = 0; i < DIAG_ARGS_MAX && (arg = va_arg(args, const char *)); i++) {
    entry->args[i] = arena_strdup(d->arena, arg);
  }
  va_end(args);
  d->last = entry;
}

void diag_soften(struct diag *d) {
  if (!d->last_is_error) return;
  d->last_is_error = false;
  d->errors--;
  d->warnings++;
  if (d->last) d->last->severity = SEVERITY_WARNING;
}

void diag_note(struct diag *d, enum diag_code code, struct span at) {
  if (!d->last) return;
  struct diag_note *note = arena_alloc(d->arena, sizeof *note);
  *note = (struct diag_note){.code = code, .at = at};
  struct diag_note **end = &d->last->notes;
  while (*end) end = &(*end)->next;
  *end = note;
}

size_t diag_errors(const struct diag *d) {
  return d->errors;
}

size_t diag_warnings(const struct diag *d) {
  return d->warnings;
}

enum { NEAREST_WORD_MAX = 64 };

/* Edit distance with swapped neighbours counting once (optimal string alignment), letters without case. */
static size_t edit_distance(const char *a, size_t na, const char *b, size_t nb) {
  size_t rows[3][NEAREST_WORD_MAX + 1];
  size_t *before = rows[0], *last = rows[1], *now = rows[2];
  for (size_t j = 0; j <= nb; j++) last[j] = j;
  for (size_t i = 1; i <= na; i++) {
    now[0] = i;
    for (size_t j = 1; j <= nb; j++) {
      int ca = tolower((unsigned char)a[i - 1]), cb = tolower((unsigned char)b[j - 1]);
      size_t best = last[j - 1] + (ca != cb);
      if (last[j] + 1 < best) best = last[j] + 1;
      if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
      bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped && before[j - 2] + 1 < best) best = before[j - 2] + 1;
      now[j] = best;
    }
    size_t *spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[nb];
}

const char *diag_nearest(const char *word, const char *const *names, size_t count) {
  size_t length = strlen(word);
  if (length == 0 || length > NEAREST_WORD_MAX) return NULL;
  size_t allowed = length <= 3 ? 1 : length <= 8 ? 2 : length / 3;
  const char *best = NULL;
  for (size_t i = 0; i < count; i++) {
    if (!names[i]) continue;
    size_t n = strlen(names[i]);
    if (n > NEAREST_WORD_MAX || n > length + allowed || length > n + allowed) continue;
    size_t distance = edit_distance(word, length, names[i], n);
    /* as many changes as the name has letters: anything would be near */
    if (distance > allowed || distance >= n) continue;
    if (distance == 0) return names[i];
    best = names[i];
    allowed = distance - 1; /* the first of several equally near names stays */
  }
  return best;
}
