/* How: the few objects that decide about signatures (catalog, form, fields, document information) are read, and every
 * object is looked at by itself (objects.h), so that what was read cannot have been ambiguous. */
#include "sign/lint.h"

#include "sign/objects.h"

#include <string.h>

struct name {
  const char *text;
  size_t size;
};
#define NAME(text)                                                                                                     \
  { text, sizeof(text) - 1 }

static const struct name CATALOG_KEYS[] = {
    NAME("Type"),          NAME("Pages"),    NAME("Outlines"), NAME("PageLabels"),     NAME("Names"),
    NAME("Metadata"),      NAME("MarkInfo"), NAME("Lang"),     NAME("StructTreeRoot"), NAME("ViewerPreferences"),
    NAME("OutputIntents"), NAME("AF"),       NAME("AcroForm"), NAME("Extensions"),     NAME("PageMode"),
    NAME("PageLayout"),    NAME("Version"),  NAME("Dests")};
static const struct name FIELD_KEYS[] = {NAME("Type"), NAME("Subtype"), NAME("FT"), NAME("T"),  NAME("TU"),
                                         NAME("Rect"), NAME("F"),       NAME("P"),  NAME("AP"), NAME("StructParent")};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_one_of(const uint8_t *p, size_t size, const struct name *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (names[i].size == size && memcmp(names[i].text, p, size) == 0) return true;
  return false;
}

/* ---- catalog, form, fields ---- */

static bool keys_are_among(struct bytes dictionary, const struct name *keys, size_t count) {
  struct bytes rest, key, value;
  if (!value_is_dictionary(dictionary)) return false;
  rest = value_inside(dictionary);
  while (value_next(&rest, &key) == VALUE_OK && value_next(&rest, &value) == VALUE_OK)
    if (!is_one_of(key.p + 1, key.size - 1, keys, count)) return false;
  return true;
}

static bool has(struct bytes dictionary, const char *key, const char *text) {
  struct bytes value;
  return value_get(dictionary, key, &value) && value_is(value, text);
}

const char *lint_field_name(struct arena *arena, size_t position, const char *role_id) {
  char *name = arena_printf(arena, "SIG%zu_%s", position + 1, role_id);
  for (char *c = name; *c; c++)
    *c = *c == '-' ? '_' : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
  return name;
}

/* The empty appearance of a field that nobody has signed. */
static bool appearance_is_empty(const struct report_file *file, struct bytes field) {
  struct bytes appearance, normal;
  unsigned number;
  if (!value_get(field, "AP", &appearance) || !value_is_dictionary(appearance) ||
      !keys_are_among(appearance, (const struct name[]){NAME("N")}, 1) || !value_get(appearance, "N", &normal) ||
      !value_reference(normal, &number))
    return false;
  const struct pdf_object *form = revision_object(file, 0, number);
  return form && form->stream.p && form->stream.size == 0 && has(form->value, "Subtype", "/Form");
}

static const char *field_fault(const struct report_file *file, struct arena *arena, const struct lint *lint, size_t i) {
  const struct pdf_object *object = revision_object(file, 0, lint->fields[i].number);
  if (!object || object->stream.p || !keys_are_among(object->value, FIELD_KEYS, COUNT(FIELD_KEYS))) return "keys";
  struct bytes field = object->value;
  const char *name = lint_field_name(arena, i, lint->mark.roles[i].id);
  if (!has(field, "T", arena_printf(arena, "(%s)", name))) return name;
  if (!has(field, "Subtype", "/Widget") || !has(field, "FT", "/Sig")) return "/Subtype";
  if (!has(field, "F", "132")) return "/F";
  return appearance_is_empty(file, field) ? NULL : "/AP";
}

static const char *label_of(struct bytes field, struct arena *arena) {
  struct bytes value;
  const char *text;
  return value_get(field, "TU", &value) && value_text(value, arena, &text) ? text : "";
}

