/* section_method.c - chapter 2 (M06): what was checked, the scale, the averaging with a worked example from this very
 * report, targets and last year, how to read the plots. */
#include "compose/parts.h"

static void scope(struct compose *c) {
  part(c, say(c, "method.scope-title"), NULL, NULL);
  struct block *b = paragraph(c, STYLE_BODY_SMALL, NULL);
  if (is_text(c->answers->scope.s))
    add_user(c, b, c->answers->scope);
  else
    add_run(c, b, say(c, "method.no-scope"));
  add_run(c, b, say(c, "method.scope-rest", "status", status_text(c), "segments", segment_names(c)));
  add_run(c, b, say(c, "method.respondent"));
  add_user(c, b, plain_text(respondent_text(c)));
  add_run(c, b, say(c, "method.respondent-end"));
  if (c->input->profile->segment < 0) paragraph(c, STYLE_BODY_SMALL, say(c, "method.strictest"));
  if (c->answers->status != STATUS_OPERATING)
    paragraph(c, STYLE_BODY_SMALL, say(c, "method.not-operating", "status", status_text(c)));
}

static void scale_row(struct compose *c, struct block *table, enum answer_status status, int level, const char *name,
                      const char *definition, long count) {
  struct row *row = table_row(c, table, ROW_BODY);
  struct block *number = cell_text(c, row, 0, STYLE_CELL_LEAD, NULL);
  number->align = ALIGN_CENTRE;
  row->cells[0].has_align = true;
  row->cells[0].align = ALIGN_CENTRE;
  if (status == ANSWER_LEVEL)
    add_run(c, number, number_text(c, level));
  else
    add_ink(c, number, say(c, "common.none"), INK2);
  struct figure *square = content_figure(c->arena, c->content, FIGURE_LEVEL_SQUARE);
  square->status = status;
  square->level = level;
  cell_figure(c, row, 1, square);
  cell_text(c, row, 2, STYLE_CELL_LEAD, name);
  row->cells[2].row_header = true;
  cell_text(c, row, 3, STYLE_CELL, definition);
  add_run(c, cell_text(c, row, 4, STYLE_CELL, NULL), number_text(c, count))->tabular = true;
}

static void scale_table(struct compose *c) {
  const struct scale *s = c->input->scale;
  enum language l = c->language;
  part(c, say(c, "method.scale-title"),
       say(c, "method.scale-side", "id", s->id, "version", version_text(c, s->version)), NULL);
  struct block *table = table_add(c, (const float[]){36, 23, 140, 212.89f, -70}, 5, say(c, "method.scale-summary"));
  table_head(c, table, say(c, "method.scale-head"), 5);
  for (int level = 0; level <= LEVEL_MAX; level++)
    scale_row(c, table, ANSWER_LEVEL, level, s->name[level][l], s->definition[level][l], c->scores->level_count[level]);
  scale_row(c, table, ANSWER_NA, 0, s->na_name[l], s->na_definition[l], c->scores->overall.na);
  scale_row(c, table, ANSWER_UNANSWERED, 0, s->unanswered_name[l], s->unanswered_definition[l],
            c->scores->overall.unanswered);
  struct row *total = table_row(c, table, ROW_TOTAL);
  total->cells[0].span = 4;
  cell_text(c, total, 0, STYLE_CELL, say(c, "common.total"));
  add_run(c, cell_text(c, total, 4, STYLE_CELL, NULL), number_text(c, c->scores->overall.items))->tabular = true;
}

/* The function with answers that lies farthest below its target; function_count: none has an answer. */
static size_t example_function(const struct compose *c) {
  size_t best = c->framework->function_count;
  for (size_t f = 0; f < c->framework->function_count; f++) {
    const struct group_score *g = &c->scores->functions[f];
    if (g->now.exists &&
        (best == c->framework->function_count || g->gap_tenths > c->scores->functions[best].gap_tenths))
      best = f;
  }
  return best;
}

static long level_sum(const struct compose *c, const struct framework_function *f) {
  long sum = 0;
  for (size_t i = f->first_item; i < f->first_item + f->item_count; i++)
    if (c->scores->items[i].status == ANSWER_LEVEL) sum += c->scores->items[i].level;
  return sum;
}

/* Sum / count to four places, cut: shown before the rounding it explains. */
static const char *quotient(struct compose *c, struct frac f) {
  long long tenthousandths = f.num * 10000 / f.den;
  bool exact = f.num * 10000 % f.den == 0;
  return say(c, exact ? "method.exact" : "method.cut", "value",
             arena_printf(c->arena, "%lld.%04lld", tenthousandths / 10000, tenthousandths % 10000));
}

static void example_line(struct compose *c, const char *s) {
  paragraph(c, STYLE_BODY_SMALL, s)->space_after = 0;
}

