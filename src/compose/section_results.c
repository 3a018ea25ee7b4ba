/* section_results.c - chapter 3 (M07, M08): results by function and by category, as radar, short tables and the table
 * of all categories with in-cell plots. */
#include "compose/parts.h"

enum { FAR_CATEGORIES = 5, TABLE_COLUMNS = 10 };
static const float TABLE_WIDTHS[LANG_COUNT][TABLE_COLUMNS] = {
    {37, 147, -54, -24.2f, -24.2f, -24.2f, -24.2f, -24.2f, -24.2f, 98.69f},
    {37, 146, -53, -24.2f, -22.5f, -26.5f, -24.2f, -30, -24.2f, 94.29f}};

static const float PLOT_WIDTH[LANG_COUNT] = {92, 88};

static void number_cell(struct compose *c, struct row *row, size_t column, enum style style, const char *s) {
  add_run(c, cell_text(c, row, column, style, NULL), s)->tabular = true;
}

/* How the categories moved: up, unchanged, down with their ids. */
static const char *movement(struct compose *c) {
  size_t *down = arena_array(c->arena, c->framework->category_count, sizeof *down), downs = 0, up = 0, same = 0;
  for (size_t k = 0; k < c->framework->category_count; k++) {
    const struct group_score *g = &c->scores->categories[k];
    if (!g->has_change) continue;
    if (g->change_tenths < 0)
      down[downs++] = k;
    else if (g->change_tenths > 0)
      up++;
    else
      same++;
  }
  const char *ids = downs ? say(c, "results.down-ids", "ids", join_group_ids(c, down, downs, false)) : "";
  return say(c, "results.movement", "up", number_text(c, (long)up), "same", number_text(c, (long)same), "down",
             number_text(c, (long)downs), "ids", ids, "all", number_text(c, (long)(up + same + downs)));
}

static void introduction(struct compose *c) {
  const struct group_score *g = &c->scores->overall;
  if (!g->answered) {
    paragraph(c, STYLE_BODY, say(c, "summary.no-values"));
    return;
  }
  const char *trend = !g->has_change         ? "results.intro-none"
                      : g->change_uses_both  ? "results.intro-both"
                      : g->change_tenths > 0 ? "results.intro-up"
                      : g->change_tenths < 0 ? "results.intro-down"
                                             : "results.intro-same";
  long size = g->change_tenths < 0 ? -g->change_tenths : g->change_tenths;
  const char *first =
      say(c, trend, "now", mean_text(c, &g->now), "last", mean_text(c, &g->last), "change", tenths_text(c, size),
          "signed", signed_text(c, g->change_tenths), "both", mean_text(c, &g->now_both));
  const char *gap = say(c, "common.sentence-gap");
  const char *moved = g->has_change ? arena_printf(c->arena, "%s%s", gap, movement(c)) : "";
  const char *below =
      say(c, "results.below", "answered", number_text(c, g->answered), "below", number_text(c, g->below_target));
  paragraph(c, STYLE_BODY, arena_printf(c->arena, "%s%s%s%s", first, moved, gap, below));
}

static void short_row(struct compose *c, struct row *row, const struct group_score *g) {
  row->cells[0].row_header = true;
  number_cell(c, row, 1, STYLE_CELL_LEAD, mean_text(c, &g->now));
  number_cell(c, row, 2, STYLE_CELL, mean_text(c, &g->last));
  number_cell(c, row, 3, STYLE_CELL, g->has_change ? signed_text(c, g->change_tenths) : say(c, "common.none"));
  number_cell(c, row, 4, STYLE_CELL, mean_text(c, &g->target));
  cell_gap(c, row, 5, g->has_gap, g->gap_tenths);
  add_ratio(c, cell_text(c, row, 6, STYLE_CELL, NULL), g->below_target, g->answered);
}

