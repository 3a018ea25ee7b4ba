/* source.c - a place is found by walking the file once from its start. Places are only asked for when a message is
 * printed, so an index of lines would cost more than it saves. CR LF and LF end a line; a lone CR does not, nor do the
 * Unicode line separators: editors that show other line numbers than ours would help nobody. */
#include "diag/source.h"

#include "base/utf8.h"
#include <string.h>

struct place source_place(const struct source *s, uint32_t offset) {
  struct place p = {.line = 1, .column = 1};
  size_t at = offset < s->size ? offset : s->size;
  const char *text = s->text;
  for (const char *lf; (lf = memchr(text + p.line_start, '\n', at - p.line_start)); p.line++) {
    p.line_start = (size_t)(lf - text) + 1;
  }
  const char *lf = memchr(text + p.line_start, '\n', s->size - p.line_start);
  p.line_end = lf ? (size_t)(lf - text) : s->size;
  if (p.line_end > p.line_start && text[p.line_end - 1] == '\r') p.line_end--;
  const char *c = text + p.line_start;
  if (p.line == 1 && s->size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark is not a column */
    c += at >= 3 ? 3 : at;
    p.line_start += 3;
  }
  while (c < text + at) {
    utf8_next(&c, text + at);
    p.column++;
  }
  return p;
}
