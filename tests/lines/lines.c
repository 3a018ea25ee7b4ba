/* lines.c - where lines may start, by the program's kinsoku and by ICU's ja@lb=strict, for test_icu.py.
 *
 * One text per line of standard input; per text one line of output: a digit per code point (0: no line starts here,
 * 1: only when nothing else fits, 2: freely), a tab, and the same of ICU (0 or 2). ICU is used by this test alone. */
#include "base/utf8.h"
#include "layout/kinsoku.h"
#include <stdio.h>
#include <string.h>
#include <unicode/ubrk.h>

enum { MOST = 16384 };
static char text[4 * MOST];
static uint32_t chars[MOST];
static uint8_t classes[MOST], starts[MOST];
static UChar units[2 * MOST];
static int32_t unit_of[MOST]; /* code point -> its first UTF-16 unit */

static void print_ours(size_t n) {
  kinsoku_starts(chars, classes, n, starts);
  for (size_t i = 0; i < n; i++) putchar("012"[starts[i]]);
}

static bool print_icu(UBreakIterator *lines, size_t n, int32_t unit_count) {
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(lines, units, unit_count, &status);
  for (size_t i = 0; i < n; i++) putchar(i > 0 && ubrk_isBoundary(lines, unit_of[i]) ? '2' : '0');
  return U_SUCCESS(status);
}

int main(void) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *lines = ubrk_open(UBRK_LINE, "ja@lb=strict", NULL, 0, &status);
  if (U_FAILURE(status)) return 1;
  while (fgets(text, sizeof text, stdin)) {
    const char *p = text, *end = text + strcspn(text, "\n");
    size_t n = 0;
    int32_t unit_count = 0;
    while (p < end && n < MOST) {
      uint32_t c = utf8_next(&p, end);
      chars[n] = c;
      classes[n] = (uint8_t)kinsoku_class(c);
      unit_of[n++] = unit_count;
      if (c >= 0x10000) units[unit_count++] = (UChar)(0xD7C0 + (c >> 10));
      units[unit_count++] = (UChar)(c >= 0x10000 ? 0xDC00 | (c & 0x3FF) : c);
    }
    print_ours(n);
    putchar('\t');
    if (!print_icu(lines, n, unit_count)) return 1;
    putchar('\n');
  }
  ubrk_close(lines);
  return 0;
}
