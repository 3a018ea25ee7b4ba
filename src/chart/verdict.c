/* verdict.c - met, unmet or cannot be judged, told by shape: a filled box with a tick, a hollow box with a bar, a
 * dashed box. The word stands beside it. */
#include "chart/figures.h"
#include "model/scores.h"

static const double BOX = 10, CORNER = 1.5, MARGIN = 0.55;
static const struct stroke FRAME = {.width = 1.1F}, MARK = {.width = 1.4F};
static const struct stroke OPEN_FRAME = {.width = 0.7F, .dash = {1.5F, 1.2F}};
static const double TICK[3][2] = {{2.2, 5.2}, {4.2, 7.3}, {7.9, 2.8}};
static const double BAR_FROM = 2.4, BAR_TO = 7.6;

void verdict_draw(struct pen *pen, const struct figure *f) {
  pen_begin(pen, f, BOX + 2 * MARGIN, BOX + 2 * MARGIN);
  pen_round_rect(pen, MARGIN, MARGIN, BOX, BOX, CORNER, CORNER);
  switch (f->verdict) {
  case CRITERION_MET:
    pen_paint(pen, COLOUR_ACCENT, FRAME, COLOUR_ACCENT);
    pen_move(pen, MARGIN + TICK[0][0], MARGIN + TICK[0][1]);
    pen_line(pen, MARGIN + TICK[1][0], MARGIN + TICK[1][1]);
    pen_line(pen, MARGIN + TICK[2][0], MARGIN + TICK[2][1]);
    pen_stroke(pen, MARK, COLOUR_WHITE);
    break;
  case CRITERION_UNMET:
    pen_paint(pen, COLOUR_WHITE, FRAME, COLOUR_GAP);
    pen_segment(pen, MARGIN + BAR_FROM, MARGIN + BOX / 2, MARGIN + BAR_TO, MARGIN + BOX / 2);
    pen_stroke(pen, MARK, COLOUR_GAP);
    break;
  default:
    pen_paint(pen, COLOUR_WHITE, OPEN_FRAME, COLOUR_INK3);
  }
}
