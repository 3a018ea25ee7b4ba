/* test_sign_limits.c - what the readers of signed reports take at most: N works, N + 1 is refused. The files are
 * written here, by the rules of sign/revision.h and sign/xref.h, not by the program's own writer of reports. */
#include "base/limits.h"
#include "sign/inflate.h"
#include "sign/revision.h"
#include "suites.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void start(void) {
  arena = arena_new();
}

static void end(void) {
  arena_free(arena);
}

static struct bytes bytes_of(const struct buf *b) {
  return (struct bytes){(const uint8_t *)b->data, b->size};
}

/* zlib data in the arena. */
static struct bytes deflated(const char *data, size_t size) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(1);
  size_t room = libdeflate_zlib_compress_bound(compressor, size);
  uint8_t *out = arena_alloc(arena, room);
  struct bytes packed = {out, libdeflate_zlib_compress(compressor, data, size, out, room)};
  libdeflate_free_compressor(compressor);
  ck_assert_uint_gt(packed.size, 0);
  return packed;
}

START_TEST(nesting_is_limited) {
  for (size_t depth = LIMIT_PDF_DEPTH; depth <= LIMIT_PDF_DEPTH + 1; depth++) {
    struct buf b = {0};
    for (size_t i = 0; i < depth; i++)
      buf_putc(&b, '[');
    for (size_t i = 0; i < depth; i++)
      buf_putc(&b, ']');
    struct bytes rest = bytes_of(&b), value;
    ck_assert_int_eq(value_next(&rest, &value), depth == LIMIT_PDF_DEPTH ? VALUE_OK : VALUE_MALFORMED);
    buf_free(&b);
  }
}
END_TEST

START_TEST(decompression_is_limited) {
  static const size_t LIMITS[] = {LIMIT_STAMP_BYTES, LIMIT_ATTACHMENT_BYTES, LIMIT_PACKED_BYTES};
  struct bytes out;
  char *zeros = calloc(1, LIMITS[_i] + 1);
  ck_assert(inflate_all(deflated(zeros, LIMITS[_i]), LIMITS[_i], arena, &out) && out.size == LIMITS[_i]);
  ck_assert(!inflate_all(deflated(zeros, LIMITS[_i] + 1), LIMITS[_i], arena, &out));
  free(zeros);
}
END_TEST

static const char ID[] = "[<00000000000000000000000000000000><00000000000000000000000000000000>]";

/* A later revision: `changed` objects and its cross-reference stream as object number `number`. */
static void put_revision(struct buf *file, size_t changed, unsigned number, size_t previous) {
  struct xref xref = {.number = number,
                      .size = number + 1,
                      .root = 1,
                      .info = 1,
                      .id = {(const uint8_t *)ID, sizeof ID - 1},
                      .previous = previous,
                      .count = changed + 1};
  xref.entries = arena_array(arena, changed + 1, sizeof *xref.entries);
  for (unsigned i = 0; i < changed; i++) {
    xref.entries[i] = (struct xref_entry){i + 1, XREF_PLAIN, (uint32_t)file->size, 0};
    buf_printf(file, "%u 0 obj\n<<>>\nendobj\n", i + 1);
  }
  xref.offset = file->size;
  xref.entries[changed] = (struct xref_entry){number, XREF_PLAIN, (uint32_t)xref.offset, 0};
  xref_put(&xref, file);
}

/* What the last startxref names. */
static size_t last_place(const struct buf *file) {
  const char *last = file->data + file->size - 10;
  while (memcmp(last, "startxref\n", 10) != 0)
    last--;
  return strtoul(last + 10, NULL, 10);
}

static bool revision_is_read(size_t changed, unsigned number) {
  struct buf file = {0};
  struct xref xref;
  struct fault fault = {0};
  size_t stop;
  buf_puts(&file, "%PDF-1.7\n");
  put_revision(&file, changed, number, 3);
  bool good = xref_read(bytes_of(&file), last_place(&file), file.size, arena, &xref, &stop, &fault);
  ck_assert(good == (fault.reason == REASON_NONE) && (!good || xref.count == changed + 1));
  buf_free(&file);
  return good;
}

START_TEST(objects_are_limited) {
  ck_assert(revision_is_read(1, LIMIT_PDF_OBJECTS - 1)); /* /Size is one more than the highest number */
  ck_assert(!revision_is_read(1, LIMIT_PDF_OBJECTS));
  ck_assert(revision_is_read(LIMIT_REVISION_OBJECTS - 1, 1000));
  ck_assert(!revision_is_read(LIMIT_REVISION_OBJECTS, 1000));
}
END_TEST

