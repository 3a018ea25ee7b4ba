/* chart.c - each figure kind has its drawing function; the geometry context is made once for all figures of a tree. */
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

void chart_run(struct content *content, const struct font_set *fonts, struct arena *arena) {
  struct pen pen = {.arena = arena, .fonts = fonts, .geometry = geometry_new()};
  for (size_t i = 0; i < content->figure_count; i++)
    draw(&pen, content->figures[i]);
  cairo_destroy(pen.geometry);
}
