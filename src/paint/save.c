/* How: a first pass over the objects writes the plain ones, a second gathers the others and writes an object stream
 * each time one is full; the entry of an object is noted when its place is known. */
#include "paint/save.h"

#include "paint/deflate.h"
#include "paint/syntax.h"

#include <stdlib.h>

enum { ENTRY_SIZE = 7, ENTRY_PLAIN = 1, ENTRY_PACKED = 2 };

/* Where an object stands: byte offset, or object stream and index in it. */
struct entry {
  unsigned kind;
  size_t place, index;
};
struct saver {
  const struct object_texts *texts;
  struct buf *out;
  struct entry *entries;
  unsigned next;             /* number of the next object stream */
  struct buf header, values; /* of the object stream being gathered */
  unsigned gathered;
  struct deflater *deflater;
};

static void begin_object(struct saver *saver, unsigned number) {
  saver->entries[number] = (struct entry){ENTRY_PLAIN, saver->out->size, 0};
  buf_put_int(saver->out, (long)number);
  buf_puts(saver->out, " 0 obj\n");
}

/* The rest of a stream object, whose dictionary is written up to here; `stored`: with the data as they are. */
static void put_stream(struct saver *saver, const void *data, size_t size, enum deflate_kind kind, bool stored) {
  struct buf *out = saver->out;
  if (!stored) {
    data = deflater_run(saver->deflater, kind, data, size, &size);
    buf_puts(out, "/Filter/FlateDecode");
  }
  buf_puts(out, "/Length ");
  buf_put_int(out, (long)size);
  buf_puts(out, ">>\nstream\n");
  buf_put(out, data, size);
  buf_puts(out, "\nendstream\nendobj\n");
}

static void put_plain(struct saver *saver, unsigned number) {
  const struct object_text *item = &saver->texts->item[number];
  begin_object(saver, number);
  buf_put(saver->out, item->text, item->size);
  if (item->is_stream)
    put_stream(saver, item->data, item->data_size, item->data_kind, item->stored);
  else
    buf_puts(saver->out, "\nendobj\n");
}

static void put_object_stream(struct saver *saver) {
  struct buf *header = &saver->header;
  header->data[header->size - 1] = '\n'; /* in place of the last blank */
  begin_object(saver, saver->next++);
  buf_printf(saver->out, "<</Type/ObjStm/N %u/First %zu", saver->gathered, header->size);
  buf_put(header, saver->values.data, saver->values.size);
  put_stream(saver, header->data, header->size, DEFLATE_OBJECTS, false);
  buf_clear(header);
  buf_clear(&saver->values);
  saver->gathered = 0;
}

static void gather(struct saver *saver, unsigned number) {
  const struct object_text *item = &saver->texts->item[number];
  saver->entries[number] = (struct entry){ENTRY_PACKED, saver->next, saver->gathered};
  buf_put_int(&saver->header, (long)number);
  buf_putc(&saver->header, ' ');
  buf_put_int(&saver->header, (long)saver->values.size);
  buf_putc(&saver->header, ' ');
  buf_put(&saver->values, item->text, item->size);
  buf_putc(&saver->values, '\n');
  if (++saver->gathered == SAVE_STREAM_OBJECTS) put_object_stream(saver);
}

static void put_entry(struct buf *table, const struct entry *entry) {
  const unsigned char bytes[ENTRY_SIZE] = {(unsigned char)entry->kind,          (unsigned char)(entry->place >> 24),
                                           (unsigned char)(entry->place >> 16), (unsigned char)(entry->place >> 8),
                                           (unsigned char)entry->place,         (unsigned char)(entry->index >> 8),
                                           (unsigned char)entry->index};
  buf_put(table, bytes, sizeof bytes);
}

/* Entry 0 is the head of the empty list of free objects (7.5.4). */
static void put_cross_references(struct saver *saver, const char *identifier_hex) {
  struct buf *out = saver->out, table = {0};
  unsigned number = saver->next;
  size_t start = out->size;
  begin_object(saver, number);
  saver->entries[0] = (struct entry){0, 0, 65535};
  for (unsigned i = 0; i <= number; i++)
    put_entry(&table, &saver->entries[i]);
  buf_printf(out, "<</Type/XRef/Size %u/W[1 4 2]/Root %u 0 R/Info %u 0 R/ID[<%.32s><%.32s>]", number + 1,
             saver->texts->root, saver->texts->info, identifier_hex, identifier_hex);
  put_stream(saver, table.data, table.size, DEFLATE_OTHER, false);
  buf_printf(out, "startxref\n%zu\n%%%%EOF\n", start);
  buf_free(&table);
}

void save_objects(const struct object_texts *texts, const char *identifier_hex, struct buf *pdf) {
  unsigned count = texts->count, most = count + count / SAVE_STREAM_OBJECTS + 2;
  struct saver saver = {.texts = texts, .out = pdf, .next = count};
  size_t bytes = texts->text.size; /* of all that will be deflated: the file is about half of it */
  for (unsigned i = 1; i < count; i++)
    bytes += texts->item[i].data_size;
  buf_reserve(pdf, bytes / 2);
  saver.entries = mem_alloc(most * sizeof *saver.entries);
  saver.deflater = deflater_new();
  /* Line 2 tells transfer programs that the file is binary (7.5.2). */
  buf_puts(pdf, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  for (unsigned i = 1; i < count; i++)
    if (texts->item[i].plain) put_plain(&saver, i);
  for (unsigned i = 1; i < count; i++)
    if (!texts->item[i].plain) gather(&saver, i);
  if (saver.gathered) put_object_stream(&saver);
  put_cross_references(&saver, identifier_hex);
  deflater_free(saver.deflater);
  buf_free(&saver.header);
  buf_free(&saver.values);
  free(saver.entries);
}
