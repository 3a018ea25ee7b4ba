/* csv.h - fields of a CSV file: RFC 4180 quoting. A text that a spreadsheet would take for a formula (=, +, -, @ in
 * front) gets an apostrophe before it. */
#ifndef TENKEN_BASE_CSV_H
#define TENKEN_BASE_CSV_H

#include "base/buf.h"

void csv_put_text(struct buf *, const char *); /* NULL: an empty text */

#endif
