/* read.h - phase 1: YAML files -> model structs. One reader per file kind, all on one YAML tree with byte spans and
 * declarative field tables. Each reader adds every semantic fault of its file to diag, in order, with its place, and
 * returns NULL when there was an error. Texts are NFC-agnostic, strict UTF-8, control characters refused.
 *
 * Data files go to the run arena, answer files to the job arena. */
#ifndef TENKEN_READ_READ_H
#define TENKEN_READ_READ_H

#include "base/arena.h"
#include "base/limits.h"
#include "diag/diag.h"
#include "model/approved.h"
#include "model/input.h"
#include "model/jobs.h"
#include "model/pack.h"
#include "model/template.h"

struct framework *read_framework(const char *path, struct arena *, struct diag *);
struct scale *read_scale(const char *path, struct arena *, struct diag *);
struct profile *read_profile(const char *path, const struct framework *, struct arena *, struct diag *);
/* The strictest target per item over the given profiles; generic texts. */
struct profile *profile_strictest(const struct profile *const *, size_t count, const struct framework *, struct arena *);
struct policy *read_policy(const char *path, struct arena *, struct diag *);
struct stars *read_stars(const char *path, const struct framework *, const struct guide *, struct arena *, struct diag *);
struct guide *read_guide(const char *folder, const struct framework *, struct arena *, struct diag *);
/* The same with every text's place, for `check --guide`. NULL only when pack.yaml cannot be read; faults of other files
 * are reported and what could be read is there. */
struct pack *read_pack(const char *folder, const struct framework *, struct arena *, struct diag *);
/* The writing standard of a folder: <lang>.yaml per language and terms.yaml. */
struct style_book *read_style(const char *folder, const char *id, struct arena *, struct diag *);
struct strings *read_strings(const char *path, enum language, struct arena *, struct diag *);
struct template *read_template(const char *path, struct arena *, struct diag *);

/* fonts/fonts.yaml: families with their files, and the Debian package of each (for the message when it is missing). */
struct font_file {
  const char *path, *package; /* NULL: the family has no such face */
};
struct font_family {
  const char *name;
  bool fixed_width;
  struct font_file regular, bold;
};
enum font_family_role {
  FONT_FAMILY_SANS = THEME_SANS,
  FONT_FAMILY_SERIF = THEME_SERIF,
  FONT_FAMILY_MONO = THEME_MONO,
  FONT_FAMILY_FALLBACK,
  FONT_FAMILY_FALLBACK_2,
  FONT_FAMILY_ROLE_COUNT
};
struct font_files {
  struct font_family *families;
  size_t family_count;
  const struct font_family *role[FONT_FAMILY_ROLE_COUNT]; /* FALLBACK_2 may be NULL */
  const char *icc_profile;                                /* sRGB */
};
struct font_files *read_fonts(const char *path, struct arena *, struct diag *);
/* The family of that name; a message at the name when there is none or when it can't draw this role (then it may still
 * be returned): sans needs a bold face, mono a fixed width. */
const struct font_family *fonts_family(const struct font_files *, enum font_family_role, struct text named, struct arena *,
                                       struct diag *);

/* What a theme refers to: font families, and a reader for the logo, which returns NULL after a message at `at`. The
 * logo's path is already relative to the theme's folder. */
struct theme_needs {
  const struct font_files *fonts; /* NULL: names of families are not checked */
  const struct picture *(*logo)(const char *path, struct span at, struct arena *, struct diag *); /* NULL: not read */
};
struct theme *read_theme(const char *path, const struct theme_needs *, struct arena *, struct diag *);

struct job_list *read_jobs(const char *path, const struct limits *, struct arena *, struct diag *);

/* An answer file ("-": standard input). Ids of items are resolved against the framework, aliases with a warning.
 * digest_hex of this and of every other struct is the SHA-256 of the file's values in canonical form (read/canonical.h:
 * JSON with sorted keys), for answers without the top-level key `signoff`. */
struct answers *read_answers(const char *path, const struct framework *, const struct limits *, struct arena *,
                             struct diag *);
/* The same, but NULL only when the file's YAML can't be read; else what could be read: whatever has a fault is missing.
 */
struct answers *read_answers_partly(const char *path, const struct framework *, const struct limits *, struct arena *,
                                    struct diag *, bool *is_whole);
/* Only what names of reports are made of: org_id and assessment_id, read without the rest of the file. Those of a file that
 * read_answers takes, if it does; a file that it refuses may have them, too. False: not both are there. */
bool read_answers_ids(const char *path, const struct limits *, struct arena *, struct diag *, struct answers *out);

/* Every value of an answer file but its `signoff`, one by one. */
struct leaves read_leaves(const struct answers *, struct arena *);

/* What was approved of an answer file, from its record ("answers.yaml.approved"). NULL when there is none that can be
 * read: nothing depends on it but the wording of a message, so that nothing is reported. */
const char *read_approved_path(const char *answers_path, struct arena *);
struct approved *read_approved(const char *path, struct arena *);
/* The record file as text. */
void read_approved_put(const struct approved *, const char *comment, struct buf *out);

#endif
