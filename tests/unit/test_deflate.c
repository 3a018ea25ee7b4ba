/* Streams as the compressor leaves them: whole for another reader, and the same bytes whatever was compressed before and
 * wherever the compressor stands in memory. */
#include "suites.h"

#include "base/arena.h"
#include "paint/deflate.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200000, SHORT = 2000, BEGINNINGS = 60, SHORTEST = 40, PLACES = 300 };
enum kind { EMPTY, ONE_BYTE, ZEROS, NOISE, OPERATORS, KIND_COUNT };

static size_t fill(enum kind kind, char *data) {
  unsigned state = 12345;
  size_t size = 0;
  if (kind == EMPTY) return 0;
  memset(data, 0, MOST);
  if (kind == ONE_BYTE) return 1;
  if (kind == NOISE)
    for (; size < MOST; size++)
      data[size] = (char)((state = state * 1103515245u + 12345u) >> 16);
  for (int i = 0; kind == OPERATORS && size < MOST - 100; i++)
    size += (size_t)snprintf(data + size, 100, "%d.%d 481.89 m\n", i * 7 % 545, i % 100);
  return kind == ZEROS ? MOST : size;
}

/* A text that comes back to its own beginning now and then: what is found again there is what can differ. */
static size_t fill_beginning(int number, char *data) {
  size_t size = 0;
  size_t most = number % 3 ? SHORT : SHORTEST + 16 * (size_t)number; /* small ones, too */
  for (int i = 0; size < most; i++)
    size += (size_t)snprintf(data + size, 100, "%c%d%c/Key %d ", 'A' + number % 26, number, 'a' + number % 7, i * 31 % 97);
  return size;
}

static void check_whole(const void *packed, size_t packed_bytes, const char *data, size_t size) {
  struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
  char *back = malloc(size + 1);
  size_t read, found;
  ck_assert_int_eq(libdeflate_zlib_decompress_ex(reader, packed, packed_bytes, back, size + 1, &read, &found), 0);
  ck_assert_uint_eq(read, packed_bytes);
  ck_assert_uint_eq(found, size);
  ck_assert_int_eq(memcmp(back, data, size), 0);
  free(back);
  libdeflate_free_decompressor(reader);
}

START_TEST(another_reader_gets_the_data) {
  char *data = malloc(MOST);
  size_t size = fill((enum kind)(_i / DEFLATE_KIND_COUNT), data), packed_bytes;
  struct deflater *deflater = deflater_new();
  const void *packed = deflater_run(deflater, (enum deflate_kind)(_i % DEFLATE_KIND_COUNT), data, size, &packed_bytes);
  check_whole(packed, packed_bytes, data, size);
  ck_assert_uint_le(packed_bytes, size + size / 1000 + 16);
  deflater_free(deflater);
  free(data);
}
END_TEST

START_TEST(bytes_depend_on_the_data_only) {
  struct deflater *deflaters[PLACES];
  static char packed[BEGINNINGS][SHORT + 100];
  size_t sizes[BEGINNINGS];
  char data[SHORT + 100];
  for (int place = 0; place < PLACES; place++) {
    deflaters[place] = deflater_new(); /* all are kept, so that each has an address of its own */
    for (int i = 0; i < BEGINNINGS; i++) {
      size_t size = fill_beginning(i, data), packed_bytes;
      const void *found = deflater_run(deflaters[place], (enum deflate_kind)(i % DEFLATE_KIND_COUNT), data, size, &packed_bytes);
      if (place == 0) {
        ck_assert_uint_le(packed_bytes, sizeof packed[i]);
        memcpy(packed[i], found, sizes[i] = packed_bytes);
        check_whole(found, packed_bytes, data, size);
      }
      ck_assert_msg(packed_bytes == sizes[i] && !memcmp(found, packed[i], packed_bytes), "text %d at place %d", i, place);
    }
  }
  for (int place = 0; place < PLACES; place++)
    deflater_free(deflaters[place]);
}
END_TEST

Suite *deflate_suite(void) {
  Suite *suite = suite_create("deflate");
  TCase *cases = tcase_create("deflate");
  tcase_set_timeout(cases, 60);
  tcase_add_loop_test(cases, another_reader_gets_the_data, 0, KIND_COUNT * DEFLATE_KIND_COUNT);
  tcase_add_test(cases, bytes_depend_on_the_data_only);
  suite_add_tcase(suite, cases);
  return suite;
}
