/* fonts.c - fonts/1: the files of the faces by role, the Debian package of each, and the colour profile. */
#include "font/font.h"
#include "read/read.h"
#include "read/shape.h"

struct raw_file {
  const char *file, *package, *licence;
};
struct raw_fonts {
  struct raw_file role[FONT_ROLE_COUNT], icc;
};

static const struct field FILE_OF_ROLE_FIELDS[] = {
    {.key = "file", .read = shape_string, .offset = offsetof(struct raw_file, file), .required = true},
    {.key = "package", .read = shape_string, .offset = offsetof(struct raw_file, package), .required = true},
    {.key = "licence", .read = shape_string, .offset = offsetof(struct raw_file, licence)},
};
static const struct field_table FILE_OF_ROLE = FIELD_TABLE(FILE_OF_ROLE_FIELDS);

#define ROLE(word, role_index, is_required)                                                                            \
  {.key = (word), .read = shape_map, .offset = (role_index) * sizeof(struct raw_file), .table = &FILE_OF_ROLE,         \
   .required = (is_required)}
static const struct field ROLE_FIELDS[] = {
    ROLE("sans", FONT_SANS, true),   ROLE("sans_bold", FONT_SANS_BOLD, true), ROLE("serif", FONT_SERIF, true),
    ROLE("mono", FONT_MONO, true),   ROLE("fallback", FONT_FALLBACK, true),   ROLE("fallback_2", FONT_FALLBACK_2, false),
};
static const struct field_table ROLES = FIELD_TABLE(ROLE_FIELDS);

static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "roles", .read = shape_map, .offset = offsetof(struct raw_fonts, role), .table = &ROLES, .required = true},
    {.key = "icc_profile", .read = shape_map, .offset = offsetof(struct raw_fonts, icc), .table = &FILE_OF_ROLE,
     .required = true},
};
static const struct field_table FONTS_FILE = FIELD_TABLE(FILE_FIELDS);

struct font_files *read_fonts(const char *path, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "fonts/1", a, d, &file)) return NULL;
  struct raw_fonts raw = {0};
  struct shape s = {a, d, NULL};
  shape_read(&s, &FONTS_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct font_files *files = arena_alloc(a, sizeof *files);
  for (size_t i = 0; i < FONT_ROLE_COUNT; i++) {
    files->path[i] = raw.role[i].file;
    files->package[i] = raw.role[i].package;
  }
  files->icc_profile = raw.icc.file;
  return files;
}
