/* PNG logos: what is taken, and what is refused before a decoder sees it. Files are put together chunk by chunk, so
 * that each lie of a header is told on purpose. */
#include "sample_pages.h"
#include "suites.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "paint/logo.h"

#include <errno.h>
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
  static char packed[64 * 1024];
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
  struct logo_fault fault;
  write_png(&GOOD);
  const struct picture *logo = logo_read(path, arena, &fault);
  ck_assert_ptr_nonnull(logo);
  ck_assert(logo->width == 2 && logo->height == 1 && logo->columns == 2 && logo->rows == 1);
  ck_assert_int_le(abs(logo->rgb[0] - 200), 1); /* premultiplied by 128/255 and back: one step may be lost */
  ck_assert_uint_eq(logo->rgb[5], 255);
  ck_assert_uint_eq(logo->alpha[0], 128);
  ck_assert_uint_eq(logo->alpha[1], 255);
  ck_assert_uint_eq(strlen(logo->digest_hex), 64);
  arena_free(arena);
}
END_TEST

START_TEST(opaque_logos_have_no_mask) {
  struct arena *arena = arena_new();
  struct logo_fault fault;
  struct png png = {2, 1, 8, PALETTE, 0, false, false, false, "\0\0\1", 3};
  write_png(&png);
  const struct picture *logo = logo_read(path, arena, &fault);
  ck_assert_ptr_nonnull(logo);
  ck_assert_ptr_eq(logo->alpha, NULL);
  ck_assert_int_eq(memcmp(logo->rgb, "\xFF\0\0\0\0\xFF", 6), 0);
  arena_free(arena);
}
END_TEST

/* 2000 x 10 grey, left half black: printed 140 wide, 600 to the inch are 1167 pixels, so one in one; 4000 x 10 is
 * averaged by three, and the block across the edge (columns 1998 to 2000) is two thirds white. */
START_TEST(large_logos_are_averaged) {
  enum { WIDE = 4000, HIGH = 10, EDGE = 1999 };
  struct arena *arena = arena_new();
  struct logo_fault fault;
  char *pixels = arena_alloc(arena, HIGH * (WIDE + 1));
  for (int y = 0; y < HIGH; y++) memset(pixels + y * (WIDE + 1) + 1 + EDGE, 0xFF, WIDE - EDGE);
  struct png png = {WIDE, HIGH, 8, GREY, 0, false, false, false, pixels, HIGH * (WIDE + 1)};
  write_png(&png);
  const struct picture *logo = logo_read(path, arena, &fault);
  ck_assert_ptr_nonnull(logo);
  ck_assert(logo->width == WIDE && logo->height == HIGH && logo->columns == 1334 && logo->rows == 4);
  ck_assert_uint_eq(logo->rgb[0], 0);
  ck_assert_uint_eq(logo->rgb[3 * 665], 0);
  ck_assert_uint_eq(logo->rgb[3 * 666], 170);
  ck_assert_uint_eq(logo->rgb[3 * 667], 255);
  ck_assert_uint_eq(logo->rgb[3 * (4 * 1334 - 1)], 255); /* the last block has fewer pixels */
  memset(pixels, 0, HIGH * 2001); /* rows of another length: no stray filter bytes */
  png.width = 2000;
  png.pixel_bytes = HIGH * 2001;
  write_png(&png);
  ck_assert_uint_eq(logo_read(path, arena, &fault)->columns, 2000);
  arena_free(arena);
}
END_TEST

enum { TAKEN = -1 };
static const struct {
  struct png png;
  int fault;
  size_t at; /* of LOGO_DAMAGED */
} CASES[] = {
    {{4000, 1, 1, GREY, 0, false, false, false, NULL, 501}, TAKEN, 0}, /* the limit itself */
    {{4001, 1, 1, GREY, 0, false, false, false, NULL, 502}, LOGO_TOO_LARGE, 0},
    {{1, 4001, 8, GREY, 0, false, false, false, NULL, 100}, LOGO_TOO_LARGE, 0},
    {{2000, 2000, 1, GREY, 0, false, false, false, NULL, 251 * 2000}, TAKEN, 0}, /* 4,000,000 in all */
    {{2001, 2000, 1, GREY, 0, false, false, false, NULL, 252 * 2000}, LOGO_TOO_LARGE, 0},
    {{0, 1, 8, RGB, 0, false, false, false, NULL, 1}, LOGO_NO_PIXELS, 0},
    {{1, 0, 8, RGB, 0, false, false, false, NULL, 1}, LOGO_NO_PIXELS, 0},
    {{1, 1, 3, RGB, 0, false, false, false, NULL, 4}, LOGO_DAMAGED, 8},
    {{1, 1, 4, RGBA, 0, false, false, false, NULL, 4}, LOGO_DAMAGED, 8},
    {{1, 1, 8, 5, 0, false, false, false, NULL, 4}, LOGO_DAMAGED, 8},
    {{1, 1, 8, RGB, 2, false, false, false, NULL, 4}, LOGO_DAMAGED, 8},
    {{1, 1, 8, RGBA, 1, false, false, false, NULL, 5}, TAKEN, 0}, /* interlaced: the PDF library's own loader dies of it */
    {{1, 1, 8, PALETTE, 0, true, false, false, NULL, 2}, LOGO_DAMAGED, 33},
    {{1, 1, 8, RGB, 0, false, true, false, NULL, 4}, LOGO_DAMAGED, 33},
    {{1, 1, 8, RGB, 0, false, false, true, NULL, 4}, LOGO_DAMAGED, 60}, /* 33 and an IDAT of 12 + 15, a stored block */
    {{3, 3, 8, RGB, 0, false, false, false, NULL, 4}, LOGO_DAMAGED, 33},
};

