/* guide_lacks.c - what a partial pack lacks, kind by kind and chapter by chapter: named in the document and told as
 * warnings, so that nobody takes a gap of the pack for a decision of its authors. */
#include "compose/guide_parts.h"

static const char *const KEYS[LACK_COUNT] = {"topic", "check.formal", "check.plain", "risk", "improve", "evidence", "board"};

bool guide_lacks(const struct compose *c, size_t item, enum guide_lack kind) {
  const struct guide_text *t = &c->guide->items[item].text[c->language];
  switch (kind) {
  case LACK_TOPIC:
    return !is_text(t->topic);
  case LACK_FORMAL:
    return !is_text(t->check_formal);
  case LACK_PLAIN:
    return !is_text(t->check_plain);
  case LACK_RISK:
    return !is_text(t->risk_text) && !is_text(t->risk_then);
  case LACK_STEPS:
    return !is_text(t->improve[0]) || !is_text(t->improve[1]) || !is_text(t->improve[2]) || !is_text(t->improve[3]);
  case LACK_EVIDENCE:
    return !is_text(t->evidence[2]) || !is_text(t->evidence[3]) || !is_text(t->evidence[4]);
  case LACK_BOARD:
    return c->guide->items[item].board && (!is_text(t->board) || !is_text(t->ask));
  case LACK_COUNT:
    break;
  }
  return false;
}

bool guide_lacks_all(const struct compose *c, size_t item) {
  const struct guide_text *t = &c->guide->items[item].text[c->language];
  bool any = is_text(t->hint) || is_text(t->na) || is_text(t->board) || is_text(t->ask) || is_text(t->risk_if);
  for (int s = 0; s < SEGMENT_COUNT; s++)
    any |= is_text(t->risk_segment[s]);
  return !any && guide_lacks(c, item, LACK_FORMAL) && guide_lacks(c, item, LACK_PLAIN) && guide_lacks(c, item, LACK_RISK);
}

const struct guide_chapter *guide_find_chapter(const struct compose *c, int number) {
  for (size_t i = 0; i < c->guide->chapter_count[c->language]; i++)
    if (c->guide->chapters[c->language][i].number == number) return &c->guide->chapters[c->language][i];
  return NULL;
}

static const char *language_name(const struct compose *c) {
  return c->language == LANG_JA ? "ja" : "en";
}

static void list_row(struct compose *c, struct block *table, const char *kind, const char *which) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = true;
  cell_text(c, row, 0, STYLE_CELL_LEAD, kind);
  guide_text_add(c, cell_text(c, row, 1, STYLE_CELL, NULL), which);
}

static struct block *list_table(struct compose *c) {
  paragraph(c, STYLE_H3, say(c, "guide.lacks-title"))->space_before = 12;
  paragraph(c, STYLE_BODY_SMALL, say(c, "guide.lacks-intro"));
  struct block *table = table_add(c, (const float[]){110, GUIDE_TEXT_WIDTH - 110}, 2, say(c, "guide.lacks-summary"));
  table_head(c, table, say(c, "guide.lacks-head"), 2);
  return table;
}

static size_t lacking_items(const struct compose *c, enum guide_lack kind, size_t *items) {
  size_t count = 0;
  for (size_t i = 0; i < c->framework->item_count; i++)
    if (guide_lacks(c, i, kind)) items[count++] = i;
  return count;
}

static const char *lacking_chapters(struct compose *c) {
  const char *numbers[8];
  size_t count = 0;
  for (int n = 1; n <= 8; n++)
    if (!guide_find_chapter(c, n)) numbers[count++] = number_text(c, n);
  return count ? join_texts(c, numbers, count, say(c, "common.id-list"), say(c, "common.id-list")) : NULL;
}

void guide_lacks_list(struct compose *c) {
  size_t *items = arena_array(c->arena, c->framework->item_count, sizeof *items);
  struct block *table = NULL;
  const char *chapters = lacking_chapters(c);
  if (chapters) {
    table = list_table(c);
    list_row(c, table, say(c, "guide.lacks.chapters"), chapters);
    diag_add(c->diag, DIAG_G193, NO_SPAN, c->guide->id, chapters, language_name(c));
  }
  for (enum guide_lack kind = 0; kind < LACK_COUNT; kind++) {
    size_t count = lacking_items(c, kind, items);
    if (!count) continue;
    if (!table) table = list_table(c);
    const char *ids = join_ids(c, items, count, 0);
    bool all = count == c->framework->item_count;
    list_row(c, table, say(c, arena_printf(c->arena, "guide.lacks.%s", KEYS[kind])),
             all ? say_count(c, (long)count, "guide.lacks-all") : ids);
    diag_add(c->diag, DIAG_G192, NO_SPAN, c->guide->id, KEYS[kind], language_name(c),
             all ? number_text(c, (long)count) : ids);
  }
}