/* Revision 0: one plain object and its cross-reference stream. */
static size_t put_first(struct buf *file) {
  static const char HEAD[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  unsigned char entries[3 * 7] = {0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 0, 0, 0, sizeof HEAD - 1};
  buf_puts(file, HEAD);
  buf_puts(file, "1 0 obj\n<<>>\nendobj\n");
  size_t at = file->size;
  entries[14] = 1;
  entries[18] = (unsigned char)at;
  struct bytes packed = deflated((const char *)entries, sizeof entries);
  buf_printf(
      file,
      "2 0 obj\n<</Type/XRef/Size 3/W[1 4 2]/Root 1 0 R/Info 1 0 R/ID%s/Filter/FlateDecode/Length %zu>>\nstream\n", ID,
      packed.size);
  buf_put(file, packed.p, packed.size);
  buf_printf(file, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at);
  return at;
}

START_TEST(revisions_are_limited) {
  for (unsigned count = LIMIT_REVISIONS; count <= LIMIT_REVISIONS + 1; count++) {
    struct buf file = {0};
    struct report_file *report = arena_alloc(arena, sizeof *report);
    struct fault fault = {0};
    size_t previous = put_first(&file);
    for (unsigned r = 1; r < count; r++) {
      put_revision(&file, 1, 2 + r, previous);
      previous = last_place(&file);
    }
    bool good = revision_read(arena, bytes_of(&file), NULL, report, &fault);
    ck_assert_int_eq(fault.reason, count == LIMIT_REVISIONS ? REASON_NONE : REASON_REVISIONS);
    ck_assert(good == (count == LIMIT_REVISIONS));
    if (good) ck_assert_uint_eq(report->count, count);
    buf_free(&file);
  }
}
END_TEST

START_TEST(reports_are_limited) {
  char *file = calloc(1, LIMIT_REPORT_BYTES + 1);
  struct report_file *report = arena_alloc(arena, sizeof *report);
  struct fault fault = {0};
  ck_assert(!revision_read(arena, (struct bytes){(uint8_t *)file, LIMIT_REPORT_BYTES}, NULL, report, &fault));
  ck_assert_int_eq(fault.reason, REASON_HEADER); /* looked at, and found to be no report */
  fault = (struct fault){0};
  ck_assert(!revision_read(arena, (struct bytes){(uint8_t *)file, LIMIT_REPORT_BYTES + 1}, NULL, report, &fault));
  ck_assert_int_eq(fault.reason, REASON_TOO_LARGE);
  free(file);
}
END_TEST

/* An object stream with `count` values, the last of which is a string that brings all to `size` bytes (0: "1"). */
static bool is_unpacked(unsigned count, size_t size, size_t budget) {
  struct buf head = {0}, values = {0}, dictionary = {0};
  struct revision revision = {.object_count = count};
  struct fault fault = {0};
  revision.objects = arena_array(arena, count, sizeof *revision.objects);
  revision.xref.entries = arena_array(arena, count + 1, sizeof *revision.xref.entries);
  for (unsigned i = 0; i < count; i++) {
    buf_printf(&head, "%u %zu%s", i + 1, values.size, i + 1 < count ? " " : "\n");
    if (i + 1 == count && size) {
      size_t left = size - head.size - values.size - 3;
      char *text = malloc(left);
      memset(text, 'a', left);
      buf_putc(&values, '(');
      buf_put(&values, text, left);
      buf_puts(&values, ")\n");
      free(text);
    } else {
      buf_puts(&values, "1\n");
    }
    revision.xref.entries[i + 1] = (struct xref_entry){i + 1, XREF_PACKED, count + 1, (uint16_t)i};
  }
  size_t first = head.size;
  buf_put(&head, values.data, values.size);
  ck_assert(!size || head.size == size);
  struct pdf_object container = {.number = count + 1, .kind = PDF_CONTAINER, .stream = deflated(head.data, head.size)};
  buf_printf(&dictionary, "<</Type/ObjStm/N %u/First %zu/Filter/FlateDecode/Length %zu>>", count, first,
             container.stream.size);
  container.value = bytes_of(&dictionary);
  bool good = revision_unpack(&container, &revision, arena, &budget, &fault);
  buf_free(&head);
  buf_free(&values);
  buf_free(&dictionary);
  return good;
}

START_TEST(object_streams_are_limited) {
  ck_assert(is_unpacked(LIMIT_PACKED_OBJECTS, 0, LIMIT_PACKED_BYTES));
  ck_assert(!is_unpacked(LIMIT_PACKED_OBJECTS + 1, 0, LIMIT_PACKED_BYTES));
  ck_assert(is_unpacked(2, LIMIT_PACKED_BYTES, LIMIT_PACKED_BYTES));
  ck_assert(!is_unpacked(2, LIMIT_PACKED_BYTES + 1, LIMIT_PACKED_BYTES));
}
END_TEST

Suite *sign_limits_suite(void) {
  Suite *suite = suite_create("sign_limits");
  TCase *cases = tcase_create("limits");
  tcase_set_timeout(cases, 60);
  tcase_add_checked_fixture(cases, start, end);
  tcase_add_test(cases, nesting_is_limited);
  tcase_add_loop_test(cases, decompression_is_limited, 0, 3);
  tcase_add_test(cases, objects_are_limited);
  tcase_add_test(cases, revisions_are_limited);
  tcase_add_test(cases, reports_are_limited);
  tcase_add_test(cases, object_streams_are_limited);
  suite_add_tcase(suite, cases);
  return suite;
}
