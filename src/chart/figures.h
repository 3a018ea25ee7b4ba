/* figures.h - one drawing function per figure kind, and what several of them share (internal to chart/). Each begins
 * its drawing with the final size (pen_begin) and fills it. */
#ifndef TENKEN_CHART_FIGURES_H
#define TENKEN_CHART_FIGURES_H

#include "chart/pen.h"

#define VALUE_MAX 4.0 /* the scale of every chart: 0 to 4 */

void radar_draw(struct pen *, const struct figure *);
void legend_draw(struct pen *, const struct figure *);
void legend_rows(struct pen *, const struct figure *, double y); /* from the left edge */
void plot_draw(struct pen *, const struct figure *);
void plot_head_draw(struct pen *, const struct figure *);
void plot_key_draw(struct pen *, const struct figure *);
void map_draw(struct pen *, const struct figure *);
void map_key_draw(struct pen *, const struct figure *);
void square_draw(struct pen *, const struct figure *);
void pips_draw(struct pen *, const struct figure *);
void badge_draw(struct pen *, const struct figure *);
void verdict_draw(struct pen *, const struct figure *);
void seal_draw(struct pen *, const struct figure *);
void functions_draw(struct pen *, const struct figure *);
void logo_draw(struct pen *, const struct figure *);

/* The three series of all charts (LOOK 7). Lines are drawn last, target, now; markers target, last, now, so that
 * equal values nest: disc inside square inside diamond, and none hides another. */
enum series { SERIES_NOW, SERIES_TARGET, SERIES_LAST, SERIES_COUNT };
extern const enum series SERIES_LINE_ORDER[SERIES_COUNT], SERIES_MARKER_ORDER[SERIES_COUNT];

struct marker_size {
  double disc_radius, diamond_half, square_side;
  float disc_ring, diamond_line, square_line;
};
extern const struct marker_size MARKERS_RADAR, MARKERS_PLOT, MARKERS_KEY;

bool series_shown(const struct figure *, enum series);
enum colour series_colour(enum series);
struct stroke series_line(enum series); /* without colour */
void series_marker(struct pen *, enum series, const struct marker_size *, double scale, double x, double y);

/* One square of the item map: a level, not applicable, or unanswered. */
void level_square(struct pen *, enum answer_status, int level, double x, double y, double side);
bool level_is_shade(enum answer_status,
                    int level); /* levels 1-4: fill and frame only, so that equal ones can share a path */
void level_shade_path(struct pen *, double x, double y, double side);
void level_shade_paint(struct pen *, int level);

#endif
