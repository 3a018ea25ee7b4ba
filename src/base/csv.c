/* csv.c - see csv.h. Names and messages come from inputs, so no field is trusted to be harmless in a spreadsheet. */
#include "base/csv.h"

#include <string.h>

void csv_put_text(struct buf *out, const char *s) {
  buf_putc(out, '"');
  if (s && s[0] && strchr("=+-@\t\r", s[0])) buf_putc(out, '\'');
  for (; s && *s; s++) {
    if (*s == '"') buf_putc(out, '"');
    buf_putc(out, *s);
  }
  buf_putc(out, '"');
}
