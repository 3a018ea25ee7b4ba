/* fuzz_yaml.c - libFuzzer target: any bytes as a YAML file of each kind that a user writes; the first byte chooses the
 * reader. Invariant: a reader that gives nothing has said why, and what it says can be printed. */
#define _GNU_SOURCE
#include "base/arena.h"
#include "check/check.h"
#include "diag/diag.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { KINDS = 10 };

/* The framework of the tree, read for each input: it is small beside what the fuzzer makes of it. */
static const struct framework *framework_of(struct arena *arena) {
  struct diag *diag = diag_new();
  const struct framework *framework = read_framework("data/framework/csf-1.1.yaml", arena, diag);
  diag_free(diag);
  if (!framework)
    abort(); /* run from the top of the tree */
  return framework;
}

static const void *read_kind(int kind, const char *path, struct arena *arena, struct diag *diag) {
  switch (kind) {
  case 0: return read_answers(path, framework_of(arena), &LIMITS_USUAL, arena, diag);
  case 1: return read_template(path, arena, diag);
  case 2: return read_policy(path, arena, diag);
  case 3: return read_profile(path, framework_of(arena), arena, diag);
  case 4: return read_scale(path, arena, diag);
  case 5: return read_jobs(path, &LIMITS_USUAL, arena, diag);
  case 6: return read_strings(path, LANG_JA, arena, diag);
  case 7: return read_framework(path, arena, diag);
  case 8: return read_fonts(path, arena, diag);
  default: return read_theme(path, &(struct theme_needs){NULL, NULL}, arena, diag);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[32];
  if (size == 0)
    return 0;
  int file = memfd_create("input", MFD_CLOEXEC);
  if (file < 0 || write(file, data + 1, size - 1) != (ssize_t)(size - 1))
    abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  const void *read = read_kind(data[0] % KINDS, path, arena, diag);
  if (!read && !diag_errors(diag))
    abort();
  read_approved(path, arena); /* tolerates anything, in silence */
  char *said = NULL;
  size_t said_size = 0;
  FILE *out = open_memstream(&said, &said_size);
  diag_print(diag, out, &(struct diag_style){.limit = 20});
  fclose(out);
  free(said);
  diag_free(diag);
  arena_free(arena);
  close(file);
  return 0;
}
