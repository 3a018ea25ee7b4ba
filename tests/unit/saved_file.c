/* saved_file.c - every byte of the file is accounted for: plain objects tile it from line 3 to the cross-reference
 * stream, values tile each object stream. */
#include "saved_file.h"

#include <check.h>
#include <limits.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
  const struct buf *pdf;
  struct arena *arena;
  struct saved_file *out;
  const unsigned char *entries;
  size_t at; /* where the next plain object must begin */
};

static unsigned number_at(const char **p) {
  char *end;
  ck_assert(**p >= '0' && **p <= '9');
  unsigned long value = strtoul(*p, &end, 10);
  *p = end;
  ck_assert_uint_le(value, UINT_MAX);
  return (unsigned)value;
}

static void expect(const char **p, const char *text) {
  ck_assert_msg(strncmp(*p, text, strlen(text)) == 0, "expected %s, found %.40s", text, *p);
  *p += strlen(text);
}

/* The bytes of a compressed stream whose dictionary has been read up to the end of /Length's number. */
static char *inflate(struct reader *reader, const char **p, size_t packed, size_t *size) {
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  size_t room = 1 << 20;
  char *out = arena_alloc(reader->arena, room);
  expect(p, ">>\nstream\n");
  ck_assert_int_eq(libdeflate_zlib_decompress(inflater, *p, packed, out, room, size), LIBDEFLATE_SUCCESS);
  libdeflate_free_decompressor(inflater);
  *p += packed;
  expect(p, "\nendstream\nendobj\n");
  return out;
}

static unsigned kind_of(const struct reader *reader, unsigned number) {
  return reader->entries[7 * number];
}

static size_t place_of(const struct reader *reader, unsigned number) {
  const unsigned char *entry = reader->entries + 7 * number;
  return (size_t)entry[1] << 24 | (size_t)entry[2] << 16 | (size_t)entry[3] << 8 | entry[4];
}

static unsigned index_of(const struct reader *reader, unsigned number) {
  const unsigned char *entry = reader->entries + 7 * number;
  return (unsigned)entry[5] << 8 | entry[6];
}

static void read_object_stream(struct reader *reader, unsigned number) {
  const char *p = reader->pdf->data + place_of(reader, number);
  size_t size;
  ck_assert_uint_eq(number_at(&p), number);
  expect(&p, " 0 obj\n<</Type/ObjStm/N ");
  unsigned count = number_at(&p);
  expect(&p, "/First ");
  size_t first = number_at(&p);
  expect(&p, "/Filter/FlateDecode/Length ");
  size_t packed = number_at(&p);
  const char *text = inflate(reader, &p, packed, &size), *pair = text;
  ck_assert_uint_ge(count, 1);
  ck_assert_uint_le(count, 500);
  size_t value = 0;
  for (unsigned long i = 0, before = 0; i < count; i++) {
    unsigned object = number_at(&pair);
    expect(&pair, " ");
    ck_assert_uint_eq(number_at(&pair), value);
    expect(&pair, i + 1 < count ? " " : "\n");
    ck_assert_uint_gt(object, before);
    ck_assert(object < reader->out->count && kind_of(reader, object) == 2);
    ck_assert_uint_eq(place_of(reader, object), number);
    ck_assert_uint_eq(index_of(reader, object), i);
    const char *next = pair;
    size_t end = size;
    if (i + 1 < count) {
      number_at(&next);
      expect(&next, " ");
      end = first + number_at(&next);
    }
    ck_assert(end > first + value && end <= size && text[end - 1] == '\n');
    reader->out->objects[object] = (struct saved_object){text + first + value, end - 1 - first - value, number};
    value = end - first;
    before = object;
  }
  ck_assert_ptr_eq(pair, text + first);
}

