/* text.c - glyphs.c measures characters, kinsoku.c says where lines may start, first fit with look-back fills lines, and a last pass places glyphs and cuts lines into pieces.
 *
 * First fit is enough for Japanese, where nearly every character is a place to break; the one thing it does badly, a
 * last line of one or two characters, is mended by trying again 1 % of the size tighter (LOOK 3). A word that no line
 * holds breaks where a number or unit rule was in the way, and if that does not help, anywhere. */
#include "layout/glyphs.h"
#include <math.h>
#include <string.h>

static const float EPSILON = 0.005f;
static const float JUSTIFY_MAX = 0.25f;       /* em per place; a line that needs more stays ragged */
enum { JOINT_REACH = 3 }; /* characters */
static const float TIGHTEN = 0.01f;           /* em */
static const char ELLIPSIS[] = "\u2026";

/* ---- Lines ---- */

struct filling { /* state of first fit */
  const struct scratch *s;
  size_t n;
  const struct text_format *format;
  float tighten; /* points taken from each advance */
};

static bool is_space(uint8_t line_class) {
  return line_class == LINE_SP || line_class == LINE_IDSP;
}

/* The last place of this kind after `from`, up to `to`; `from`: none. */
static size_t last_start(const struct scratch *s, size_t from, size_t to, enum line_start kind) {
  while (to > from && s->starts[to] != kind) to--;
  return to;
}

/* Where to cut when no line start was passed: at a kept place, else as late as possible without parting marks. */
static size_t emergency_cut(const struct scratch *s, size_t from, size_t full) {
  size_t kept = last_start(s, from, full, START_KEPT);
  if (kept > from) return kept;
  size_t cut = full > from ? full : from + 1;
  size_t earliest = cut;
  while (earliest > from + 1 && s->classes[earliest] == LINE_CM) earliest--;
  return earliest > from + 1 || s->classes[cut] != LINE_CM ? earliest : cut;
}

/* A blank between Japanese words is meant as a joint (所属 姓 名): a break up to three characters after it goes back to
 * it, and a break at a joint goes back to one just before, so that a name stays in one line. */
static bool is_joint(const struct scratch *s, size_t from, size_t i) {
  return i >= from + 2 && is_space(s->classes[i - 1]) && s->glyphs[i].flags & METRIC_JAPANESE &&
         s->glyphs[i - 2].flags & METRIC_JAPANESE;
}

static size_t prefer_joint(const struct filling *f, size_t from, size_t cut) {
  if (f->format->align == ALIGN_JUSTIFY) return cut;
  for (size_t i = cut - 1; i > from && cut - i <= JOINT_REACH; i--)
    if (f->s->starts[i] == START_FREE && is_joint(f->s, from, i)) return i;
  return cut;
}

/* Does the word that goes over the line's end at glyph i end within the slack? Whatever is longer by two characters (gaps
 * may be negative) is not followed to its end: a word may be as long as a text. */
static bool ends_within_slack(const struct filling *f, size_t from, size_t i, float x, float width) {
  float most = width + f->format->slack;
  if (f->format->slack <= 0) return false;
  for (; i < f->n && f->s->chars[i] != '\n' && (i == from || f->s->starts[i] != START_FREE) && !is_space(f->s->classes[i]); i++) {
    x += f->s->glyphs[i].lead + f->s->glyphs[i].glue + f->s->glyphs[i].advance;
    if (x > most + 2 * f->format->size) return false;
  }
  return x <= most;
}

/* May glyph i, which begins at x, stand over the line's end? */
static bool hangs(const struct filling *f, size_t i, float x, float width) {
  const struct scratch *s = f->s;
  return s->classes[i] == LINE_HANG && f->format->may_hang && x <= width &&
         (i + 1 == f->n || s->starts[i + 1] == START_FREE || s->chars[i + 1] == '\n');
}

/* The line that starts at glyph `from`, its glyphs placed; *next is where the following one starts. Glyphs are only looked
 * back at where the line is full. */
static struct line_span next_line(const struct filling *f, size_t from, bool first, size_t *next) {
  const struct scratch *s = f->s;
  float x = first ? f->format->first_indent : f->format->rest_indent;
  const float width = f->format->width + EPSILON, tighten = f->tighten;
  size_t solid = from; /* up to here nothing but `from` is a place to start */
  for (size_t i = from; i < f->n; i++) {
    const struct glyph *g = &s->glyphs[i];
    if (g->flags & GLYPH_LINE_END) {
      *next = i + 1;
      return (struct line_span){.from = from, .to = i};
    }
    float place = x;
    if (g->flags & GLYPH_SPACED) place += g->lead + (i > from ? g->glue : 0);
    s->places[i] = place;
    float end = place + (g->advance - tighten);
    if (end > width && !is_space(s->classes[i]) && !hangs(f, i, x, width)) {
      size_t good = last_start(s, solid, i, START_FREE);
      if (good > solid || !(f->format->may_overflow || ends_within_slack(f, from, i, x, width))) {
        *next = good > solid ? prefer_joint(f, from, good) : emergency_cut(s, from, i);
        return (struct line_span){.from = from, .to = *next};
      }
      solid = i;
    }
    x = end;
  }
  *next = f->n;
  return (struct line_span){.from = from, .to = f->n};
}

