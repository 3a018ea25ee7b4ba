/* How: libharu's cross-reference list is walked in order, so that object numbers are list positions. Our own objects
 * are text already; libharu's are printed by libharu into a memory stream and copied; a stream dictionary is printed
 * without its stream and completed with /Filter and /Length. */
#include "paint/save.h"

#include "paint/syntax.h"

#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum { DEFLATE_LEVEL = 6, OBJECT_TEXT_BLOCK = 4096, XREF_ENTRY_SIZE = 20 };

struct saver {
  struct document *document;
  struct buf *out;
  HPDF_Stream text; /* scratch for libharu's own objects */
  struct libdeflate_compressor *deflate;
  char *packed; /* scratch for compressed data */
  size_t packed_cap;
};

static void drain(HPDF_Stream stream, struct buf *out) {
  HPDF_UINT blocks = HPDF_MemStream_GetBufCount(stream);
  for (HPDF_UINT i = 0; i < blocks; i++) {
    HPDF_UINT size = 0;
    const HPDF_BYTE *block = HPDF_MemStream_GetBufPtr(stream, i, &size);
    if (block)
      buf_put(out, block, size);
  }
}

/* ">>" is still to come: the caller has written the dictionary up to here. */
static void put_stream(struct saver *saver, const void *data, size_t size, bool stored) {
  struct buf *out = saver->out;
  if (!stored) {
    size_t bound = libdeflate_zlib_compress_bound(saver->deflate, size);
    if (bound > saver->packed_cap)
      saver->packed = mem_realloc(saver->packed, saver->packed_cap = bound + bound / 2);
    size = libdeflate_zlib_compress(saver->deflate, data, size, saver->packed, saver->packed_cap);
    data = saver->packed;
    buf_puts(out, "/Filter/FlateDecode");
  }
  buf_puts(out, "/Length ");
  buf_put_int(out, (long)size);
  buf_puts(out, ">>\nstream\n");
  buf_put(out, data, size);
  buf_puts(out, "\nendstream");
}

static void put_own(struct saver *saver, const struct object *object) {
  static const char *const OPEN[] = {"<<", "[", "<<"}, *const CLOSE[] = {">>", "]", ""};
  buf_puts(saver->out, OPEN[object->kind]);
  buf_put(saver->out, object->body.data ? object->body.data : "", object->body.size);
  if (object->write)
    object->write(object->context, saver->out);
  buf_puts(saver->out, CLOSE[object->kind]);
  if (object->kind == OBJECT_STREAM && object->data)
    put_stream(saver, object->data, object->size, object->stored);
  else if (object->kind == OBJECT_STREAM)
    put_stream(saver, object->content.data ? object->content.data : "", object->content.size, object->stored);
}

static void put_haru(struct saver *saver, void *haru_object) {
  HPDF_Dict dict = haru_object;
  bool is_dict = (dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT;
  HPDF_Stream stream = is_dict ? dict->stream : NULL;
  if (stream)
    dict->stream = NULL;
  HPDF_MemStream_FreeData(saver->text);
  document_check(saver->document, HPDF_Obj_WriteValue(haru_object, saver->text, NULL));
  drain(saver->text, saver->out);
  if (!stream)
    return;
  dict->stream = stream;
  struct buf content = {0}, *out = saver->out;
  while (out->size && out->data[out->size - 1] != '>') /* back over the end of line, then over ">>" */
    out->size--;
  out->size -= out->size >= 2 ? 2 : 0;
  drain(stream, &content);
  put_stream(saver, content.data ? content.data : "", content.size, false);
  buf_free(&content);
}

static void put_xref(struct buf *out, const size_t *offsets, unsigned count) {
  buf_puts(out, "xref\n0 ");
  buf_put_int(out, (long)count);
  buf_puts(out, "\n0000000000 65535 f\r\n");
  for (unsigned i = 1; i < count; i++) {
    char entry[XREF_ENTRY_SIZE + 1] = "0000000000 00000 n\r\n";
    size_t offset = offsets[i];
    for (int digit = 9; offset; digit--, offset /= 10)
      entry[digit] = (char)('0' + offset % 10);
    buf_put(out, entry, XREF_ENTRY_SIZE);
  }
}

static void put_trailer(struct saver *saver, const char *identifier_hex, unsigned count, size_t xref) {
  struct buf *out = saver->out;
  HPDF_Doc haru = saver->document->haru;
  buf_puts(out, "trailer\n<</Size ");
  buf_put_int(out, (long)count);
  buf_puts(out, "/Root ");
  syntax_put_ref(out, haru->catalog->header.obj_id & 0x00FFFFFF);
  buf_puts(out, "/Info ");
  syntax_put_ref(out, haru->info->header.obj_id & 0x00FFFFFF);
  buf_puts(out, "/ID[<");
  buf_put(out, identifier_hex, 32);
  buf_puts(out, "><");
  buf_put(out, identifier_hex, 32);
  buf_puts(out, ">]>>\nstartxref\n");
  buf_put_int(out, (long)xref);
  buf_puts(out, "\n%%EOF\n");
}

void save_document(struct document *document, const char *identifier_hex, struct buf *pdf) {
  HPDF_List entries = document->haru->xref->entries;
  unsigned count = entries->count;
  size_t *offsets = arena_array(document->arena, count, sizeof *offsets);
  struct saver saver = {.document = document, .out = pdf};
  saver.text = HPDF_MemStream_New(document->haru->mmgr, OBJECT_TEXT_BLOCK);
  saver.deflate = libdeflate_alloc_compressor(DEFLATE_LEVEL);
  if (!saver.deflate)
    mem_exhausted();
  /* Line 2 tells transfer programs that the file is binary (7.5.2). */
  buf_puts(pdf, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  for (unsigned i = 1; i < count && saver.text && !document->failed; i++) {
    HPDF_XrefEntry entry = HPDF_List_ItemAt(entries, i);
    const struct object *own = document_object_of(entry->obj);
    offsets[i] = pdf->size;
    buf_put_int(pdf, (long)i);
    buf_puts(pdf, " 0 obj\n");
    if (own)
      put_own(&saver, own);
    else
      put_haru(&saver, entry->obj);
    buf_puts(pdf, "\nendobj\n");
  }
  size_t xref = pdf->size;
  put_xref(pdf, offsets, count);
  put_trailer(&saver, identifier_hex, count, xref);
  document->failed |= !saver.text;
  if (saver.text)
    HPDF_Stream_Free(saver.text);
  libdeflate_free_compressor(saver.deflate);
  free(saver.packed);
}
