/* PNG logos: what is taken, and what is refused before a decoder sees it. Files are put together chunk by chunk, so
 * that each lie of a header is told on purpose. */
#include "sample_pages.h"
#include "suites.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "paint/logo.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GREY = 0, RGB = 2, PALETTE = 3, RGBA = 6 };

struct png {
  uint32_t width, height;
  uint8_t depth, type, interlace;
  bool no_palette, bad_checksum, no_end;
  const char *pixels; /* rows with their filter byte */
  size_t pixel_bytes;
};

static char path[] = "/tmp/tenken-logo-XXXXXX";

static void open_file(void) {
  int file = mkstemp(path);
  ck_assert_int_ge(file, 0);
  close(file);
}

static void close_file(void) {
  unlink(path);
  memcpy(path + sizeof path - 7, "XXXXXX", 6);
}

static void put_u32(struct buf *out, uint32_t value) {
  char bytes[4] = {(char)(value >> 24), (char)(value >> 16 & 255), (char)(value >> 8 & 255), (char)(value & 255)};
  buf_put(out, bytes, 4);
}

static void put_chunk(struct buf *out, const char type[5], const void *data, size_t size, bool damaged) {
  put_u32(out, (uint32_t)size);
  size_t start = out->size;
  buf_put(out, type, 4);
  buf_put(out, data, size);
  put_u32(out, libdeflate_crc32(0, out->data + start, size + 4) ^ (damaged ? 1 : 0));
}

static void write_png(const struct png *png) {
  struct buf out = {0}, header = {0};
  char packed[4096];
  struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(6);
  size_t size = libdeflate_zlib_compress(deflate, png->pixels, png->pixel_bytes, packed, sizeof packed);
  libdeflate_free_compressor(deflate);
  put_u32(&header, png->width);
  put_u32(&header, png->height);
  buf_put(&header, (const char[]){(char)png->depth, (char)png->type, 0, 0, (char)png->interlace}, 5);
  buf_put(&out, "\x89PNG\r\n\x1A\n", 8);
  put_chunk(&out, "IHDR", header.data, header.size, false);
  if (png->type == PALETTE && !png->no_palette)
    put_chunk(&out, "PLTE", "\xFF\x00\x00\x00\x00\xFF", 6, false);
  put_chunk(&out, "IDAT", packed, size, png->bad_checksum);
  if (!png->no_end)
    put_chunk(&out, "IEND", "", 0, false);
  ck_assert_int_eq(file_write_atomic(path, out.data, out.size), 0);
  buf_free(&out);
  buf_free(&header);
}

/* 2 x 1: a half transparent red of 200, then an opaque blue. */
static const struct png GOOD = {2, 1, 8, RGBA, 0, false, false, false, "\0\xC8\0\0\x80\0\0\xFF\xFF", 9};

START_TEST(samples_come_back_straight) {
  struct arena *arena = arena_new();
  struct logo logo;
  const char *why = NULL;
  write_png(&GOOD);
  ck_assert_msg(logo_read(path, arena, &logo, &why), "%s", why);
  ck_assert_uint_eq(logo.width, 2);
  ck_assert_uint_eq(logo.height, 1);
  ck_assert_int_le(abs(logo.rgb[0] - 200), 1); /* premultiplied by 128/255 and back: one step may be lost */
  ck_assert_uint_eq(logo.rgb[5], 255);
  ck_assert_uint_eq(logo.alpha[0], 128);
  ck_assert_uint_eq(logo.alpha[1], 255);
  arena_free(arena);
}
END_TEST

START_TEST(opaque_logos_have_no_mask) {
  struct arena *arena = arena_new();
  struct logo logo;
  const char *why = NULL;
  struct png png = {2, 1, 8, PALETTE, 0, false, false, false, "\0\0\1", 3};
  write_png(&png);
  ck_assert_msg(logo_read(path, arena, &logo, &why), "%s", why);
  ck_assert_ptr_eq(logo.alpha, NULL);
  ck_assert_int_eq(memcmp(logo.rgb, "\xFF\0\0\0\0\xFF", 6), 0);
  arena_free(arena);
}
END_TEST

static const struct {
  struct png png;
  const char *why; /* NULL: taken */
} CASES[] = {
    {{4000, 1, 1, GREY, 0, false, false, false, NULL, 501}, NULL}, /* the limit itself */
    {{4001, 1, 1, GREY, 0, false, false, false, NULL, 502}, "larger than 4000 by 4000 pixels"},
    {{1, 4001, 8, GREY, 0, false, false, false, NULL, 100}, "larger than 4000 by 4000 pixels"},
    {{0, 1, 8, RGB, 0, false, false, false, NULL, 1}, "a PNG without pixels"},
    {{1, 0, 8, RGB, 0, false, false, false, NULL, 1}, "a PNG without pixels"},
    {{1, 1, 3, RGB, 0, false, false, false, NULL, 4}, "a damaged PNG (impossible header)"},
    {{1, 1, 4, RGBA, 0, false, false, false, NULL, 4}, "a damaged PNG (impossible header)"},
    {{1, 1, 8, 5, 0, false, false, false, NULL, 4}, "a damaged PNG (impossible header)"},
    {{1, 1, 8, RGB, 2, false, false, false, NULL, 4}, "a damaged PNG (impossible header)"},
    {{1, 1, 8, RGBA, 1, false, false, false, NULL, 5}, NULL}, /* interlaced: the library's own loader dies of it */
    {{1, 1, 8, PALETTE, 0, true, false, false, NULL, 2}, "a damaged PNG (no palette)"},
    {{1, 1, 8, RGB, 0, false, true, false, NULL, 4}, "a damaged PNG (wrong checksum)"},
    {{1, 1, 8, RGB, 0, false, false, true, NULL, 4}, "a damaged PNG (cut off)"},
    {{3, 3, 8, RGB, 0, false, false, false, NULL, 4}, "a damaged PNG (its pixels can't be decoded)"},
};

