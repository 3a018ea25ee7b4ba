/* radar.h - what the two halves of a radar share (internal to chart/): radar.c draws rings, sectors and series,
 * radar_labels.c fits the radar into its box and writes the names. */
#ifndef TENKEN_CHART_RADAR_H
#define TENKEN_CHART_RADAR_H

#include "chart/figures.h"

/* Everything the two forms differ in. */
struct radar_look {
  double label_gap; /* from the outer ring to the label's point */
  double marker_scale;
  float now_width, spoke_width;
  int first_ring_number; /* 0: the centre is numbered too */
  float number_size;
  double number_gap;                   /* number's right end, left of the first spoke */
  double number_drop, top_number_drop; /* baseline below its ring; of the outermost one */
  bool circular, area;
};

struct radar {
  struct pen *pen;
  const struct figure *figure;
  const struct radar_look *look;
  size_t n; /* axes */
  double x, y, radius, width, height;
};

/* An axis may lie between two others (n + 0.5). */
double radar_angle(const struct radar *, double axis); /* radians from straight up, clockwise */
double radar_x(const struct radar *, double axis, double radius);
double radar_y(const struct radar *, double axis, double radius);
/* First axis and axis count of a sector; false when no axis is in it. */
bool radar_sector_span(const struct radar *, size_t sector, size_t *first, size_t *count);

/* Sets centre, size and, where labels need the room, a smaller radius. */
void radar_fit(struct radar *);
void radar_draw_labels(const struct radar *);

#endif
