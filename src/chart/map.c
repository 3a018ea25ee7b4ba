/* map.c - the map of all items: a column per category, a square per item, item 1 at the bottom; and its key row. The
 * cover's map has one tint and no levels: a cover never shows answers. Squares of one shade share one path, which
 * keeps a page small. */
#include "chart/figures.h"

#include <string.h>

static const double SIDE = 10.5, PITCH_X = 18.6, PITCH_Y = 12.6, FUNCTION_GAP = 15;
static const double CODE_DROP = 11.1, RULE_DROP = 16.1, NAME_DROP = 27.1, BELOW_NAME = 3;
static const struct stroke FUNCTION_RULE = {.width = 0.8F};
static const struct draw_text CODE = {.font = FONT_SANS, .size = 6.2F, .anchor = ANCHOR_MIDDLE};
static const struct draw_text NAME = {.font = FONT_SANS_BOLD, .size = 8.0F};

static const double KEY_SIDE = 9, KEY_HEIGHT = 12, KEY_Y = 1.5, KEY_X = 0.65, KEY_TEXT_GAP = 3.5,
                    KEY_TEXT_BASELINE = 8.9, KEY_GAP = 15;
static const struct draw_text KEY_TEXT = {.font = FONT_SANS, .size = 7.0F};

static size_t tallest(const struct framework *fw) {
  size_t rows = 0;
  for (size_t c = 0; c < fw->category_count; c++) {
    if (fw->categories[c].item_count > rows) rows = fw->categories[c].item_count;
  }
  return rows;
}

static double column_x(const struct framework *fw, size_t category) {
  return PITCH_X * (double)category + FUNCTION_GAP * (double)fw->categories[category].function;
}

/* Calls level_shade_path for the squares that `wanted` names, or for all of them without cells. */
static void shade_paths(struct pen *pen, const struct figure *f, int wanted, double bottom) {
  const struct framework *fw = f->framework;
  for (size_t c = 0; c < fw->category_count; c++) {
    const struct framework_category *category = &fw->categories[c];
    for (size_t i = 0; i < category->item_count; i++) {
      double x = column_x(fw, c), y = bottom - SIDE - PITCH_Y * (double)i;
      if (!f->cells) {
        pen_rect(pen, x, y, SIDE, SIDE);
        continue;
      }
      const struct map_cell *cell = &f->cells[category->first_item + i];
      if (level_is_shade(cell->status, cell->level) && cell->level == wanted) level_shade_path(pen, x, y, SIDE);
    }
  }
}

static void special_squares(struct pen *pen, const struct figure *f, double bottom) {
  const struct framework *fw = f->framework;
  for (size_t c = 0; c < fw->category_count; c++) {
    const struct framework_category *category = &fw->categories[c];
    for (size_t i = 0; i < category->item_count; i++) {
      const struct map_cell *cell = &f->cells[category->first_item + i];
      if (!level_is_shade(cell->status, cell->level))
        level_square(pen, cell->status, cell->level, column_x(fw, c), bottom - SIDE - PITCH_Y * (double)i, SIDE);
    }
  }
}

static void draw_labels(struct pen *pen, const struct figure *f, double bottom) {
  const struct framework *fw = f->framework;
  for (size_t c = 0; c < fw->category_count; c++) {
    const char *dot = strchr(fw->categories[c].id, '.');
    pen_text(pen, CODE, COLOUR_INK2, column_x(fw, c) + SIDE / 2, bottom + CODE_DROP,
             dot ? dot + 1 : fw->categories[c].id);
  }
  for (size_t i = 0; i < fw->function_count; i++) {
    const struct framework_function *function = &fw->functions[i];
    if (function->category_count == 0) continue;
    double x = column_x(fw, function->first_category),
           end = column_x(fw, function->first_category + function->category_count - 1) + SIDE;
    pen_segment(pen, x, bottom + RULE_DROP, end, bottom + RULE_DROP);
    const char *name = arena_printf(pen->arena, "%s %s", function->name[f->language], function->id);
    double room = pen->drawing->width - pen_text_width(pen, NAME, name); /* the last group is narrow: its name ends with it */
    pen_text(pen, NAME, COLOUR_INK, x > room ? room : x, bottom + NAME_DROP, name);
  }
  pen_stroke(pen, FUNCTION_RULE, COLOUR_INK);
}

void map_draw(struct pen *pen, const struct figure *f) {
  const struct framework *fw = f->framework;
  size_t rows = tallest(fw);
  double bottom = rows > 0 ? PITCH_Y * (double)(rows - 1) + SIDE : 0;
  double width = fw->category_count > 0 ? column_x(fw, fw->category_count - 1) + SIDE : 0;
  pen_begin(pen, f, width, bottom + NAME_DROP + BELOW_NAME);
  if (!f->cells) {
    shade_paths(pen, f, 0, bottom);
    pen_fill(pen, COLOUR_LEVEL_1);
  } else {
    for (int level = 1; level <= LEVEL_MAX; level++) {
      shade_paths(pen, f, level, bottom);
      if (pen->count > 0) level_shade_paint(pen, level);
    }
    special_squares(pen, f, bottom);
  }
  draw_labels(pen, f, bottom);
}

void map_key_draw(struct pen *pen, const struct figure *f) {
  pen_begin(pen, f, 0, KEY_HEIGHT);
  double x = KEY_X, end = 0;
  for (int i = 0; i < LEVEL_MAX + 3; i++) {
    if (!f->key_label[i]) continue;
    enum answer_status status = i <= LEVEL_MAX ? ANSWER_LEVEL : i == LEVEL_MAX + 1 ? ANSWER_NA : ANSWER_UNANSWERED;
    level_square(pen, status, i, x, KEY_Y, KEY_SIDE);
    x += KEY_SIDE + KEY_TEXT_GAP;
    pen_text(pen, KEY_TEXT, COLOUR_INK2, x, KEY_TEXT_BASELINE, f->key_label[i]);
    end = x + pen_text_width(pen, KEY_TEXT, f->key_label[i]);
    x = end + KEY_GAP;
  }
  pen->drawing->width = (float)end;
}
