/* items_table.c - every item with level, target, shortfall, evidence, comment, plan and reason (M11): what the input
 * said stands here in full. Texts marked internal are not printed; their place says so, and their number stands under
 * 「この版に含めないもの」. */
#include "compose/items_table.h"

#include "compose/parts.h"

enum { COLUMNS = 6 };
static const float WIDTHS[COLUMNS] = {50, 150, 58, -28, -26, 169.89f};

static void level_cell(struct compose *c, struct row *row, const struct item_score *s) {
  if (s->status != ANSWER_LEVEL) {
    const struct scale *scale = c->input->scale;
    const char *name = s->status == ANSWER_NA ? scale->na_name[c->language] : scale->unanswered_name[c->language];
    add_ink(c, cell_text(c, row, 2, STYLE_CELL_DENSE, NULL), name, INK2);
    return;
  }
  struct figure *pips = content_figure(c->arena, c->content, FIGURE_LEVEL_PIPS);
  pips->level = s->level;
  pips->status = s->status;
  pips->alt = say(c, "items.level", "level", number_text(c, s->level));
  cell_figure(c, row, 2, pips);
}

static void evidence_line(struct compose *c, struct block *stack, const struct evidence *e) {
  if (!is_text(e->ref.s) && !is_text(e->kind.s) && !e->date) return;
  struct block *b = cell_line(c, stack, STYLE_CELL_THIRD, NULL);
  if (is_text(e->ref.s)) add_user(c, b, e->ref);
  if (is_text(e->kind.s)) {
    const char *key = arena_printf(c->arena, "evidence.%s", e->kind.s);
    struct text kind = has_string(c, key) ? plain_text(say(c, key)) : e->kind;
    add_run(c, b, say(c, is_text(e->ref.s) ? "items.kind-open" : "items.kind-alone"));
    add_user(c, b, kind);
    add_run(c, b, say(c, is_text(e->ref.s) ? "items.kind-close" : "items.kind-alone"));
  }
  if (e->date) {
    add_run(c, b, " ");
    struct run *r = add_run(c, b, date_text(c, e->date));
    r->tabular = true;
    r->keep = true;
  }
  for (size_t i = 0; i < b->run_count; i++) {
    b->runs[i].has_ink = true;
    b->runs[i].ink = INK2;
  }
}

static void labelled_line(struct compose *c, struct block *stack, const char *label_key, struct text text) {
  if (!is_text(text.s)) return;
  struct block *b = cell_line(c, stack, STYLE_CELL_THIRD, NULL);
  if (label_key) add_ink(c, b, say(c, label_key), INK2);
  add_user(c, b, text);
}

static void plan_line(struct compose *c, struct block *stack, const struct plan *p) {
  if (!p->given) return;
  struct block *b = cell_line(c, stack, STYLE_CELL_THIRD, NULL);
  add_ink(c, b, say(c, "items.plan"), INK2);
  if (is_text(p->action.s)) add_user(c, b, p->action);
  if (is_text(p->owner.s)) {
    add_run(c, b, say(c, "common.slash"));
    add_owner(c, b, p->owner);
  }
  if (p->due) {
    add_run(c, b, say(c, "common.slash"));
    add_run(c, b, date_text(c, p->due))->keep = true;
  }
  if (p->has_cost) {
    add_run(c, b, say(c, "common.slash"));
    add_run(c, b, money_text(c, p->cost_jpy))->keep = true;
  }
}

static bool has_internal_text(const struct answer *a) {
  return is_text(a->comment.s) || is_text(a->reason.s) || is_text(a->evidence.ref.s) || a->plan.given;
}

static void words_cell(struct compose *c, struct row *row, size_t item) {
  const struct answer *a = &c->answers->items[item];
  struct block *stack = cell_stack(c, row, 5);
  if (prints_internal(c, item)) {
    evidence_line(c, stack, &a->evidence);
    labelled_line(c, stack, NULL, a->comment);
    plan_line(c, stack, &a->plan);
    labelled_line(c, stack, "items.reason", a->reason);
  } else if (has_internal_text(a))
    add_ink(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL), say(c, "items.internal"), INK2);
  if (!stack->child_count) row->cells[5].content = NULL;
}

