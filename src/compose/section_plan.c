/* section_plan.c - chapter 6: for every item below target the guide's next step and, beside it and never mixed with it,
 * the company's own plan with owner, due date and cost. Totals count only costs that were given. */
#include "compose/parts.h"

enum { COLUMNS = 5 };
/* In English the guide's steps are long, and the company's own texts, in Japanese, are short. */
static const float WIDTHS[LANG_COUNT][COLUMNS] = {{84, 145, 133, 76, -43.89f}, {80, 187, 98, 73, -43.89f}};

static void item_cell(struct compose *c, struct row *row, size_t item) {
  const struct item_score *s = &c->scores->items[item];
  struct block *stack = cell_stack(c, row, 0);
  add_bold(c, cell_line(c, stack, STYLE_CELL_DENSE, NULL), c->framework->items[item].id);
  cell_line(c, stack, STYLE_CELL_THIRD, item_title(c, item));
  add_ink(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL),
          say(c, "plan.move", "from", number_text(c, s->level), "to", number_text(c, s->target), "priority",
              number_text(c, s->priority)),
          INK2);
}

static void plan_cells(struct compose *c, struct row *row, struct money_column *money, size_t item) {
  const struct answer *a = &c->answers->items[item];
  if (!a->plan.given) {
    add_ink(c, cell_text(c, row, 2, STYLE_CELL_DENSE, NULL), say(c, "plan.none"), INK2);
    return;
  }
  if (!prints_internal(c, item)) {
    add_ink(c, cell_text(c, row, 2, STYLE_CELL_DENSE, NULL), say(c, "items.internal"), INK2);
    return;
  }
  cell_user(c, row, 2, STYLE_CELL_DENSE, a->plan.action);
  struct block *stack = cell_stack(c, row, 3);
  struct block *owner = cell_line(c, stack, STYLE_CELL_DENSE, NULL);
  if (is_text(a->plan.owner.s))
    add_owner(c, owner, a->plan.owner);
  else
    add_ink(c, owner, say(c, "gaps.no-owner"), INK2);
  cell_line(c, stack, STYLE_CELL_DENSE, a->plan.due ? date_text(c, a->plan.due) : say(c, "gaps.no-due"));
  add_run(c, cell_text(c, row, 4, STYLE_CELL_DENSE, NULL),
          a->plan.has_cost ? money_column_text(c, money, a->plan.cost_jpy) : say(c, "common.none"))
      ->tabular = true;
}

static void plan_row(struct compose *c, struct block *table, struct money_column *money, size_t item) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->anchor = arena_printf(c->arena, "plan-%s", c->framework->items[item].id);
  row->cells[0].row_header = true;
  item_cell(c, row, item);
  const char *step = improvement_step(c, item);
  if (!step) c->lacks[1][item] = true;
  struct block *guide = cell_text(c, row, 1, STYLE_CELL_DENSE, NULL);
  if (step)
    add_run(c, guide, step);
  else
    add_ink(c, guide, say(c, "plan.no-step", "id", c->framework->items[item].id), INK2);
  plan_cells(c, row, money, item);
}

static void category_rows(struct compose *c, struct block *table, struct money_column *money, size_t category) {
  const struct framework_category *k = &c->framework->categories[category];
  if (!c->scores->categories[category].below_target) return;
  struct row *group = table_row(c, table, ROW_GROUP);
  group->cells[0].span = 3;
  cell_text(c, group, 0, STYLE_CELL, say(c, "common.code-name", "code", k->id, "name", category_name(c, category)));
  group->cells[3].span = 2;
  group->cells[3].has_align = true;
  group->cells[3].align = ALIGN_RIGHT;
  cell_text(c, group, 3, STYLE_CELL_DENSE, say_count(c, c->scores->categories[category].below_target, "plan.below"))
      ->align = ALIGN_RIGHT;
  for (size_t i = k->first_item; i < k->first_item + k->item_count; i++)
    if (c->scores->items[i].status == ANSWER_LEVEL && c->scores->items[i].gap > 0) plan_row(c, table, money, i);
}

/* Gaps whose plan is printed: costs marked internal stay out of the total too. */
static size_t *shown_gaps(struct compose *c, size_t *count) {
  size_t *items = arena_array(c->arena, c->scores->gap_count, sizeof *items);
  *count = 0;
  for (size_t i = 0; i < c->scores->gap_count; i++)
    if (prints_internal(c, c->scores->gaps[i])) items[(*count)++] = c->scores->gaps[i];
  return items;
}

static void total_row(struct compose *c, struct block *table, const struct money_column *money, size_t given) {
  if (!given) return;
  struct row *row = table_row(c, table, ROW_TOTAL);
  row->cells[0].span = 4;
  cell_text(c, row, 0, STYLE_CELL, say_count(c, (long)given, "gaps.total-part"));
  add_run(c, cell_text(c, row, 4, STYLE_CELL, NULL), money_column_total(c, money))->tabular = true;
}

static long plans_given(const struct compose *c) {
  long count = 0;
  for (size_t i = 0; i < c->scores->gap_count; i++)
    count += c->answers->items[c->scores->gaps[i]].plan.given;
  return count;
}

void compose_PLAN(struct compose *c) {
  chapter(c, say(c, "plan.title"), true, "plan");
  if (!c->scores->gap_count) {
    paragraph(c, STYLE_BODY, say(c, c->scores->overall.answered ? "gaps.none" : "gaps.nothing-answered"));
    return;
  }
  paragraph(c, STYLE_BODY_SMALL,
            say(c, "plan.intro", "gaps", number_text(c, (long)c->scores->gap_count), "planned",
                number_text(c, plans_given(c)), "guide", c->guide->id));
  struct block *table = table_add(c, WIDTHS[c->language], COLUMNS, say(c, "plan.summary"));
  table->table->pad_top = table->table->pad_bottom = 4;
  table->space_after = 6;
  size_t shown, given, *items = shown_gaps(c, &shown);
  struct money_column money;
  money_column_open(c, items, shown, &money);
  table_head(c, table, say(c, "plan.head", "unit", money.name), COLUMNS);
  for (size_t k = 0; k < c->framework->category_count; k++)
    category_rows(c, table, &money, k);
  plan_cost(c, items, shown, &given);
  total_row(c, table, &money, given);
  note(c, say(c, "plan.note"));
  if (money.is_rounded) note(c, say(c, "money.rounded"));
  missing_texts(c, 1, "plan.missing");
}
