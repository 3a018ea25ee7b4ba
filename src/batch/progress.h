/* progress.h - how far a run is, on standard error: a bar with rate and time left on a terminal (redrawn in place), or
 * plain lines, at most one a second. Nothing of it depends on results; it is the only thing in a run that looks at
 * time. */
#ifndef TENKEN_BATCH_PROGRESS_H
#define TENKEN_BATCH_PROGRESS_H

#include "diag/diag.h"

#include <stdbool.h>
#include <stddef.h>

enum progress_kind { PROGRESS_NONE, PROGRESS_BAR, PROGRESS_PLAIN };
struct progress {
  enum progress_kind kind;
  enum diag_language language;
  size_t total;
  long long started_ms, shown_ms;
  bool is_shown; /* a bar stands on the terminal's last line */
};

long long progress_now_ms(void); /* of a clock that only goes forward */
void progress_start(struct progress *, enum progress_kind, enum diag_language, size_t total);
void progress_show(struct progress *, size_t finished);
void progress_clear(struct progress *); /* before anything else is printed */

#endif
