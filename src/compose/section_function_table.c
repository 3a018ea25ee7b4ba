/* section_function_table.c - the five functions as a table with in-cell plots (M01), and the note that says how its
 * numbers were made. Columns of last year stay when there is no last year: their values are dashes, and the note says
 * why (LOOK 14). */
#include "compose/parts.h"

enum { COLUMNS = 9 };
static const float WIDTHS[COLUMNS] = {82, -34, -34, -46, -34, -32, -38, -58, 123.9f};
static const float PLOT_WIDTH = 115;

static void tabular_cell(struct compose *c, struct row *row, size_t column, enum style style, const char *s) {
  struct block *b = cell_text(c, row, column, style, NULL);
  add_run(c, b, s)->tabular = true;
}

static const char *change_text(struct compose *c, const struct group_score *g) {
  return g->has_change ? signed_text(c, g->change_tenths) : say(c, "common.none");
}

static void group_row(struct compose *c, struct row *row, const struct group_score *g) {
  row->cells[0].row_header = true;
  tabular_cell(c, row, 1, STYLE_CELL_LEAD_BOARD, mean_text(c, &g->now));
  tabular_cell(c, row, 2, STYLE_CELL, mean_text(c, &g->last));
  tabular_cell(c, row, 3, STYLE_CELL, change_text(c, g));
  tabular_cell(c, row, 4, STYLE_CELL, mean_text(c, &g->target));
  cell_gap(c, row, 5, g->has_gap, g->gap_tenths);
  tabular_cell(c, row, 6, STYLE_CELL, g->min < 0 ? say(c, "common.none") : number_text(c, g->min));
  add_ratio(c, cell_text(c, row, 7, STYLE_CELL, NULL), g->below_target, g->answered);
  cell_figure(c, row, 8, figure_plot(c, g, PLOT_WIDTH, true))->figure_align = ALIGN_RIGHT;
}

static const char *left_out_clause(struct compose *c) {
  const struct group_score *all = &c->scores->overall;
  if (!all->na && !all->unanswered) return say(c, "note.none-left-out");
  return say(c, "note.left-out", "na", number_text(c, all->na), "unanswered", number_text(c, all->unanswered));
}

const char *scoring_note(struct compose *c, bool with_profile) {
  bool by_category = c->input->scale->averaging == AVERAGE_CATEGORIES;
  const struct group_score *all = &c->scores->overall;
  const char *parts[4];
  size_t count = 0;
  parts[count++] = say(c, by_category ? "note.categories" : "note.items");
  parts[count++] = left_out_clause(c);
  if (!c->scores->has_previous)
    parts[count++] = say(c, "note.no-previous");
  else if (all->rescoped)
    parts[count++] = say_count(c, all->rescoped, "note.previous-rescoped");
  else
    parts[count++] = say(c, "note.previous");
  if (with_profile && c->input->profile->segment < 0)
    parts[count++] = say(c, "note.profile-strictest");
  else if (with_profile)
    parts[count++] = say(c, "note.profile", "profile", c->input->profile->name[c->language], "version",
                         version_text(c, c->input->profile->version));
  const char *between = say(c, "common.sentence-gap");
  return join_texts(c, parts, count, between, between);
}

/* Where the mean of both years' items prints differently from the mean, the change uses it: said for each such row. */
static const char *both_years_note(struct compose *c) {
  const char *parts[16];
  size_t count = 0;
  for (size_t f = 0; f < c->framework->function_count && count < 16; f++) {
    const struct group_score *g = &c->scores->functions[f];
    if (g->has_change && g->change_uses_both)
      parts[count++] =
          say(c, "note.both-value", "name", c->framework->functions[f].id, "value", mean_text(c, &g->now_both));
  }
  const struct group_score *all = &c->scores->overall;
  if (all->has_change && all->change_uses_both && count < 16)
    parts[count++] = say(c, "note.both-value", "name", say(c, "common.overall"), "value", mean_text(c, &all->now_both));
  if (!count) return NULL;
  const char *between = say(c, "common.list");
  return say(c, "note.both", "list", join_texts(c, parts, count, between, between));
}

static void table_rows(struct compose *c, struct block *table) {
  for (size_t f = 0; f < c->framework->function_count; f++) {
    struct row *row = table_row(c, table, ROW_BODY);
    struct block *name = cell_text(c, row, 0, STYLE_CELL, NULL);
    add_bold(c, name, function_name(c, f));
    add_ink(c, name, say(c, "common.code-after", "code", c->framework->functions[f].id), INK2);
    group_row(c, row, &c->scores->functions[f]);
  }
  struct row *total = table_row(c, table, ROW_TOTAL);
  cell_text(c, total, 0, STYLE_CELL, say(c, "common.overall"));
  group_row(c, total, &c->scores->overall);
}

void compose_FUNCTION_TABLE(struct compose *c) {
  struct block *heading = part(c, say(c, "functions.title"), NULL, NULL);
  heading->space_before = 8;
  heading->space_after = 4;
  struct block *table = table_add(c, WIDTHS, COLUMNS, say(c, "functions.summary"));
  table->table->pad_top = table->table->pad_bottom = 2; /* a plot is 16 high, its row 20 (LOOK 6) */
  table->keep_together = true;
  table->space_after = 4;
  table_head(c, table, say(c, "functions.head"), COLUMNS);
  struct row *head = &table->table->rows[0];
  struct block *stack = cell_stack(c, head, 8);
  cell_line(c, stack, STYLE_CELL_HEAD, say(c, "functions.plot-head"));
  struct figure *digits = content_figure(c->arena, c->content, FIGURE_PLOT_HEAD);
  digits->width = PLOT_WIDTH;
  struct block *place = figure_block(c, digits);
  place->figure_align = ALIGN_RIGHT;
  content_add(c->arena, stack, place);
  table_rows(c, table);
  const char *both = both_years_note(c);
  const char *text = scoring_note(c, true);
  note(c, both ? arena_printf(c->arena, "%s%s%s", text, say(c, "common.sentence-gap"), both) : text)->space_before = 4;
}