static void read_plain(struct reader *reader, unsigned number) {
  ck_assert_uint_eq(place_of(reader, number), reader->at);
  ck_assert_uint_eq(index_of(reader, number), 0);
  const char *start = reader->pdf->data + reader->at, *p = start;
  ck_assert_uint_eq(number_at(&p), number);
  expect(&p, " 0 obj\n");
  unsigned next = number + 1; /* the next plain object, or the end of the last one */
  while (next < reader->out->count && kind_of(reader, next) != 1)
    next++;
  const char *end = next < reader->out->count ? reader->pdf->data + place_of(reader, next)
                                              : strstr(reader->pdf->data + reader->pdf->size - 40, "startxref\n");
  reader->at = (size_t)(end - reader->pdf->data);
  const char *tail = end - strlen("\nendobj\n");
  ck_assert(tail > p && memcmp(tail, "\nendobj\n", 8) == 0);
  reader->out->objects[number] = (struct saved_object){p, (size_t)(tail - p), 0};
}

static void read_cross_references(struct reader *reader) {
  const struct buf *pdf = reader->pdf;
  const char *p = strstr(pdf->data + pdf->size - 40, "startxref\n");
  ck_assert_ptr_nonnull(p);
  expect(&p, "startxref\n");
  size_t place = number_at(&p), size;
  expect(&p, "\n%%EOF\n");
  ck_assert_ptr_eq(p, pdf->data + pdf->size);
  p = pdf->data + place;
  unsigned number = number_at(&p);
  expect(&p, " 0 obj\n<</Type/XRef/Size ");
  ck_assert_uint_eq(number_at(&p), number + 1);
  reader->out->count = number + 1;
  expect(&p, "/W[1 4 2]/Root ");
  number_at(&p);
  expect(&p, " 0 R/Info ");
  number_at(&p);
  expect(&p, " 0 R/ID[<");
  ck_assert_int_eq(strncmp(p, p + 34, 32), 0);
  p += 32;
  expect(&p, "><");
  p += 32;
  expect(&p, ">]/Filter/FlateDecode/Length ");
  size_t packed = number_at(&p);
  reader->entries = (const unsigned char *)inflate(reader, &p, packed, &size);
  ck_assert_uint_eq(size, 7 * reader->out->count);
  ck_assert_int_eq(memcmp(reader->entries, "\0\0\0\0\0\xFF\xFF", 7), 0);
  ck_assert_uint_eq(place_of(reader, number), place);
}

void saved_file_read(const struct buf *pdf, struct arena *arena, struct saved_file *out) {
  struct reader reader = {.pdf = pdf, .arena = arena, .out = out, .at = 15};
  ck_assert_int_eq(memcmp(pdf->data, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", 15), 0);
  read_cross_references(&reader);
  out->objects = arena_array(arena, out->count, sizeof *out->objects);
  for (unsigned i = 1; i < out->count; i++) {
    ck_assert(kind_of(&reader, i) == 1 || kind_of(&reader, i) == 2);
    if (kind_of(&reader, i) == 1)
      read_plain(&reader, i);
  }
  for (unsigned i = 1; i < out->count; i++)
    if (strncmp(out->objects[i].text ? out->objects[i].text : "", "<</Type/ObjStm", 14) == 0)
      read_object_stream(&reader, i);
  for (unsigned i = 1; i < out->count; i++)
    ck_assert_ptr_nonnull(out->objects[i].text);
}

static size_t count_in(const char *text, size_t size, const char *needle) {
  size_t count = 0, length = strlen(needle);
  for (size_t i = 0; i + length <= size; i++)
    count += memcmp(text + i, needle, length) == 0;
  return count;
}

size_t saved_file_count(const struct buf *pdf, const char *text) {
  struct arena *arena = arena_new();
  struct saved_file file;
  size_t count = 0;
  saved_file_read(pdf, arena, &file);
  for (unsigned i = 1; i < file.count; i++)
    count += count_in(file.objects[i].text, file.objects[i].size, text);
  arena_free(arena);
  return count;
}