START_TEST(headers_are_checked_first) {
  static const char ZEROS[600];
  struct png png = CASES[_i].png;
  const char *why = NULL;
  png.pixels = ZEROS;
  write_png(&png);
  bool taken = paint_logo_check(path, &why);
  ck_assert_msg(taken == (CASES[_i].why == NULL), "%s", why ? why : "taken");
  if (CASES[_i].why)
    ck_assert_str_eq(why, CASES[_i].why);
}
END_TEST

START_TEST(other_files_are_refused) {
  static const char *const BYTES[] = {"", "x", "\x89PNG\r\n\x1A\n", "GIF89a..............."};
  const char *why = NULL;
  ck_assert_int_eq(file_write_atomic(path, BYTES[_i], strlen(BYTES[_i])), 0);
  ck_assert(!paint_logo_check(path, &why));
  ck_assert_ptr_ne(why, NULL);
}
END_TEST

START_TEST(missing_files_are_refused) {
  const char *why = NULL;
  ck_assert(!paint_logo_check("/nowhere/logo.png", &why));
  ck_assert_str_eq(why, "it can't be read, or is larger than 8 MB");
}
END_TEST

/* Every cut of a good file is refused, never half taken. */
START_TEST(cut_files_are_refused) {
  struct arena *arena = arena_new();
  char *bytes;
  size_t size;
  write_png(&GOOD);
  ck_assert_int_eq(file_read(arena, path, 4096, &bytes, &size), 0);
  for (size_t cut = 0; cut < size; cut++) {
    const char *why = NULL;
    ck_assert_int_eq(file_write_atomic(path, bytes, cut), 0);
    ck_assert_msg(!paint_logo_check(path, &why), "cut at %zu", cut);
  }
  arena_free(arena);
}
END_TEST

static size_t count_of(const struct buf *pdf, const char *needle) {
  size_t count = 0, length = strlen(needle);
  for (size_t i = 0; i + length <= pdf->size; i++)
    count += memcmp(pdf->data + i, needle, length) == 0;
  return count;
}

static bool paint_twice(struct buf *pdf, struct diag *diag) {
  struct sample sample;
  sample_open(&sample);
  for (int i = 0; i < 2; i++) {
    struct page *page = sample_page(&sample);
    *ARENA_PUSH(sample.arena, page->marks, page->count, page->cap) =
        (struct page_mark){.kind = PAGE_IMAGE, .artifact = ARTIFACT_HEADER, .image_path = path, .dx = 62, .dy = 30, .w = 24, .h = 12};
  }
  struct paint_settings settings = sample_settings(&sample);
  bool good = paint_run(&sample.pages, &settings, sample.arena, diag, pdf);
  sample_close(&sample);
  return good;
}

START_TEST(a_logo_is_embedded_once) {
  struct diag *diag = diag_new();
  struct buf pdf = {0};
  write_png(&GOOD);
  ck_assert(paint_twice(&pdf, diag));
  ck_assert_uint_eq(count_of(&pdf, "/Subtype/Image"), 2); /* the picture and its mask, for both pages */
  ck_assert_uint_eq(count_of(&pdf, "/SMask "), 1);
  buf_free(&pdf);
  diag_free(diag);
}
END_TEST

START_TEST(a_logo_that_broke_since_its_check_is_an_error) {
  struct diag *diag = diag_new();
  struct buf pdf = {0};
  ck_assert_int_eq(file_write_atomic(path, "x", 1), 0);
  ck_assert(!paint_twice(&pdf, diag));
  ck_assert_uint_eq(diag_errors(diag), 1);
  ck_assert_uint_eq(pdf.size, 0);
  buf_free(&pdf);
  diag_free(diag);
}
END_TEST

Suite *logo_suite(void) {
  Suite *suite = suite_create("logo");
  TCase *cases = tcase_create("png");
  tcase_add_checked_fixture(cases, open_file, close_file);
  tcase_add_test(cases, samples_come_back_straight);
  tcase_add_test(cases, opaque_logos_have_no_mask);
  tcase_add_loop_test(cases, headers_are_checked_first, 0, sizeof CASES / sizeof CASES[0]);
  tcase_add_loop_test(cases, other_files_are_refused, 0, 4);
  tcase_add_test(cases, missing_files_are_refused);
  tcase_add_test(cases, cut_files_are_refused);
  tcase_add_test(cases, a_logo_is_embedded_once);
  tcase_add_test(cases, a_logo_that_broke_since_its_check_is_an_error);
  suite_add_tcase(suite, cases);
  return suite;
}
