/* badge.c - the star badge (LOOK 8). A filled star is an awarded one; a hollow star says that the level named beside it
 * is not awarded, or, with a dash, that no level is reached. The basis line says why, in words. */
#include "chart/figures.h"

#include <string.h>

static const double WIDTH = 178, HEIGHT = 162, RADIUS = 4, BAND = 22, INSET = 0.6; /* half of the frame */
static const struct stroke FRAME = {.width = 1.2F}, STAR_LINE = {.width = 0.8F}, RULE = {.width = 0.5F},
                           BOX_LINE = {.width = 0.8F};

static const double HEAD_BASELINE = 15;
static const struct draw_text HEAD = {.font = FONT_SANS_BOLD, .size = 8.5F, .anchor = ANCHOR_MIDDLE};
static const double STAR_X = WIDTH / 2 - 18, STAR_Y = 51, STAR_RADIUS = 20, STAR_INNER = 0.42;
static const double DIGIT_X = WIDTH / 2 + 7, DIGIT_BASELINE = 62;
static const struct draw_text DIGIT = {.font = FONT_SANS_BOLD, .size = 32.0F};
static const double BASIS_BASELINE = 89, BASIS_ROOM = 160, BASIS_FIRST = 81.5, BASIS_SECOND = 93;
static const float ENGLISH_SMALLER = 1;
static const struct draw_text BASIS = {.font = FONT_SANS_BOLD, .size = 9.2F, .anchor = ANCHOR_MIDDLE};
static const double RULE_Y = 98, RULE_LEFT = 12, RULE_RIGHT = 166;

static const double ROW_FIRST = 108, ROW_PITCH = 13, ROW_STAR_X = 17, ROW_STAR_RADIUS = 4.6;
static const double ROW_DIGIT_X = 24, ROW_TEXT_DROP = 3;
static const struct draw_text ROW_DIGIT = {.font = FONT_SANS_BOLD, .size = 8.2F};
static const struct draw_text ROW_COUNT = {.font = FONT_SANS, .size = 7.2F, .anchor = ANCHOR_END};
static const double BOX_X = 38, BOX = 6.4, BOX_PITCH = 9.5, BOX_RISE = 3, BAR_WIDTH = 92, COUNT_GAP = 4;
static const double PITCH_LEAST = 7.6; /* boxes stand closer beside a wide count, but apart */
enum { BOXES_MOST = 10 };              /* more criteria than that become a bar */
static const double AS_OF_BASELINE = 153.5;
static const struct draw_text AS_OF = {.font = FONT_SANS, .size = 7.0F, .anchor = ANCHOR_MIDDLE};

static void draw_star(struct pen *pen, double x, double y, double radius, bool filled) {
  pen_star(pen, x, y, radius, radius * STAR_INNER, 5);
  pen_paint(pen, filled ? COLOUR_ACCENT : COLOUR_WHITE, STAR_LINE, COLOUR_ACCENT);
}

/* The met ones stand first, whichever criteria they are: the row shows how many, the star section shows which. */
static void draw_boxes(struct pen *pen, const struct badge_row *row, double y, double pitch) {
  for (int i = 0; i < row->met; i++) pen_rect(pen, BOX_X + i * pitch, y, BOX, BOX);
  pen_paint(pen, COLOUR_ACCENT, BOX_LINE, COLOUR_ACCENT);
  for (int i = row->met; i < row->total; i++) pen_rect(pen, BOX_X + i * pitch, y, BOX, BOX);
  pen_paint(pen, COLOUR_WHITE, BOX_LINE, COLOUR_ACCENT);
}

static void draw_bar(struct pen *pen, const struct badge_row *row, double y, double width) {
  pen_rect(pen, BOX_X, y, width, BOX);
  pen_paint(pen, COLOUR_WHITE, BOX_LINE, COLOUR_ACCENT);
  if (row->met <= 0) return;
  pen_rect(pen, BOX_X, y, width * row->met / row->total, BOX);
  pen_paint(pen, COLOUR_ACCENT, BOX_LINE, COLOUR_ACCENT);
}

static double room_beside_count(struct pen *pen, const struct badge_row *row) {
  return RULE_RIGHT - pen_text_width(pen, ROW_COUNT, row->count_text) - COUNT_GAP - BOX_X;
}

/* One pitch for all rows, so that their boxes stand below each other. */
static double pitch_of(struct pen *pen, const struct figure *f) {
  double pitch = BOX_PITCH;
  for (size_t i = 0; i < f->row_count; i++) {
    const struct badge_row *row = &f->rows[i];
    if (row->total < 2 || row->total > BOXES_MOST) continue;
    double most = (room_beside_count(pen, row) - BOX) / (row->total - 1);
    if (most < pitch && most >= PITCH_LEAST) pitch = most;
  }
  return pitch;
}