static void function_table(struct compose *c) {
  static const float WIDTHS[LANG_COUNT][7] = {{42, -24, -24, -30, -24, -24, -48}, {60, -22, -21, -26, -22, -22, -43}};
  struct block *table = table_add(c, WIDTHS[c->language], 7, say(c, "functions.summary"));
  table->space_after = 0;
  table->table->pad_side = 3;
  table_head(c, table, say(c, "results.function-head"), 7);
  for (size_t f = 0; f < c->framework->function_count; f++) {
    struct row *row = table_row(c, table, ROW_BODY);
    struct block *name = cell_text(c, row, 0, STYLE_CELL, NULL);
    add_bold(c, name, function_name(c, f));
    add_ink(c, name, say(c, "common.code-after", "code", c->framework->functions[f].id), INK2);
    short_row(c, row, &c->scores->functions[f]);
  }
  struct row *total = table_row(c, table, ROW_TOTAL);
  cell_text(c, total, 0, STYLE_CELL, say(c, "common.overall"));
  short_row(c, total, &c->scores->overall);
}

static void by_function(struct compose *c) {
  part(c, say(c, "results.functions"), say(c, "results.functions-side"), NULL);
  struct block *outer = block_open(c, BLOCK_COLUMNS, ROLE_NONE);
  struct block *row = c->parent;
  row->keep_together = true;
  row->column_widths = arena_array(c->arena, 2, sizeof(float));
  row->column_widths[0] = 254.55f;
  row->column_widths[1] = 216;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  figure_add(c, figure_radar(c, false, 76, false))->space_before = 0;
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  function_table(c);
  c->parent = outer;
}

/* Categories by gap, largest first; equal gaps in framework order. */
static size_t farthest_categories(const struct compose *c, size_t *out) {
  size_t count = 0;
  for (size_t k = 0; k < c->framework->category_count; k++) {
    long gap = c->scores->categories[k].gap_tenths;
    if (!c->scores->categories[k].has_gap || gap <= 0) continue;
    size_t at = count++;
    for (; at > 0 && c->scores->categories[out[at - 1]].gap_tenths < gap; at--)
      out[at] = out[at - 1];
    out[at] = k;
  }
  return count < FAR_CATEGORIES ? count : FAR_CATEGORIES;
}

static void far_table(struct compose *c) {
  size_t *far = arena_array(c->arena, c->framework->category_count + 1, sizeof *far);
  size_t count = farthest_categories(c, far);
  if (!count) return;
  subheading(c, say_count(c, (long)count, "results.far-title"), NULL);
  static const float WIDTHS[LANG_COUNT][4] = {{76, -24, -25, -25}, {60.55f, -24, -26, -24}};
  struct block *table = table_add(c, WIDTHS[c->language], 4, say(c, "results.far-summary"));
  table->space_after = 6;
  table_head(c, table, say(c, "results.far-head"), 4);
  for (size_t i = 0; i < count; i++) {
    const struct group_score *g = &c->scores->categories[far[i]];
    struct row *row = table_row(c, table, ROW_BODY);
    row->cells[0].row_header = true;
    struct block *stack = cell_stack(c, row, 0);
    cell_line(c, stack, STYLE_CELL_LEAD, c->framework->categories[far[i]].id);
    add_ink(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL), category_name(c, far[i]), INK2);
    number_cell(c, row, 1, STYLE_CELL_LEAD, mean_text(c, &g->now));
    number_cell(c, row, 2, STYLE_CELL, mean_text(c, &g->target));
    cell_gap(c, row, 3, g->has_gap, g->gap_tenths);
  }
  note(c, say(c, "results.far-note"));
}

static void by_category(struct compose *c) {
  part(c, say(c, "results.categories"), say_count(c, (long)c->framework->category_count, "results.categories-side"),
       NULL);
  struct block *outer = block_open(c, BLOCK_COLUMNS, ROLE_NONE);
  struct block *row = c->parent;
  row->keep_together = true;
  row->column_widths = arena_array(c->arena, 2, sizeof(float));
  row->column_widths[1] = c->language == LANG_EN ? 134.55f : 150; /* English function names reach further out */
  row->column_widths[0] = 470.55f - row->column_widths[1];
  block_open(c, BLOCK_STACK, ROLE_NONE);
  figure_add(c, figure_radar(c, true, 112, false))->space_before = 0;
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  figure_add(c, figure_legend(c, true))->space_before = 0;
  far_table(c);
  c->parent = outer;
  note(c, scoring_note(c, false));
}

