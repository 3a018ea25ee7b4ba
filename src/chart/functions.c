/* functions.c - one bar cut into the functions of the framework, each as long as it has items (M13). The tint repeats
 * the order, nothing else; name and number stand with each part, the last name right-aligned, because its part is
 * short. */
#include "chart/figures.h"

#include <stdio.h>

static const double GAP = 3, BAR_TOP = 24, BAR_HEIGHT = 20, NUMBER_X = 6, NUMBER_DROP = 13.6;
static const double NAME_BASELINE = 8, CODE_BASELINE = 19;
static const float NAME_SIZE_EN = 7;
static const struct draw_text NAME = {.font = FONT_SANS_BOLD, .size = 8.0F};
static const struct draw_text CODE = {.font = FONT_SANS, .size = 7.5F};
static const struct draw_text NUMBER = {.font = FONT_SANS_BOLD, .size = 9.5F};
static const enum colour TINTS[] = {COLOUR_LEVEL_4, COLOUR_LEVEL_3, COLOUR_LEVEL_2, COLOUR_LEVEL_1, COLOUR_ACCENT_WASH};
static const enum colour ON_TINT[] = {COLOUR_WHITE, COLOUR_WHITE, COLOUR_INK, COLOUR_INK, COLOUR_INK};
enum { TINT_COUNT = sizeof TINTS / sizeof *TINTS };

static void part_draw(struct pen *pen, const struct figure *f, size_t i, double x, double width) {
  const struct framework_function *function = &f->framework->functions[i];
  size_t tint = i < TINT_COUNT ? i : TINT_COUNT - 1;
  bool last = i > 0 && i + 1 == f->framework->function_count;
  struct draw_text name = NAME, code = CODE;
  name.anchor = code.anchor = last ? ANCHOR_END : ANCHOR_START;
  if (f->language == LANG_EN) name.size = NAME_SIZE_EN;
  double at = last ? x + width : x;
  pen_rect(pen, x, BAR_TOP, width, BAR_HEIGHT);
  pen_fill(pen, TINTS[tint]);
  pen_text(pen, name, COLOUR_INK, at, NAME_BASELINE, function->name[f->language]);
  pen_text(pen, code, COLOUR_INK2, at, CODE_BASELINE, function->id);
  pen_text(pen, NUMBER, ON_TINT[tint], x + NUMBER_X, BAR_TOP + NUMBER_DROP,
           arena_printf(pen->arena, "%zu", function->item_count));
}

void functions_draw(struct pen *pen, const struct figure *f) {
  size_t count = f->framework->function_count, items = f->framework->item_count;
  double room = (double)f->width - GAP * (double)(count > 0 ? count - 1 : 0), x = 0;
  pen_begin(pen, f, (double)f->width, BAR_TOP + BAR_HEIGHT);
  for (size_t i = 0; i < count; i++) {
    double width = items ? room * (double)f->framework->functions[i].item_count / (double)items : 0;
    part_draw(pen, f, i, x, width);
    x += width + GAP;
  }
}
