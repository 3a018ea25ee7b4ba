/* How: numbers behind /Size are taken for the signature dictionary and the appearance. Lengths are known before anything
 * is written but for /ByteRange, whose four numbers are put into a field of fixed width at the end. The cross-reference
 * stream of the revision has the highest number. */
#include "sign/update.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "digest/digest.h"

#include <stdio.h>
#include <string.h>

_Static_assert(2 * LIMIT_CMS_BYTES % 64 == 0, "zeros are put in blocks of 64");

enum { BYTE_RANGE_WIDTH = 48, OBJECTS_MAX = 5, ID_SIZE = 70 };

struct writer {
  const struct report_file *file;
  size_t upto, base; /* base: where the revision begins in the file */
  struct buf *out;
  struct xref_entry entries[OBJECTS_MAX];
  size_t count;
};

static void begin_object(struct writer *w, unsigned number) {
  w->entries[w->count++] = (struct xref_entry){number, XREF_PLAIN, (uint32_t)(w->base + w->out->size), 0};
  buf_printf(w->out, "%u 0 obj\n", number);
}

static void end_object(struct writer *w) {
  buf_puts(w->out, "\nendobj\n");
}

static void put_span(struct buf *out, struct bytes bytes) {
  buf_put(out, bytes.p, bytes.size);
}

