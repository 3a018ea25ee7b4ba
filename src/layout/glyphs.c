/* glyphs.c - inline texts -> glyphs: advance, face and line class of each character, then the spaces that depend on
 * neighbours: Latin-kana space, cells of tabular digits, padding of framed tags. */
#include "layout/glyphs.h"
#include "base/utf8.h"
#include <math.h>
#include <stdlib.h>

static const float LATIN_SPACE = 0.125f;      /* em */
static const float DIGIT_GAP_MAX = 0.09f;     /* em: a wider gap makes extraction split the number */
static const float FRAME_PAD = 3, FRAME_GAP = 3.5f; /* framed tags (LOOK 10) */
enum {
  ZERO_WIDTH_SPACE = 0x200B,
  LEAST_SELECTOR_LEAD = 0xEF /* all selectors are at or over U+FE00: EF or F3 lead their bytes */
};

static void scratch_reserve(struct scratch *s, size_t need) {
  if (need <= s->cap) return;
  size_t cap = s->cap ? s->cap : 1024;
  while (cap < need) cap *= 2;
  s->glyphs = mem_realloc(s->glyphs, cap * sizeof *s->glyphs);
  s->chars = mem_realloc(s->chars, cap * sizeof *s->chars);
  s->classes = mem_realloc(s->classes, cap);
  s->starts = mem_realloc(s->starts, cap);
  s->places = mem_realloc(s->places, (cap + 1) * sizeof *s->places);
  s->spans = mem_realloc(s->spans, cap * sizeof *s->spans);
  s->cap = cap;
}

/* The variation selector at *p, which is moved past it; 0: none. */
static uint32_t selector_at(const char **p, const char *end) {
  const char *after = *p;
  uint32_t c = utf8_next(&after, end);
  if (!utf8_is_variation_selector(c)) return 0;
  *p = after;
  return c;
}

/* A character without a glyph of its own: a line end or a place to break stays, the unseen are left out, and what no face
 * has is reported. */
static bool is_left_out(struct layout *l, const struct inline_text *t, uint32_t c, struct metric *m) {
  if (m->flags & METRIC_UNSEEN) return c != ZERO_WIDTH_SPACE;
  if (c == '\n')
    m->flags |= GLYPH_LINE_END;
  else
    metric_report_missing(l, c, t->at);
  return false;
}

/* Appends the glyphs of a text to the n of the scratch; returns how many there are then. */
static size_t glyphs_of(struct layout *l, const struct inline_text *t, size_t source, size_t n) {
  struct glyph *glyphs = l->scratch.glyphs;
  uint32_t *chars = l->scratch.chars;
  uint8_t *classes = l->scratch.classes;
  struct metric *const *known = l->metrics->pages[t->font];
  const char *p = t->s, *end = t->s + t->size_bytes, *joint = NULL; /* where a glyph in one piece with the last begins */
  const float size = t->size, tracking = t->tracking * t->size;
  const uint8_t spaced = tracking != 0 || t->fixed_advance > 0 ? GLYPH_SPACED : 0;
  uint8_t role = FONT_ROLE_COUNT;
  size_t first = n;
  while (p < end) {
    const char *s = p;
    uint32_t c = utf8_next(&p, end), selector = 0;
    if (p < end && (unsigned char)*p >= LEAST_SELECTOR_LEAD) selector = selector_at(&p, end);
    size_t bytes = (size_t)(p - s);
    if (c == '\t') c = ' ', s = " ", bytes = 1;
    const struct metric *at = selector ? NULL : metric_known(known, c);
    struct metric m = at ? *at : metric_look_up(l->metrics, t->font, c, selector);
    if (m.flags & (METRIC_UNSEEN | METRIC_MISSING) && is_left_out(l, t, c, &m)) continue;
    uint8_t apart = s != joint || m.role != role ? GLYPH_APART : 0;
    joint = s + bytes;
    role = m.role;
    chars[n] = c;
    classes[n] = m.line_class;
    glyphs[n++] = (struct glyph){.s = s, .bytes = (uint8_t)bytes, .natural = m.advance, .source = (uint16_t)source, .role = role,
                                 .advance = (float)m.advance * size / 1000 + tracking, .flags = m.flags | spaced | apart};
  }
  for (size_t i = first; i < n && t->fixed_advance > 0; i++) glyphs[i].advance = t->fixed_advance;
  return n;
}

enum { BOTH_SCRIPTS = METRIC_LATIN | METRIC_JAPANESE };

static void add_latin_space(struct layout *l, const struct inline_text *texts, size_t n) {
  struct glyph *g = l->scratch.glyphs;
  for (size_t i = 1; i < n; i++) {
    if (((g[i - 1].flags ^ g[i].flags) & BOTH_SCRIPTS) != BOTH_SCRIPTS) continue; /* no character is of both */
    if (texts[g[i].source].framed || texts[g[i - 1].source].framed) continue;
    g[i].flags |= GLYPH_SPACED;
    g[i].glue = LATIN_SPACE * fminf(texts[g[i].source].size, texts[g[i - 1].source].size);
  }
}

