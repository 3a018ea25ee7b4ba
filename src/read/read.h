/* read.h - phase 1: YAML files -> model structs. One reader per file kind, all on one YAML tree with byte spans and
 * declarative field tables. Each reader adds every semantic fault of its file to diag, in order, with its place, and
 * returns NULL when there was an error. Texts are NFC-agnostic, strict UTF-8, control characters refused.
 *
 * Data files go to the run arena, answer files to the job arena. */
#ifndef TENKEN_READ_READ_H
#define TENKEN_READ_READ_H

#include "base/arena.h"
#include "diag/diag.h"
#include "model/approved.h"
#include "model/input.h"
#include "model/template.h"

struct framework *read_framework(const char *path, struct arena *, struct diag *);
struct scale *read_scale(const char *path, struct arena *, struct diag *);
struct profile *read_profile(const char *path, const struct framework *, struct arena *, struct diag *);
/* The strictest target per item over the given profiles; generic texts. */
struct profile *profile_strictest(const struct profile *const *, size_t count, const struct framework *, struct arena *);
struct policy *read_policy(const char *path, struct arena *, struct diag *);
struct stars *read_stars(const char *path, const struct framework *, const struct guide *, struct arena *, struct diag *);
struct guide *read_guide(const char *folder, const struct framework *, struct arena *, struct diag *);
struct strings *read_strings(const char *path, enum language, struct arena *, struct diag *);
struct template *read_template(const char *path, struct arena *, struct diag *);
struct theme *read_theme(const char *path, struct arena *, struct diag *);

/* fonts/fonts.yaml: path per role, and the Debian package that holds it (for the message when it is missing). */
struct font_files {
  const char *path[8];    /* by enum font_role; NULL: not given */
  const char *package[8];
  const char *icc_profile; /* sRGB */
};
struct font_files *read_fonts(const char *path, struct arena *, struct diag *);

/* An answer file ("-": standard input). Ids of items are resolved against the framework, aliases with a warning.
 * digest_hex of this and of every other struct is the SHA-256 of the file's values in canonical form (read/canonical.h:
 * JSON with sorted keys), for answers without the top-level key `signoff`. */
struct answers *read_answers(const char *path, const struct framework *, struct arena *, struct diag *);

/* Every value of an answer file but its `signoff`, one by one. */
struct leaves read_leaves(const struct answers *, struct arena *);

/* What was approved of an answer file, from its record ("answers.yaml.approved"). NULL when there is none that can be
 * read: nothing depends on it but the wording of a message, so that nothing is reported. */
const char *read_approved_path(const char *answers_path, struct arena *);
struct approved *read_approved(const char *path, struct arena *);
/* The record file as text. */
void read_approved_put(const struct approved *, const char *comment, struct buf *out);

#endif