static size_t fill_lines(const struct filling *f, struct line_span *spans) {
  size_t count = 0, at = 0;
  while (at < f->n) {
    size_t next;
    spans[count] = next_line(f, at, count == 0, &next);
    count++;
    at = next;
  }
  return count;
}

/* ---- Aligning ---- */

static float visible_end(const struct scratch *s, const struct line_span *line, float start) {
  size_t last = line->to;
  while (last > line->from && is_space(s->classes[last - 1])) last--;
  return last > line->from ? s->places[last - 1] + s->glyphs[last - 1].advance : start;
}

static bool may_stretch(const struct inline_text *texts, const struct scratch *s, size_t i) {
  const struct glyph *a = &s->glyphs[i - 1], *b = &s->glyphs[i];
  if (is_space(s->classes[i - 1])) return true;
  if (is_space(s->classes[i]) || s->classes[i] == LINE_CM || s->starts[i] == START_KEPT) return false;
  if (a->source == b->source && (texts[a->source].framed || texts[a->source].tabular)) return false;
  return s->chars[i - 1] >= 0x2E80 || s->chars[i] >= 0x2E80;
}

static bool justify(const struct filling *f, const struct inline_text *texts, const struct line_span *line, float slack) {
  const struct scratch *s = f->s;
  size_t last = line->to, count = 0;
  while (last > line->from && is_space(s->classes[last - 1])) last--;
  for (size_t i = line->from + 1; i < last; i++) count += may_stretch(texts, s, i);
  if (count == 0 || slack / (float)count > JUSTIFY_MAX * f->format->size) return false;
  float each = slack / (float)count, moved = 0;
  for (size_t i = line->from + 1; i < line->to; i++) {
    if (i < last && may_stretch(texts, s, i)) moved += each;
    s->places[i] += moved;
  }
  return true;
}

static float align_line(const struct filling *f, const struct inline_text *texts, struct line_span *line, bool first, bool last) {
  const struct scratch *s = f->s;
  float start = first ? f->format->first_indent : f->format->rest_indent;
  float end = visible_end(s, line, start), slack = f->format->width - end;
  line->is_spaced = f->tighten > 0;
  if (f->format->align == ALIGN_JUSTIFY && !last && slack > 0) {
    line->is_spaced |= justify(f, texts, line, slack);
    return visible_end(s, line, start) - start;
  }
  float shift = f->format->align == ALIGN_RIGHT ? slack : f->format->align == ALIGN_CENTRE ? slack / 2 : 0;
  if (shift != 0) {
    for (size_t i = line->from; i < line->to; i++) s->places[i] += shift;
  }
  return end - start;
}

/* ---- Pieces ---- */

/* Turns places into whole thousandths after each character, carrying the rounding along so that it never adds up. */
static const short *extras(struct layout *l, const struct scratch *s, size_t from, size_t to, float size) {
  short *extra = NULL;
  float pen = s->places[from];
  for (size_t i = from; i + 1 < to; i++) {
    pen += (float)s->glyphs[i].natural * size / 1000;
    float off = (s->places[i + 1] - pen) * 1000 / size;
    if (fabsf(off) < 0.5f) continue;
    if (!extra) extra = arena_array(l->arena, to - from, sizeof *extra);
    extra[i - from] = (short)lrintf(off);
    pen += (float)extra[i - from] * size / 1000;
  }
  return extra;
}

static void add_piece(struct layout *l, struct text_lines *lines, size_t from, size_t to, bool is_spaced) {
  const struct scratch *s = &l->scratch;
  const struct glyph *g = &s->glyphs[from], *last = &s->glyphs[to - 1];
  const struct inline_text *t = &lines->texts[g->source];
  struct text_piece *piece = &lines->pieces[lines->piece_count++];
  *piece = (struct text_piece){.source = g->source};
  piece->starts_frame = t->framed && g->s == t->s;
  piece->ends_frame = t->framed && last->s + last->bytes == t->s + t->size_bytes;
  piece->mark = (struct text_mark){
      .font = (enum font_role)g->role, .size = t->size, .x = s->places[from], .colour = t->colour, .s = g->s,
      .size_bytes = (uint32_t)(last->s + last->bytes - g->s), .char_count = (uint32_t)(to - from),
      .extra = is_spaced ? extras(l, s, from, to, t->size) : NULL,
      .advance = s->places[to - 1] + (float)last->natural * t->size / 1000 - s->places[from],
  };
}