static void draw_row(struct pen *pen, const struct badge_row *row, double y, double pitch) {
  draw_star(pen, ROW_STAR_X, y, ROW_STAR_RADIUS, row->awarded);
  pen_text(pen, ROW_DIGIT, COLOUR_INK, ROW_DIGIT_X, y + ROW_TEXT_DROP, arena_printf(pen->arena, "%d", row->star));
  double room = room_beside_count(pen, row);
  if (row->total > BOXES_MOST || (row->total - 1) * pitch + BOX > room + 0.001)
    draw_bar(pen, row, y - BOX_RISE, room < BAR_WIDTH ? room : BAR_WIDTH);
  else
    draw_boxes(pen, row, y - BOX_RISE, pitch);
  pen_text(pen, ROW_COUNT, COLOUR_INK, RULE_RIGHT, y + ROW_TEXT_DROP, row->count_text);
}

static void draw_frame(struct pen *pen) {
  pen_round_rect(pen, INSET, INSET, WIDTH - 2 * INSET, HEIGHT - 2 * INSET, RADIUS, RADIUS);
  pen_paint(pen, COLOUR_WHITE, FRAME, COLOUR_ACCENT);
  pen_round_rect(pen, INSET, INSET, WIDTH - 2 * INSET, BAND - INSET, RADIUS, 0);
  pen_fill(pen, COLOUR_ACCENT);
}

/* The longest start of the text that fits the width and ends where a line may: after a space or a mark, or before a
 * bracket; 0: there is none. */
static size_t first_line(const struct pen *pen, struct draw_text style, const char *s) {
  static const char *const AFTER[] = {" ", "・", "；", "、"};
  size_t best = 0;
  for (size_t i = 1; s[i]; i++) {
    bool may = strncmp(s + i, "（", strlen("（")) == 0;
    for (size_t k = 0; k < sizeof AFTER / sizeof AFTER[0]; k++) {
      size_t n = strlen(AFTER[k]);
      may = may || (i >= n && memcmp(s + i - n, AFTER[k], n) == 0);
    }
    if (may && pen_text_width(pen, style, arena_strndup(pen->arena, s, i)) <= BASIS_ROOM) best = i;
  }
  return best;
}

/* One line where LOOK has it; a longer text takes two lines round that place, and is cut only beyond them. */
static void draw_basis(struct pen *pen, const struct figure *f) {
  const char *s = f->badge_basis;
  struct draw_text style = BASIS;
  if (f->language == LANG_EN) style.size -= ENGLISH_SMALLER;
  if (!s) return;
  size_t first = pen_text_width(pen, style, s) > BASIS_ROOM ? first_line(pen, style, s) : 0;
  if (first == 0) {
    pen_text(pen, style, COLOUR_INK, WIDTH / 2, BASIS_BASELINE, pen_text_cut(pen, style, s, BASIS_ROOM));
    return;
  }
  size_t printed = s[first - 1] == ' ' ? first - 1 : first;
  pen_text(pen, style, COLOUR_INK, WIDTH / 2, BASIS_FIRST, arena_strndup(pen->arena, s, printed));
  pen_text(pen, style, COLOUR_INK, WIDTH / 2, BASIS_SECOND, pen_text_cut(pen, style, s + first, BASIS_ROOM));
}

void badge_draw(struct pen *pen, const struct figure *f) {
  pen_begin(pen, f, WIDTH, HEIGHT);
  draw_frame(pen);
  pen_text(pen, HEAD, COLOUR_WHITE, WIDTH / 2, HEAD_BASELINE, f->badge_head);
  draw_star(pen, STAR_X, STAR_Y, STAR_RADIUS, f->badge_awarded && f->badge_star > 0);
  pen_text(pen, DIGIT, COLOUR_ACCENT, DIGIT_X, DIGIT_BASELINE,
           f->badge_star > 0 ? arena_printf(pen->arena, "%d", f->badge_star) : "—");
  draw_basis(pen, f);
  pen_segment(pen, RULE_LEFT, RULE_Y, RULE_RIGHT, RULE_Y);
  pen_stroke(pen, RULE, COLOUR_RULE);
  double pitch = pitch_of(pen, f);
  for (size_t i = 0; i < f->row_count; i++)
    draw_row(pen, &f->rows[i], ROW_FIRST + ROW_PITCH * (double)i, pitch);
  pen_text(pen, AS_OF, COLOUR_INK2, WIDTH / 2, AS_OF_BASELINE, f->badge_as_of);
}
