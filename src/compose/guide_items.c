/* guide_items.c - chapters 5 and 6, item by item: what is asked and what may happen; what to do next and what proves
 * it. The two places of an item lead to each other. */
#include "compose/guide_parts.h"

static const float LABEL_WIDTH = 62, STEP_WIDTH = 36;

/* ---- Chapter 5 ---- */

static void impact_tags(struct compose *c, size_t item) {
  struct block *b = paragraph(c, STYLE_NOTE, NULL);
  add_run(c, b, say(c, "guide.weight", "n", number_text(c, c->guide->items[item].weight)));
  add_impacts(c, b, c->guide->items[item].impact);
}

static void item_side(struct compose *c, size_t item) {
  impact_tags(c, item);
  if (c->guide->items[item].board) {
    struct run *flag = add_ink(c, paragraph(c, STYLE_NOTE, NULL), say(c, "guide.board-flag"), INK_ACCENT);
    flag->bold = true;
  }
  guide_page(c, paragraph(c, STYLE_NOTE, NULL), "guide.to-steps",
             guide_anchor(c, "steps", c->framework->items[item].id));
}

static void row_if(struct compose *c, struct block *table, const char *key, const char *text) {
  if (is_text(text)) guide_row(c, table, say(c, key), text);
}

/* A consequence as a sentence of its own: in English it is written to follow its condition. */
static const char *capital(struct compose *c, const char *text) {
  if (!is_text(text) || text[0] < 'a' || text[0] > 'z') return text;
  char *own = arena_strdup(c->arena, text);
  own[0] = (char)(own[0] - 'a' + 'A');
  return own;
}

/* The whole sentence: official wording as it is, else condition and consequence. */
static const char *whole_risk(struct compose *c, const struct guide_text *t) {
  if (is_text(t->risk_text)) return t->risk_text;
  if (!is_text(t->risk_if) || !is_text(t->risk_then)) return is_text(t->risk_then) ? t->risk_then : t->risk_if;
  return arena_printf(c->arena, "%s%s%s", t->risk_if, say(c, "common.sentence-gap"), t->risk_then);
}

static void neighbours(struct compose *c, struct block *table, size_t item) {
  const struct guide_item *g = &c->guide->items[item];
  if (!g->near_count) return;
  struct block *b = guide_row(c, table, say(c, "guide.near"), NULL);
  for (size_t i = 0; i < g->near_count; i++) {
    const char *id = c->framework->items[g->near[i]].id, *anchor = guide_anchor(c, "item", id);
    if (i) add_run(c, b, say(c, "common.list"));
    add_link(c, b, id, anchor)->keep = true;
    add_link(c, b, say(c, "guide.near-topic", "topic", item_topic(c, g->near[i])), anchor);
    guide_page(c, b, "guide.near-page", anchor);
  }
}

static void references(struct compose *c, struct block *table, size_t item) {
  const struct guide_item *g = &c->guide->items[item];
  if (!g->ref_count) return;
  struct block *b = guide_row(c, table, say(c, "guide.refs"), NULL);
  for (size_t i = 0; i < g->ref_count; i++) {
    const struct guide_ref *ref = &c->guide->refs[g->refs[i]];
    if (i) add_run(c, b, say(c, "common.list"));
    add_link(c, b, guide_words(c, ref->title), guide_anchor(c, "ref", ref->id));
  }
}

static void item_rows(struct compose *c, size_t item) {
  const char *id = c->framework->items[item].id;
  const struct guide_text *t = &c->guide->items[item].text[c->language];
  struct block *table = guide_rows(c, say(c, "guide.item-summary", "id", id), LABEL_WIDTH);
  row_if(c, table, "guide.plain", t->check_plain);
  row_if(c, table, "guide.hint", t->hint);
  row_if(c, table, "guide.na", t->na);
  row_if(c, table, "guide.risk", whole_risk(c, t));
  for (size_t s = 0; s < SEGMENT_COUNT; s++)
    row_if(c, table, arena_printf(c->arena, "guide.segment.%s", SEGMENT_IDS[s]), capital(c, t->risk_segment[s]));
  row_if(c, table, "guide.board", t->board);
  row_if(c, table, "guide.ask", t->ask);
  neighbours(c, table, item);
  references(c, table, item);
  if (!table->table->row_count) guide_row(c, table, "", say(c, "guide.no-text"));
}

static void item_block(struct compose *c, size_t item, bool ruled) {
  const struct guide_text *t = &c->guide->items[item].text[c->language];
  guide_item_open(c, item, "item", ruled);
  item_side(c, item);
  guide_item_text(c);
  if (is_text(t->check_formal)) {
    struct block *b = paragraph(c, STYLE_PROSE, NULL);
    guide_text_add(c, b, t->check_formal);
    b->align = ALIGN_JUSTIFY;
    b->space_after = 5;
    b->keep_with_next = true;
  }
  item_rows(c, item);
}

/* ---- Chapter 6 ---- */

static void step_row(struct compose *c, struct block *table, const struct guide_text *t, int level) {
  if (!is_text(t->improve[level]) && !is_text(t->evidence[level + 1])) return;
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = true;
  struct block *b = cell_text(c, row, 0, STYLE_BODY_SMALL, NULL);
  struct run *label = add_ink(
      c, b, say(c, "common.move", "from", number_text(c, level), "to", number_text(c, level + 1)), INK_ACCENT);
  label->bold = label->keep = true;
  struct block *stack = cell_stack(c, row, 1);
  if (is_text(t->improve[level])) guide_text_add(c, cell_line(c, stack, STYLE_BODY_SMALL, NULL), t->improve[level]);
  if (!is_text(t->evidence[level + 1])) return;
  struct block *proof = cell_line(c, stack, STYLE_NOTE, NULL);
  add_bold(c, proof, say(c, "guide.evidence"));
  guide_text_add(c, proof, t->evidence[level + 1]);
}

static void steps_block(struct compose *c, size_t item, bool ruled) {
  const char *id = c->framework->items[item].id;
  guide_item_open(c, item, "steps", ruled);
  guide_page(c, paragraph(c, STYLE_NOTE, NULL), "guide.to-item", guide_anchor(c, "item", id));
  guide_item_text(c);
  struct block *table = guide_rows(c, say(c, "guide.steps-summary", "id", id), STEP_WIDTH);
  table->table->pad_top = table->table->pad_bottom = 2;
  for (int level = 0; level < 4; level++)
    step_row(c, table, &c->guide->items[item].text[c->language], level);
  if (!table->table->row_count) guide_row(c, table, say(c, "common.none"), say(c, "guide.no-steps"));
}

/* ---- Both ---- */

static void every_item(struct compose *c, const char *function_prefix, void (*block)(struct compose *, size_t, bool)) {
  for (size_t k = 0; k < c->framework->category_count; k++) {
    const struct framework_category *category = &c->framework->categories[k];
    if (c->framework->functions[category->function].first_category == k)
      guide_function_head(c, category->function, function_prefix);
    guide_category_head(c, k, function_prefix);
    for (size_t i = category->first_item; i < category->first_item + category->item_count; i++)
      block(c, i, i > category->first_item);
  }
  c->parent = c->chapter_block;
}

void compose_GUIDE_ITEMS(struct compose *c) {
  guide_section(c, say(c, "guide.functions-title"), NULL);
  figure_add(c, figure_functions(c, GUIDE_TEXT_WIDTH));
  every_item(c, "check", item_block);
}

void compose_GUIDE_STEPS(struct compose *c) {
  every_item(c, "improve", steps_block);
}
