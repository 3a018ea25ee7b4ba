/* figure.h - what a figure shows, before it is drawn. compose/ fills a figure from scores; chart/ turns it into a
 * drawing whose size is fixed by (kind, width); layout/ only places it. Geometry is LOOK's. Job arena.
 *
 * Values are printed tenths as doubles (2.3), so that a mark stands where its number says. A value that does not exist
 * has `exists` false: it breaks the polygon and prints "—". */
#ifndef TENKEN_MODEL_FIGURE_H
#define TENKEN_MODEL_FIGURE_H

#include "model/answers.h"
#include "model/drawing.h"
#include "model/settings.h"

enum figure_kind {
  FIGURE_RADAR,          /* 5 or 23 axes */
  FIGURE_LEGEND,         /* three (or two) rows */
  FIGURE_PLOT,           /* in-cell plot: now, target, last on 0-4 */
  FIGURE_PLOT_HEAD,      /* the digits 0-4 over a column of plots */
  FIGURE_PLOT_KEY,       /* how to read a plot (method page): labelled example */
  FIGURE_ITEM_MAP,       /* 23 columns of squares */
  FIGURE_ITEM_MAP_KEY,   /* its legend row */
  FIGURE_LEVEL_PIPS,     /* digit and four boxes */
  FIGURE_LEVEL_SQUARE,   /* one square of the item map: level 0-4, N/A, unanswered */
  FIGURE_BADGE,          /* star badge */
  FIGURE_VERDICT,        /* box with tick or bar: met / unmet / open */
  FIGURE_SEAL,           /* date seal, or the dashed ring of a missing approval */
  FIGURE_FUNCTIONS,      /* one bar cut into the functions by their number of items */
  FIGURE_LOGO            /* the theme's PNG, or nothing */
};

struct figure_value {
  bool exists;
  double value;
};
struct radar_axis {
  const char *name, *code;  /* "特定", "ID"; 23 axes: code "ID.AM" */
  const char *label_value;  /* "2.3（目標2.8）", ready to print; NULL on 23 axes */
  struct figure_value now, target, last;
  size_t sector;            /* 23 axes: index of the function */
};
struct radar_sector {
  const char *name, *code;
};
struct map_cell {
  enum answer_status status; /* LEVEL, NA, UNANSWERED */
  int level;
};
struct badge_row {
  int star, met, total;
  bool awarded;
  const char *count_text; /* "7基準中 7" */
  bool *boxes;            /* met per criterion, `total` long */
};
struct figure {
  enum figure_kind kind;
  enum language language;
  const char *alt;        /* alternative text: the finding in words; NULL: the figure is an artifact (its facts stand in text beside it) */
  float width;            /* wanted width in points, 0: the kind's own */
  const struct theme *theme;

  /* RADAR, LEGEND */
  struct radar_axis *axes;
  size_t axis_count;
  struct radar_sector *sectors;
  size_t sector_count;
  bool has_target, has_last;
  float radius;           /* 0: the kind's own (88 board, 76 regulator, 112 categories) */
  const char *legend_now, *legend_target, *legend_last; /* of a radar of functions too: its legend stands in its corner */

  /* PLOT, PLOT_KEY */
  struct figure_value now, target, last;
  const char *label_now, *label_target, *label_last, *label_gap;

  /* ITEM_MAP, LEVEL_PIPS, LEVEL_SQUARE; FUNCTIONS: framework */
  const struct framework *framework;
  struct map_cell *cells; /* per item; NULL: the cover's map in one tint */
  const char *key_label[LEVEL_MAX + 3]; /* levels, N/A, unanswered */
  enum answer_status status;
  int level;

  /* BADGE */
  const char *badge_head, *badge_basis, *badge_as_of;
  int badge_star;         /* 0: none reached, prints "—" */
  bool badge_awarded;     /* filled star */
  struct badge_row rows[3];
  size_t row_count;

  /* VERDICT */
  int verdict;            /* enum criterion_state */

  /* SEAL */
  bool sealed;
  const char *seal_top, *seal_date, *seal_name, *seal_missing; /* seal_missing: 未承認 */
  const char *seal_role; /* printed on top when seal_top is too long for the seal; NULL: seal_top is cut */

  struct drawing *drawing; /* filled by chart_run */
};

#endif
