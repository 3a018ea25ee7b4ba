/* library.h - the data a run works with: framework, guides, profiles, policies, stars, strings, templates, themes,
 * fonts. Loaded once (some at first use), shared read-only by all jobs. Run arena.
 *
 * Folders: each of data/, templates/ and fonts/ is looked for in the folder given on the command line, else beside the
 * program (../share/tenken, or the tree it was built in), else in the data folder of the build.
 * Sources: templates keep spans for messages of later phases; library_seed gives every job's diag the sources of the
 * library's own, under the same numbers. Faults of data files are reported through the diag that is passed in. */
#ifndef TENKEN_BATCH_LIBRARY_H
#define TENKEN_BATCH_LIBRARY_H

#include "base/arena.h"
#include "base/limits.h"
#include "diag/diag.h"
#include "font/font.h"
#include "model/input.h"
#include "model/pack.h"
#include "model/template.h"

#define LIBRARY_TEMPLATES_MAX 16
#define LIBRARY_PACKS_MAX 64
#define LIBRARY_LOOKS_MAX 1024

struct library_paths { /* NULL: the default */
  const char *data, *templates, *fonts, *theme;
};
/* What the pages of one template are drawn with. */
struct look {
  const char *theme_path;
  const struct theme *theme;
  struct font_set fonts;
  struct layout_metrics *metrics; /* of these fonts: known characters, more with each report */
};
struct library {
  struct arena *arena;
  struct diag *diag; /* of the templates and of what is loaded at the start */
  struct limits limits; /* of answer files and reports; the usual ones unless set after library_open */
  const char *data, *templates_folder, *fonts_folder;
  const struct framework *framework;
  const struct strings *strings[LANG_COUNT];
  const struct template *templates[LIBRARY_TEMPLATES_MAX];
  size_t template_count;
  struct look *looks; /* each theme once, LIBRARY_LOOKS_MAX */
  size_t look_count;
  size_t look_of[LIBRARY_TEMPLATES_MAX]; /* of the theme that a template names, by template */
  struct loaded_face *faces;
  const void *icc;
  size_t icc_size;
  struct cached *cache;
  struct key_of_files *keys; /* batch/key.c */
};

/* Folders and framework. False after messages in library->diag, or with the name of the folder that was not found. */
bool library_open(struct library *, const struct library_paths *, const char **missing);
bool library_load_strings(struct library *); /* both languages; false: messages in library->diag */
bool library_load_template(struct library *, const char *name); /* false: messages in library->diag */
/* Themes with logos and fonts: the theme files at `paths`, each path once, and for a path NULL the theme that each template
 * loaded so far names. False after messages in library->diag (faults of the files), or with a sentence in *why: which font
 * file is missing or damaged, and which package holds it. */
bool library_load_looks(struct library *, const char *const *paths, size_t count, const char **why);
/* Of a theme file that was loaded, or (NULL) of the theme that the template names. */
const struct look *library_look(const struct library *, const struct template *, const char *theme_path);
void library_seed(const struct library *, struct diag *job);
void library_close(struct library *);

/* The data file of a kind by its id, as named at `named` (answers). NULL and a message with the ids that exist. */
const struct guide *library_guide(struct library *, struct diag *, struct text named);
const struct scale *library_scale(struct library *, struct diag *, struct text named);
const struct profile *library_profile(struct library *, struct diag *, struct text named);
const struct policy *library_policy(struct library *, struct diag *, struct text named);
const struct stars *library_stars(struct library *, struct diag *, struct text named, const struct guide *);
const struct style_book *library_style(struct library *, struct diag *, struct text named);
/* Folders of all guide packs, by name (at most LIBRARY_PACKS_MAX). */
size_t library_packs(struct library *, const char **folders);

#endif
