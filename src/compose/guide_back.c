/* guide_back.c - references and glossary (chapters 7 and 8).
 *
 * The glossary stands in groups: kana rows by the reading in Japanese, first letters in English, as the pack orders its
 * terms. In a meaning, another term of the glossary is a link to its entry: the longest one that begins at a place. */
#include "base/utf8.h"
#include "compose/guide_parts.h"

#include <string.h>

/* ---- References ---- */

static void reference_row(struct compose *c, struct block *table, const struct guide_ref *ref) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->anchor = guide_anchor(c, "ref", ref->id);
  row->cells[0].row_header = true;
  struct block *title = cell_text(c, row, 0, STYLE_CELL_LEAD, NULL);
  add_run(c, title, guide_words(c, ref->title));
  cell_text(c, row, 1, STYLE_CELL, guide_words(c, ref->publisher));
  cell_text(c, row, 2, STYLE_CELL, guide_words(c, ref->edition));
  const char *day = ref->looked_up ? date_text(c, ref->looked_up) : say(c, "common.none");
  struct run *r = add_run(c, cell_text(c, row, 3, STYLE_CELL, NULL), day);
  r->tabular = r->keep = true;
}

void compose_GUIDE_REFERENCES(struct compose *c) {
  if (!c->guide->ref_count) return;
  guide_section(c, say(c, "guide.references-title"), say_count(c, (long)c->guide->ref_count, "guide.references-side"));
  struct block *table =
      table_add(c, (const float[]){130, 78, 80, GUIDE_TEXT_WIDTH - 288}, 4, say(c, "guide.references-summary"));
  table->table->pad_top = table->table->pad_bottom = 4.5f;
  table_head(c, table, say(c, "guide.references-head"), 4);
  for (size_t i = 0; i < c->guide->ref_count; i++)
    reference_row(c, table, &c->guide->refs[i]);
}

/* ---- Glossary ---- */

struct term {
  const char *head, *anchor;
  size_t size; /* of what is searched for: the head without a gloss in brackets */
};
struct terms {
  struct term *all;
  size_t count;
};

static size_t searched_size(const char *head) {
  const char *wide = strstr(head, "（"), *narrow = strstr(head, " (");
  return wide ? (size_t)(wide - head) : narrow ? (size_t)(narrow - head) : strlen(head);
}

static const char *term_anchor(struct compose *c, size_t i) {
  return arena_printf(c->arena, "term-%zu", c->term_count + i);
}

static struct terms collect_terms(struct compose *c, const struct guide_chapter_block *b, size_t count) {
  struct terms terms = {arena_array(c->arena, count, sizeof *terms.all), 0};
  for (size_t i = 0; i < count; i++)
    if (is_text(b[i].head))
      terms.all[terms.count++] =
          (struct term){b[i].head, term_anchor(c, i), searched_size(b[i].head)};
  return terms;
}

static bool is_letter(char ch) {
  return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

/* The longest term at s, not `own`. English terms are whole words, with or without a plural s. */
static const struct term *term_at(const struct terms *terms, const char *text, const char *s, const char *own) {
  const struct term *best = NULL;
  for (size_t i = 0; i < terms->count; i++) {
    const struct term *t = &terms->all[i];
    if (strncmp(s, t->head, t->size) != 0 || (best && best->size >= t->size)) continue;
    const char *end = s + t->size;
    bool word = is_letter(*s) && is_letter(end[-1]);
    if (word && ((s > text && is_letter(s[-1])) || (is_letter(*end) && !(*end == 's' && !is_letter(end[1]))))) continue;
    best = t;
  }
  return best && strcmp(best->head, own) != 0 ? best : NULL;
}

static void add_meaning(struct compose *c, struct block *b, const struct terms *terms, const char *own, const char *text) {
  const char *plain = text, *s = text, *end = text + strlen(text);
  while (s < end) {
    const struct term *t = term_at(terms, text, s, own);
    if (!t) {
      utf8_next(&s, end);
      continue;
    }
    if (s > plain) add_run(c, b, arena_strndup(c->arena, plain, (size_t)(s - plain)));
    add_link(c, b, arena_strndup(c->arena, s, t->size), t->anchor);
    plain = s += t->size;
  }
  if (s > plain) add_run(c, b, plain);
}

/* The group of a term: あかさ… by its first kana, or its first letter as a capital; 0: as the one before. */
static uint32_t group_of(const struct guide_chapter_block *b) {
  static const uint32_t ROWS[] = {0x3041, 0x304B, 0x3055, 0x305F, 0x306A, 0x306F, 0x307E, 0x3083, 0x3089, 0x308E, 0x3095};
  static const uint32_t NAMES[] = {0x3042, 0x304B, 0x3055, 0x305F, 0x306A, 0x306F, 0x307E, 0x3084, 0x3089, 0x308F};
  const char *s = is_text(b->reading) ? b->reading : is_text(b->head) ? b->head : "";
  if (!*s) return 0;
  uint32_t first = utf8_next(&s, s + strlen(s));
  if (first >= 'a' && first <= 'z') return first - 'a' + 'A';
  if (first >= 0x30A1 && first <= 0x30F4) first -= 0x60; /* katakana */
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (first >= ROWS[i] && first < ROWS[i + 1]) return NAMES[i];
  return first < 0x80 ? first : 0;
}

static void definition_row(struct compose *c, struct block *table, const struct terms *terms,
                           const struct guide_chapter_block *b, const char *anchor) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->anchor = anchor;
  row->cells[0].row_header = true;
  struct block *head = cell_stack(c, row, 0);
  cell_line(c, head, STYLE_CELL_LEAD, b->head);
  if (is_text(b->reading)) add_ink(c, cell_line(c, head, STYLE_CELL_THIRD, NULL), b->reading, INK2);
  struct block *meaning = cell_text(c, row, 1, STYLE_CELL, NULL);
  if (is_text(b->body)) add_meaning(c, meaning, terms, is_text(b->head) ? b->head : "", b->body);
}

static struct block *group_open(struct compose *c, uint32_t group) {
  char letter[5] = {0};
  guide_beside(c);
  struct block *row = c->chapter_block->children[c->chapter_block->child_count - 1];
  struct block *outer = c->parent;
  if (group) {
    utf8_put(letter, group);
    c->parent = row->children[0];
    struct run *r = add_ink(c, paragraph(c, STYLE_SECTION_SIDE, NULL), arena_strdup(c->arena, letter), INK_ACCENT);
    r->bold = true;
    row->continued = say(c, "guide.continued", "name", arena_strdup(c->arena, letter));
  }
  c->parent = outer;
  struct block *table = table_add(c, (const float[]){136, GUIDE_TEXT_WIDTH - 136}, 2, say(c, "guide.terms-summary"));
  table->table->min_row = -1;
  table->table->pad_top = table->table->pad_bottom = 4;
  table->space_after = 10;
  return table;
}

void guide_definitions(struct compose *c, const struct guide_chapter_block *b, size_t count) {
  struct terms terms = collect_terms(c, b, count);
  struct block *table = NULL;
  uint32_t group = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t own = group_of(&b[i]);
    if (!table || (own && own != group)) table = group_open(c, own);
    if (own) group = own;
    definition_row(c, table, &terms, &b[i], term_anchor(c, i));
  }
  c->term_count += count;
}
