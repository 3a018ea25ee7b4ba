/* level.c - one square of the item map and the pips of the item table. Levels 1-4 are shades with a thin frame; level
 * 0, not applicable and unanswered have shapes of their own, so that a grey copy keeps them apart. */
#include "chart/figures.h"

static const struct stroke SHADE_FRAME = {.width = 0.5F}, ZERO_FRAME = {.width = 1.3F}, NA_LINE = {.width = 0.6F};
static const struct stroke UNANSWERED_FRAME = {.width = 0.7F, .dash = {1.5F, 1.2F}};
static const double SHADE_INSET = 0.25; /* its frame then ends where the others' outlines are */

static const double SQUARE = 9.6, SQUARE_MARGIN = 0.65; /* half of the widest frame */

static const int PIPS = 4;
static const double PIP_WIDTH = 5.6, PIP_HEIGHT = 7, PIP_PITCH = 7.4, PIP_X = 12.5, PIP_Y = 0.5, PIP_BASELINE = 6.9;
static const double PIPS_HEIGHT = 8;
static const struct stroke PIP_FRAME = {.width = 0.7F};
static const struct draw_text PIP_DIGIT = {.font = FONT_SANS_BOLD, .size = 8.0F};

bool level_is_shade(enum answer_status status, int level) {
  return status == ANSWER_LEVEL && level >= 1 && level <= LEVEL_MAX;
}

void level_shade_path(struct pen *pen, double x, double y, double side) {
  pen_rect(pen, x + SHADE_INSET, y + SHADE_INSET, side - 2 * SHADE_INSET, side - 2 * SHADE_INSET);
}

void level_shade_paint(struct pen *pen, int level) {
  enum colour fill = (enum colour)(COLOUR_LEVEL_1 + level - 1);
  pen_paint(pen, fill, SHADE_FRAME, level == LEVEL_MAX ? COLOUR_LEVEL_4 : COLOUR_LEVEL_3);
}

void level_square(struct pen *pen, enum answer_status status, int level, double x, double y, double side) {
  if (level_is_shade(status, level)) {
    level_shade_path(pen, x, y, side);
    level_shade_paint(pen, level);
    return;
  }
  pen_rect(pen, x, y, side, side);
  switch (status) {
  case ANSWER_LEVEL:
    pen_paint(pen, COLOUR_WHITE, ZERO_FRAME, COLOUR_GAP);
    break;
  case ANSWER_NA:
    pen_paint(pen, COLOUR_WHITE, NA_LINE, COLOUR_RULE);
    pen_segment(pen, x, y + side, x + side, y);
    pen_stroke(pen, NA_LINE, COLOUR_INK3);
    break;
  default:
    pen_paint(pen, COLOUR_WHITE, UNANSWERED_FRAME, COLOUR_INK3);
  }
}

void square_draw(struct pen *pen, const struct figure *f) {
  double side = f->width > 0 ? f->width - 2 * SQUARE_MARGIN : SQUARE;
  pen_begin(pen, f, side + 2 * SQUARE_MARGIN, side + 2 * SQUARE_MARGIN);
  level_square(pen, f->status, f->level, SQUARE_MARGIN, SQUARE_MARGIN, side);
}

static void pip_boxes(struct pen *pen, int from, int to, enum colour fill) {
  for (int i = from; i < to; i++)
    pen_rect(pen, PIP_X + i * PIP_PITCH, PIP_Y, PIP_WIDTH, PIP_HEIGHT);
  pen_paint(pen, fill, PIP_FRAME, COLOUR_ACCENT);
}

void pips_draw(struct pen *pen, const struct figure *f) {
  static const char *const DIGITS[LEVEL_MAX + 1] = {"0", "1", "2", "3", "4"};
  pen_begin(pen, f, PIP_X + (PIPS - 1) * PIP_PITCH + PIP_WIDTH + PIP_FRAME.width, PIPS_HEIGHT);
  bool answered = f->status == ANSWER_LEVEL && f->level >= 0 && f->level <= LEVEL_MAX;
  int level = answered ? f->level : 0;
  pen_text(pen, PIP_DIGIT, answered ? COLOUR_INK : COLOUR_INK2, 0, PIP_BASELINE, answered ? DIGITS[level] : "—");
  if (!answered) return; /* the word 対象外 or 未回答 stands in the cell instead */
  pip_boxes(pen, 0, level, COLOUR_ACCENT);
  pip_boxes(pen, level, PIPS, COLOUR_WHITE);
}
