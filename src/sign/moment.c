/* moment.c - days are counted from 1 March, so that the leap day is the last of its year. */
#include "sign/moment.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY = 86400, JAPAN = 9 * 3600, DAYS_TO_1970 = 719468 };

struct calendar {
  int year, month, day, hour, minute, second;
};

moment moment_clock(void) {
  return (moment)time(NULL);
}

bool moment_is_counted(moment at) {
  moment end;
  return at >= 0 && moment_make(MOMENT_YEAR_LAST, 12, 31, 23, 59, 59, &end) && at <= end;
}

bool moment_make(int year, int month, int day, int hour, int minute, int second, moment *out) {
  char text[40];
  date ignored;
  if (year < MOMENT_YEAR_FIRST || year > MOMENT_YEAR_LAST || month < 1 || month > 12 || day < 1 || day > 31)
    return false;
  snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  if (!date_parse(text, &ignored) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return false;
  int64_t y = month <= 2 ? year - 1 : year, m = (month + 9) % 12;
  int64_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - DAYS_TO_1970;
  *out = days * DAY + hour * 3600 + minute * 60 + second;
  return true;
}

static struct calendar calendar_of(moment at) {
  int64_t days = at / DAY, seconds = at % DAY;
  days += DAYS_TO_1970;
  int64_t era = days / 146097, of_era = days % 146097;
  int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  int64_t month = (5 * of_year + 2) / 153;
  struct calendar c = {(int)(year + era * 400), (int)(month < 10 ? month + 3 : month - 9),
                       (int)(of_year - (153 * month + 2) / 5 + 1), (int)(seconds / 3600), (int)(seconds / 60 % 60),
                       (int)(seconds % 60)};
  c.year += c.month <= 2;
  return c;
}

/* `count` digits at *p. */
static bool take(const char **p, int count, int *value) {
  for (*value = 0; count > 0; count--, (*p)++) {
    if (**p < '0' || **p > '9')
      return false;
    *value = *value * 10 + (**p - '0');
  }
  return true;
}

static bool take_char(const char **p, char c) {
  if (**p != c)
    return false;
  (*p)++;
  return true;
}

static bool take_zone(const char **p, int *offset_seconds) {
  int hours, minutes, sign = **p == '-' ? -1 : 1;
  *offset_seconds = 0;
  if (take_char(p, 'Z'))
    return true;
  if (!take_char(p, '+') && !take_char(p, '-'))
    return false;
  if (!take(p, 2, &hours) || !take_char(p, ':') || !take(p, 2, &minutes) || hours > 14 || minutes > 59)
    return false;
  *offset_seconds = sign * (hours * 3600 + minutes * 60);
  return true;
}

bool moment_parse(const char *text, moment *out) {
  struct calendar c;
  int offset;
  const char *p = text;
  size_t digits = strspn(text, "0123456789");
  if (digits > 0 && digits <= 10 && text[digits] == '\0') {
    for (*out = 0; *p; p++)
      *out = *out * 10 + (*p - '0');
    return true;
  }
  if (!take(&p, 4, &c.year) || !take_char(&p, '-') || !take(&p, 2, &c.month) || !take_char(&p, '-') ||
      !take(&p, 2, &c.day) || !take_char(&p, 'T') || !take(&p, 2, &c.hour) || !take_char(&p, ':') ||
      !take(&p, 2, &c.minute) || !take_char(&p, ':') || !take(&p, 2, &c.second) || !take_zone(&p, &offset) || *p)
    return false;
  if (!moment_make(c.year, c.month, c.day, c.hour, c.minute, c.second, out))
    return false;
  *out -= offset;
  return *out >= 0;
}

void moment_iso(moment at, char out[MOMENT_TEXT_SIZE]) {
  struct calendar c = calendar_of(at);
  snprintf(out, MOMENT_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

void moment_pdf(moment at, char out[MOMENT_TEXT_SIZE]) {
  struct calendar c = calendar_of(at);
  snprintf(out, MOMENT_TEXT_SIZE, "(D:%04d%02d%02d%02d%02d%02dZ)", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

bool moment_of_pdf(const char *text, moment *out) {
  struct calendar c;
  if (strlen(text) != 19 || strncmp(text, "(D:", 3) != 0 || strcmp(text + 17, "Z)") != 0)
    return false;
  const char *p = text + 3;
  return take(&p, 4, &c.year) && take(&p, 2, &c.month) && take(&p, 2, &c.day) && take(&p, 2, &c.hour) &&
         take(&p, 2, &c.minute) && take(&p, 2, &c.second) &&
         moment_make(c.year, c.month, c.day, c.hour, c.minute, c.second, out);
}

void moment_japan(moment at, char out[MOMENT_TEXT_SIZE]) {
  struct calendar c = calendar_of(at + JAPAN);
  snprintf(out, MOMENT_TEXT_SIZE, "%04d-%02d-%02d %02d:%02d:%02d JST", c.year, c.month, c.day, c.hour, c.minute, c.second);
}
