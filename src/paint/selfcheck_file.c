/* How: the bytes are read backwards from startxref as any reader would; object streams and the cross-reference stream
 * are inflated; of other streams the checksum that zlib put behind their bytes is held against the data's. */
#include "paint/save.h"
#include "paint/selfcheck.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRY_SIZE = 7, TAIL = 40 };

struct file {
  const struct object_texts *texts;
  const struct buf *pdf;
  struct libdeflate_decompressor *inflater;
  unsigned char *entries;
  unsigned count; /* /Size */
  char *unpacked; /* of the object stream that is open */
  size_t room;
  unsigned next; /* packed objects before this one have been met */
};

static bool expect(const struct file *file, size_t *at, const char *text, size_t size) {
  if (*at > file->pdf->size || size > file->pdf->size - *at || memcmp(file->pdf->data + *at, text, size) != 0)
    return false;
  *at += size;
  return true;
}

static bool expect_text(const struct file *file, size_t *at, const char *text) {
  return expect(file, at, text, strlen(text));
}

static bool number(const struct file *file, size_t *at, unsigned long *value) {
  size_t start = *at;
  for (*value = 0;
       *at < file->pdf->size && file->pdf->data[*at] >= '0' && file->pdf->data[*at] <= '9' && *at - start < 10; ++*at)
    *value = *value * 10 + (unsigned long)(file->pdf->data[*at] - '0');
  return *at > start;
}

static unsigned long place_of(const struct file *file, unsigned object) {
  const unsigned char *e = file->entries + (size_t)object * ENTRY_SIZE;
  return (unsigned long)e[1] << 24 | (unsigned long)e[2] << 16 | (unsigned long)e[3] << 8 | e[4];
}

static unsigned index_of(const struct file *file, unsigned object) {
  const unsigned char *e = file->entries + (size_t)object * ENTRY_SIZE;
  return (unsigned)e[5] << 8 | e[6];
}

static bool begins(const struct file *file, size_t *at, unsigned object) {
  unsigned long found;
  return number(file, at, &found) && found == object && expect_text(file, at, " 0 obj\n");
}

/* The compressed stream whose dictionary has been read up to /Filter: its bytes in `out`. */
static bool inflate(const struct file *file, size_t *at, void *out, size_t room, size_t *size) {
  unsigned long packed;
  if (!expect_text(file, at, "/Filter/FlateDecode/Length ") || !number(file, at, &packed) ||
      !expect_text(file, at, ">>\nstream\n") || packed > file->pdf->size - *at)
    return false;
  if (libdeflate_zlib_decompress(file->inflater, file->pdf->data + *at, packed, out, room, size) != LIBDEFLATE_SUCCESS)
    return false;
  *at += packed;
  return expect_text(file, at, "\nendstream\nendobj\n");
}

/* startxref, the stream there, and the end of the file. */
static bool read_entries(struct file *file, const char *identifier) {
  const struct buf *pdf = file->pdf;
  const char *mark = pdf->size > TAIL ? strstr(pdf->data + pdf->size - TAIL, "startxref\n") : NULL;
  unsigned long start, size;
  size_t at = mark ? (size_t)(mark - pdf->data) + strlen("startxref\n") : 0, own;
  if (!mark || !number(file, &at, &start) || !expect_text(file, &at, "\n%%EOF\n") || at != pdf->size) return false;
  own = at = start;
  char about[200];
  if (!number(file, &at, &size)) return false;
  file->count = (unsigned)size + 1;
  snprintf(about, sizeof about, "%lu 0 obj\n<</Type/XRef/Size %u/W[1 4 2]/Root %u 0 R/Info %u 0 R/ID[<%.32s><%.32s>]",
           size, file->count, file->texts->root, file->texts->info, identifier, identifier);
  at = own;
  if (size < file->texts->count || size > 2 * (unsigned long)file->texts->count || !expect_text(file, &at, about))
    return false;
  size_t bytes = 0;
  file->entries = mem_realloc(NULL, (size_t)file->count * ENTRY_SIZE);
  return inflate(file, &at, file->entries, (size_t)file->count * ENTRY_SIZE, &bytes) &&
         bytes == (size_t)file->count * ENTRY_SIZE && !memcmp(file->entries, "\0\0\0\0\0\xFF\xFF", ENTRY_SIZE) &&
         place_of(file, (unsigned)size) == own && expect_text(file, &at, "startxref\n");
}

static bool same_data(const struct file *file, size_t at, unsigned long packed, const struct object_text *item) {
  if (packed > file->pdf->size - at) return false;
  if (item->stored) return packed == item->data_size && memcmp(file->pdf->data + at, item->data, packed) == 0;
  /* The checksum at the end of a zlib stream speaks for its content (RFC 1950). */
  const unsigned char *sum = (const unsigned char *)file->pdf->data + at + packed - 4;
  uint32_t found = (uint32_t)sum[0] << 24 | (uint32_t)sum[1] << 16 | (uint32_t)sum[2] << 8 | sum[3];
  return packed > 6 && found == libdeflate_adler32(1, item->data, item->data_size);
}

