/* How: first every object by itself (keys, names), so that later look-ups cannot be ambiguous; then the few objects
 * that decide about signatures: catalog, form, fields, document information. */
#include "sign/lint.h"

#include "base/limits.h"
#include "sign/reach.h"

#include <string.h>

/* Lengths stand beside the names: most names differ in length, and a report has tens of thousands to look at. */
struct name {
  const char *text;
  size_t size;
};
#define NAME(text)                                                                                                     \
  { text, sizeof(text) - 1 }

/* Names that must not stand anywhere in an object: features that act, hide, or bring a second content. */
static const struct name FORBIDDEN[] = {NAME("AA"),
                                        NAME("JS"),
                                        NAME("JavaScript"),
                                        NAME("Launch"),
                                        NAME("OpenAction"),
                                        NAME("OCProperties"),
                                        NAME("OCG"),
                                        NAME("OCMD"),
                                        NAME("OC"),
                                        NAME("SubmitForm"),
                                        NAME("ImportData"),
                                        NAME("ResetForm"),
                                        NAME("Hide"),
                                        NAME("Named"),
                                        NAME("Thread"),
                                        NAME("GoToE"),
                                        NAME("GoToR"),
                                        NAME("GoTo3DView"),
                                        NAME("SetOCGState"),
                                        NAME("Rendition"),
                                        NAME("Trans"),
                                        NAME("RichMedia"),
                                        NAME("RichMediaExecute"),
                                        NAME("Movie"),
                                        NAME("Sound"),
                                        NAME("Screen"),
                                        NAME("3D"),
                                        NAME("PRC"),
                                        NAME("U3D"),
                                        NAME("XFA"),
                                        NAME("ObjStm"),
                                        NAME("XRef"),
                                        NAME("XRefStm"),
                                        NAME("Perms"),
                                        NAME("Encrypt"),
                                        NAME("Crypt"),
                                        NAME("NeedAppearances"),
                                        NAME("FreeText"),
                                        NAME("Stamp"),
                                        NAME("Redact"),
                                        NAME("Popup"),
                                        NAME("Collection"),
                                        NAME("Alternates"),
                                        NAME("PS"),
                                        NAME("OPI"),
                                        NAME("Ref"),
                                        NAME("FFilter"),
                                        NAME("FDecodeParms"),
                                        NAME("DSS"),
                                        NAME("Lock"),
                                        NAME("SV"),
                                        NAME("Legal"),
                                        NAME("Requirements"),
                                        NAME("Threads"),
                                        NAME("DecodeParms"),
                                        NAME("JBIG2Decode"),
                                        NAME("LZWDecode"),
                                        NAME("RunLengthDecode"),
                                        NAME("ASCIIHexDecode"),
                                        NAME("ASCII85Decode"),
                                        NAME("PieceInfo"),
                                        NAME("SpiderInfo"),
                                        NAME("Templates"),
                                        NAME("Btn"),
                                        NAME("Tx"),
                                        NAME("Ch")};

/* Names that stand in one place only. */
static const struct name RESERVED[] = {NAME("AcroForm"), NAME("Widget"), NAME("FT"), NAME("Sig"), NAME("SigFlags")};

static const struct name CATALOG_KEYS[] = {
    NAME("Type"),          NAME("Pages"),    NAME("Outlines"), NAME("PageLabels"),     NAME("Names"),
    NAME("Metadata"),      NAME("MarkInfo"), NAME("Lang"),     NAME("StructTreeRoot"), NAME("ViewerPreferences"),
    NAME("OutputIntents"), NAME("AF"),       NAME("AcroForm"), NAME("Extensions"),     NAME("PageMode"),
    NAME("PageLayout"),    NAME("Version"),  NAME("Dests")};
static const struct name FIELD_KEYS[] = {NAME("Type"), NAME("Subtype"), NAME("FT"), NAME("T"),  NAME("TU"),
                                         NAME("Rect"), NAME("F"),       NAME("P"),  NAME("AP"), NAME("StructParent")};
static const struct name SUBTYPES[] = {NAME("Form"),
                                       NAME("Image"),
                                       NAME("Link"),
                                       NAME("Widget"),
                                       NAME("XML"),
                                       NAME("Type0"),
                                       NAME("CIDFontType2"),
                                       NAME("application#2Fyaml"),
                                       NAME("application#2Fjson")};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_one_of(const uint8_t *p, size_t size, const struct name *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (names[i].size == size && memcmp(names[i].text, p, size) == 0) return true;
  return false;
}

/* ---- keys ---- */

static bool dictionary_keys_are_unique(struct bytes dictionary) {
  struct bytes keys[LIMIT_PDF_KEYS], rest = value_inside(dictionary), value;
  for (size_t count = 0;; count++) {
    struct bytes key;
    if (value_next(&rest, &key) != VALUE_OK) return true;
    if (count == LIMIT_PDF_KEYS || value_next(&rest, &value) != VALUE_OK) return false;
    for (size_t i = 0; i < count; i++)
      if (value_same(keys[i], key)) return false;
    keys[count] = key;
  }
}

