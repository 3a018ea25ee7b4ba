/* How: HarfBuzz walks the outline in font units (its quadratic curves arrive here as cubic ones, the only kind that
 * PDF and SVG share) and this file divides by the em. */
#include "base/arena.h"
#include "font/face_private.h"

struct outline_walk {
  const struct outline_sink *sink;
  double scale;
  bool has_begun;
};

static void on_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user) {
  struct outline_walk *walk = data;
  (void)funcs, (void)state, (void)user;
  walk->has_begun = true;
  walk->sink->move(walk->sink->context, x * walk->scale, y * walk->scale);
}

static void on_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user) {
  const struct outline_walk *walk = data;
  (void)funcs, (void)state, (void)user;
  walk->sink->line(walk->sink->context, x * walk->scale, y * walk->scale);
}

static void on_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
                     float x3, float y3, void *user) {
  const struct outline_walk *walk = data;
  double s = walk->scale;
  (void)funcs, (void)state, (void)user;
  walk->sink->curve(walk->sink->context, x1 * s, y1 * s, x2 * s, y2 * s, x3 * s, y3 * s);
}

static void on_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user) {
  const struct outline_walk *walk = data;
  (void)funcs, (void)state, (void)user;
  walk->sink->close(walk->sink->context);
}

hb_draw_funcs_t *outline_functions(void) {
  hb_draw_funcs_t *funcs = hb_draw_funcs_create();
  if (hb_draw_funcs_is_immutable(funcs))
    mem_exhausted(); /* this is the empty object, for which the library has no other name */
  hb_draw_funcs_set_move_to_func(funcs, on_move, NULL, NULL);
  hb_draw_funcs_set_line_to_func(funcs, on_line, NULL, NULL);
  hb_draw_funcs_set_cubic_to_func(funcs, on_curve, NULL, NULL);
  hb_draw_funcs_set_close_path_func(funcs, on_close, NULL, NULL);
  hb_draw_funcs_make_immutable(funcs);
  return funcs;
}

bool outline_draw(const struct face *face, uint16_t glyph, const struct outline_sink *sink) {
  struct outline_walk walk = {sink, 1.0 / face->sfnt.units_per_em, false};
  hb_glyph_extents_t extents;
  hb_font_get_glyph_shape(face->font, glyph, face->draw, &walk);
  return walk.has_begun || !hb_font_get_glyph_extents(face->font, glyph, &extents) || !extents.width;
}

/* Of a face that was good when it was loaded: memory is short. */
void face_outline(const struct face *face, uint16_t glyph, const struct outline_sink *sink) {
  if (!outline_draw(face, glyph, sink)) mem_exhausted();
}
