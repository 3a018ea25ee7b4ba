/* moment.h - points in time for signatures: seconds since 1970 UTC, leap seconds not counted. No zone tables: printed as
 * UTC for machines and Japan time (UTC+9, no daylight saving) for people. */
#ifndef TENKEN_SIGN_MOMENT_H
#define TENKEN_SIGN_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

typedef int64_t moment;

moment moment_clock(void); /* now: the one place of the program that reads the clock */
bool moment_is_counted(moment); /* within the years 1970-2999: a clock may show anything */
enum { MOMENT_TEXT_SIZE = 32, MOMENT_YEAR_FIRST = 1970, MOMENT_YEAR_LAST = 2999 };
/* "2026-11-24T09:00:00Z", "...+09:00", or seconds since 1970 as digits; years 1970-2999. */
bool moment_parse(const char *, moment *out);
bool moment_make(int year, int month, int day, int hour, int minute, int second, moment *out); /* UTC */
void moment_iso(moment, char out[MOMENT_TEXT_SIZE]);   /* 2026-11-24T00:00:00Z */
void moment_pdf(moment, char out[MOMENT_TEXT_SIZE]);   /* (D:20261124000000Z) */
bool moment_of_pdf(const char *, moment *out);         /* exactly that form */
void moment_japan(moment, char out[MOMENT_TEXT_SIZE]); /* 2026-11-24 09:00:00 JST */

#endif
