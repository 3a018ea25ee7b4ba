/* test_base.c - base/ against values worked out by hand from the rules in its headers. */
#include "suites.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/frac.h"
#include "base/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(arena_is_zeroed_and_reusable) {
  struct arena *a = arena_new();
  for (int round = 0; round < 3; round++) {
    for (size_t size = 0; size < 3000; size += 7) {
      unsigned char *p = arena_alloc(a, size);
      ck_assert_uint_eq((uintptr_t)p % 16, 0);
      unsigned used = 0; /* one assertion per allocation: Check marks each of them */
      for (size_t i = 0; i < size; i++) used |= p[i];
      ck_assert_uint_eq(used, 0);
      memset(p, 0xAA, size);
    }
    ck_assert_uint_gt(arena_bytes(a), 600000);
    arena_reset(a);
    ck_assert_uint_eq(arena_bytes(a), 0);
  }
  char *big = arena_alloc(a, 1 << 20);
  big[(1 << 20) - 1] = 1;
  ck_assert_str_eq(arena_printf(a, "%s-%d", "x", 7), "x-7");
  ck_assert_str_eq(arena_strndup(a, "abcdef", 3), "abc");
  int *items = NULL;
  size_t count = 0, cap = 0;
  for (int i = 0; i < 100; i++) *ARENA_PUSH(a, items, count, cap) = i;
  ck_assert_uint_eq(count, 100);
  for (int i = 0; i < 100; i++) ck_assert_int_eq(items[i], i);
  arena_free(a);
}
END_TEST

/* As memory runs out, without trying: exit code 3. */
START_TEST(sizes_too_large_to_count_end_the_process) {
  struct arena *a = arena_new();
  volatile size_t most = SIZE_MAX; /* no constant, or the compiler sees that it is too large */
  arena_alloc(a, 1);
  if (_i == 0) arena_alloc(a, most);
  if (_i == 1) arena_alloc(a, most - 14);
  if (_i == 2) arena_array(a, most / 2, 3);
  if (_i == 3) arena_array(a, 3, most / 2);
  if (_i == 4) arena_room(a, most / 16, 32);
}
END_TEST

/* Texts of every length, so that some meet the end of a block; each must stay as it was printed. */
START_TEST(printed_text_stays_whole) {
  struct arena *a = arena_new();
  struct buf b = {0};
  char *texts[700];
  size_t size = 0;
  for (int i = 0; i < 700; i++) {
    texts[i] = arena_printf(a, "%0*d|%s", i + 1, i, "end");
    buf_printf(&b, "%0*d|%s", i + 1, i, "end");
    size += (size_t)i + 5;
    ck_assert_uint_eq(b.size, size);
  }
  const char *p = b.data;
  for (int i = 0; i < 700; i++, p += i + 4) {
    ck_assert_uint_eq(strlen(texts[i]), (size_t)i + 5);
    ck_assert(memcmp(texts[i], p, (size_t)i + 5) == 0);
    ck_assert_int_eq(atoi(texts[i]), i);
  }
  buf_free(&b);
  arena_free(a);
}
END_TEST

static const struct {
  double value;
  int places;
  const char *want;
} DECIMALS[] = {{0, 2, "0"},          {1.5, 2, "1.5"},     {1.25, 1, "1.3"},     {-0.001, 2, "0"},    {-2.5, 3, "-2.5"},
                {0.0625, 4, "0.0625"}, {100, 3, "100"},     {0.1 + 0.2, 4, "0.3"}, {9.9996, 3, "10"},   {-0.5, 0, "-1"},
                {1e12, 2, "1000000000000"}, {0.05, 2, "0.05"}, {595.2756, 2, "595.28"}};

START_TEST(decimals_are_short_and_plain) {
  struct buf b = {0};
  buf_put_decimal(&b, DECIMALS[_i].value, DECIMALS[_i].places);
  ck_assert_str_eq(b.data, DECIMALS[_i].want);
  buf_free(&b);
}
END_TEST

START_TEST(buf_grows) {
  struct buf b = {0};
  for (int i = 0; i < 1000; i++) buf_putc(&b, 'x');
  buf_printf(&b, "%d", 12);
  buf_put_int(&b, -9223372036854775807L - 1);
  ck_assert_uint_eq(b.size, 1000 + 2 + 20);
  ck_assert_str_eq(b.data + 1000, "12-9223372036854775808");
  buf_clear(&b);
  ck_assert_str_eq(b.data, "");
  buf_free(&b);
}
END_TEST