static void put_utf16(struct buf *out, const char *utf8) {
  const char *p = utf8, *end = utf8 + strlen(utf8);
  buf_puts(out, "<FEFF");
  while (p < end) {
    uint32_t c = utf8_next(&p, end);
    if (c > 0xFFFF)
      buf_printf(out, "%04X%04X", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
    else
      buf_printf(out, "%04X", c);
  }
  buf_putc(out, '>');
}

/* The widget of the revision before with its appearance replaced and its value added. */
static bool put_field(struct writer *w, const struct update_values *values, unsigned signature, unsigned stamp) {
  const struct pdf_object *before = revision_object(w->file, w->upto, values->field);
  struct bytes appearance, value;
  if (!before || !value_is_dictionary(before->value) || value_get(before->value, "V", &value) ||
      !value_get(before->value, "AP", &appearance))
    return false;
  const uint8_t *end = before->value.p + before->value.size - 2;
  begin_object(w, values->field);
  put_span(w->out, (struct bytes){before->value.p, (size_t)(appearance.p - before->value.p)});
  buf_printf(w->out, "<</N %u 0 R>>", stamp);
  const uint8_t *rest = appearance.p + appearance.size;
  put_span(w->out, (struct bytes){rest, (size_t)(end - rest)});
  buf_printf(w->out, "/V %u 0 R>>", signature);
  end_object(w);
  return true;
}

static bool put_catalog(struct writer *w, unsigned signature) {
  struct bytes value;
  const struct pdf_object *before = revision_catalog(w->file, w->upto);
  if (!before || value_get(before->value, "Perms", &value))
    return false;
  begin_object(w, before->number);
  put_span(w->out, (struct bytes){before->value.p, before->value.size - 2});
  buf_printf(w->out, "/Perms<</DocMDP %u 0 R>>>>", signature);
  end_object(w);
  return true;
}

static size_t put_signature(struct writer *w, const struct update_values *values, unsigned number,
                            struct update_place *place) {
  struct buf *out = w->out;
  begin_object(w, number);
  buf_puts(out, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange");
  size_t byte_range = out->size;
  buf_printf(out, "%*s", BYTE_RANGE_WIDTH, "");
  buf_puts(out, "/Contents");
  place->contents = w->base + out->size;
  buf_putc(out, '<');
  static const char ZEROS[] = "0000000000000000000000000000000000000000000000000000000000000000";
  for (int i = 0; i < 2 * LIMIT_CMS_BYTES; i += (int)sizeof ZEROS - 1)
    buf_puts(out, ZEROS);
  buf_putc(out, '>');
  place->contents_end = w->base + out->size;
  buf_printf(out, "/M%s/Name", values->time);
  put_utf16(out, values->name);
  buf_puts(out, "/Reason");
  put_utf16(out, values->reason);
  buf_puts(out, UPDATE_MAKER);
  if (values->certifies)
    buf_puts(out, "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams"
                  "<</Type/TransformParams/P 2/V/1.2>>>>]");
  buf_puts(out, ">>");
  end_object(w);
  return byte_range;
}

static void put_stamp(struct writer *w, const struct update_values *values, unsigned number) {
  begin_object(w, number);
  buf_puts(w->out, "<</Type/XObject/Subtype/Form/BBox[0 0 ");
  buf_put_decimal(w->out, values->rectangle[2] - values->rectangle[0], 2);
  buf_putc(w->out, ' ');
  buf_put_decimal(w->out, values->rectangle[3] - values->rectangle[1], 2);
  buf_printf(w->out, "]/Resources<<>>/Filter/FlateDecode/Length %zu>>\nstream\n", values->stamp.size);
  put_span(w->out, values->stamp);
  buf_puts(w->out, "\nendstream");
  end_object(w);
}

static void sort_objects(struct writer *w) {
  for (size_t i = 1; i < w->count; i++)
    for (size_t j = i; j > 0 && w->entries[j - 1].number > w->entries[j].number; j--) {
      struct xref_entry entry = w->entries[j];
      w->entries[j] = w->entries[j - 1];
      w->entries[j - 1] = entry;
    }
}

/* /ID: the first half stays, the second is a digest of the revision and of the halves before it. */
static void make_id(const struct writer *w, size_t revision_start, char id[ID_SIZE + 1]) {
  struct bytes before = w->file->revisions[w->upto].xref.id;
  struct buf all = {0};
  char hex[65];
  put_span(&all, before);
  buf_put(&all, w->out->data + revision_start, w->out->size - revision_start);
  struct digest digest = digest_of(all.data, all.size);
  digest_hex(&digest, hex);
  buf_free(&all);
  snprintf(id, ID_SIZE + 1, "%.35s<%.32s>]", (const char *)before.p, hex);
}

static void put_xref(struct writer *w, unsigned number, size_t revision_start) {
  const struct xref *before = &w->file->revisions[w->upto].xref;
  char id[ID_SIZE + 1];
  make_id(w, revision_start, id);
  struct xref xref = {.offset = w->base + w->out->size,
                      .number = number,
                      .size = number + 1,
                      .root = before->root,
                      .info = before->info,
                      .id = {(const uint8_t *)id, ID_SIZE},
                      .previous = before->offset};
  w->entries[w->count++] = (struct xref_entry){number, XREF_PLAIN, (uint32_t)xref.offset, 0};
  sort_objects(w);
  xref.entries = w->entries;
  xref.count = w->count;
  xref_put(&xref, w->out);
}

bool update_put(const struct report_file *file, size_t upto, const struct update_values *values, struct buf *out,
                struct update_place *place) {
  const struct revision *before = &file->revisions[upto];
  unsigned signature = before->xref.size, stamp = signature + 1;
  size_t start = out->size;
  struct writer w = {.file = file, .upto = upto, .base = before->end - start, .out = out};
  if (!put_field(&w, values, signature, stamp) || (values->certifies && !put_catalog(&w, signature)))
    return false;
  size_t byte_range = put_signature(&w, values, signature, place);
  put_stamp(&w, values, stamp);
  put_xref(&w, stamp + 1, start);
  char text[BYTE_RANGE_WIDTH + 1];
  int length = snprintf(text, sizeof text, "[0 %zu %zu %zu]", place->contents, place->contents_end,
                        w.base + out->size - place->contents_end);
  memcpy(out->data + byte_range, text, (size_t)length);
  return true;
}

/* ---- taking the values from a revision ---- */

static bool read_role(const struct report_file *file, size_t revision, const struct lint *lint, struct update_read *out,
                      const struct pdf_object **field) {
  *field = NULL;
  const struct revision *changed = &file->revisions[revision];
  for (size_t i = 0; i < changed->object_count; i++)
    for (size_t role = 0; role < lint->mark.role_count; role++)
      if (changed->objects[i].number == lint->fields[role].number) {
        if (*field)
          return false;
        *field = &changed->objects[i];
        out->role = role;
      }
  return *field != NULL;
}

static bool read_signature(struct bytes signature, struct arena *arena, struct update_read *out) {
  struct bytes time, name, reason, contents;
  if (!value_get(signature, "M", &time) || !value_get(signature, "Name", &name) ||
      !value_get(signature, "Reason", &reason) || !value_get(signature, "Contents", &contents))
    return false;
  out->values.time = arena_strndup(arena, (const char *)time.p, time.size);
  out->contents = value_inside(contents);
  moment ignored;
  return moment_of_pdf(out->values.time, &ignored) && value_text(name, arena, &out->values.name) &&
         value_text(reason, arena, &out->values.reason) && contents.p[0] == '<';
}

bool update_read(const struct report_file *file, size_t revision, const struct lint *lint, struct arena *arena,
                 struct update_read *out, struct fault *fault) {
  *out = (struct update_read){0};
  const struct revision *before = &file->revisions[revision - 1];
  const struct pdf_object *field, *old, *signature, *stamp;
  struct bytes value;
  unsigned number, first_new = before->xref.size;
  if (!read_role(file, revision, lint, out, &field) || !value_get(field->value, "V", &value))
    return fault_set_number(fault, REASON_CHANGE, revision, NULL);
  old = revision_object(file, revision - 1, field->number);
  if (old && value_get(old->value, "V", &value))
    return fault_set_number(fault, REASON_FIELD_TWICE, revision, NULL);
  /* Numbers are given by the layout; what stands elsewhere fails the comparison. */
  signature = revision_object(file, revision, first_new);
  stamp = revision_object(file, revision, first_new + 1);
  if (!value_get(field->value, "V", &value) || !value_reference(value, &number) || number != first_new || !signature ||
      !read_signature(signature->value, arena, out))
    return fault_set_number(fault, REASON_SIGNATURE_VALUES, revision, NULL);
  if (!stamp || !stamp->stream.p)
    return fault_set_number(fault, REASON_STAMP, revision, NULL);
  out->values.field = field->number;
  memcpy(out->values.rectangle, lint->fields[out->role].rectangle, sizeof out->values.rectangle);
  out->values.stamp = stamp->stream;
  const struct pdf_object *catalog = revision_catalog(file, revision);
  out->values.certifies = catalog && catalog->kind == PDF_PLAIN && catalog->start >= before->end;
  return true;
}
