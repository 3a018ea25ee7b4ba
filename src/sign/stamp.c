/* How: the name's size goes down in half points until its lines, broken between characters, fit above the two lines of
 * the time. */
#include "sign/stamp.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "sign/inflate.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 12, DEFLATE_LEVEL = 6 };
static const double CAPTION_SIZE = 5, TIME_SIZE = 5.5, NAME_SIZE = 8, NAME_SIZE_MIN = 4, LEADING = 1.3, MARGIN = 1;
static const char COLOUR[] = "0.11 0.13 0.17 rg\n";

struct line {
  const char *text;
  size_t size_bytes;
  enum font_role font;
  double size, baseline;
};

struct sheet {
  const struct font_set *fonts;
  double width, height;
  struct line lines[LINES_MAX];
  size_t line_count;
};

static double width_of(const struct sheet *sheet, const struct line *line) {
  return (double)font_text_advance(sheet->fonts, line->font, line->text, line->size_bytes) * line->size / 1000;
}

static void add_line(struct sheet *sheet, const char *text, size_t size_bytes, enum font_role font, double size,
                     double *top) {
  struct line *line = &sheet->lines[sheet->line_count++];
  *line = (struct line){text, size_bytes, font, size, 0};
  double room = sheet->width - 2 * MARGIN, width = width_of(sheet, line);
  if (width > room)
    line->size = size * room / width;
  *top -= size * LEADING;
  line->baseline = *top + size * (LEADING - 1);
}

/* Takes a character with its variation selector (0: none). */
static uint32_t next_character(const char **p, const char *end, uint32_t *selector) {
  uint32_t code_point = utf8_next(p, end);
  const char *after = *p;
  *selector = 0;
  if (after < end) {
    uint32_t next = utf8_next(&after, end);
    if (utf8_is_variation_selector(next)) {
      *selector = next;
      *p = after;
    }
  }
  return code_point;
}

/* Bytes of `text` that fit into a line of this size: at least one character with its variation selector. */
static size_t fitting(const struct sheet *sheet, const char *text, const char *end, double size) {
  const char *p = text, *fits = text;
  while (p < end) {
    const char *next = p;
    uint32_t selector;
    next_character(&next, end, &selector);
    struct line line = {text, (size_t)(next - text), FONT_SANS_BOLD, size, 0};
    if (fits > text && width_of(sheet, &line) > sheet->width - 2 * MARGIN)
      break;
    fits = p = next;
  }
  return (size_t)(fits - text);
}

static bool add_name(struct sheet *sheet, const char *name, double size, double floor, double *top) {
  size_t first = sheet->line_count;
  double start = *top;
  const char *p = name, *end = name + strlen(name);
  while (p < end) {
    while (p < end && *p == ' ')
      p++;
    size_t bytes = fitting(sheet, p, end, size);
    if (sheet->line_count + 2 >= LINES_MAX || *top - size * LEADING < floor) {
      sheet->line_count = first;
      *top = start;
      return false;
    }
    if (bytes)
      add_line(sheet, p, bytes, FONT_SANS_BOLD, size, top);
    p += bytes;
  }
  return true;
}

static bool place_lines(struct sheet *sheet, const struct stamp_text *text, char time[MOMENT_TEXT_SIZE]) {
  double top = sheet->height - MARGIN, floor = 2 * TIME_SIZE * LEADING + MARGIN;
  add_line(sheet, text->caption, strlen(text->caption), FONT_SANS, CAPTION_SIZE, &top);
  bool placed = false;
  for (double size = NAME_SIZE; size >= NAME_SIZE_MIN && !placed; size -= 0.5)
    placed = add_name(sheet, text->name, size, floor, &top);
  moment_japan(text->time, time); /* "2026-11-24 09:00:00 JST": the seconds are left out */
  memmove(time + 16, time + 19, strlen(time + 19) + 1);
  add_line(sheet, time, 10, FONT_SANS, TIME_SIZE, &top);
  add_line(sheet, time + 11, strlen(time + 11), FONT_SANS, TIME_SIZE, &top);
  return placed && top >= 0;
}

/* ---- outlines ---- */

struct pen {
  struct buf *out;
  double x, y, scale, width, height;
};

static void put_point(struct pen *pen, double x, double y) {
  double px = pen->x + x * pen->scale, py = pen->y + y * pen->scale;
  buf_put_decimal(pen->out, px < 0 ? 0 : px > pen->width ? pen->width : px, 2);
  buf_putc(pen->out, ' ');
  buf_put_decimal(pen->out, py < 0 ? 0 : py > pen->height ? pen->height : py, 2);
  buf_putc(pen->out, ' ');
}

static void pen_move(void *context, double x, double y) {
  put_point(context, x, y);
  buf_puts(((struct pen *)context)->out, "m\n");
}

static void pen_line(void *context, double x, double y) {
  put_point(context, x, y);
  buf_puts(((struct pen *)context)->out, "l\n");
}

