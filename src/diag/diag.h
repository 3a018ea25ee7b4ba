/* diag.h - every message about an input: collected with its place, sorted, printed at the end.
 *
 * A diagnostic is a code of diag/codes.def (severity, English and Japanese text, hint) plus at most four string
 * arguments that fill {0}..{3}. Adding one copies its arguments into the diag's own arena. Printing scrubs control
 * characters. The first LIMIT_DIAGNOSTICS per diag are kept, the rest counted. Nothing else in the program prints
 * about inputs. One struct diag per input file set (job); it is not shared between workers. */
#ifndef TENKEN_DIAG_DIAG_H
#define TENKEN_DIAG_DIAG_H

#include "base/arena.h"
#include "diag/source.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum diag_code {
#define DIAG(code, severity, en, ja, hint_en, hint_ja) DIAG_##code,
#include "diag/codes.def"
#undef DIAG
  DIAG_CODE_COUNT
};

struct diag;

struct diag *diag_new(void);
void diag_free(struct diag *);

/* Registers a text; the pointers must outlive the diag. Returns the source index for spans (from 1). */
uint32_t diag_add_source(struct diag *, const char *name, const char *text, size_t size);
const struct source *diag_source(const struct diag *, uint32_t index);

/* Adds one diagnostic. The variadic arguments are `const char *`, ended by NULL: use the macro, which ends them.
 * Example: diag_add(d, DIAG_A104, node->span, "7"); */
void diag_add_args(struct diag *, enum diag_code, struct span, ...) __attribute__((sentinel));
#define diag_add(d, code, ...) diag_add_args((d), (code), __VA_ARGS__, (const char *)NULL)
/* Makes the last diagnostic, if it is an error, a warning: for rules that hold only for those who asked for them. */
void diag_soften(struct diag *);
/* Attaches a note with a place to the last diagnostic ("first given here"). */
void diag_note(struct diag *, enum diag_code, struct span);
#define NO_SPAN ((struct span){0, 0, 0})

size_t diag_errors(const struct diag *);
size_t diag_warnings(const struct diag *);

enum diag_language { DIAG_ENGLISH, DIAG_JAPANESE };
struct diag_style {
  enum diag_language language;
  bool is_short;           /* --diag=short: one line each, no source line, caret or hint */
  bool warnings_as_errors; /* --werror: printed as errors */
  size_t limit;            /* at most so many, then a count; 0 = all */
};
/* Prints in input order: file order of registration, then offset, then order of arrival. */
void diag_print(const struct diag *, FILE *, const struct diag_style *);

/* One line of the program's own ("tenken: ..."): everything in it is scrubbed like the arguments of a diagnostic, since
 * file names and command lines are inputs too. A line end is added. */
void diag_say(FILE *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void diag_say_args(FILE *, const char *format, va_list);
/* `text`, or its Japanese when it is a reason of the system's ("No such file or directory", file_reason). */
const char *diag_reason(enum diag_language, const char *text);
struct buf;
void diag_scrub(struct buf *out, const char *s); /* appends `s` as it may be shown */

/* The name among `names` nearest to `word` by edit distance, if it is near enough to be meant; else NULL. */
const char *diag_nearest(const char *word, const char *const *names, size_t count);

#endif
