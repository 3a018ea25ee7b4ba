/* chart.h - phase 5: figures -> drawings, with cairo as the geometry engine (paths, arcs, flattening of transforms);
 * the same drawings become PDF operators in paint/, and SVG or PNG here. */
#ifndef TENKEN_CHART_CHART_H
#define TENKEN_CHART_CHART_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/content.h"

/* Fills figure->drawing. Cannot fail. */
void chart_draw(struct figure *, const struct font_set *, struct arena *);
/* All figures of a content tree. */
void chart_run(struct content *, const struct font_set *, struct arena *);

#endif