static const struct {
  const char *text;
  int want; /* 0: no date */
} DATES[] = {{"2026-10-31", 20261031}, {"2024-02-29", 20240229}, {"2023-02-29", 0}, {"2000-02-29", 20000229},
             {"1900-02-29", 0},        {"1899-12-31", 0},        {"3000-01-01", 0}, {"2026-13-01", 0},
             {"2026-00-01", 0},        {"2026-04-31", 0},        {"2026-4-1", 0},   {"2026/04/01", 0},
             {"2026-10-31 ", 0},       {"", 0},                  {"２０２６-10-31", 0}};

START_TEST(dates_exist_or_not) {
  date d = 0;
  ck_assert_int_eq(date_parse(DATES[_i].text, &d), DATES[_i].want != 0);
  if (DATES[_i].want) ck_assert_int_eq(d, DATES[_i].want);
}
END_TEST

START_TEST(months_are_cut_to_the_last_day) {
  ck_assert_int_eq(date_minus_months(20261031, 12), 20251031);
  ck_assert_int_eq(date_minus_months(20240229, 12), 20230228);
  ck_assert_int_eq(date_minus_months(20260331, 1), 20260228);
  ck_assert_int_eq(date_minus_months(20260115, 1), 20251215);
  ck_assert_int_eq(date_minus_months(20260115, 25), 20231215);
  char iso[11];
  date_iso(20260115, iso);
  ck_assert_str_eq(iso, "2026-01-15");
}
END_TEST

static const struct {
  int64_t num, den, tenths;
} TENTHS[] = {{15, 4, 38},   {-1, 20, -1}, {1, 20, 1},      {0, 7, 0},      {148, 39, 38}, {10, 3, 33},
              {26, 15, 17},  {5, 2, 25},   {249, 100, 25},  {-249, 100, -25}, {-1, 21, 0}, {1, 3, 3},
              {-5, 4, -13},  {4, 1, 40},   {49999, 1000000, 0}};

START_TEST(halves_round_away_from_zero) {
  ck_assert_int_eq(frac_tenths(frac_make(TENTHS[_i].num, TENTHS[_i].den)), TENTHS[_i].tenths);
}
END_TEST

START_TEST(fractions_are_exact_and_reduced) {
  struct frac third = frac_make(1, 3), sum = {0, 1};
  for (int i = 0; i < 3; i++) sum = frac_add(sum, third);
  ck_assert_int_eq(sum.num, 1);
  ck_assert_int_eq(sum.den, 1);
  struct frac f = frac_make(6, -4);
  ck_assert_int_eq(f.num, -3);
  ck_assert_int_eq(f.den, 2);
  f = frac_sub(frac_make(5, 6), frac_make(1, 3));
  ck_assert_int_eq(f.num, 1);
  ck_assert_int_eq(f.den, 2);
  f = frac_div_int(frac_make(10, 3), 5);
  ck_assert_int_eq(f.num, 2);
  ck_assert_int_eq(f.den, 3);
  ck_assert_int_lt(frac_cmp(frac_make(333333, 1000000), third), 0);
  ck_assert_int_eq(frac_cmp(frac_make(2, 6), third), 0);
  ck_assert_int_gt(frac_cmp(frac_make(-1, 3), frac_make(-1, 2)), 0);
}
END_TEST

START_TEST(tenths_are_printed_with_a_real_minus) {
  char s[24];
  tenths_print(38, s, sizeof s);
  ck_assert_str_eq(s, "3.8");
  tenths_print(0, s, sizeof s);
  ck_assert_str_eq(s, "0.0");
  tenths_print(-2, s, sizeof s);
  ck_assert_str_eq(s, "−0.2");
  tenths_print_signed(5, s, sizeof s);
  ck_assert_str_eq(s, "+0.5");
  tenths_print_signed(-12, s, sizeof s);
  ck_assert_str_eq(s, "−1.2");
  tenths_print_signed(0, s, sizeof s);
  ck_assert_str_eq(s, "±0.0");
}
END_TEST

START_TEST(decimal_thresholds_parse) {
  struct frac f;
  ck_assert(frac_parse("2.5", &f));
  ck_assert_int_eq(f.num, 5);
  ck_assert_int_eq(f.den, 2);
  ck_assert(frac_parse("3", &f));
  ck_assert_int_eq(f.num, 3);
  static const char *const BAD[] = {"", ".5", "2.", "-1", "1e3", "2,5", "1234567", "0.1234567", "2.5 "};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) ck_assert(!frac_parse(BAD[i], &f));
}
END_TEST

