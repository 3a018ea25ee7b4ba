/* chart.c - each figure kind has its drawing function; the geometry context is made once for all figures of a tree. Of
 * the small ones that stand beside each item, those that look alike share one drawing. */
#include "chart/chart.h"

#include "chart/figures.h"

static const double GEOMETRY_SCALE = 64; /* cairo's fixed point then resolves 1/16384 pt */
static const double TOLERANCE_PT = 0.01;

typedef void figure_drawer(struct pen *, const struct figure *);
static figure_drawer *const DRAWERS[] = {
    [FIGURE_RADAR] = radar_draw,
    [FIGURE_LEGEND] = legend_draw,
    [FIGURE_PLOT] = plot_draw,
    [FIGURE_PLOT_HEAD] = plot_head_draw,
    [FIGURE_PLOT_KEY] = plot_key_draw,
    [FIGURE_ITEM_MAP] = map_draw,
    [FIGURE_ITEM_MAP_KEY] = map_key_draw,
    [FIGURE_LEVEL_PIPS] = pips_draw,
    [FIGURE_LEVEL_SQUARE] = square_draw,
    [FIGURE_BADGE] = badge_draw,
    [FIGURE_VERDICT] = verdict_draw,
    [FIGURE_SEAL] = seal_draw,
    [FIGURE_FUNCTIONS] = functions_draw,
    [FIGURE_LOGO] = logo_draw,
};

static cairo_t *geometry_new(void) {
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  cairo_t *geometry = cairo_create(surface);
  cairo_surface_destroy(surface);
  cairo_scale(geometry, GEOMETRY_SCALE, GEOMETRY_SCALE);
  cairo_set_tolerance(geometry, TOLERANCE_PT * GEOMETRY_SCALE);
  if (cairo_status(geometry) != CAIRO_STATUS_SUCCESS) mem_exhausted(); /* its only cause here */
  return geometry;
}

static void draw(struct pen *pen, struct figure *figure) {
  DRAWERS[figure->kind](pen, figure);
  figure->drawing = pen->drawing;
}

void chart_draw(struct figure *figure, const struct font_set *fonts, struct arena *arena) {
  struct pen pen = {.arena = arena, .fonts = fonts, .geometry = geometry_new()};
  draw(&pen, figure);
  cairo_destroy(pen.geometry);
}

enum { SMALL_MAX = 32 }; /* levels, states and verdicts are fewer */
struct small_figures {
  const struct figure *drawn[SMALL_MAX];
  size_t count;
};

static bool is_small(const struct figure *f) {
  return f->kind == FIGURE_LEVEL_PIPS || f->kind == FIGURE_LEVEL_SQUARE || f->kind == FIGURE_VERDICT;
}

static bool look_alike(const struct figure *a, const struct figure *b) {
  return a->kind == b->kind && a->theme == b->theme && a->width == b->width && a->status == b->status &&
         a->level == b->level && a->verdict == b->verdict;
}

static void draw_small(struct pen *pen, struct small_figures *small, struct figure *figure) {
  for (size_t i = 0; i < small->count; i++) {
    if (!look_alike(small->drawn[i], figure)) continue;
    figure->drawing = small->drawn[i]->drawing;
    return;
  }
  draw(pen, figure);
  if (small->count < SMALL_MAX) small->drawn[small->count++] = figure;
}

void chart_run(struct content *content, const struct font_set *fonts, struct arena *arena) {
  struct pen pen = {.arena = arena, .fonts = fonts, .geometry = geometry_new()};
  struct small_figures small = {.count = 0};
  for (size_t i = 0; i < content->figure_count; i++) {
    struct figure *figure = content->figures[i];
    if (is_small(figure))
      draw_small(&pen, &small, figure);
    else
      draw(&pen, figure);
  }
  cairo_destroy(pen.geometry);
}
