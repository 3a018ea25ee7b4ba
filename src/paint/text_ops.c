/* How: a text is decoded once; each character becomes its two-byte code in a literal string (half the bytes of a
 * hexadecimal one, and so half the work of compressing it). Extra space ends the string inside a TJ array.
 * Character spacing (Tc) for what a justified line shares was tried: 0.7 % of the file, and one reader then splits
 * letter-spaced words. */
#include "paint/content_stream.h"

#include "base/utf8.h"
#include "paint/syntax.h"

#include <string.h>

enum { OPERAND_PER_BYTE = 16, OPERAND_SPARE = 16 }; /* a character: 2 escaped bytes, `)-32768(`: under 16 */

void content_end_text(struct content_stream *stream) {
  if (!stream->in_text)
    return;
  buf_puts(&stream->out, "ET\n");
  stream->in_text = false;
}

static void begin_text(struct content_stream *stream) {
  if (stream->in_text)
    return;
  buf_puts(&stream->out, "BT\n");
  stream->in_text = true;
  stream->text_x = stream->text_y = 0;
}

static void set_font(struct content_stream *stream, enum font_role font, long size) {
  struct graphics_state *state = &stream->state;
  if (state->has_font && state->font == font && state->font_size == size)
    return;
  buf_puts(&stream->out, "/F");
  buf_put_int(&stream->out, (long)font);
  buf_putc(&stream->out, ' ');
  syntax_put_hundredths_spaced(&stream->out, size);
  buf_puts(&stream->out, "Tf\n");
  state->has_font = true;
  state->font = font;
  state->font_size = size;
}

static void move_to(struct content_stream *stream, long x, long y) {
  syntax_put_hundredths_spaced(&stream->out, x - stream->text_x);
  syntax_put_hundredths_spaced(&stream->out, y - stream->text_y);
  buf_puts(&stream->out, "Td\n");
  stream->text_x = x;
  stream->text_y = y;
}

/* 7.3.4.2: parentheses and backslash need an escape; a bare CR would be read as LF. */
static const char ESCAPES[256] = {['('] = '(', [')'] = ')', ['\\'] = '\\', ['\r'] = 'r'};

static char *put_byte(char *p, unsigned byte) {
  char escape = ESCAPES[byte];
  *p = '\\';
  p += escape != 0;
  *p++ = escape ? escape : (char)byte;
  return p;
}

static char *put_space(char *p, int extra) {
  char digits[8];
  int count = 0;
  unsigned magnitude = (unsigned)(extra < 0 ? -extra : extra);
  *p++ = ')';
  if (extra > 0) /* TJ numbers move to the left (9.4.3) */
    *p++ = '-';
  do
    digits[count++] = (char)('0' + magnitude % 10);
  while (magnitude /= 10);
  while (count)
    *p++ = digits[--count];
  *p++ = '(';
  return p;
}

/* A selector is three or four bytes that begin with EF or F3: most characters are not followed by such a byte. */
static uint32_t take_selector(const char **p, const char *end) {
  if (*p >= end || ((unsigned char)**p != 0xEF && (unsigned char)**p != 0xF3))
    return 0;
  const char *after = *p;
  uint32_t code_point = utf8_next(&after, end);
  if (!utf8_is_variation_selector(code_point))
    return 0;
  *p = after;
  return code_point;
}

static void report_missing(struct content_stream *stream, const char *character, size_t size_bytes) {
  struct document *document = stream->document;
  if (!document->failed)
    diag_add(document->diag, DIAG_E071, NO_SPAN, arena_strndup(document->arena, character, size_bytes));
  document->failed = true;
}

/* The string operand "(...)" or the inside of a TJ array, in the scratch memory; true when it needs TJ. */
static bool encode(struct content_stream *stream, const struct text_mark *text, size_t *size) {
  size_t need = text->size_bytes * OPERAND_PER_BYTE + OPERAND_SPARE;
  if (need > stream->scratch_cap)
    stream->scratch = mem_realloc(stream->scratch, stream->scratch_cap = need * 2);
  const char *s = text->s, *end = s + text->size_bytes;
  char *p = stream->scratch;
  bool spaced = false;
  *p++ = '(';
  for (size_t i = 0; s < end; i++) {
    const char *start = s;
    uint32_t code_point = utf8_next(&s, end);
    unsigned code = pdf_font_code(stream->fonts, text->font, code_point, take_selector(&s, end));
    if (!code)
      report_missing(stream, start, (size_t)(s - start));
    p = put_byte(p, code >> 8);
    p = put_byte(p, code & 0xFF);
    if (text->extra && i < text->char_count && text->extra[i] && s < end) {
      p = put_space(p, text->extra[i]);
      spaced = true;
    }
  }
  *p++ = ')';
  *size = (size_t)(p - stream->scratch);
  return spaced;
}

void content_text(struct content_stream *stream, const struct text_mark *text, long x, long y) {
  size_t size;
  bool spaced = encode(stream, text, &size);
  struct buf *out = &stream->out;
  begin_text(stream);
  set_font(stream, text->font, syntax_hundredths(text->size));
  move_to(stream, x, y);
  if (spaced)
    buf_putc(out, '[');
  buf_put(out, stream->scratch, size);
  buf_puts(out, spaced ? "]TJ\n" : "Tj\n");
}