static void example(struct compose *c, size_t f) {
  const struct framework_function *function = &c->framework->functions[f];
  const struct group_score *g = &c->scores->functions[f];
  bool by_category = c->input->scale->averaging == AVERAGE_CATEGORIES;
  struct block *head = paragraph(c, STYLE_BODY_SMALL, NULL);
  head->space_after = 0;
  add_bold(c, head, say(c, "method.example", "name", function_title(c, f)));
  example_line(c, say(c, by_category ? "method.example-categories" : "method.example-items", "answered",
                      number_text(c, g->answered), "sum", number_text(c, level_sum(c, function)), "quotient",
                      quotient(c, g->now.exact), "printed", mean_text(c, &g->now)));
  if (g->unanswered) example_line(c, say_count(c, g->unanswered, "method.example-unanswered"));
  if (g->has_gap && g->gap_tenths > 0)
    example_line(c, say(c, "method.example-gap", "target", mean_text(c, &g->target), "now", mean_text(c, &g->now),
                        "gap", tenths_text(c, g->gap_tenths)));
  if (g->has_change)
    example_line(c, say(c, "method.example-change", "now", mean_text(c, g->change_uses_both ? &g->now_both : &g->now),
                        "last", mean_text(c, &g->last), "change", signed_text(c, g->change_tenths)));
}

static void averaging(struct compose *c) {
  bool by_category = c->input->scale->averaging == AVERAGE_CATEGORIES;
  part(c, say(c, "method.mean-title"), say(c, by_category ? "method.mean-side-categories" : "method.mean-side-items"),
       NULL);
  size_t f = example_function(c);
  const char *text = say(c, by_category ? "method.mean-categories" : "method.mean-items");
  if (f == c->framework->function_count) {
    paragraph(c, STYLE_BODY_SMALL, text);
    return;
  }
  struct block *outer = block_open(c, BLOCK_COLUMNS, ROLE_NONE);
  struct block *row = c->parent;
  row->keep_together = true;
  row->column_widths = arena_array(c->arena, 2, sizeof(float));
  row->column_widths[0] = 222.55f;
  row->column_widths[1] = 248;
  paragraph(c, STYLE_BODY_SMALL, text);
  block_open(c, BLOCK_BOX, ROLE_DIV);
  c->parent->wash = true;
  c->parent->radius = 3;
  c->parent->pad_x = 12;
  c->parent->pad_y = 8;
  example(c, f);
  c->parent = outer;
}

static const char *unanswered_ids(struct compose *c) {
  size_t *ids = arena_array(c->arena, c->framework->item_count, sizeof *ids);
  return join_ids(c, ids, items_with_status(c, ANSWER_UNANSWERED, ids), 12);
}

static void fact(struct compose *c, const char *s) {
  paragraph(c, STYLE_BODY_SMALL, s)->space_after = 4;
}

static void targets(struct compose *c) {
  const struct profile *p = c->input->profile;
  const struct group_score *all = &c->scores->overall;
  part(c, say(c, "method.target-title"), NULL, NULL);
  fact(c, say(c, "method.target", "name", p->name[c->language], "id", p->id, "version", version_text(c, p->version)));
  const struct answers *last = c->input->previous;
  if (!c->scores->has_previous || !last)
    fact(c, say(c, "method.no-previous"));
  else
    fact(c, say_count(c, all->rescoped, "method.previous", "date", date_text(c, last->as_of), "compared",
                      number_text(c, all->compared)));
  if (all->unanswered) fact(c, say_count(c, all->unanswered, "method.unanswered", "ids", unanswered_ids(c)));
  fact(c, say(c, "method.guide", "id", c->guide->id, "version", version_text(c, c->guide->version), "date",
              is_text(c->guide->date) ? c->guide->date : say(c, "common.none")));
}

static void reading(struct compose *c) {
  part(c, say(c, "method.plot-title"), NULL, NULL);
  struct figure *key = content_figure(c->arena, c->content, FIGURE_PLOT_KEY);
  key->last = (struct figure_value){c->scores->has_previous, 1.0};
  key->now = (struct figure_value){true, 1.5};
  key->target = (struct figure_value){true, 3.0};
  key->has_target = true;
  key->has_last = c->scores->has_previous;
  key->label_now = say(c, "common.now");
  key->label_target = say(c, "common.target");
  key->label_last = say(c, "common.last");
  key->label_gap = say(c, "method.plot-gap");
  key->alt = say(c, "alt.plot-key");
  figure_add(c, key);
  note(c, say(c, c->scores->has_previous ? "method.plot-note-last" : "method.plot-note"));
}

void compose_METHOD(struct compose *c) {
  chapter(c, say(c, "method.title"), true, "method");
  scope(c);
  scale_table(c);
  averaging(c);
  targets(c);
  reading(c);
}
