/* chart.h - phase 5: figures -> drawings, with cairo as the geometry engine (paths, arcs, flattening of transforms);
 * the same drawings become PDF operators in paint/, and SVG or PNG here.
 *
 * A drawing's size is final when it is made; its texts are the figure's own strings or new ones in the arena. */
#ifndef TENKEN_CHART_CHART_H
#define TENKEN_CHART_CHART_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/content.h"

/* Fills figure->drawing. Cannot fail. */
void chart_draw(struct figure *, const struct font_set *, struct arena *);
/* All figures of a content tree. */
void chart_run(struct content *, const struct font_set *, struct arena *);

/* Drawings below each other, left-aligned, `gap` apart, with a margin round them. */
struct drawing *chart_stack(const struct drawing *const *, size_t count, float margin, float gap, struct arena *);

/* A drawing as a file of its own, appended to `out`; same drawing, same bytes. Texts become outlines; title and
 * description (the alternative text) may be NULL. */
void chart_svg(const struct drawing *, const struct font_set *, const char *title, const char *description,
               struct buf *out);
/* `scale` pixels per point, white ground. False when the picture would have no pixel or more than 20000 a side. */
bool chart_png(const struct drawing *, const struct font_set *, double scale, struct buf *out);

#endif