/* Goes through the value's brackets with a stack of what is left of each. */
bool lint_keys_are_unique(struct bytes value) {
  struct bytes rest[LIMIT_PDF_DEPTH + 1];
  size_t depth = 1;
  rest[0] = value;
  while (depth) {
    struct bytes item;
    enum value_step step = value_next(&rest[depth - 1], &item);
    if (step == VALUE_MALFORMED) return false;
    if (step == VALUE_END) {
      depth--;
      continue;
    }
    if (value_is_dictionary(item) && !dictionary_keys_are_unique(item)) return false;
    if (value_is_dictionary(item) || value_is_array(item)) {
      if (depth > LIMIT_PDF_DEPTH) return false;
      rest[depth++] = value_inside(item);
    }
  }
  return true;
}

/* ---- names ---- */

/* Finds the next name in a value, strings skipped; NULL at the end. */
static const uint8_t *next_name(const uint8_t *p, const uint8_t *end, size_t *size) {
  for (; p < end; p++) {
    if (*p == '(') {
      size_t open = 0;
      for (; p < end; p++) {
        if (*p == '\\')
          p++;
        else if (*p == '(')
          open++;
        else if (*p == ')' && --open == 0)
          break;
      }
    } else if (*p == '/') {
      const uint8_t *start = ++p;
      while (p < end && value_is_name_character(*p))
        p++;
      *size = (size_t)(p - start);
      return start;
    }
  }
  return NULL;
}

static bool names_are_plain(const struct pdf_object *object, bool may_hold_fields, struct fault *fault) {
  const uint8_t *p = object->value.p, *end = p + object->value.size, *before = NULL;
  size_t size, before_size = 0;
  while ((p = next_name(p, end, &size)) != NULL) {
    bool follows_subtype = before && before_size == 7 && memcmp(before, "Subtype", 7) == 0 && before + 7 + 3 >= p;
    bool is_mime = is_one_of(p, size, SUBTYPES + COUNT(SUBTYPES) - 2, 2);
    if (memchr(p, '#', size) && !(is_mime && follows_subtype && object->stream.p))
      return fault_set_number(fault, REASON_ESCAPED_NAME, object->number, NULL);
    bool bad = is_one_of(p, size, FORBIDDEN, COUNT(FORBIDDEN));
    bad |= !may_hold_fields && is_one_of(p, size, RESERVED, COUNT(RESERVED));
    bad |= follows_subtype && !is_one_of(p, size, SUBTYPES, COUNT(SUBTYPES));
    if (bad) {
      char name[64] = "/";
      memcpy(name + 1, p, size < sizeof name - 2 ? size : sizeof name - 2);
      return fault_set_number(fault, REASON_FORBIDDEN, object->number, name);
    }
    before = p;
    before_size = size;
    p += size;
  }
  return true;
}

/* A stream whose data lie in another file: /F in its dictionary. An attachment's own /F is in its file specification.
 */
static bool stream_is_inside(const struct pdf_object *object, struct fault *fault) {
  struct bytes value;
  if (object->stream.p && value_get(object->value, "F", &value))
    return fault_set_number(fault, REASON_FORBIDDEN, object->number, "/F");
  if (object->stream.p && value_get(object->value, "Filter", &value) && !value_is(value, "/FlateDecode"))
    return fault_set_number(fault, REASON_FORBIDDEN, object->number, "/Filter");
  return true;
}

static bool objects_are_plain(const struct report_file *file, const struct lint *lint, size_t field_count,
                              unsigned form, struct fault *fault) {
  const struct revision *first = &file->revisions[0];
  unsigned root = first->xref.root;
  for (size_t i = 0; i < first->object_count; i++) {
    const struct pdf_object *object = &first->objects[i];
    if (object->kind == PDF_CONTAINER) continue;
    bool may_hold_fields = object->number == root || object->number == form;
    for (size_t f = 0; f < field_count; f++)
      may_hold_fields |= object->number == lint->fields[f].number;
    if (!names_are_plain(object, may_hold_fields, fault) || !stream_is_inside(object, fault)) return false;
  }
  return true;
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

bool lint_revision0(const struct report_file *file, struct arena *arena, struct lint *out, struct fault *fault) {
  *out = (struct lint){0};
  const struct revision *first = &file->revisions[0];
  unsigned form = 0;
  struct bytes value;
  for (size_t i = 0; i < first->object_count; i++)
    if (!lint_keys_are_unique(first->objects[i].value))
      return fault_set_number(fault, REASON_DUPLICATE_KEY, first->objects[i].number, NULL);
  const struct pdf_object *catalog = revision_catalog(file, 0);
  if (catalog && value_get(catalog->value, "AcroForm", &value) && !value_reference(value, &form))
    return fault_set(fault, REASON_CATALOG, NULL, NULL);
  /* The form first, to know which objects are fields; but a script is called a script, whatever the form is like. */
  struct fault shape = {0};
  if (form && read_mark(file, arena, out, &shape)) read_fields(file, form, arena, out, &shape);
  if (!objects_are_plain(file, out, out->mark.role_count, form, fault)) return false;
  if (!catalog || catalog->stream.p || !has(catalog->value, "Type", "/Catalog") ||
      !keys_are_among(catalog->value, CATALOG_KEYS, COUNT(CATALOG_KEYS)))
    return fault_set(fault, REASON_CATALOG, NULL, NULL);
  if (!form) return fault_set(fault, REASON_FIELDS, "/AcroForm", NULL);
  out->language = has(catalog->value, "Lang", "(ja-JP)") ? LANG_JA : LANG_EN;
  *fault = shape;
  return shape.reason == REASON_NONE && reach_every_object(file, fault);
}