static bool read_fields(const struct report_file *file, unsigned form, struct arena *arena, struct lint *out,
                        struct fault *fault) {
  const struct pdf_object *object = revision_object(file, 0, form);
  struct bytes array, rest, item;
  static const struct name KEYS[] = {NAME("Fields"), NAME("SigFlags")};
  if (!object || !keys_are_among(object->value, KEYS, COUNT(KEYS)) || !has(object->value, "SigFlags", "3") ||
      !value_get(object->value, "Fields", &array) || !value_is_array(array))
    return fault_set(fault, REASON_FIELDS, "/AcroForm", NULL);
  rest = value_inside(array);
  for (size_t i = 0; i < out->mark.role_count; i++) {
    struct bytes rectangle;
    if (value_next(&rest, &item) != VALUE_OK || !value_reference(item, &out->fields[i].number))
      return fault_set(fault, REASON_FIELDS, "/Fields", NULL);
    const char *why = field_fault(file, arena, out, i);
    if (why) return fault_set(fault, REASON_FIELDS, why, NULL);
    if (!value_get(revision_object(file, 0, out->fields[i].number)->value, "Rect", &rectangle) ||
        !value_rectangle(rectangle, out->fields[i].rectangle))
      return fault_set(fault, REASON_FIELDS, "/Rect", NULL);
    out->fields[i].label = label_of(revision_object(file, 0, out->fields[i].number)->value, arena);
    for (size_t j = 0; j < i; j++)
      if (out->fields[j].number == out->fields[i].number) return fault_set(fault, REASON_FIELDS, "/Fields", NULL);
  }
  if (value_next(&rest, &item) != VALUE_END) return fault_set(fault, REASON_FIELDS, "/Fields", NULL);
  return true;
}

static bool read_mark(const struct report_file *file, struct arena *arena, struct lint *out, struct fault *fault) {
  struct bytes keywords, producer;
  const char *text;
  const struct pdf_object *object = revision_object(file, 0, file->revisions[0].xref.info);
  if (!object || !value_get(object->value, "Keywords", &keywords) || !value_text(keywords, arena, &text) ||
      !sign_mark_parse(text, arena, &out->mark) || !value_get(object->value, "Producer", &producer) ||
      !value_text(producer, arena, &out->producer))
    return fault_set(fault, REASON_MARK, NULL, NULL);
  return true;
}

/* Its keys and the language of the texts. */
static bool read_catalog(const struct pdf_object *catalog, struct lint *out, struct fault *fault) {
  if (!catalog || catalog->stream.p || !has(catalog->value, "Type", "/Catalog") ||
      !keys_are_among(catalog->value, CATALOG_KEYS, COUNT(CATALOG_KEYS)))
    return fault_set(fault, REASON_CATALOG, NULL, NULL);
  out->language = has(catalog->value, "Lang", "(ja-JP)") ? LANG_JA : LANG_EN;
  return true;
}

static struct objects_of_form form_of(const struct lint *lint, unsigned catalog, unsigned form) {
  struct objects_of_form out = {.catalog = catalog, .form = form, .field_count = lint->mark.role_count};
  for (size_t i = 0; i < out.field_count; i++)
    out.fields[i] = lint->fields[i].number;
  return out;
}

bool lint_revision0(const struct report_file *file, struct arena *arena, struct lint *out, struct fault *fault) {
  *out = (struct lint){0};
  struct references references;
  unsigned form = 0, root = file->revisions[0].xref.root;
  struct bytes value;
  const struct pdf_object *catalog = revision_catalog(file, 0);
  bool has_form = catalog && value_get(catalog->value, "AcroForm", &value);
  if (has_form && !value_reference(value, &form)) return fault_set(fault, REASON_CATALOG, NULL, NULL);
  /* The form first, to know which objects are fields; but a script is called a script, whatever the form is like, and
   * of a key that stands twice the first was read: such a file is refused next. */
  struct fault shape = {0};
  if (form && read_mark(file, arena, out, &shape)) read_fields(file, form, arena, out, &shape);
  struct objects_of_form places = form_of(out, root, form);
  if (!objects_are_plain(file, &places, arena, &references, fault) || !read_catalog(catalog, out, fault)) return false;
  if (!form) return fault_set(fault, REASON_FIELDS, "/AcroForm", NULL);
  *fault = shape;
  return shape.reason == REASON_NONE && reach_every_object(file, &references, arena, fault);
}