static void add_line(struct layout *l, struct text_lines *lines, const struct line_span *line, float width) {
  const struct glyph *g = l->scratch.glyphs;
  struct text_line *out = &lines->lines[lines->count++];
  *out = (struct text_line){.first_piece = lines->piece_count, .width = width};
  for (size_t i = line->from; i < line->to;) {
    size_t end = i + 1;
    uint8_t flags = g[i].flags;
    while (end < line->to && !(g[end].flags & GLYPH_APART)) flags |= g[end++].flags;
    if (!(flags & METRIC_UNSEEN)) add_piece(l, lines, i, end, line->is_spaced || flags & GLYPH_SPACED);
    i = end;
  }
  out->piece_count = lines->piece_count - out->first_piece;
}

/* Cuts a line so that … fits behind it. The sign takes the place of the first glyph that is cut. */
static void cut_with_ellipsis(struct layout *l, const struct filling *f, const struct inline_text *texts,
                              struct line_span *line) {
  struct scratch *s = &l->scratch;
  size_t cut = line->to;
  while (cut > line->from && is_space(s->classes[cut - 1])) cut--;
  if (cut == line->from) return;
  const struct inline_text *t = &texts[s->glyphs[cut - 1].source];
  struct metric m = metric_of(l, t->font, 0x2026);
  float advance = (float)m.advance * t->size / 1000;
  while (cut > line->from + 1 && s->places[cut - 1] + s->glyphs[cut - 1].advance + advance > f->format->width) cut--;
  const struct glyph *last = &s->glyphs[cut - 1];
  s->places[cut] = s->places[cut - 1] + (last->advance - f->tighten);
  s->glyphs[cut] = (struct glyph){.s = ELLIPSIS, .bytes = sizeof ELLIPSIS - 1, .advance = advance, .natural = m.advance,
                                  .source = last->source, .role = m.role, .flags = m.flags | GLYPH_APART};
  s->chars[cut] = 0x2026;
  s->classes[cut] = LINE_IN;
  line->to = cut + 1;
}

static size_t visible_count(const struct scratch *s, const struct line_span *line) {
  size_t count = 0;
  for (size_t i = line->from; i < line->to; i++) count += !is_space(s->classes[i]) && s->classes[i] != LINE_CM;
  return count;
}

/* LOOK 3: a last line of one or two characters is drawn up by at most 1 % of the size per character. */
static size_t fill_and_tighten(struct filling *f, struct line_span *spans) {
  size_t count = fill_lines(f, spans);
  if (count < 2 || visible_count(f->s, &spans[count - 1]) > 2) return count;
  f->tighten = TIGHTEN * f->format->size;
  size_t fewer = fill_lines(f, spans);
  if (fewer < count) return fewer;
  f->tighten = 0;
  return fill_lines(f, spans);
}

static size_t count_pieces(const struct scratch *s, const struct line_span *spans, size_t count) {
  size_t pieces = count;
  for (size_t k = 0; k < count; k++)
    for (size_t i = spans[k].from + 1; i < spans[k].to; i++) pieces += (s->glyphs[i].flags & GLYPH_APART) != 0;
  return pieces;
}

struct text_lines *text_break(struct layout *l, const struct inline_text *texts, size_t count,
                              const struct text_format *format) {
  struct text_lines *lines = arena_room(l->arena, 1, sizeof *lines);
  *lines = (struct text_lines){.texts = texts, .text_count = count, .format = *format, .leading = format->leading,
                               .size = format->size};
  struct filling f = {.s = &l->scratch, .format = format};
  f.n = glyphs_measure(l, lines, texts, count, format->align);
  struct line_span *spans = l->scratch.spans;
  size_t line_count = fill_and_tighten(&f, spans);
  if (format->max_lines > 0 && line_count > (size_t)format->max_lines) {
    line_count = (size_t)format->max_lines;
    cut_with_ellipsis(l, &f, texts, &spans[line_count - 1]);
  }
  lines->pieces = arena_room(l->arena, count_pieces(&l->scratch, spans, line_count), sizeof *lines->pieces);
  lines->lines = arena_room(l->arena, line_count, sizeof *lines->lines);
  for (size_t i = 0; i < line_count; i++) {
    bool forced = i + 1 == line_count || l->scratch.chars[spans[i + 1].from - 1] == '\n';
    float width = align_line(&f, texts, &spans[i], i == 0, forced);
    add_line(l, lines, &spans[i], width);
  }
  return lines;
}
