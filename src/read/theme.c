/* theme.c - theme/1: colours, fonts and logo of a house style. Only what can change without changing what a page says;
 * sizes and marks stay, so that editions of different houses can be compared.
 *
 * Colours are refused when the page would be hard to read: below 4.5:1 on white (WCAG 2.1, 1.4.3), or accent and gap so
 * near in hue that "now" and "short of target" look alike. Colours, fonts and logo are all looked at in one run. */
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "model/palette.h"
#include "read/canonical.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

struct raw_theme {
  const char *name;
  struct text logo, family[THEME_FONT_COUNT];
  struct rgb accent, gap, seal;
  struct span accent_at, gap_at, seal_at;
  int cover_figure, mark_style;
};

static int hex_value(char c) {
  const char *digits = "0123456789abcdef", *found = strchr(digits, c | 0x20);
  if (!c || !found) return -1;
  return (int)(found - digits);
}

static void shape_colour(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  bool ok = value->kind == YAML_SCALAR_VALUE && strlen(value->text) == 7 && value->text[0] == '#';
  int channel[3] = {0, 0, 0};
  for (int i = 0; ok && i < 3; i++) {
    int high = hex_value(value->text[1 + 2 * i]), low = hex_value(value->text[2 + 2 * i]);
    ok = high >= 0 && low >= 0;
    channel[i] = high * 16 + low;
  }
  if (!ok) {
    diag_add(s->diag, DIAG_T101, value->at, value->kind == YAML_SCALAR_VALUE ? value->text : f->key);
    return;
  }
  struct rgb colour = {(uint8_t)channel[0], (uint8_t)channel[1], (uint8_t)channel[2]};
  memcpy((char *)target + f->offset, &colour, sizeof colour);
  struct raw_theme *raw = target;
  struct span *at = f->offset == offsetof(struct raw_theme, accent) ? &raw->accent_at
                    : f->offset == offsetof(struct raw_theme, gap)  ? &raw->gap_at
                                                                    : &raw->seal_at;
  *at = value->at;
}

/* ---- what colours must be ---- */

static const double CONTRAST_LEAST = 4.5, HUE_APART_LEAST = 60;

static const char *hex_of(struct arena *a, struct rgb colour) {
  return arena_printf(a, "#%02X%02X%02X", colour.r, colour.g, colour.b);
}

/* Rounded down, so that a ratio that fails never prints as one that passes. */
static const char *ratio_text(struct arena *a, double ratio) {
  long hundredths = (long)(ratio * 100);
  return arena_printf(a, "%ld.%02ld", hundredths / 100, hundredths % 100);
}

/* The same hue, darkened until it passes. */
static struct rgb darkened(struct rgb colour) {
  struct rgb darker = colour;
  for (int percent = 99; palette_contrast_on_white(darker) < CONTRAST_LEAST; percent--)
    darker = (struct rgb){(uint8_t)(colour.r * percent / 100), (uint8_t)(colour.g * percent / 100),
                          (uint8_t)(colour.b * percent / 100)};
  return darker;
}

static void check_contrast(const struct shape *s, const char *key, struct rgb colour, struct span at) {
  double ratio = palette_contrast_on_white(colour);
  if (at.source && ratio < CONTRAST_LEAST)
    diag_add(s->diag, DIAG_T104, at, key, hex_of(s->arena, colour), ratio_text(s->arena, ratio),
             hex_of(s->arena, darkened(colour)));
}

static void check_colours(const struct shape *s, const struct raw_theme *raw) {
  check_contrast(s, "accent", raw->accent, raw->accent_at);
  check_contrast(s, "gap", raw->gap, raw->gap_at);
  check_contrast(s, "seal", raw->seal, raw->seal_at);
  if (!raw->accent_at.source || !raw->gap_at.source) return;
  double apart = palette_hue_distance(raw->accent, raw->gap);
  if (apart < HUE_APART_LEAST)
    diag_add(s->diag, DIAG_T105, raw->gap_at, hex_of(s->arena, raw->accent), hex_of(s->arena, raw->gap),
             arena_printf(s->arena, "%d", (int)apart));
}

/* ---- the file ---- */

static const char *const COVER_WORDS[] = {"map", "none"};
static const char *const MARK_WORDS[] = {"frame", "filled"};
#define AT(member) offsetof(struct raw_theme, member)
static const struct field COVER_FIELDS[] = {
    {.key = "figure", .read = shape_word, .offset = AT(cover_figure), .words = COVER_WORDS, .word_count = 2},
};
static const struct field_table COVER = FIELD_TABLE(COVER_FIELDS);
static const struct field MARK_FIELDS[] = {
    {.key = "style", .read = shape_word, .offset = AT(mark_style), .words = MARK_WORDS, .word_count = 2},
};
static const struct field_table MARK = FIELD_TABLE(MARK_FIELDS);
static const struct field FONT_FIELDS[] = {
    {.key = "sans", .read = shape_line, .offset = AT(family[THEME_SANS]), .max = LIMIT_NAME_CHARS},
    {.key = "serif", .read = shape_line, .offset = AT(family[THEME_SERIF]), .max = LIMIT_NAME_CHARS},
    {.key = "mono", .read = shape_line, .offset = AT(family[THEME_MONO]), .max = LIMIT_NAME_CHARS},
};
static const struct field_table FONTS = FIELD_TABLE(FONT_FIELDS);
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "name", .read = shape_string, .offset = AT(name), .required = true},
    {.key = "accent", .read = shape_colour, .offset = AT(accent), .required = true},
    {.key = "gap", .read = shape_colour, .offset = AT(gap), .required = true},
    {.key = "seal", .read = shape_colour, .offset = AT(seal), .required = true},
    {.key = "fonts", .read = shape_map, .table = &FONTS},
    {.key = "logo", .read = shape_line, .offset = AT(logo)},
    {.key = "confidentiality", .read = shape_map, .table = &MARK},
    {.key = "cover", .read = shape_map, .table = &COVER},
};
static const struct field_table THEME_FILE = FIELD_TABLE(FILE_FIELDS);

static void check_fonts(const struct shape *s, const struct raw_theme *raw, const struct font_files *fonts) {
  for (int i = 0; fonts && i < THEME_FONT_COUNT; i++)
    if (raw->family[i].s) fonts_family(fonts, (enum font_family_role)i, raw->family[i], s->arena, s->diag);
}

struct theme *read_theme(const char *path, const struct theme_needs *needs, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "theme/1", a, d, &file)) return NULL;
  struct raw_theme raw = {0};
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &THEME_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  check_colours(&s, &raw);
  check_fonts(&s, &raw, needs->fonts);
  struct theme *t = arena_alloc(a, sizeof *t);
  *t = (struct theme){.name = raw.name, .accent = raw.accent, .gap = raw.gap, .seal = raw.seal,
                      .cover_map = raw.cover_figure == 0, .mark_filled = raw.mark_style == 1};
  for (int i = 0; i < THEME_FONT_COUNT; i++) t->family[i] = raw.family[i];
  if (raw.logo.s && needs->logo)
    t->logo = needs->logo(path_join(a, path_folder(a, path), raw.logo.s), raw.logo.at, a, d);
  t->digest_hex = canonical_file_hex(&file, a);
  return diag_errors(d) == errors_before ? t : NULL;
}
