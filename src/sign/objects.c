/* How: one walk over the pieces of each value. Keys of the open dictionaries lie in one array, a dictionary's behind
 * those of the one around it. */
#include "sign/objects.h"

#include "base/limits.h"
#include "sign/vocabulary.h"

#include <stdlib.h>
#include <string.h>

enum { PAIRWISE_MAX = 16 };

struct look {
  const struct objects_of_form *form;
  struct references *references;
  struct arena *arena;
  struct vocabulary words;
  const struct report_file *file;
  struct bytes *keys; /* of the open dictionaries */
  size_t key_count, begin[LIMIT_PDF_DEPTH + 1];
  /* the object that is looked at */
  const struct pdf_object *object;
  bool may_hold_fields, after_subtype;
};

static bool forbidden(const struct look *look, struct bytes name, struct fault *fault) {
  char text[64] = "/";
  memcpy(text + 1, name.p, name.size < sizeof text - 2 ? name.size : sizeof text - 2);
  return fault_set_number(fault, REASON_FORBIDDEN, look->object->number, text);
}

/* A name without its slash. */
static bool name_is_plain(const struct look *look, struct bytes name, struct fault *fault) {
  if (look->after_subtype) {
    bool is_mime = look->object->stream.p && vocabulary_is_mime_type(name);
    if (is_mime) return true;
    if (!memchr(name.p, '#', name.size) && !vocabulary_is_subtype(name)) return forbidden(look, name, fault);
  }
  if (memchr(name.p, '#', name.size)) return fault_set_number(fault, REASON_ESCAPED_NAME, look->object->number, NULL);
  return !vocabulary_forbids(&look->words, name, look->may_hold_fields) || forbidden(look, name, fault);
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

/* What our writers put behind two keys, byte for byte: a link draws nothing and reacts to nothing; an action opens an
 * address, and all else under that key are attributes of structure. */
static bool follows_as_written(struct bytes key, struct bytes rest) {
  static const char LINK[] = "/Link/Border[0 0 0]/F 4", ACTION[] = "<</Type/Action/S/URI/URI";
  struct bytes value, address;
  if (value_is(key, "/Subtype")) return !bytes_begin(rest, "/Link") || bytes_begin(rest, LINK);
  if (!value_is(key, "/A") || bytes_begin(rest, "<</O/")) return true;
  if (value_next(&rest, &value) != VALUE_OK || !bytes_begin(value, ACTION)) return false;
  rest = (struct bytes){value.p + strlen(ACTION), value.size - strlen(ACTION)};
  bool is_web = bytes_begin(rest, "(http://") || bytes_begin(rest, "(https://");
  return is_web && value_next(&rest, &address) == VALUE_OK && value_is(rest, ">>");
}

static bool take_key(struct look *look, size_t depth, struct bytes key, struct bytes rest, struct fault *fault) {
  struct bytes name = {key.p + 1, key.size - 1};
  bool is_special = key.size == 2 || key.size == 8;
  if (!name_is_plain(look, name, fault)) return false;
  if (!vocabulary_has_key(&look->words, name) || (is_special && !follows_as_written(key, rest)))
    return forbidden(look, name, fault);
  if (look->key_count - look->begin[depth] == LIMIT_PDF_KEYS) return duplicate(look, fault);
  look->keys[look->key_count++] = key;
  return true;
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

static bool piece_is_plain(struct look *look, enum value_piece kind, const struct value_walk *walk, struct bytes piece,
                           struct fault *fault) {
  switch (kind) {
  case PIECE_OPEN_DICTIONARY:
  case PIECE_OPEN_ARRAY:
    look->begin[walk->depth] = look->key_count;
    return true;
  case PIECE_CLOSE:
    return close_bracket(look, walk->depth, fault);
  case PIECE_KEY:
    return take_key(look, walk->depth, piece, (struct bytes){walk->p, (size_t)(walk->end - walk->p)}, fault);
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
    if (!piece_is_plain(look, kind, &walk, piece, fault)) return false;
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
  vocabulary_prepare(&look.words);
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
