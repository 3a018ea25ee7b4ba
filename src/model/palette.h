/* palette.h - the colours of a report, each by its name (LOOK 4), computed from the three colours a theme gives.
 *
 * Ink, rules and wash are the same in every theme; accent, gap and seal come from it; tints are mixes of accent with
 * white in sRGB: white + p * (accent - white) per channel, rounded half up. Pure values, no ownership. */
#ifndef TENKEN_MODEL_PALETTE_H
#define TENKEN_MODEL_PALETTE_H

#include "model/template.h"

enum colour {
  COLOUR_WHITE,
  COLOUR_INK,
  COLOUR_INK2,
  COLOUR_INK3,
  COLOUR_RULE2,
  COLOUR_RULE,
  COLOUR_WASH,
  COLOUR_WATERMARK,
  COLOUR_GAP,
  COLOUR_SEAL,
  COLOUR_ACCENT,
  COLOUR_ACCENT_WASH, /* 11 % */
  COLOUR_LEVEL_1,     /* 22 % */
  COLOUR_LEVEL_2,     /* 50 % */
  COLOUR_LEVEL_3,     /* 76 %; also the frame of levels 1-3 */
  COLOUR_LEVEL_4,     /* accent */
  COLOUR_COUNT
};

struct palette {
  struct rgb colour[COLOUR_COUNT];
};

/* All colours of a theme; NULL gives the default theme's. */
struct palette palette_of(const struct theme *);
struct rgb palette_mix(struct rgb accent, int percent);

/* Contrast ratio with white: 1 to 21 (WCAG 2.1, relative luminance of sRGB). */
double palette_contrast_on_white(struct rgb);
/* Degrees between two hues, 0 to 180. A grey (channels at most 16 apart) has no hue: as far as can be. */
double palette_hue_distance(struct rgb, struct rgb);

#endif
