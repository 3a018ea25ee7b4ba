/* session.h - what most commands begin with: the library opened with the folders of the command line. */
#ifndef TENKEN_CLI_SESSION_H
#define TENKEN_CLI_SESSION_H

#include "batch/assessment.h"
#include "cli/cli.h"

/* EXIT_DONE, or the exit code after a message. Always end with library_close. */
int session_open(const struct options *, struct library *);
int session_open_data(const struct options *, struct library *); /* without the fixed texts, for what prints none */
/* Templates of a comma list (default `otherwise`). */
int session_open_templates(const struct options *, struct library *, const char *otherwise);
/* One more template, unless it is loaded already. EXIT_USAGE: there is none of this name (told). */
int session_add_template(struct library *, const char *name);
/* Themes with logos and fonts; see library_load_looks. */
int session_load_looks(const struct options *, struct library *, const char *const *themes, size_t count);
/* Templates, theme and fonts, for commands that make pages. */
int session_open_pages(const struct options *, struct library *, const char *otherwise);

/* Loads each file, calls `each` on the good ones, prints the diagnostics of every file. EXIT_INPUT when one has faults. */
typedef void (*session_each)(const struct assessment *, struct arena *, void *context);
int session_for_each(const struct options *, struct library *, enum check_use, session_each, void *context);

#endif