static const struct {
  const char *bytes;
  size_t size, want;
} UTF8[] = {{"abc", 3, 3},
            {"点検", 6, 6},
            {"\xF0\xA0\xAE\xB7", 4, 4},     /* U+20BB7 */
            {"a\xC0\x80", 3, 1},            /* overlong NUL */
            {"a\xE0\x80\x80", 4, 1},        /* overlong */
            {"\xED\xA0\x80", 3, 0},         /* surrogate */
            {"\xF4\x90\x80\x80", 4, 0},     /* over U+10FFFF */
            {"\xF4\x8F\xBF\xBF", 4, 4},     /* U+10FFFF */
            {"ab\xE7\x82", 4, 2},           /* cut off */
            {"\x82\xA0", 2, 0},             /* Shift_JIS */
            {"\xFF", 1, 0},
            {"\xEF\xBB\xBF", 3, 3}};

START_TEST(utf8_is_strict) {
  ck_assert_uint_eq(utf8_check(UTF8[_i].bytes, UTF8[_i].size), UTF8[_i].want);
}
END_TEST

START_TEST(utf8_goes_both_ways) {
  static const uint32_t POINTS[] = {0x24, 0xA2, 0x7FF, 0x800, 0x70B9, 0xFFFD, 0x10000, 0x20BB7, 0x10FFFF};
  for (size_t i = 0; i < sizeof POINTS / sizeof *POINTS; i++) {
    char bytes[4];
    size_t size = utf8_put(bytes, POINTS[i]);
    const char *p = bytes;
    ck_assert_uint_eq(utf8_next(&p, bytes + size), POINTS[i]);
    ck_assert_ptr_eq(p, bytes + size);
  }
  const char *p = "\xE7\x82z";
  ck_assert_uint_eq(utf8_next(&p, p + 3), 0xFFFD);
  ck_assert_int_eq(*p, '\x82');
  ck_assert_uint_eq(utf8_length("点検 a"), 4);
  ck_assert(utf8_is_wide(0x70B9) && utf8_is_wide(0xFF21) && !utf8_is_wide('a') && !utf8_is_wide(0xFF71));
  ck_assert(utf8_is_variation_selector(0xE0100) && !utf8_is_variation_selector(0xE0200));
  ck_assert(utf8_is_private_use(0xE000) && utf8_is_private_use(0xF8FF) && !utf8_is_private_use(0xF900));
}
END_TEST

START_TEST(files_are_written_whole_or_not) {
  struct arena *a = arena_new();
  char folder[] = "/tmp/tenken-test-XXXXXX";
  ck_assert_ptr_nonnull(mkdtemp(folder));
  const char *path = path_join(a, folder, "a.pdf");
  char *data;
  size_t size;
  ck_assert_int_eq(file_write_atomic(path, "first", 5), 0);
  ck_assert_int_eq(file_write_atomic(path, "second", 6), 0);
  ck_assert_int_eq(file_read(a, path, 6, &data, &size), 0);
  ck_assert_uint_eq(size, 6);
  ck_assert_str_eq(data, "second");
  ck_assert_int_eq(file_read(a, path, 5, &data, &size), EFBIG);
  ck_assert_int_eq(file_read(a, folder, 5, &data, &size), EISDIR);
  ck_assert_int_eq(file_read(a, "/dev/null", 5, &data, &size), EINVAL);
  ck_assert_int_eq(file_read(a, path_join(a, folder, "none"), 5, &data, &size), ENOENT);
  ck_assert_int_eq(file_write_atomic(path_join(a, folder, "no/such"), "x", 1), ENOENT);
  ck_assert_int_eq(file_write_atomic(folder, "x", 1), EISDIR);
  const char *link_path = path_join(a, folder, "link");
  ck_assert_int_eq(symlink("a.pdf", link_path), 0);
  ck_assert_int_eq(file_write_atomic(link_path, "x", 1), 0); /* replaces the link, not what it points to */
  ck_assert_int_eq(file_read(a, path, 6, &data, &size), 0);
  ck_assert_str_eq(data, "second");
  const char *pipe_path = path_join(a, folder, "pipe");
  ck_assert_int_eq(mkfifo(pipe_path, 0600), 0);
  ck_assert_int_eq(file_read(a, pipe_path, 6, &data, &size), 0); /* nobody writes: empty, no hang */
  ck_assert_uint_eq(size, 0);
  unlink(pipe_path);
  unlink(link_path);
  unlink(path);
  ck_assert_int_eq(rmdir(folder), 0); /* no stray temp file */
  arena_free(a);
}
END_TEST

