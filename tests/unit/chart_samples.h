/* chart_samples.h - the figures of the mock-ups as input of chart/, and what tests ask of drawings. */
#ifndef TENKEN_TESTS_CHART_SAMPLES_H
#define TENKEN_TESTS_CHART_SAMPLES_H

#include "base/arena.h"
#include "model/figure.h"
#include "model/palette.h"

struct chart_samples {
  struct font_set fonts;
  struct arena *arena;
};
extern struct chart_samples chart_samples;

void chart_samples_open(void); /* checked fixture: fonts, arena */
void chart_samples_close(void);

struct figure sample_functions(void);  /* M01 */
struct figure sample_categories(void); /* M07, values of M08 */
struct figure sample_plot(double now, double target, double last);
struct figure sample_map(bool with_levels); /* M18 and M04 */
struct figure sample_badge(void);           /* M01: ★3, 7 of 7, 2 of 7, 0 of 4 */
struct figure sample_seal(const char *top, const char *role, const char *name);
const struct framework *sample_framework(void); /* 5, 23, 108 */

/* Draws and returns the drawing. */
const struct drawing *drawn(struct figure *);
/* The n-th text mark with this text, or NULL. */
const struct draw_text *text_of(const struct drawing *, const char *s);
size_t subpaths(const struct path *);
/* Smallest box round a path's points: x0 y0 x1 y1. */
void path_box(const struct path *, double box[4]);

bool same_colour(struct rgb, enum colour); /* of the default theme */
/* The n-th path mark that is stroked in this colour and width, or filled in this colour (width ignored); NULL: none. */
const struct mark *mark_in(const struct drawing *, bool stroke, enum colour, double width, size_t n);
size_t index_of(const struct drawing *, const struct mark *);
void centre_of(const struct mark *, double *x, double *y);
/* Asserts that equal values nest: disc on square on diamond, each showing beside the next. */
void ck_nested(const struct drawing *);

#endif
