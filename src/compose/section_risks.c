/* section_risks.c - chapter 5 (M10): for each category with a gap a paragraph in connected prose, beside it the
 * category's plot and numbers, below it the items, what follows from the guide and what the company plans; then the
 * items whose texts the guide lacks, by name. */
#include "compose/parts.h"

static const float SIDE_WIDTH = 111.99f, TEXT_WIDTH = 358.56f;

static void side(struct compose *c, size_t category) {
  const struct group_score *g = &c->scores->categories[category];
  block_open(c, BLOCK_STACK, ROLE_NONE);
  struct block *head = block_add(c, BLOCK_HEADING, ROLE_H3);
  head->level = 3;
  head->style = STYLE_H3;
  head->keep_with_next = true;
  head->bookmark =
      say(c, "risks.bookmark", "code", c->framework->categories[category].id, "name", category_name(c, category));
  struct run *code = add_ink(c, head, c->framework->categories[category].id, INK_ACCENT);
  code->size = 10.5f;
  struct block *name = paragraph(c, STYLE_BODY_SMALL, NULL);
  name->space_after = 4;
  add_bold(c, name, category_name(c, category));
  figure_add(c, figure_plot(c, g, 112, true))->space_after = 2;
  float size = c->language == LANG_EN ? 7.0f : 8;
  struct block *numbers = paragraph(c, STYLE_BODY_SMALL, NULL);
  numbers->space_after = 0;
  add_run(c, numbers, say(c, "risks.now"))->size = size;
  add_bold(c, numbers, mean_text(c, &g->now))->size = size;
  add_run(c, numbers, say(c, "risks.target", "target", mean_text(c, &g->target)))->size = size;
  if (g->has_gap && g->gap_tenths > 0) {
    struct run *gap = add_ink(c, numbers, say(c, "risks.gap", "gap", tenths_text(c, g->gap_tenths)), INK_GAP);
    gap->bold = true;
    gap->size = size;
  }
}

static void labelled(struct compose *c, struct block *table, const char *label, struct block **value) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = true;
  add_ink(c, cell_text(c, row, 0, STYLE_CELL_DENSE, NULL), label, INK2);
  *value = cell_stack(c, row, 1);
}

/* DE.AE-1（1→3） for every item below target, in framework order; each leads to its plan. */
static void gap_items(struct compose *c, struct block *stack, size_t category) {
  const struct framework_category *k = &c->framework->categories[category];
  struct block *b = cell_line(c, stack, STYLE_CELL_DENSE, NULL);
  for (size_t i = k->first_item; i < k->first_item + k->item_count; i++) {
    const struct item_score *s = &c->scores->items[i];
    if (s->status != ANSWER_LEVEL || s->gap <= 0) continue;
    if (b->run_count) add_run(c, b, say(c, "common.gap"));
    const char *id = c->framework->items[i].id;
    add_link(c, b, id, arena_printf(c->arena, "plan-%s", id))->keep = true;
    add_ink(c, b, say(c, "risks.move", "from", number_text(c, s->level), "to", number_text(c, s->target)), INK2)->keep =
        true;
  }
}

static void open_items(struct compose *c, struct block *table, size_t category) {
  const struct framework_category *k = &c->framework->categories[category];
  size_t *ids = arena_array(c->arena, k->item_count, sizeof *ids), count = 0;
  for (size_t i = k->first_item; i < k->first_item + k->item_count; i++)
    if (c->scores->items[i].status == ANSWER_UNANSWERED) ids[count++] = i;
  if (!count) return;
  struct block *value;
  labelled(c, table, say(c, "risks.unanswered"), &value);
  cell_line(c, value, STYLE_CELL_DENSE, join_ids(c, ids, count, 0));
}

/* The item of the category that comes first by priority: its step and plan stand for the category; all are in
 * chapter 6. */
static size_t leading_item(const struct compose *c, size_t category) {
  for (size_t i = 0; i < c->scores->gap_count; i++)
    if (c->framework->items[c->scores->gaps[i]].category == category) return c->scores->gaps[i];
  return c->framework->categories[category].first_item;
}

static void plan_line(struct compose *c, struct block *stack, size_t item) {
  const struct answer *a = &c->answers->items[item];
  if (!a->plan.given) {
    cell_line(c, stack, STYLE_CELL_DENSE, say(c, "plan.none"));
    return;
  }
  if (!prints_internal(c, item)) {
    cell_line(c, stack, STYLE_CELL_DENSE, say(c, "items.internal"));
    return;
  }
  struct block *b = cell_line(c, stack, STYLE_CELL_DENSE, NULL);
  add_user(c, b, a->plan.action);
  struct block *who = cell_line(c, stack, STYLE_CELL_DENSE, NULL);
  if (is_text(a->plan.owner.s))
    add_owner(c, who, a->plan.owner);
  else
    add_run(c, who, say(c, "gaps.no-owner"));
  add_run(c, who, say(c, "common.slash"));
  add_run(c, who, a->plan.due ? date_text(c, a->plan.due) : say(c, "gaps.no-due"))->keep = true;
  if (a->plan.has_cost) add_run(c, who, say(c, "risks.cost", "cost", money_text(c, a->plan.cost_jpy)));
}

