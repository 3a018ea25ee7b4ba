/* diag_print.c - printing: sorted by file and offset, each message with its line, a caret under the right column, its
 * notes and a hint.
 *
 * Everything that comes from an input goes through put_scrubbed: control characters (C0, DEL, C1), invisible
 * formatting (bidi controls, joiners, tags) and bytes that are not UTF-8 are shown as <U+202E> or <\x9B>. The same
 * function measures, so the caret stands where the terminal shows the character, two columns for wide ones. */
#include "diag/diag_internal.h"

#include "base/buf.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

const struct diag_text DIAG_TEXTS[DIAG_CODE_COUNT] = {
#define DIAG(code, severity, en, ja, hint_en, hint_ja) {#code, SEVERITY_##severity, {en, ja}, {hint_en, hint_ja}},
#include "diag/codes.def"
#undef DIAG
};

enum {
  LINE_COLUMNS_MAX = 110, /* a longer source line is shown as a window around the caret */
  LINE_BEFORE_CARET = 50,
  ARGUMENT_CHARS_MAX = 120
};

static bool is_unsafe(uint32_t c) {
  static const struct {
    uint32_t first, last;
  } UNSAFE[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x061C, 0x061C},  {0x180E, 0x180E},
                {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF},  {0xFFF9, 0xFFFB},
                {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F}};
  for (size_t i = 0; i < sizeof UNSAFE / sizeof *UNSAFE; i++) {
    if (c >= UNSAFE[i].first && c <= UNSAFE[i].last) return true;
  }
  return false;
}

/* Appends one character as it may be shown and moves *p past it; returns the columns that it takes. */
static size_t put_character(struct buf *out, const char **p, const char *end) {
  const char *start = *p;
  uint32_t c = utf8_next(p, end);
  size_t before = out->size;
  if (c == '\t') {
    buf_putc(out, ' ');
    return 1;
  }
  if (c == 0xFFFD && *p == start + 1) buf_printf(out, "<\\x%02X>", (unsigned)(unsigned char)*start);
  else if (is_unsafe(c)) buf_printf(out, "<U+%04X>", (unsigned)c);
  else {
    buf_put(out, start, (size_t)(*p - start));
    return utf8_is_variation_selector(c) ? 0 : utf8_is_wide(c) ? 2 : 1;
  }
  return out->size - before;
}

static void put_scrubbed(struct buf *out, const char *s, size_t chars_max) {
  const char *end = s + strlen(s);
  for (size_t n = 0; s < end; n++) {
    if (n == chars_max) {
      buf_puts(out, "…");
      return;
    }
    put_character(out, &s, end);
  }
}

static void put_message(struct buf *out, const char *format, const char *const *args, enum diag_language language) {
  for (const char *p = format; *p; p++) {
    if (p[0] == '{' && p[1] >= '0' && p[1] < '0' + DIAG_ARGS_MAX && p[2] == '}') {
      const char *arg = args ? args[p[1] - '0'] : NULL;
      if (arg) put_scrubbed(out, diag_reason(language, arg), ARGUMENT_CHARS_MAX);
      p += 2;
    } else {
      buf_putc(out, *p);
    }
  }
}

static const char *severity_word(enum severity severity, const struct diag_style *style) {
  static const char *const WORDS[][2] = {
      [SEVERITY_NOTE] = {"note", "注"}, [SEVERITY_WARNING] = {"warning", "警告"}, [SEVERITY_ERROR] = {"error", "エラー"}};
  if (severity == SEVERITY_WARNING && style->warnings_as_errors) severity = SEVERITY_ERROR;
  return WORDS[severity][style->language];
}

static void put_columns(struct buf *out, char c, size_t count) {
  for (size_t i = 0; i < count; i++) buf_putc(out, c);
}

/* The source line and a caret below it: "   14 |   ID.AM-1: 7". Long lines are cut to a window around the caret. */
static void put_source_line(struct buf *out, const struct source *s, struct span at, const struct place *place) {
  struct buf text = {0};
  const char *line = s->text + place->line_start, *end = s->text + place->line_end;
  const char *caret = s->text + (at.start < place->line_end ? at.start : place->line_end);
  const char *stop = s->text + (at.end < place->line_end ? at.end : place->line_end);
  if (caret < line) caret = line;
  const char *from = caret;
  for (size_t chars = 0; from > line && chars < LINE_BEFORE_CARET; chars++) {
    do from--;
    while (from > line && ((unsigned char)*from & 0xC0) == 0x80);
  }
  size_t columns = 0, caret_from = 0, caret_to = 0;
  if (from > line) {
    buf_puts(&text, "…");
    columns = 1;
  }
  const char *p = from;
  while (p < end && columns < LINE_COLUMNS_MAX) {
    if (p == caret) caret_from = columns;
    bool marked = p >= caret && p < stop;
    columns += put_character(&text, &p, end);
    if (marked) caret_to = columns;
  }
  if (p < end) buf_puts(&text, "…");
  if (caret >= p) caret_from = columns;
  buf_printf(out, "%5zu | ", place->line);
  if (text.size) buf_put(out, text.data, text.size);
  buf_puts(out, "\n      | ");
  put_columns(out, ' ', caret_from);
  buf_putc(out, '^');
  if (caret_to > caret_from + 1) put_columns(out, '~', caret_to - caret_from - 1);
  buf_putc(out, '\n');
  buf_free(&text);
}