static void pen_curve(void *context, double x1, double y1, double x2, double y2, double x3, double y3) {
  put_point(context, x1, y1);
  put_point(context, x2, y2);
  put_point(context, x3, y3);
  buf_puts(((struct pen *)context)->out, "c\n");
}

static void pen_close(void *context) {
  buf_puts(((struct pen *)context)->out, "h\n");
}

static bool draw_line(const struct sheet *sheet, const struct line *line, const struct stamp_text *text,
                      struct buf *out, struct fault *fault) {
  /* Down to a hundredth, so that what is written never lies outside. */
  struct pen pen = {out, (sheet->width - width_of(sheet, line)) / 2, line->baseline, line->size,
                    floor(sheet->width * 100) / 100, floor(sheet->height * 100) / 100};
  struct outline_sink sink = {&pen, pen_move, pen_line, pen_curve, pen_close};
  const char *p = line->text, *end = p + line->size_bytes;
  while (p < end) {
    const char *start = p;
    uint32_t selector, code_point = next_character(&p, end, &selector);
    int role = font_pick(sheet->fonts, line->font, code_point, &selector);
    if (role < 0) {
      char character[8] = "";
      memcpy(character, start, (size_t)(p - start) < sizeof character ? (size_t)(p - start) : sizeof character - 1);
      return fault_set(fault, REASON_GLYPH, character, text->name);
    }
    const struct face *face = sheet->fonts->face[role];
    uint16_t glyph = face_glyph(face, code_point, selector);
    size_t before = out->size;
    face_outline(face, glyph, &sink);
    if (out->size > before)
      buf_puts(out, "f\n");
    pen.x += face_advance(face, glyph) * line->size / 1000;
  }
  return true;
}

static void deflate(const struct buf *plain, struct buf *out) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
  if (!compressor)
    mem_exhausted();
  size_t bound = libdeflate_zlib_compress_bound(compressor, plain->size);
  char *packed = mem_alloc(bound);
  size_t size = libdeflate_zlib_compress(compressor, plain->data, plain->size, packed, bound);
  buf_put(out, packed, size);
  free(packed);
  libdeflate_free_compressor(compressor);
}

bool stamp_put(const struct stamp_text *text, const struct font_set *fonts, double width, double height,
               struct buf *out, struct fault *fault) {
  struct sheet sheet = {.fonts = fonts, .width = width, .height = height};
  char time[MOMENT_TEXT_SIZE];
  struct buf plain = {0};
  if (!place_lines(&sheet, text, time))
    return fault_set(fault, REASON_FIELD_SIZE, text->role, NULL);
  buf_puts(&plain, COLOUR);
  bool good = true;
  for (size_t i = 0; i < sheet.line_count && good; i++)
    good = draw_line(&sheet, &sheet.lines[i], text, &plain, fault);
  if (good)
    deflate(&plain, out);
  buf_free(&plain);
  return good;
}

/* ---- checking ---- */

static const struct {
  const char *name;
  size_t operands;
  bool is_path;
} OPERATORS[] = {{"rg", 3, false}, {"m", 2, true}, {"l", 2, true}, {"c", 6, true}, {"h", 0, true}, {"f", 0, true}};

/* Plain decimals as buf_put_decimal writes them. */
static bool number_of(const char *p, size_t size, double *out) {
  double scale = 0;
  *out = 0;
  for (size_t i = 0; i < size; i++) {
    if (p[i] == '.' && scale == 0 && i > 0)
      scale = 1;
    else if (p[i] < '0' || p[i] > '9')
      return false;
    else if (scale > 0)
      *out += (p[i] - '0') * (scale /= 10);
    else
      *out = *out * 10 + (p[i] - '0');
  }
  return size > 0 && size <= 10;
}

static bool operator_is_plain(const char *p, size_t size, const double *operands, size_t count, double width,
                              double height) {
  for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++) {
    if (strlen(OPERATORS[i].name) != size || memcmp(OPERATORS[i].name, p, size) != 0)
      continue;
    for (size_t k = 0; k < count; k++)
      if (operands[k] > (!OPERATORS[i].is_path ? 1 : k % 2 ? height : width) + 0.005)
        return false;
    return OPERATORS[i].operands == count;
  }
  return false;
}

static bool content_is_plain(const char *p, const char *end, double width, double height) {
  double operands[6];
  size_t count = 0;
  while (p < end) {
    const char *start = p;
    while (p < end && *p != ' ' && *p != '\n')
      p++;
    size_t size = (size_t)(p - start);
    if (p == end || size == 0)
      return false;
    if (*p == ' ') {
      if (count == 6 || !number_of(start, size, &operands[count++]))
        return false;
    } else {
      if (!operator_is_plain(start, size, operands, count, width, height))
        return false;
      count = 0;
    }
    p++;
  }
  return count == 0;
}

bool stamp_is_plain(struct bytes zlib_data, double width, double height) {
  struct arena *arena = arena_new();
  struct bytes plain;
  bool good = inflate_all(zlib_data, LIMIT_STAMP_BYTES, arena, &plain) &&
              content_is_plain((const char *)plain.p, (const char *)plain.p + plain.size, width, height);
  arena_free(arena);
  return good;
}