START_TEST(headers_are_checked_first) {
  static const char ZEROS[252 * 2000];
  struct arena *arena = arena_new();
  struct png png = CASES[_i].png;
  struct logo_fault fault;
  png.pixels = ZEROS;
  write_png(&png);
  bool taken = logo_read(path, arena, &fault);
  ck_assert_int_eq(taken ? TAKEN : (int)fault.kind, CASES[_i].fault);
  if (CASES[_i].fault == LOGO_DAMAGED) ck_assert_uint_eq(fault.at, CASES[_i].at);
  if (CASES[_i].fault == LOGO_TOO_LARGE) ck_assert(fault.width == png.width && fault.height == png.height);
  arena_free(arena);
}
END_TEST

START_TEST(other_files_are_refused) {
  static const char *const BYTES[] = {"", "x", "\x89PNG\r\n\x1A\n", "GIF89a...............", "\xFF\xD8\xFF\xE0", "<svg/>"};
  static const enum logo_fault_kind KINDS[] = {LOGO_NO_PNG,       LOGO_NO_PNG,       LOGO_DAMAGED,
                                               LOGO_OTHER_FORMAT, LOGO_OTHER_FORMAT, LOGO_OTHER_FORMAT};
  static const char *const FORMATS[] = {NULL, NULL, NULL, "GIF", "JPEG", "SVG"};
  struct arena *arena = arena_new();
  struct logo_fault fault;
  ck_assert_int_eq(file_write_atomic(path, BYTES[_i], strlen(BYTES[_i])), 0);
  ck_assert_ptr_null(logo_read(path, arena, &fault));
  ck_assert_int_eq((int)fault.kind, (int)KINDS[_i]);
  if (FORMATS[_i]) ck_assert_str_eq(fault.format, FORMATS[_i]);
  arena_free(arena);
}
END_TEST

START_TEST(what_is_no_file_is_refused) {
  static const struct {
    const char *path;
    int error;
  } PLACES[] = {{"/nowhere/logo.png", ENOENT}, {"/", EISDIR}, {"/dev/null", EINVAL}, {"/dev/zero", EINVAL}};
  struct arena *arena = arena_new();
  struct logo_fault fault;
  ck_assert_ptr_null(logo_read(PLACES[_i].path, arena, &fault));
  ck_assert_int_eq((int)fault.kind, LOGO_UNREADABLE);
  ck_assert_int_eq(fault.error, PLACES[_i].error);
  arena_free(arena);
}
END_TEST

/* Every cut of a good file is refused, never half taken. */
START_TEST(cut_files_are_refused) {
  struct arena *arena = arena_new();
  struct logo_fault fault;
  char *bytes;
  size_t size;
  write_png(&GOOD);
  ck_assert_int_eq(file_read(arena, path, 4096, &bytes, &size), 0);
  for (size_t cut = 0; cut < size; cut++) {
    ck_assert_int_eq(file_write_atomic(path, bytes, cut), 0);
    ck_assert_msg(!logo_read(path, arena, &fault), "cut at %zu", cut);
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

START_TEST(a_logo_is_embedded_once) {
  struct sample sample;
  struct logo_fault fault;
  struct diag *diag = diag_new();
  struct buf pdf = {0};
  sample_open(&sample);
  write_png(&GOOD);
  const struct picture *logo = logo_read(path, sample.arena, &fault);
  for (int i = 0; i < 2; i++) {
    struct page *page = sample_page(&sample);
    *ARENA_PUSH(sample.arena, page->marks, page->count, page->cap) =
        (struct page_mark){.kind = PAGE_IMAGE, .artifact = ARTIFACT_HEADER, .picture = logo, .dx = 62, .dy = 30, .w = 24, .h = 12};
  }
  struct paint_settings settings = sample_settings(&sample);
  ck_assert(paint_run(&sample.pages, &settings, sample.arena, diag, &pdf));
  ck_assert_uint_eq(count_of(&pdf, "/Subtype/Image"), 2); /* the picture and its mask, for both pages */
  ck_assert_uint_eq(count_of(&pdf, "/SMask "), 1);
  buf_free(&pdf);
  diag_free(diag);
  sample_close(&sample);
}
END_TEST

Suite *logo_suite(void) {
  Suite *suite = suite_create("logo");
  TCase *cases = tcase_create("png");
  tcase_add_checked_fixture(cases, open_file, close_file);
  tcase_add_test(cases, samples_come_back_straight);
  tcase_add_test(cases, opaque_logos_have_no_mask);
  tcase_add_loop_test(cases, headers_are_checked_first, 0, sizeof CASES / sizeof CASES[0]);
  tcase_add_test(cases, large_logos_are_averaged);
  tcase_add_loop_test(cases, other_files_are_refused, 0, 6);
  tcase_add_loop_test(cases, what_is_no_file_is_refused, 0, 4);
  tcase_add_test(cases, cut_files_are_refused);
  tcase_add_test(cases, a_logo_is_embedded_once);
  suite_add_tcase(suite, cases);
  return suite;
}
