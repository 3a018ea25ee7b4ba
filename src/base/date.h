/* date.h - calendar dates (proleptic Gregorian) without time or zone. 0 = no date. Ordered by plain comparison. */
#ifndef TENKEN_BASE_DATE_H
#define TENKEN_BASE_DATE_H

#include <stdbool.h>

typedef int date; /* yyyy*10000 + mm*100 + dd */

bool date_parse(const char *yyyy_mm_dd, date *out); /* false: not a date that exists, or year outside 1900-2999 */
date date_minus_months(date, int months); /* same day, cut to the month's last day */
int date_year(date);
int date_month(date);
int date_day(date);
void date_iso(date, char out[11]);

#endif
