/* frac.h - exact fractions for means, targets and gaps. Always reduced, denominator > 0. Values here are sums of at
 * most some hundred levels over products of small counts; operations assert against overflow of 64 bits. */
#ifndef TENKEN_BASE_FRAC_H
#define TENKEN_BASE_FRAC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct frac {
  int64_t num, den;
};

struct frac frac_make(int64_t num, int64_t den); /* den != 0 */
struct frac frac_add(struct frac, struct frac);
struct frac frac_sub(struct frac, struct frac);
struct frac frac_div_int(struct frac, int64_t);
int frac_cmp(struct frac, struct frac); /* <0, 0, >0 */
double frac_double(struct frac);
/* Tenths after rounding half up (half away from zero for negatives): 3.75 -> 38, -0.05 -> -1. */
int64_t frac_tenths(struct frac);
/* "3.8", "−0.2" (U+2212); tenths of 0 is "0.0". out holds at least 24 bytes. */
void tenths_print(int64_t tenths, char *out, size_t size);
/* "+0.5", "−0.2", "±0.0" */
void tenths_print_signed(int64_t tenths, char *out, size_t size);
/* Parses a decimal "2.5" or "3"; false when it is not one (at most 6 digits each side). */
bool frac_parse(const char *, struct frac *);

#endif
