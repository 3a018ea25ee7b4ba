/* fonts.c - fonts/1: font families with their files and Debian packages, which family draws which role, and the colour
 * profile. Whether a file is there is not asked here: a family that no report uses need not be installed. */
#include "base/limits.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

struct raw_fonts {
  struct font_family *families;
  size_t family_count;
  struct text role[FONT_FAMILY_ROLE_COUNT];
  struct font_file icc;
};

static const struct field FONT_FILE_FIELDS[] = {
    {.key = "file", .read = shape_string, .offset = offsetof(struct font_file, path), .required = true},
    {.key = "package", .read = shape_string, .offset = offsetof(struct font_file, package), .required = true},
    {.key = "licence", .read = shape_skip},
};
static const struct field_table FONT_FILE = FIELD_TABLE(FONT_FILE_FIELDS);

static const struct field FAMILY_FIELDS[] = {
    {.key = "name", .read = shape_string, .offset = offsetof(struct font_family, name), .max = LIMIT_NAME_CHARS,
     .required = true},
    {.key = "fixed_width", .read = shape_bool, .offset = offsetof(struct font_family, fixed_width)},
    {.key = "regular", .read = shape_map, .offset = offsetof(struct font_family, regular), .table = &FONT_FILE,
     .required = true},
    {.key = "bold", .read = shape_map, .offset = offsetof(struct font_family, bold), .table = &FONT_FILE},
};
static const struct field_table FAMILY = FIELD_TABLE(FAMILY_FIELDS);

#define ROLE(word, role_index, is_required)                                                                            \
  {.key = (word), .read = shape_line, .offset = (role_index) * sizeof(struct text), .required = (is_required)}
static const struct field ROLE_FIELDS[] = {
    ROLE("sans", FONT_FAMILY_SANS, true), ROLE("serif", FONT_FAMILY_SERIF, true),
    ROLE("mono", FONT_FAMILY_MONO, true), ROLE("fallback", FONT_FAMILY_FALLBACK, true),
    ROLE("fallback_2", FONT_FAMILY_FALLBACK_2, false),
};
static const struct field_table ROLES = FIELD_TABLE(ROLE_FIELDS);

/* The tables of roles and of the profile count their offsets from their own parts of the target. */
static void shape_roles(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct raw_fonts *raw = target;
  if (shape_is_map(s, f->key, value)) shape_read(s, &ROLES, value, value->at, raw->role);
}

static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "families", .read = shape_list, .offset = offsetof(struct raw_fonts, families),
     .count_offset = offsetof(struct raw_fonts, family_count), .entry_size = sizeof(struct font_family),
     .table = &FAMILY, .min = 1, .max = LIMIT_LIST, .required = true},
    {.key = "roles", .read = shape_roles, .required = true},
    {.key = "icc_profile", .read = shape_map, .offset = offsetof(struct raw_fonts, icc), .table = &FONT_FILE,
     .required = true},
};
static const struct field_table FONTS_FILE = FIELD_TABLE(FILE_FIELDS);

static const struct font_family *find(const struct font_files *files, const char *name) {
  for (size_t i = 0; i < files->family_count; i++)
    if (strcmp(files->families[i].name, name) == 0) return &files->families[i];
  return NULL;
}

/* {0} of the messages: the key whose value names the family. */
static void report_unknown(const struct font_files *files, const char *key, struct text named, struct arena *a,
                           struct diag *d) {
  const char **names = arena_array(a, files->family_count, sizeof *names);
  for (size_t i = 0; i < files->family_count; i++) names[i] = files->families[i].name;
  diag_add(d, DIAG_F013, named.at, key, named.s, shape_word_list(a, names, files->family_count),
           diag_nearest(named.s, names, files->family_count));
}

const struct font_family *fonts_family(const struct font_files *files, enum font_family_role role, struct text named,
                                       struct arena *a, struct diag *d) {
  static const char *const KEYS[] = {"sans", "serif", "mono", "fallback", "fallback_2"};
  const struct font_family *family = find(files, named.s);
  if (!family)
    report_unknown(files, KEYS[role], named, a, d);
  else if (role == FONT_FAMILY_SANS && !family->bold.path)
    diag_add(d, DIAG_T106, named.at, named.s);
  else if (role == FONT_FAMILY_MONO && !family->fixed_width)
    diag_add(d, DIAG_T107, named.at, named.s);
  return family;
}

struct font_files *read_fonts(const char *path, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "fonts/1", a, d, &file)) return NULL;
  struct raw_fonts raw = {0};
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &FONTS_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct font_files *files = arena_alloc(a, sizeof *files);
  *files = (struct font_files){.families = raw.families, .family_count = raw.family_count, .icc_profile = raw.icc.path};
  for (int role = 0; role < FONT_FAMILY_ROLE_COUNT; role++)
    if (raw.role[role].s) files->role[role] = fonts_family(files, (enum font_family_role)role, raw.role[role], a, d);
  return diag_errors(d) == errors_before ? files : NULL;
}
