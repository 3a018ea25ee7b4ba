/* seal.c - the date seal of an approval record, or the dashed ring where none is (LOOK 9). Drawn flat, centred, never
 * roughened: it shows a record and must not imitate rubber.
 *
 * A text that would need type under 6 pt is replaced: the section by the role, the surname by its first five
 * characters, or the initials of several Latin words. The full name stands below the seal in any case. */
#include "base/utf8.h"
#include "chart/figures.h"

#include <string.h>

static const double SIZE = 62, RADIUS = 29, CHORD_Y = 8.4, CHORD_HALF = 27.76; /* sqrt(29^2 - 8.4^2) */
static const struct stroke RING = {.width = 1.66F}, CHORD = {.width = 1.1F};
static const struct stroke MISSING_RING = {.width = 0.7F, .dash = {2.5F, 2.0F}};
static const double TOP_BASELINE = -13.5, DATE_BASELINE = 3.5, NAME_BASELINE = 20.6, MISSING_BASELINE = 3;
static const double TOP_WIDTH = 33, NAME_WIDTH = 35;
static const float SMALLEST = 6.0F;
static const struct draw_text TOP = {.font = FONT_SANS_BOLD, .size = 9.3F, .anchor = ANCHOR_MIDDLE};
static const struct draw_text DATE = {.font = FONT_SANS_BOLD, .size = 9.1F, .anchor = ANCHOR_MIDDLE};
static const struct draw_text NAME = {.font = FONT_SANS_BOLD, .size = 10.6F, .anchor = ANCHOR_MIDDLE};
static const struct draw_text MISSING = {.font = FONT_SANS, .size = 8.0F, .anchor = ANCHOR_MIDDLE};
enum { NAME_CHARACTERS = 5, INITIALS_MOST = 3 };

/* The size at which the text is at most `width` wide, never over the style's own. */
static float fitting_size(const struct pen *pen, struct draw_text style, const char *s, double width) {
  double full = pen_text_width(pen, style, s);
  return full <= width ? style.size : (float)(style.size * width / full);
}

static const char *first_characters(struct arena *arena, const char *s, int count) {
  const char *p = s, *end = s + strlen(s);
  while (count-- > 0 && p < end)
    utf8_next(&p, end);
  return arena_strndup(arena, s, (size_t)(p - s));
}

static bool is_latin(const char *s) {
  for (const char *p = s, *end = s + strlen(s); p < end;) {
    if (utf8_next(&p, end) >= 0x0250) return false;
  }
  return true;
}

/* "Exampleton Placeholder-Long" -> "E.P." */
static const char *initials(struct arena *arena, const char *s) {
  const char *out = "";
  int count = 0;
  for (const char *p = s, *end = s + strlen(s); p < end && count < INITIALS_MOST;) {
    const char *letter = p;
    uint32_t c = utf8_next(&p, end);
    if (c == ' ' || (letter > s && letter[-1] != ' ')) continue;
    out = arena_printf(arena, "%s%.*s.", out, (int)(p - letter), letter);
    count++;
  }
  return out;
}

static const char *short_name(struct pen *pen, const char *s) {
  return is_latin(s) && strchr(s, ' ') ? initials(pen->arena, s) : first_characters(pen->arena, s, NAME_CHARACTERS);
}

static void draw_line(struct pen *pen, struct draw_text style, double baseline, const char *s, const char *instead,
                      double width) {
  if (!s) return;
  if (fitting_size(pen, style, s, width) < SMALLEST && instead) s = instead;
  style.size = fitting_size(pen, style, s, width);
  if (style.size < SMALLEST) {
    style.size = SMALLEST;
    s = pen_text_cut(pen, style, s, width);
  }
  pen_text(pen, style, COLOUR_SEAL, SIZE / 2, SIZE / 2 + baseline, s);
}

void seal_draw(struct pen *pen, const struct figure *f) {
  double centre = SIZE / 2;
  pen_begin(pen, f, SIZE, SIZE);
  pen_circle(pen, centre, centre, RADIUS);
  if (!f->sealed) {
    pen_stroke(pen, MISSING_RING, COLOUR_INK3);
    pen_text(pen, MISSING, COLOUR_INK2, centre, centre + MISSING_BASELINE,
             pen_text_cut(pen, MISSING, f->seal_missing, 2 * CHORD_HALF - 6));
    return;
  }
  pen_paint(pen, COLOUR_WHITE, RING, COLOUR_SEAL);
  pen_segment(pen, centre - CHORD_HALF, centre - CHORD_Y, centre + CHORD_HALF, centre - CHORD_Y);
  pen_segment(pen, centre - CHORD_HALF, centre + CHORD_Y, centre + CHORD_HALF, centre + CHORD_Y);
  pen_stroke(pen, CHORD, COLOUR_SEAL);
  draw_line(pen, TOP, TOP_BASELINE, f->seal_top, f->seal_role, TOP_WIDTH);
  pen_text(pen, DATE, COLOUR_SEAL, centre, centre + DATE_BASELINE, f->seal_date);
  draw_line(pen, NAME, NAME_BASELINE, f->seal_name, f->seal_name ? short_name(pen, f->seal_name) : NULL, NAME_WIDTH);
}
