/* frac.c - reduced 64-bit fractions. Intermediate products use 128 bits, so an overflow is noticed before it happens;
 * with the limits of limits.h it cannot (sums of 512 levels over products of category sizes stay below 2^40). */
#include "base/frac.h"

#include <assert.h>
#include <stdio.h>

__extension__ typedef __int128 wide;

static wide wide_abs(wide v) {
  return v < 0 ? -v : v;
}

static wide gcd(wide a, wide b) {
  while (b) {
    wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static struct frac reduced(wide num, wide den) {
  assert(den != 0);
  if (den < 0) {
    num = -num;
    den = -den;
  }
  wide divisor = gcd(wide_abs(num), den);
  num /= divisor;
  den /= divisor;
  assert(wide_abs(num) <= INT64_MAX && den <= INT64_MAX);
  return (struct frac){(int64_t)num, (int64_t)den};
}

struct frac frac_make(int64_t num, int64_t den) {
  return reduced(num, den);
}

struct frac frac_add(struct frac a, struct frac b) {
  return reduced((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den);
}

struct frac frac_sub(struct frac a, struct frac b) {
  return reduced((wide)a.num * b.den - (wide)b.num * a.den, (wide)a.den * b.den);
}

struct frac frac_div_int(struct frac a, int64_t divisor) {
  return reduced(a.num, (wide)a.den * divisor);
}

int frac_cmp(struct frac a, struct frac b) {
  wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;
  return (left > right) - (left < right);
}

double frac_double(struct frac a) {
  return (double)a.num / (double)a.den;
}

int64_t frac_tenths(struct frac a) {
  /* floor(|x| * 10 + 1/2), then the sign: half goes away from zero */
  wide magnitude = (wide_abs(a.num) * 20 + a.den) / ((wide)a.den * 2);
  return (int64_t)(a.num < 0 ? -magnitude : magnitude);
}

static void print_with_sign(const char *sign, int64_t tenths, char *out, size_t size) {
  uint64_t magnitude = tenths < 0 ? 0 - (uint64_t)tenths : (uint64_t)tenths;
  snprintf(out, size, "%s%llu.%llu", sign, (unsigned long long)(magnitude / 10), (unsigned long long)(magnitude % 10));
}

void tenths_print(int64_t tenths, char *out, size_t size) {
  print_with_sign(tenths < 0 ? "\u2212" : "", tenths, out, size);
}

void tenths_print_signed(int64_t tenths, char *out, size_t size) {
  print_with_sign(tenths < 0 ? "\u2212" : tenths > 0 ? "+" : "\u00b1", tenths, out, size);
}

bool frac_parse(const char *s, struct frac *out) {
  int64_t num = 0, den = 1;
  int before = 0, after = 0;
  for (; *s >= '0' && *s <= '9'; s++, before++) {
    if (before == 6) return false;
    num = num * 10 + (*s - '0');
  }
  if (before == 0) return false;
  if (*s == '.') {
    for (s++; *s >= '0' && *s <= '9'; s++, after++) {
      if (after == 6) return false;
      num = num * 10 + (*s - '0');
      den *= 10;
    }
    if (after == 0) return false;
  }
  if (*s != '\0') return false;
  *out = frac_make(num, den);
  return true;
}