static void details(struct compose *c, size_t category) {
  float label = c->language == LANG_EN ? 60 : 52;
  struct block *table = table_add(c, (const float[]){label, TEXT_WIDTH - label}, 2, say(c, "risks.summary"));
  table->table->continued = NULL;
  table->space_before = 6;
  table->space_after = 0;
  table->table->plain = true;
  table->table->min_row = 13;
  table->table->pad_top = table->table->pad_bottom = 1;
  table->table->pad_side = 0.01f;
  struct block *value;
  labelled(c, table, say(c, "risks.below"), &value);
  gap_items(c, value, category);
  open_items(c, table, category);
  size_t item = leading_item(c, category);
  const char *id = c->framework->items[item].id;
  labelled(c, table, say(c, "risks.step"), &value);
  const char *step = improvement_step(c, item);
  struct block *b = cell_line(c, value, STYLE_CELL_DENSE, NULL);
  add_ink(c, b, say(c, "risks.of-item", "id", id), INK2);
  add_run(c, b, step ? step : say(c, "gaps.no-text"));
  labelled(c, table, say(c, "risks.plan"), &value);
  plan_line(c, value, item);
}

static void risk_block(struct compose *c, size_t category, const char *text) {
  struct block *outer = block_open(c, BLOCK_STACK, ROLE_DIV);
  struct block *stack = c->parent;
  stack->anchor = arena_printf(c->arena, "risk-%s", c->framework->categories[category].id);
  stack->space_before = 12;
  stack->keep_together = true;
  struct block *rule = block_add(c, BLOCK_RULE, ROLE_ARTIFACT);
  rule->weight = 0.6f;
  rule->space_after = 8;
  rule->keep_with_next = true;
  struct block *row = block_add(c, BLOCK_COLUMNS, ROLE_NONE);
  row->column_widths = arena_array(c->arena, 2, sizeof(float));
  row->column_widths[0] = SIDE_WIDTH;
  row->column_widths[1] = TEXT_WIDTH;
  row->continued = say(c, "guide.continued", "name", c->framework->categories[category].id);
  c->parent = row;
  side(c, category);
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  paragraph(c, STYLE_PROSE, text)->align = c->language == LANG_JA ? ALIGN_JUSTIFY : ALIGN_LEFT;
  details(c, category);
  c->parent = outer;
}

static size_t categories_with_gaps(const struct compose *c, size_t first, size_t count) {
  size_t found = 0;
  for (size_t k = first; k < first + count; k++)
    found += c->scores->categories[k].below_target > 0;
  return found;
}

void missing_texts(struct compose *c, int which, const char *string_key) {
  size_t *ids = arena_array(c->arena, c->framework->item_count, sizeof *ids), count = 0;
  for (size_t i = 0; i < c->framework->item_count; i++)
    if (c->lacks[which][i]) ids[count++] = i;
  if (!count) return;
  const char *list = join_ids(c, ids, count, 0);
  if (string_key) note(c, say(c, string_key, "guide", c->guide->id, "ids", list));
  else if (c->told[which]) return;
  c->told[which] = true;
  diag_add(c->diag, which == 0 ? DIAG_G190 : DIAG_G191, NO_SPAN, c->guide->id, list);
}

static bool starts_function(const struct compose *c, size_t f) {
  const struct framework_function *function = &c->framework->functions[f];
  return categories_with_gaps(c, function->first_category, function->category_count) > 0;
}

static void function_risks(struct compose *c, size_t f) {
  const struct framework_function *function = &c->framework->functions[f];
  size_t count = categories_with_gaps(c, function->first_category, function->category_count);
  part(c, function_title(c, f),
       say(c, "risks.side", "all", number_text(c, (long)function->category_count), "n", number_text(c, (long)count)),
       NULL);
  for (size_t k = function->first_category; k < function->first_category + function->category_count; k++) {
    const char *text = narrative_text(c, k);
    if (text) risk_block(c, k, text);
  }
}

void compose_RISKS(struct compose *c) {
  chapter(c, say(c, "risks.title"), true, "risks");
  if (!c->scores->gap_count) {
    paragraph(c, STYLE_BODY, say(c, c->scores->overall.answered ? "gaps.none" : "gaps.nothing-answered"));
    return;
  }
  paragraph(c, STYLE_BODY_SMALL, say(c, "risks.intro"));
  for (size_t f = 0; f < c->framework->function_count; f++)
    if (starts_function(c, f)) function_risks(c, f);
  missing_texts(c, 0, "risks.missing");
}
