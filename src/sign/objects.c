/* How: one walk over the pieces of each value. Names are looked up only when first character and length fit a forbidden
 * one: a report has tens of thousands of them. Keys of the open dictionaries lie in one array, a dictionary's behind
 * those of the one around it. */
#include "sign/objects.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

struct name {
  const char *text;
  size_t size;
};
#define NAME(text)                                                                                                     \
  { text, sizeof(text) - 1 }
#define COUNT(array) (sizeof(array) / sizeof *(array))

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
                                        NAME("Ch"),
                                        NAME("MK"),
                                        NAME("TR2"),
                                        NAME("HT")};
/* Names that stand in the form and its fields only. */
static const struct name RESERVED[] = {NAME("AcroForm"), NAME("Widget"),   NAME("FT"),
                                       NAME("Sig"),      NAME("SigFlags"), NAME("AP")};
/* Values of /Subtype; the MIME types only in a stream. */
static const struct name SUBTYPES[] = {NAME("Form"), NAME("Image"), NAME("Link"),        NAME("Widget"),
                                       NAME("XML"),  NAME("Type0"), NAME("CIDFontType2")};
static const struct name MIME_TYPES[] = {NAME("application#2Fyaml"), NAME("application#2Fjson")};

enum { FIRST_SIZES = 32, PAIRWISE_MAX = 16 };

struct look {
  const struct objects_of_form *form;
  struct references *references;
  struct arena *arena;
  uint64_t filter[FIRST_SIZES]; /* by length: bits of the first characters of forbidden and reserved names */
  unsigned size;                /* of revision 0 */
  const struct report_file *file;
  struct bytes *keys; /* of the open dictionaries */
  size_t key_count, begin[LIMIT_PDF_DEPTH + 1];
  /* the object that is looked at */
  const struct pdf_object *object;
  bool may_hold_fields, after_subtype;
};

static bool is_one_of(struct bytes name, const struct name *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (names[i].size == name.size && names[i].text[0] == (char)name.p[0] &&
        memcmp(names[i].text, name.p, name.size) == 0)
      return true;
  return false;
}

static void fill_filter(struct look *look, const struct name *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    look->filter[names[i].size % FIRST_SIZES] |= UINT64_C(1) << (names[i].text[0] & 63);
}

static bool may_be_listed(const struct look *look, struct bytes name) {
  return name.size && look->filter[name.size % FIRST_SIZES] >> (name.p[0] & 63) & 1;
}

static bool forbidden(const struct look *look, struct bytes name, struct fault *fault) {
  char text[64] = "/";
  memcpy(text + 1, name.p, name.size < sizeof text - 2 ? name.size : sizeof text - 2);
  return fault_set_number(fault, REASON_FORBIDDEN, look->object->number, text);
}

/* A name without its slash. */
static bool name_is_plain(const struct look *look, struct bytes name, struct fault *fault) {
  if (look->after_subtype) {
    bool is_mime = look->object->stream.p && is_one_of(name, MIME_TYPES, COUNT(MIME_TYPES));
    if (is_mime) return true;
    if (!memchr(name.p, '#', name.size) && !is_one_of(name, SUBTYPES, COUNT(SUBTYPES)))
      return forbidden(look, name, fault);
  }
  if (memchr(name.p, '#', name.size)) return fault_set_number(fault, REASON_ESCAPED_NAME, look->object->number, NULL);
  if (!may_be_listed(look, name)) return true;
  bool bad = is_one_of(name, FORBIDDEN, COUNT(FORBIDDEN)) ||
             (!look->may_hold_fields && is_one_of(name, RESERVED, COUNT(RESERVED)));
  return bad ? forbidden(look, name, fault) : true;
}

/* ---- keys ---- */

static int by_text(const void *a, const void *b) {
  const struct bytes *x = a, *y = b;
  if (x->size != y->size) return x->size < y->size ? -1 : 1;
  return memcmp(x->p, y->p, x->size);
}

/* Of the dictionary that closes: a few pairwise, many by sorting. */
static bool keys_are_unique(struct bytes *keys, size_t count) {
  if (count > PAIRWISE_MAX) {
    qsort(keys, count, sizeof *keys, by_text);
    for (size_t i = 1; i < count; i++)
      if (value_same(keys[i - 1], keys[i])) return false;
    return true;
  }
  for (size_t i = 1; i < count; i++)
    for (size_t j = 0; j < i; j++)
      if (keys[i].size == keys[j].size && keys[i].p[keys[i].size - 1] == keys[j].p[keys[j].size - 1] &&
          memcmp(keys[i].p, keys[j].p, keys[i].size) == 0)
        return false;
  return true;
}

