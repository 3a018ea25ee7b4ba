/* rerender.h - do these answers make this report? (`sign --answers`, `verify --answers`)
 *
 * The digest of the answers must be the one that the report's mark names; and where this program wrote the report in
 * this version, one of the templates in one of the languages must give its revision 0 byte by byte. Each report is made
 * once and kept for further files of the same call. */
#ifndef TENKEN_CLI_RERENDER_H
#define TENKEN_CLI_RERENDER_H

#include "batch/assessment.h"
#include "cli/cli.h"
#include "sign/verify.h"

struct rendering {
  const struct template *template;
  enum language language;
  bool claim; /* with the claim of conformance in its metadata, as the file to compare */
  struct buf pdf;
};
struct rerender {
  struct library *library; /* templates, theme and fonts loaded */
  const char *theme;       /* --theme, or NULL */
  struct assessment assessment;
  struct arena *arena;
  struct diag *diag;
  struct rendering renderings[LIBRARY_TEMPLATES_MAX * LANG_COUNT * 2];
  size_t count;
};

/* Reads --answers. EXIT_DONE, or the exit code after messages; end with rerender_close in any case. */
int rerender_open(struct rerender *, const struct options *, struct library *);
void rerender_close(struct rerender *);
/* context: struct rerender. False with the reason ANSWERS_DIGEST, ANSWERS_VERSION or ANSWERS_BYTES. */
bool rerender_accepts(void *context, const struct verification *, struct bytes file, struct fault *);

#endif
