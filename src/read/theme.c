/* theme.c - theme/1: the colours and the logo of a house style. Only what LOOK lets a theme change; sizes and marks stay,
 * so that editions of different houses can be compared. */
#include "base/file.h"
#include "read/canonical.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

struct raw_theme {
  const char *name, *logo;
  struct rgb accent, gap, seal;
  struct span accent_at, gap_at, seal_at;
  int cover_figure;
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
}

static const char *const COVER_WORDS[] = {"map", "none"};
#define AT(member) offsetof(struct raw_theme, member)
static const struct field COVER_FIELDS[] = {
    {.key = "figure", .read = shape_word, .offset = AT(cover_figure), .words = COVER_WORDS, .word_count = 2},
};
static const struct field_table COVER = FIELD_TABLE(COVER_FIELDS);
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "name", .read = shape_string, .offset = AT(name), .required = true},
    {.key = "accent", .read = shape_colour, .offset = AT(accent), .required = true},
    {.key = "gap", .read = shape_colour, .offset = AT(gap), .required = true},
    {.key = "seal", .read = shape_colour, .offset = AT(seal), .required = true},
    {.key = "logo", .read = shape_string, .offset = AT(logo)},
    {.key = "cover", .read = shape_map, .table = &COVER},
};
static const struct field_table THEME_FILE = FIELD_TABLE(FILE_FIELDS);

struct theme *read_theme(const char *path, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "theme/1", a, d, &file)) return NULL;
  struct raw_theme raw = {0};
  struct shape s = {a, d, NULL};
  shape_read(&s, &THEME_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct theme *t = arena_alloc(a, sizeof *t);
  *t = (struct theme){.name = raw.name, .accent = raw.accent, .gap = raw.gap, .seal = raw.seal,
                      .cover_map = raw.cover_figure == 0};
  if (raw.logo) t->logo_path = path_join(a, path_folder(a, path), raw.logo);
  t->digest_hex = canonical_hex(file.root, NULL, a);
  return t;
}