START_TEST(files_of_a_folder_are_read_whole_or_in_part) {
  struct arena *a = arena_new();
  char folder[] = "/tmp/tenken-test-XXXXXX", part[8] = "";
  ck_assert_ptr_nonnull(mkdtemp(folder));
  const char *path = path_join(a, folder, "a.pdf"), *link_path = path_join(a, folder, "link");
  char *data;
  size_t size;
  int at = open(folder, O_RDONLY | O_DIRECTORY);
  ck_assert_int_eq(file_write_atomic(path, "0123456789", 10), 0);
  ck_assert_int_eq(symlink("a.pdf", link_path), 0);
  ck_assert(file_read_at(at, "a.pdf", 10, a, &data, &size) && size == 10 && !strcmp(data, "0123456789"));
  ck_assert(!file_read_at(at, "a.pdf", 9, a, &data, &size) && !file_read_at(at, "link", 10, a, &data, &size));
  static const struct {
    long long from;
    size_t size;
    const char *found; /* NULL: not there */
  } PARTS[] = {{0, 3, "012"}, {7, 3, "789"}, {10, 0, ""},    {-3, 3, "789"},  {-10, 1, "0"},
               {8, 3, NULL}, {11, 0, NULL}, {-11, 1, NULL}, {-3, 4, NULL}};
  for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
    bool good = file_read_part_at(at, "a.pdf", PARTS[i].from, part, PARTS[i].size);
    ck_assert_msg(good == (PARTS[i].found != NULL) && (!good || !memcmp(part, PARTS[i].found, PARTS[i].size)), "part %zu", i);
  }
  ck_assert(!file_read_part_at(at, "link", 0, part, 1) && !file_read_part_at(at, ".", 0, part, 0));
  close(at);
  unlink(link_path);
  unlink(path);
  rmdir(folder);
  arena_free(a);
}
END_TEST

START_TEST(paths_join_and_split) {
  struct arena *a = arena_new();
  ck_assert_str_eq(path_join(a, "a", "b"), "a/b");
  ck_assert_str_eq(path_join(a, "a/", "b"), "a/b");
  ck_assert_str_eq(path_join(a, ".", "b"), "b");
  ck_assert_str_eq(path_join(a, "a", "/b"), "/b");
  ck_assert_str_eq(path_folder(a, "x/y.yaml"), "x");
  ck_assert_str_eq(path_folder(a, "y.yaml"), ".");
  ck_assert_str_eq(path_folder(a, "/y.yaml"), "/");
  ck_assert_str_eq(path_base("x/y.yaml"), "y.yaml");
  arena_free(a);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

Suite *base_suite(void) {
  Suite *s = suite_create("base");
  TCase *c = tcase_create("base");
  tcase_add_test(c, arena_is_zeroed_and_reusable);
  tcase_add_loop_exit_test(c, sizes_too_large_to_count_end_the_process, 3, 0, 5);
  tcase_add_test(c, printed_text_stays_whole);
  tcase_add_loop_test(c, decimals_are_short_and_plain, 0, COUNT(DECIMALS));
  tcase_add_test(c, buf_grows);
  tcase_add_loop_test(c, dates_exist_or_not, 0, COUNT(DATES));
  tcase_add_test(c, months_are_cut_to_the_last_day);
  tcase_add_loop_test(c, halves_round_away_from_zero, 0, COUNT(TENTHS));
  tcase_add_test(c, fractions_are_exact_and_reduced);
  tcase_add_test(c, tenths_are_printed_with_a_real_minus);
  tcase_add_test(c, decimal_thresholds_parse);
  tcase_add_loop_test(c, utf8_is_strict, 0, COUNT(UTF8));
  tcase_add_test(c, utf8_goes_both_ways);
  tcase_add_test(c, files_are_written_whole_or_not);
  tcase_add_test(c, files_of_a_folder_are_read_whole_or_in_part);
  tcase_add_test(c, paths_join_and_split);
  suite_add_tcase(s, c);
  return s;
}
