/* palette.c - a table: a colour is fixed, or one of the theme's three, or a tint of its accent. */
#include "model/palette.h"

#include <math.h>

static const struct rgb FIXED[COLOUR_COUNT] = {
    [COLOUR_WHITE] = {0xFF, 0xFF, 0xFF}, [COLOUR_INK] = {0x1B, 0x1E, 0x23},       [COLOUR_INK2] = {0x4A, 0x52, 0x5C},
    [COLOUR_INK3] = {0x66, 0x6E, 0x78},  [COLOUR_RULE2] = {0x8A, 0x92, 0x9C},     [COLOUR_RULE] = {0xC3, 0xC9, 0xD0},
    [COLOUR_WASH] = {0xF1, 0xF3, 0xF6},  [COLOUR_WATERMARK] = {0xED, 0xEF, 0xF2},
};
static const int TINT_PERCENT[COLOUR_COUNT] = {
    [COLOUR_ACCENT] = 100, [COLOUR_ACCENT_WASH] = 11, [COLOUR_LEVEL_1] = 22,
    [COLOUR_LEVEL_2] = 50, [COLOUR_LEVEL_3] = 76,     [COLOUR_LEVEL_4] = 100,
};
static const struct theme DEFAULT_THEME = {
    .accent = {0x1D, 0x45, 0x73}, .gap = {0x92, 0x3B, 0x08}, .seal = {0xC5, 0x30, 0x1C}};

static uint8_t mix_channel(int channel, int percent) {
  return (uint8_t)((255 * 100 + percent * (channel - 255) + 50) / 100);
}

struct rgb palette_mix(struct rgb accent, int percent) {
  return (struct rgb){mix_channel(accent.r, percent), mix_channel(accent.g, percent), mix_channel(accent.b, percent)};
}

struct palette palette_of(const struct theme *theme) {
  if (!theme) theme = &DEFAULT_THEME;
  struct palette p;
  for (int i = 0; i < COLOUR_COUNT; i++)
    p.colour[i] = TINT_PERCENT[i] ? palette_mix(theme->accent, TINT_PERCENT[i]) : FIXED[i];
  p.colour[COLOUR_GAP] = theme->gap;
  p.colour[COLOUR_SEAL] = theme->seal;
  return p;
}

static double linear(uint8_t channel) {
  double c = channel / 255.0;
  return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double palette_contrast_on_white(struct rgb c) {
  return 1.05 / (0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b) + 0.05);
}

static int max3(struct rgb c) {
  int most = c.r > c.g ? c.r : c.g;
  return most > c.b ? most : c.b;
}

static int spread(struct rgb c) {
  int least = c.r < c.g ? c.r : c.g;
  return max3(c) - (least < c.b ? least : c.b);
}

static double hue(struct rgb c) {
  double range = spread(c), most = max3(c);
  double sixth = most == c.r ? (c.g - c.b) / range : most == c.g ? 2 + (c.b - c.r) / range : 4 + (c.r - c.g) / range;
  return sixth < 0 ? 60 * (sixth + 6) : 60 * sixth;
}

double palette_hue_distance(struct rgb a, struct rgb b) {
  const int grey = 16;
  if (spread(a) <= grey || spread(b) <= grey) return 180;
  double apart = fabs(hue(a) - hue(b));
  return apart > 180 ? 360 - apart : apart;
}
