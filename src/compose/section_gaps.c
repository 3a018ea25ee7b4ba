/* section_gaps.c - the gaps that matter (M02): what it is, the risk of leaving it in business words, what to do, who,
 * by when, for how much. The plan is the company's own; where it gave none the guide's ask or step stands there,
 * marked as the guide's. */
#include "compose/parts.h"

enum { COLUMNS = 6 };
static const float WIDTHS[COLUMNS] = {16, 97, 152, 102, 78, -36.89f};

const char *improvement_step(const struct compose *c, size_t item) {
  int level = c->scores->items[item].level;
  const char *step = level < LEVEL_MAX ? c->guide->items[item].text[c->language].improve[level] : NULL;
  return is_text(step) ? step : NULL;
}

/* Business words for a flagged item; clause and consequence for the others. */
static const char *business_risk(struct compose *c, size_t item) {
  const struct guide_item *g = &c->guide->items[item];
  const char *line = g->text[c->language].board;
  if (g->board && is_text(line)) return line;
  const char *risk = narrative_item(c, item);
  return risk ? risk : say(c, "gaps.no-text");
}

/* The impacts are those of the words that stand there: a segment's own sentence has its own. */
static void risk_cell(struct compose *c, struct row *row, size_t item) {
  const struct guide_item *g = &c->guide->items[item];
  bool has_line = g->board && is_text(g->text[c->language].board);
  struct block *b = cell_text(c, row, 2, STYLE_CELL, business_risk(c, item));
  add_impacts(c, b, has_line ? g->impact : narrative_impacts(c, item));
}

static void action_cell(struct compose *c, struct row *row, size_t item) {
  const struct plan *plan = &c->answers->items[item].plan;
  const struct guide_text *text = &c->guide->items[item].text[c->language];
  if (plan->given && is_text(plan->action.s)) {
    cell_user(c, row, 3, STYLE_CELL, plan->action);
    return;
  }
  const char *words = is_text(text->ask) ? text->ask : improvement_step(c, item);
  if (!words) c->lacks[1][item] = true;
  struct block *b = cell_text(c, row, 3, STYLE_CELL, words ? words : say(c, "gaps.no-text"));
  add_ink(c, b, say(c, "gaps.from-guide"), INK2)->size = 7.5f;
}

static void owner_cell(struct compose *c, struct row *row, size_t item) {
  const struct plan *plan = &c->answers->items[item].plan;
  struct block *stack = cell_stack(c, row, 4);
  struct block *owner = cell_line(c, stack, STYLE_CELL, NULL);
  if (plan->given && is_text(plan->owner.s))
    add_owner(c, owner, plan->owner);
  else
    add_ink(c, owner, say(c, "gaps.no-owner"), INK2);
  struct block *due = cell_line(c, stack, STYLE_CELL, NULL);
  if (plan->given && plan->due)
    add_run(c, due, date_text(c, plan->due))->tabular = true;
  else
    add_ink(c, due, say(c, "gaps.no-due"), INK2);
}

static void item_cell(struct compose *c, struct row *row, size_t item) {
  const struct item_score *score = &c->scores->items[item];
  struct block *stack = cell_stack(c, row, 1);
  add_bold(c, cell_line(c, stack, STYLE_CELL, NULL), item_title(c, item));
  const char *move = say(c, "gaps.move", "id", c->framework->items[item].id, "level", number_text(c, score->level),
                         "target", number_text(c, score->target));
  add_ink(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL), move, INK2);
  struct block *plot = figure_block(c, figure_item_plot(c, item, 84));
  plot->space_before = 2;
  content_add(c->arena, stack, plot);
}

static void gap_row(struct compose *c, struct block *table, struct money_column *money, size_t rank, size_t item) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[1].row_header = true;
  struct run *number = add_ink(c, cell_text(c, row, 0, STYLE_CELL_LEAD, NULL), number_text(c, (long)rank), INK_ACCENT);
  number->size = 13;
  item_cell(c, row, item);
  risk_cell(c, row, item);
  action_cell(c, row, item);
  owner_cell(c, row, item);
  const struct plan *plan = &c->answers->items[item].plan;
  struct block *cost = cell_text(c, row, 5, STYLE_CELL_LEAD, NULL);
  bool has_cost = plan->given && plan->has_cost;
  add_run(c, cost, has_cost ? money_column_text(c, money, plan->cost_jpy) : say(c, "common.none"))->tabular = true;
}

static void total_row(struct compose *c, struct block *table, const struct money_column *money, size_t count) {
  size_t given;
  plan_cost(c, c->scores->board_gaps, count, &given);
  if (!given) return;
  struct row *row = table_row(c, table, ROW_TOTAL);
  row->cells[0].span = 5;
  cell_text(c, row, 0, STYLE_CELL,
            given == count ? say(c, "gaps.total") : say_count(c, (long)given, "gaps.total-part"));
  add_run(c, cell_text(c, row, 5, STYLE_CELL_LEAD, NULL), money_column_total(c, money))->tabular = true;
}

static void no_gaps(struct compose *c) {
  part(c, say(c, "gaps.title-none"), NULL, NULL);
  paragraph(c, STYLE_BODY, say(c, c->scores->overall.answered ? "gaps.none" : "gaps.nothing-answered"));
}

void compose_TOP_GAPS(struct compose *c) {
  size_t count = board_gap_count(c);
  if (!count) {
    no_gaps(c);
    return;
  }
  struct block *heading = part(c, say_count(c, (long)count, "gaps.title"), say(c, "gaps.side"), NULL);
  heading->space_before = 14;
  struct block *table = table_add(c, WIDTHS, COLUMNS, say(c, "gaps.summary"));
  table->table->pad_top = 4;
  table->table->pad_bottom = 3;
  table->space_after = 14;
  struct money_column money;
  money_column_open(c, c->scores->board_gaps, count, &money);
  table_head(c, table, say(c, "gaps.head", "unit", money.name), COLUMNS);
  for (size_t i = 0; i < count; i++)
    gap_row(c, table, &money, i + 1, c->scores->board_gaps[i]);
  total_row(c, table, &money, count);
  if (money.is_rounded) note(c, say(c, "money.rounded"));
}
