/* How: libharu's cross-reference list is walked in order, so that object numbers are list positions. Our own objects
 * are text already; libharu's are printed by libharu into a memory stream and copied. All text goes into one buffer,
 * which moves as it grows: offsets first, pointers at the end. */
#include "paint/object_text.h"

#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

enum { OBJECT_TEXT_BLOCK = 4096, OBJECT_NUMBER_MASK = 0x00FFFFFF, TEXT_PER_OBJECT = 96 };

static void drain(HPDF_Stream stream, struct buf *out) {
  HPDF_UINT blocks = HPDF_MemStream_GetBufCount(stream);
  for (HPDF_UINT i = 0; i < blocks; i++) {
    HPDF_UINT size = 0;
    const HPDF_BYTE *block = HPDF_MemStream_GetBufPtr(stream, i, &size);
    if (block) buf_put(out, block, size);
  }
}

static void collect_own(struct object_texts *texts, const struct object *object, struct object_text *item) {
  struct buf *out = &texts->text;
  bool is_array = object->kind == OBJECT_ARRAY;
  buf_puts(out, is_array ? "[" : "<<");
  if (object->body.size) buf_put(out, object->body.data, object->body.size);
  if (object->write) object->write(object->context, out);
  if (object->kind != OBJECT_STREAM) buf_puts(out, is_array ? "]" : ">>");
  item->is_stream = object->kind == OBJECT_STREAM;
  item->stored = object->stored;
  item->data_kind = object->data_kind;
  item->plain = object->plain || item->is_stream;
  item->data = object->data ? object->data : object->content.data ? object->content.data : "";
  item->data_size = object->data ? object->size : object->content.size;
}

/* libharu's own are page tree, pages, catalog and information dictionary: no streams. */
static void collect_haru(struct document *document, struct object_texts *texts, HPDF_Stream scratch, void *haru_object,
                         struct object_text *item) {
  HPDF_MemStream_FreeData(scratch);
  document_check(document, HPDF_Obj_WriteValue(haru_object, scratch, NULL));
  drain(scratch, &texts->text);
  item->plain = haru_object == document->haru->catalog || haru_object == document->haru->info;
}

static void set_pointers(struct object_texts *texts) {
  size_t start = 0;
  for (unsigned i = 1; i < texts->count; i++) {
    texts->item[i].text = texts->text.data + start;
    start += texts->item[i].size;
  }
}

void object_texts_collect(struct document *document, struct object_texts *texts) {
  HPDF_Doc haru = document->haru;
  HPDF_List entries = haru->xref->entries;
  *texts = (struct object_texts){.count = entries->count};
  texts->item = arena_array(document->arena, texts->count, sizeof *texts->item);
  buf_reserve(&texts->text, (size_t)texts->count * TEXT_PER_OBJECT);
  texts->root = haru->catalog->header.obj_id & OBJECT_NUMBER_MASK;
  texts->info = haru->info->header.obj_id & OBJECT_NUMBER_MASK;
  HPDF_Stream scratch = HPDF_MemStream_New(haru->mmgr, OBJECT_TEXT_BLOCK);
  document->failed |= !scratch;
  for (unsigned i = 1; i < texts->count && !document->failed; i++) {
    HPDF_XrefEntry entry = HPDF_List_ItemAt(entries, i);
    const struct object *own = document_object_of(entry->obj);
    size_t start = texts->text.size;
    if (own)
      collect_own(texts, own, &texts->item[i]);
    else
      collect_haru(document, texts, scratch, entry->obj, &texts->item[i]);
    texts->item[i].size = texts->text.size - start;
  }
  if (scratch) HPDF_Stream_Free(scratch);
  if (!document->failed) set_pointers(texts);
}

void object_texts_free(struct object_texts *texts) {
  buf_free(&texts->text);
}