static void put_head(struct buf *out, const struct source *s, const struct place *place) {
  if (!s) {
    buf_puts(out, "tenken: ");
    return;
  }
  put_scrubbed(out, s->name, SIZE_MAX);
  buf_printf(out, ":%zu:%zu: ", place->line, place->column);
}

static void put_entry(struct buf *out, const struct diag *d, enum diag_code code, enum severity severity,
                      struct span at, const char *const *args, const struct diag_style *style) {
  const struct diag_text *text = &DIAG_TEXTS[code];
  const struct source *s = diag_source(d, at.source);
  struct place place = {0};
  if (s) place = source_place(s, at.start);
  put_head(out, s, &place);
  buf_printf(out, "%s: ", severity_word(severity, style));
  put_message(out, text->text[style->language], args, style->language);
  if (text->severity != SEVERITY_NOTE) buf_printf(out, " [%s]", text->name);
  buf_putc(out, '\n');
  if (style->is_short) return;
  if (s && place.line_end > place.line_start) put_source_line(out, s, at, &place);
}

/* A hint like "did you mean {1}?" is for the cases where there is a {1}. */
static bool has_arguments(const char *format, const struct diagnostic *entry) {
  for (const char *p = format; (p = strchr(p, '{')); p++) {
    bool is_placeholder = p[1] >= '0' && p[1] < '0' + DIAG_ARGS_MAX && p[2] == '}';
    if (is_placeholder && !entry->args[p[1] - '0']) return false;
  }
  return true;
}

static void put_diagnostic(struct buf *out, const struct diag *d, const struct diagnostic *entry,
                           const struct diag_style *style) {
  put_entry(out, d, entry->code, entry->severity, entry->at, entry->args, style);
  if (style->is_short) return;
  for (const struct diag_note *note = entry->notes; note; note = note->next) {
    put_entry(out, d, note->code, DIAG_TEXTS[note->code].severity, note->at, entry->args, style);
  }
  const char *hint = DIAG_TEXTS[entry->code].hint[style->language];
  if (!hint || !has_arguments(hint, entry)) return;
  buf_puts(out, style->language == DIAG_JAPANESE ? "      = ヒント: " : "      = hint: ");
  put_message(out, hint, entry->args, style->language);
  buf_putc(out, '\n');
}

static int by_place(const void *left, const void *right) {
  const struct diagnostic *a = *(const struct diagnostic *const *)left, *b = *(const struct diagnostic *const *)right;
  if (a->at.source != b->at.source) return a->at.source < b->at.source ? -1 : 1;
  if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
  return a->arrival < b->arrival ? -1 : a->arrival > b->arrival;
}

static bool is_error(const struct diagnostic *entry) {
  return entry->severity == SEVERITY_ERROR;
}

static void put_rest(struct buf *out, size_t rest, const struct diag_style *style) {
  if (rest == 0) return;
  if (style->language == DIAG_JAPANESE) buf_printf(out, "tenken: ほかに%zu件\n", rest);
  else buf_printf(out, "tenken: and %zu more\n", rest);
}

void diag_print(const struct diag *d, FILE *file, const struct diag_style *style) {
  if (d->count == 0) return;
  const struct diagnostic **sorted = mem_alloc(d->count * sizeof(struct diagnostic *));
  size_t errors = 0;
  for (size_t i = 0; i < d->count; i++) {
    sorted[i] = &d->entries[i];
    errors += is_error(sorted[i]);
  }
  qsort(sorted, d->count, sizeof *sorted, by_place);
  /* With a limit, warnings never crowd out errors. */
  size_t limit = style->limit ? style->limit : d->count;
  size_t errors_left = errors < limit ? errors : limit;
  size_t others_left = limit - errors_left;
  struct buf out = {0};
  size_t printed = 0;
  for (size_t i = 0; i < d->count; i++) {
    size_t *left = is_error(sorted[i]) ? &errors_left : &others_left;
    if (*left == 0) continue;
    (*left)--;
    printed++;
    put_diagnostic(&out, d, sorted[i], style);
  }
  put_rest(&out, d->count - printed + d->uncounted, style);
  if (out.size) fwrite(out.data, 1, out.size, file);
  buf_free(&out);
  free(sorted);
}

void diag_scrub(struct buf *out, const char *s) {
  put_scrubbed(out, s, SIZE_MAX);
}

void diag_say_args(FILE *file, const char *format, va_list list) {
  va_list again;
  va_copy(again, list);
  int size = vsnprintf(NULL, 0, format, again);
  va_end(again);
  if (size < 0) return;
  char *text = mem_alloc((size_t)size + 1);
  vsnprintf(text, (size_t)size + 1, format, list);
  struct buf out = {0};
  diag_scrub(&out, text);
  buf_putc(&out, '\n');
  fwrite(out.data, 1, out.size, file);
  buf_free(&out);
  free(text);
}

void diag_say(FILE *file, const char *format, ...) {
  va_list list;
  va_start(list, format);
  diag_say_args(file, format, list);
  va_end(list);
}
