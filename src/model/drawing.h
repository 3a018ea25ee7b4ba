/* drawing.h - a picture as data: flat paths and texts in points, origin top left, y down.
 *
 * Made by chart/ (cairo geometry, flattened to moves, lines and curves); placed by layout/ on pages; written by
 * paint/ as PDF operators and by chart/ as SVG or PNG. Nothing here knows an output format. Every mark is a flat
 * fill, a stroke, or a text (LOOK head). Job arena. */
#ifndef TENKEN_MODEL_DRAWING_H
#define TENKEN_MODEL_DRAWING_H

#include "font/font.h"
#include "model/template.h"
#include <stdbool.h>
#include <stddef.h>

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };
struct path_element {
  enum path_verb verb;
  float x[3], y[3]; /* CURVE uses three points, MOVE and LINE the first */
};
struct path {
  struct path_element *elements;
  size_t count;
};
struct stroke {
  float width;      /* 0: no stroke */
  struct rgb colour;
  float dash[2];    /* 0,0: solid */
  bool round_join, round_cap;
};
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
struct draw_text {
  const char *s;    /* UTF-8, one line */
  struct span at;   /* where the text comes from, for messages; may be no place */
  enum font_role font;
  float size, x, baseline;
  enum anchor anchor;
  struct rgb colour;
  float tracking;   /* extra em between characters */
  bool tabular;     /* digits in cells of 0 */
  float halo;       /* width of a white stroked outline drawn first as an artifact; 0: none */
};
enum mark_kind { MARK_PATH, MARK_TEXT };
struct mark {
  enum mark_kind kind;
  struct path path;
  bool filled;
  struct rgb fill;
  struct stroke stroke;
  struct draw_text text;
};
struct drawing {
  float width, height;
  struct mark *marks;
  size_t count, cap;
};

#endif
