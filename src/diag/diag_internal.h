/* diag_internal.h - how diagnostics are kept: shared by diag.c (collecting) and diag_print.c (printing), by nobody
 * else. Everything hangs in the arena of the diag. */
#ifndef TENKEN_DIAG_DIAG_INTERNAL_H
#define TENKEN_DIAG_DIAG_INTERNAL_H

#include "diag/diag.h"

enum { DIAG_ARGS_MAX = 4 };

struct diag_text { /* one line of codes.def */
  const char *name;
  enum severity severity;
  const char *text[2], *hint[2]; /* by enum diag_language */
};
extern const struct diag_text DIAG_TEXTS[DIAG_CODE_COUNT];

struct diag_note {
  enum diag_code code;
  struct span at;
  struct diag_note *next;
};
struct diagnostic {
  enum diag_code code;
  enum severity severity; /* of the code, unless softened */
  struct span at;
  size_t arrival;
  const char *args[DIAG_ARGS_MAX];
  struct diag_note *notes;
};
struct diag {
  struct arena *arena;
  struct source *sources;
  size_t source_count, source_cap;
  struct diagnostic *entries, *last;
  size_t count, cap;
  bool last_is_error; /* the last one added, kept or not */
  size_t errors, warnings, uncounted; /* uncounted: beyond LIMIT_DIAGNOSTICS, not kept */
};

#endif