static bool duplicate(const struct look *look, struct fault *fault) {
  return fault_set_number(fault, REASON_DUPLICATE_KEY, look->object->number, NULL);
}

static bool take_key(struct look *look, size_t depth, struct bytes key, struct fault *fault) {
  if (look->key_count - look->begin[depth] == LIMIT_PDF_KEYS) return duplicate(look, fault);
  look->keys[look->key_count++] = key;
  return name_is_plain(look, (struct bytes){key.p + 1, key.size - 1}, fault);
}

static bool close_bracket(struct look *look, size_t depth, struct fault *fault) {
  size_t begin = look->begin[depth + 1];
  if (!keys_are_unique(look->keys + begin, look->key_count - begin)) return duplicate(look, fault);
  look->key_count = begin;
  return true;
}

/* ---- references ---- */

static bool take_reference(struct look *look, struct bytes reference, struct fault *fault) {
  unsigned number;
  if (!value_reference(reference, &number) || !revision_object(look->file, 0, number)) {
    char text[24];
    memcpy(text, reference.p, reference.size < sizeof text ? reference.size : sizeof text - 1);
    text[reference.size < sizeof text ? reference.size : sizeof text - 1] = '\0';
    return fault_set_number(fault, REASON_DANGLING, look->object->number, text);
  }
  reach_note(look->references, look->arena, number);
  return true;
}

/* ---- objects ---- */

static bool piece_is_plain(struct look *look, enum value_piece kind, size_t depth, struct bytes piece,
                           struct fault *fault) {
  switch (kind) {
  case PIECE_OPEN_DICTIONARY:
  case PIECE_OPEN_ARRAY:
    look->begin[depth] = look->key_count;
    return true;
  case PIECE_CLOSE:
    return close_bracket(look, depth, fault);
  case PIECE_KEY:
    return take_key(look, depth, piece, fault);
  case PIECE_NAME:
    return name_is_plain(look, (struct bytes){piece.p + 1, piece.size - 1}, fault);
  case PIECE_REFERENCE:
    return take_reference(look, piece, fault);
  default:
    return true;
  }
}

static bool object_is_plain(struct look *look, struct fault *fault) {
  struct value_walk walk = {.p = look->object->value.p, .end = look->object->value.p + look->object->value.size};
  look->key_count = 0;
  look->after_subtype = false;
  for (;;) {
    struct bytes piece;
    enum value_piece kind = value_walk_next(&walk, &piece);
    if (kind == PIECE_END) return true;
    if (kind == PIECE_MALFORMED) return fault_set_number(fault, REASON_OBJECT, look->object->number, NULL);
    /* Named where it stands: a reference could lead to any other name. */
    if (look->after_subtype && kind != PIECE_NAME)
      return forbidden(look, (struct bytes){(const uint8_t *)"Subtype", 7}, fault);
    if (!piece_is_plain(look, kind, walk.depth, piece, fault)) return false;
    look->after_subtype = kind == PIECE_KEY && piece.size == 8 && value_is(piece, "/Subtype");
  }
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

static bool may_hold_fields(const struct objects_of_form *form, unsigned number) {
  bool may = number == form->catalog || number == form->form;
  for (size_t f = 0; f < form->field_count; f++)
    may |= number == form->fields[f];
  return may;
}

bool objects_are_plain(const struct report_file *file, const struct objects_of_form *form, struct arena *arena,
                       struct references *out, struct fault *fault) {
  const struct revision *first = &file->revisions[0];
  struct look look = {.form = form, .references = out, .arena = arena, .file = file};
  look.keys = arena_array(arena, (size_t)LIMIT_PDF_KEYS * LIMIT_PDF_DEPTH, sizeof *look.keys);
  fill_filter(&look, FORBIDDEN, COUNT(FORBIDDEN));
  fill_filter(&look, RESERVED, COUNT(RESERVED));
  reach_begin(out, arena, first->xref.size);
  for (size_t i = 0; i < first->object_count; i++) {
    look.object = &first->objects[i];
    look.may_hold_fields = may_hold_fields(form, look.object->number);
    reach_next(out, look.object->number);
    if (look.object->kind == PDF_CONTAINER) continue;
    if (!object_is_plain(&look, fault) || !stream_is_inside(look.object, fault)) return false;
  }
  return true;
}
