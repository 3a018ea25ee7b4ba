/* template.h - a report template as read: a list of sections in order, no logic but `when`. Also the theme. */
#ifndef TENKEN_MODEL_TEMPLATE_H
#define TENKEN_MODEL_TEMPLATE_H

#include "diag/source.h"
#include "model/framework.h"
#include "model/picture.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum section_kind {
#define SECTION(id, name, use) SECTION_##id,
#include "model/sections.def"
#undef SECTION
  SECTION_KIND_COUNT
};
/* Where a section kind may stand: in a report about answers, in the guide pack as a document, or in both. */
enum section_use { SECTION_REPORT = 1, SECTION_GUIDE = 2, SECTION_ANYWHERE = SECTION_REPORT | SECTION_GUIDE };
extern const char *const SECTION_NAMES[SECTION_KIND_COUNT]; /* model/names.c */
extern const enum section_use SECTION_USES[SECTION_KIND_COUNT];

struct localized {
  struct text text[LANG_COUNT];
};
struct template_section {
  enum section_kind kind;
  struct span at;
  const char *when;       /* condition name ("guide.asks", "previous", ...) or NULL */
  bool categories;        /* radar: axes */
  bool series_last, series_target; /* radar */
  int count;              /* top-gaps */
  int chapter;            /* guide-chapter: 1-8 */
  struct localized heading, body; /* text */
};
struct template {
  const char *name; /* "board" */
  struct localized title, short_title, subtitle, cover_title;
  struct text theme; /* name of a file in themes/ */
  bool attach_answers, attach_results;
  const char **leaves_out; /* kinds of content, ids with a string leaves-out.<id> */
  size_t leaves_out_count;
  bool leaves_out_internal; /* texts marked internal are replaced by their number (regulator) */
  struct template_section *sections;
  size_t section_count;
};

struct rgb {
  uint8_t r, g, b;
};
enum theme_font { THEME_SANS, THEME_SERIF, THEME_MONO, THEME_FONT_COUNT };
struct theme {
  const char *name;
  struct rgb accent, gap, seal;
  const struct picture *logo;             /* or NULL */
  struct text family[THEME_FONT_COUNT];   /* names of fonts.yaml; NULL: the family of its role */
  bool cover_map;
  bool mark_filled;                       /* the confidentiality mark: white on ink instead of framed */
  const char *digest_hex;                 /* of the values; the logo has its own */
};

#endif
