/* date.c - dates as one ordered integer: comparison is the whole arithmetic but for months. */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

static int month_days(int year, int month) {
  static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : DAYS[month - 1];
}

static bool digits(const char *s, int count, int *out) {
  *out = 0;
  for (int i = 0; i < count; i++) {
    if (s[i] < '0' || s[i] > '9') return false;
    *out = *out * 10 + (s[i] - '0');
  }
  return true;
}

bool date_parse(const char *s, date *out) {
  int year, month, day;
  if (strlen(s) != 10 || s[4] != '-' || s[7] != '-') return false;
  if (!digits(s, 4, &year) || !digits(s + 5, 2, &month) || !digits(s + 8, 2, &day)) return false;
  if (year < 1900 || year > 2999 || month < 1 || month > 12) return false;
  if (day < 1 || day > month_days(year, month)) return false;
  *out = year * 10000 + month * 100 + day;
  return true;
}

date date_minus_months(date d, int months) {
  int since_zero = date_year(d) * 12 + date_month(d) - 1 - months;
  int year = since_zero / 12, month = since_zero % 12 + 1;
  int last = month_days(year, month);
  int day = date_day(d) < last ? date_day(d) : last;
  return year * 10000 + month * 100 + day;
}

int date_year(date d) {
  return d / 10000;
}

int date_month(date d) {
  return d / 100 % 100;
}

int date_day(date d) {
  return d % 100;
}

void date_iso(date d, char out[11]) {
  /* the remainders tell the compiler that the fields fit */
  snprintf(out, 11, "%04u-%02u-%02u", (unsigned)date_year(d) % 10000, (unsigned)date_month(d), (unsigned)date_day(d));
}