static bool is_digit(uint32_t c) {
  return c >= '0' && c <= '9';
}
static bool is_number_inner(const uint32_t *chars, size_t i, size_t end) {
  uint32_t c = chars[i];
  return (c == '.' || c == ',' || c == '-' || c == '/' || c == ':') && i + 1 < end && is_digit(chars[i + 1]);
}

/* Every digit gets the cell of 0 with the narrow 1 in its middle; a gap between digits stays within DIGIT_GAP_MAX, and
 * what that leaves over stands outside the number (before it when numbers are right-aligned). LOOK 3. */
static void tabular_number(struct layout *l, const struct inline_text *t, size_t from, size_t to, bool rest_before) {
  struct glyph *g = l->scratch.glyphs;
  const uint32_t *chars = l->scratch.chars;
  float cell = (float)metric_of(l, t->font, '0').advance * t->size / 1000, rest = 0, side_before = 0;
  for (size_t i = from; i < to; i++) {
    float side = is_digit(chars[i]) ? (cell - g[i].advance) / 2 : 0;
    bool digits = i > from && is_digit(chars[i]) && is_digit(chars[i - 1]);
    float gap = side_before + side;
    if (digits && gap > DIGIT_GAP_MAX * t->size) {
      rest += gap - DIGIT_GAP_MAX * t->size;
      gap = DIGIT_GAP_MAX * t->size;
    }
    g[i].lead += gap;
    g[i].flags |= GLYPH_SPACED;
    side_before = side;
  }
  g[to - 1].advance += side_before;
  if (rest_before)
    g[from].lead += rest;
  else
    g[to - 1].advance += rest;
}

static void add_tabular_cells(struct layout *l, const struct inline_text *texts, size_t n, enum align align) {
  const uint32_t *chars = l->scratch.chars;
  const struct glyph *g = l->scratch.glyphs;
  for (size_t i = 0; i < n; i++) {
    if (!is_digit(chars[i]) || !texts[g[i].source].tabular) continue;
    size_t end = i;
    while (end < n && g[end].source == g[i].source && (is_digit(chars[end]) || is_number_inner(chars, end, n))) end++;
    tabular_number(l, &texts[g[i].source], i, end, align == ALIGN_RIGHT);
    i = end - 1;
  }
}

/* Runs that stay whole, and framed tags with their padding; tags that follow each other stay together. */
static void keep_runs(struct layout *l, const struct inline_text *texts, size_t n) {
  struct scratch *s = &l->scratch;
  struct glyph *g = s->glyphs;
  for (size_t i = 0; i < n; i++) {
    const struct inline_text *t = &texts[g[i].source];
    bool first = i == 0 || g[i - 1].source != g[i].source, last = i + 1 == n || g[i + 1].source != g[i].source;
    if ((t->keep || t->framed) && !first && s->starts[i] == START_FREE) s->starts[i] = START_KEPT;
    if (!t->framed) continue;
    g[i].flags |= GLYPH_SPACED;
    if (first) {
      bool apart = i > 0 && s->classes[i - 1] != LINE_SP && s->classes[i - 1] != LINE_IDSP;
      bool after_tag = i > 0 && texts[g[i - 1].source].framed;
      bool after_gap = i > 1 && !apart && texts[g[i - 2].source].framed;
      g[i].lead += FRAME_PAD;
      g[i].glue = apart ? FRAME_GAP : 0;
      s->starts[i] = i == 0 ? START_NEVER : after_tag || after_gap ? START_KEPT : START_FREE;
    }
    if (last) g[i].advance += FRAME_PAD;
  }
}

size_t glyphs_measure(struct layout *l, struct text_lines *lines, const struct inline_text *texts, size_t count,
                      enum align align) {
  size_t bytes = 0, n = 0;
  bool tabular = false, kept = false;
  for (size_t i = 0; i < count; i++) {
    bytes += texts[i].size_bytes;
    tabular |= texts[i].tabular;
    kept |= texts[i].keep || texts[i].framed;
    lines->has_frames |= texts[i].framed;
    lines->has_links |= texts[i].link != NULL;
  }
  scratch_reserve(&l->scratch, bytes + 1);
  for (size_t i = 0; i < count; i++) n = glyphs_of(l, &texts[i], i, n);
  kinsoku_starts(l->scratch.chars, l->scratch.classes, n, l->scratch.starts);
  add_latin_space(l, texts, n);
  if (tabular) add_tabular_cells(l, texts, n, align);
  if (kept) keep_runs(l, texts, n);
  return n;
}

void scratch_free(struct scratch *s) {
  free(s->glyphs);
  free(s->chars);
  free(s->classes);
  free(s->starts);
  free(s->places);
  free(s->spans);
}