/* Where the object ends, which is where the next plain one begins; 0: it differs. */
static size_t check_plain(const struct file *file, size_t at, unsigned object) {
  const struct object_text *item = &file->texts->item[object];
  unsigned long packed;
  if (index_of(file, object) || place_of(file, object) != at || !begins(file, &at, object) ||
      !expect(file, &at, item->text, item->size))
    return 0;
  if (!item->is_stream) return expect_text(file, &at, "\nendobj\n") ? at : 0;
  if ((!item->stored && !expect_text(file, &at, "/Filter/FlateDecode")) || !expect_text(file, &at, "/Length ") ||
      !number(file, &at, &packed) || !expect_text(file, &at, ">>\nstream\n") || !same_data(file, at, packed, item))
    return 0;
  at += packed;
  return expect_text(file, &at, "\nendstream\nendobj\n") ? at : 0;
}

/* The number at *at of the header, and the blank or line feed behind it. */
static bool same_number(const struct file *file, size_t *at, size_t end, size_t wanted, char behind) {
  char text[BUF_NUMBER_BYTES], *stop = buf_write_digits(text, wanted);
  *stop++ = behind;
  size_t length = (size_t)(stop - text);
  if (length > end - *at || memcmp(file->unpacked + *at, text, length) != 0) return false;
  *at += length;
  return true;
}

/* The next `count` objects that are not plain, in order: a header of "number offset" pairs up to `first`, their texts. */
static bool same_packed(struct file *file, size_t first, size_t size, unsigned long count, unsigned stream) {
  const struct object_texts *texts = file->texts;
  size_t header_at = 0, at = first;
  for (unsigned long i = 0; i < count; i++) {
    while (file->next < texts->count && texts->item[file->next].plain)
      file->next++;
    unsigned object = file->next++;
    if (object >= texts->count || file->entries[(size_t)object * ENTRY_SIZE] != 2 ||
        place_of(file, object) != stream || index_of(file, object) != i)
      return false;
    const struct object_text *item = &texts->item[object];
    if (!same_number(file, &header_at, first, object, ' ') ||
        !same_number(file, &header_at, first, at - first, i + 1 == count ? '\n' : ' ') || item->size >= size - at ||
        memcmp(file->unpacked + at, item->text, item->size) != 0 || file->unpacked[at + item->size] != '\n')
      return false;
    at += item->size + 1;
  }
  return header_at == first && at == size;
}

static size_t check_object_stream(struct file *file, size_t at, unsigned stream, unsigned long *done) {
  unsigned long count = 0, first = 0;
  size_t size = 0;
  bool good = file->entries[(size_t)stream * ENTRY_SIZE] == 1 && place_of(file, stream) == at &&
              begins(file, &at, stream) && expect_text(file, &at, "<</Type/ObjStm/N ") && number(file, &at, &count) &&
              expect_text(file, &at, "/First ") && number(file, &at, &first) &&
              inflate(file, &at, file->unpacked, file->room, &size) && count <= SAVE_STREAM_OBJECTS && first <= size &&
              same_packed(file, first, size, count, stream);
  *done += count;
  return good ? at : 0;
}

static bool check_all(struct file *file, const char *identifier) {
  unsigned long done = 0, packed = 0;
  size_t at = 0;
  if (!expect_text(file, &at, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") || !read_entries(file, identifier)) return false;
  for (unsigned i = 1; i < file->texts->count && at; i++) {
    if (file->texts->item[i].plain)
      at = file->entries[(size_t)i * ENTRY_SIZE] == 1 ? check_plain(file, at, i) : 0;
    else
      packed++;
  }
  for (unsigned i = file->texts->count; i + 1 < file->count && at; i++)
    at = check_object_stream(file, at, i, &done);
  return at && at == place_of(file, file->count - 1) && done == packed;
}

bool selfcheck_file(const struct object_texts *texts, const char *identifier_hex, const struct buf *pdf) {
  struct file file = {.texts = texts, .pdf = pdf, .next = 1};
  for (unsigned i = 1; i < texts->count; i++)
    file.room += texts->item[i].plain ? 0 : texts->item[i].size + 32; /* the text and its pair in a header */
  file.unpacked = mem_realloc(NULL, file.room + 1);
  file.inflater = libdeflate_alloc_decompressor();
  if (!file.inflater) mem_exhausted();
  bool good = check_all(&file, identifier_hex);
  libdeflate_free_decompressor(file.inflater);
  free(file.entries);
  free(file.unpacked);
  return good;
}
