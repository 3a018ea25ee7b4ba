/* metrics.c - a character is looked up once per face and process: advance, face, line class. Pages of 256 characters are
 * made when first met. A character beyond the first plane or with a variation selector is looked up each time (they are
 * rare). */
#include "base/limits.h"
#include "base/utf8.h"
#include "layout/work.h"
#include <string.h>

static bool is_unseen(uint32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == '\r';
}

struct layout_metrics *layout_metrics_new(const struct font_set *fonts, struct arena *arena) {
  struct layout_metrics *metrics = arena_alloc(arena, sizeof *metrics);
  metrics->fonts = fonts;
  metrics->arena = arena;
  return metrics;
}

static struct metric measure(const struct font_set *fonts, enum font_role role, uint32_t c, uint32_t selector) {
  struct metric m = {.flags = METRIC_KNOWN, .line_class = kinsoku_class(c) & 31};
  if (kinsoku_is_latin(c)) m.flags |= METRIC_LATIN;
  if (kinsoku_is_japanese(c)) m.flags |= METRIC_JAPANESE;
  if (is_unseen(c)) {
    m.flags |= METRIC_UNSEEN;
    m.role = ROLE_UNSEEN;
    return m;
  }
  int picked = font_pick(fonts, role, c, &selector);
  if (picked < 0) {
    m.flags |= METRIC_MISSING;
    m.advance = 1000;
    m.role = role & 7;
    return m;
  }
  const struct face *face = fonts->face[picked];
  m.role = (unsigned)picked & 7;
  m.advance = (int16_t)face_advance(face, face_glyph(face, c, selector));
  return m;
}

struct metric metric_look_up(struct layout_metrics *metrics, enum font_role role, uint32_t c, uint32_t selector) {
  struct metric m = measure(metrics->fonts, role, c, selector);
  if (selector || c / METRIC_PAGE >= METRIC_PAGES) return m;
  struct metric **page = &metrics->pages[role][c / METRIC_PAGE];
  if (!*page) *page = arena_array(metrics->arena, METRIC_PAGE, sizeof **page);
  return (*page)[c % METRIC_PAGE] = m;
}

float metric_text_width(struct layout *l, enum font_role role, float size, const char *utf8) {
  long sum = 0;
  const char *end = utf8 + strlen(utf8);
  while (utf8 < end) {
    uint32_t c = utf8_next(&utf8, end);
    if (!utf8_is_variation_selector(c)) sum += metric_of(l, role, c).advance;
  }
  return (float)sum * size / 1000;
}

/* The place of the character itself inside the text's span, so that the caret stands under it. */
static struct span narrow(struct layout *l, struct span at, const char *bytes, size_t count) {
  if (at.source == 0 || count == 0) return at;
  const struct source *source = diag_source(l->diag, at.source);
  for (size_t i = at.start; source && i + count <= at.end && i + count <= source->size; i++)
    if (memcmp(source->text + i, bytes, count) == 0)
      return (struct span){at.source, (uint32_t)i, (uint32_t)(i + count)};
  return at;
}

void metric_report_missing(struct layout *l, uint32_t c, struct span at) {
  if (l->pass > 0) return;
  for (size_t i = 0; i < l->missing_count; i++) {
    const struct missing *m = &l->missing[i];
    if (m->code_point == c && m->at.source == at.source && m->at.start == at.start) return;
  }
  if (l->missing_count >= LIMIT_DIAGNOSTICS) return;
  *ARENA_PUSH(l->arena, l->missing, l->missing_count, l->missing_cap) = (struct missing){c, at};
  char bytes[5] = {0};
  size_t count = utf8_put(bytes, c);
  const char *name = arena_printf(l->arena, "U+%04X", (unsigned)c);
  bool shown = c >= 0x20 && !utf8_is_private_use(c);
  diag_add(l->diag, DIAG_L101, narrow(l, at, bytes, count), name, shown ? bytes : "");
  l->errors++;
}