static void item_row(struct compose *c, struct block *table, size_t item) {
  const struct item_score *s = &c->scores->items[item];
  const struct guide_text *t = &c->guide->items[item].text[c->language];
  struct row *row = table_row(c, table, ROW_BODY);
  row->anchor = arena_printf(c->arena, "item-%s", c->framework->items[item].id);
  row->cells[0].row_header = true;
  add_bold(c, cell_text(c, row, 0, STYLE_CELL_DENSE, NULL), c->framework->items[item].id);
  const char *check = is_text(t->check_plain) ? t->check_plain : t->check_formal;
  cell_text(c, row, 1, STYLE_CELL_DENSE, is_text(check) ? check : item_topic(c, item));
  level_cell(c, row, s);
  struct block *target = cell_text(c, row, 3, STYLE_CELL_DENSE, NULL);
  if (s->status == ANSWER_NA)
    add_ink(c, target, say(c, "common.none"), INK2);
  else
    add_run(c, target, number_text(c, s->target));
  if (s->status == ANSWER_LEVEL && s->gap > 0)
    add_ink(c, cell_text(c, row, 4, STYLE_CELL_DENSE, NULL), number_text(c, s->gap), INK_GAP)->bold = true;
  words_cell(c, row, item);
}

static void category_row(struct compose *c, struct block *table, size_t category) {
  const struct group_score *g = &c->scores->categories[category];
  struct row *row = table_row(c, table, ROW_GROUP);
  row->cells[0].span = 2;
  cell_text(
      c, row, 0, STYLE_CELL_DENSE,
      say(c, "common.code-name", "code", c->framework->categories[category].id, "name", category_name(c, category)));
  row->cells[2].span = 4;
  row->cells[2].has_align = true;
  row->cells[2].align = ALIGN_RIGHT;
  cell_text(c, row, 2, STYLE_CELL_DENSE,
            say(c, "items.category", "now", mean_text(c, &g->now), "target", mean_text(c, &g->target), "answered",
                number_text(c, g->answered), "applicable", number_text(c, g->applicable), "na", number_text(c, g->na),
                "below", number_text(c, g->below_target)))
      ->align = ALIGN_RIGHT;
}

static void function_table(struct compose *c, size_t f) {
  const struct framework_function *function = &c->framework->functions[f];
  const char *first = c->framework->items[function->first_item].id;
  const char *last = c->framework->items[function->first_item + function->item_count - 1].id;
  const char *side = say_count(c, (long)function->item_count, "items.table-side", "first", first, "last", last, "all",
                               number_text(c, (long)c->framework->item_count));
  part(c, say(c, "items.table-title", "function", function_title(c, f)), side, NULL);
  struct block *table = table_add(c, WIDTHS, COLUMNS, say(c, "items.table-summary", "function", function_title(c, f)));
  table->table->pad_top = table->table->pad_bottom = 3.4f;
  table->table->min_row = 17.8f;
  table_head(c, table, say(c, "items.table-head"), COLUMNS);
  for (size_t k = function->first_category; k < function->first_category + function->category_count; k++) {
    const struct framework_category *category = &c->framework->categories[k];
    category_row(c, table, k);
    for (size_t i = category->first_item; i < category->first_item + category->item_count; i++)
      item_row(c, table, i);
  }
}

void items_table(struct compose *c) {
  for (size_t f = 0; f < c->framework->function_count; f++)
    function_table(c, f);
  if (c->parent->child_count) c->parent->children[c->parent->child_count - 1]->space_after = 6;
  note(c, say(c, "items.table-note", "guide", c->guide->id, "version", version_text(c, c->guide->version)));
}