static void category_row(struct compose *c, struct row *row, const struct group_score *g) {
  enum style plain = STYLE_CELL;
  row->cells[0].row_header = true;
  add_ratio(c, cell_text(c, row, 2, plain, NULL), g->answered, g->applicable);
  number_cell(c, row, 3, STYLE_CELL_LEAD, mean_text(c, &g->now));
  number_cell(c, row, 4, plain, g->min < 0 ? say(c, "common.none") : number_text(c, g->min));
  number_cell(c, row, 5, plain, mean_text(c, &g->target));
  cell_gap(c, row, 6, g->has_gap, g->gap_tenths);
  number_cell(c, row, 7, plain, g->answered ? number_text(c, g->below_target) : say(c, "common.none"));
  number_cell(c, row, 8, plain, mean_text(c, &g->last));
  cell_figure(c, row, 9, figure_plot(c, g, PLOT_WIDTH[c->language], true));
}

static void plot_head(struct compose *c, struct row *row, size_t column) {
  struct block *stack = cell_stack(c, row, column);
  cell_line(c, stack, STYLE_CELL_HEAD, say(c, c->scores->has_previous ? "results.plot-key-last" : "results.plot-key"));
  struct figure *digits = content_figure(c->arena, c->content, FIGURE_PLOT_HEAD);
  digits->width = PLOT_WIDTH[c->language];
  content_add(c->arena, stack, figure_block(c, digits));
}

static void category_table(struct compose *c) {
  block_add(c, BLOCK_PAGE_BREAK, ROLE_NONE);
  part(c, say(c, "results.table"), say(c, "results.table-side"), "categories");
  struct block *table = table_add(c, TABLE_WIDTHS[c->language], TABLE_COLUMNS, say(c, "results.table-summary"));
  table->table->min_row = 19.4f;
  table->table->pad_side = 3;
  table->table->pad_top = table->table->pad_bottom = 1.7f;
  table->space_after = 6;
  table_head(c, table, say(c, "results.table-head"), TABLE_COLUMNS);
  plot_head(c, &table->table->rows[0], 9);
  for (size_t f = 0; f < c->framework->function_count; f++) {
    const struct framework_function *function = &c->framework->functions[f];
    struct row *row = table_row(c, table, ROW_GROUP);
    cell_text(c, row, 0, STYLE_CELL, function->id);
    cell_text(c, row, 1, STYLE_CELL, function_name(c, f));
    category_row(c, row, &c->scores->functions[f]);
    for (size_t k = function->first_category; k < function->first_category + function->category_count; k++) {
      row = table_row(c, table, ROW_BODY);
      cell_text(c, row, 0, STYLE_CELL, c->framework->categories[k].id);
      cell_text(c, row, 1, STYLE_CELL_DENSE, category_name(c, k));
      category_row(c, row, &c->scores->categories[k]);
    }
  }
  struct row *total = table_row(c, table, ROW_TOTAL);
  cell_text(c, total, 1, STYLE_CELL, say(c, "common.overall"));
  category_row(c, total, &c->scores->overall);
  total->cells[0].row_header = false;
  total->cells[1].row_header = true;
}

static void table_note(struct compose *c) {
  size_t *ids = arena_array(c->arena, c->framework->item_count, sizeof *ids);
  const char *parts[3];
  size_t count = 0, n;
  parts[count++] = say(c, "results.table-note");
  if ((n = items_with_status(c, ANSWER_NA, ids)) > 0)
    parts[count++] = say_count(c, (long)n, "results.table-na", "ids", join_ids(c, ids, n, 12));
  if ((n = items_with_status(c, ANSWER_UNANSWERED, ids)) > 0)
    parts[count++] = say_count(c, (long)n, "results.table-unanswered", "ids", join_ids(c, ids, n, 12));
  const char *gap = say(c, "common.sentence-gap");
  note(c, join_texts(c, parts, count, gap, gap));
  if (!c->scores->has_previous) note(c, say(c, "note.no-previous"));
}

void compose_RESULTS(struct compose *c) {
  chapter(c, say(c, "results.title"), true, "results");
  introduction(c);
  by_function(c);
  by_category(c);
  category_table(c);
  table_note(c);
}
