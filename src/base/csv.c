/* csv.c - see csv.h. Names and messages come from inputs, so no field is trusted to be harmless in a spreadsheet. */
#include "base/csv.h"

#include "base/utf8.h"

#include <string.h>

void csv_put_text(struct buf *out, const char *s) {
  buf_putc(out, '"');
  if (s && s[0] && strchr("=+-@\t\r", s[0])) buf_putc(out, '\'');
  for (const char *p = s, *end = s ? s + strlen(s) : s; p < end;) {
    char bytes[4];
    if (*p == '"') buf_putc(out, '"');
    buf_put(out, bytes, utf8_put(bytes, utf8_next(&p, end))); /* file names may be any bytes: U+FFFD for what is no text */
  }
  buf_putc(out, '"');
}
