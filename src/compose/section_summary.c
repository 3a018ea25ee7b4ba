/* section_summary.c - chapter 1: the conclusion, four key figures, the findings as a list, the gaps that come first. */
#include "compose/parts.h"

static void finding(struct compose *c, struct block *list, const char *label, const char *text) {
  c->parent = list;
  block_open(c, BLOCK_COLUMNS, ROLE_LI);
  c->parent->column_widths = arena_array(c->arena, 2, sizeof(float));
  c->parent->column_widths[0] = 90;
  c->parent->column_widths[1] = 380.55f;
  c->parent->space_after = 4;
  struct block *head = paragraph(c, STYLE_BODY_SMALL, NULL);
  head->role = is_text(label) ? ROLE_LBL : ROLE_NONE; /* the second line of one finding has none */
  head->space_after = 0;
  add_ink(c, head, label, INK2);
  struct block *body = paragraph(c, STYLE_BODY_SMALL, text);
  body->role = ROLE_LBODY;
  body->space_after = 0;
}

static const char *answer_finding(struct compose *c) {
  const struct group_score *g = &c->scores->overall;
  return say(c, "summary.answers", "items", number_text(c, g->items), "answered", number_text(c, g->answered), "na",
             number_text(c, g->na), "unanswered", number_text(c, g->unanswered));
}

static const char *target_finding(struct compose *c) {
  const struct group_score *g = &c->scores->overall;
  if (!g->answered) return say(c, "summary.no-values");
  return say(c, "summary.target", "answered", number_text(c, g->answered), "below", number_text(c, g->below_target),
             "zeros", number_text(c, g->zeros), "min", number_text(c, g->min));
}

static const char *change_finding(struct compose *c) {
  const struct group_score *g = &c->scores->overall;
  if (!c->scores->has_previous) return say(c, "summary.no-previous");
  return say(c, "summary.change", "compared", number_text(c, g->compared), "up", number_text(c, g->up), "same",
             number_text(c, g->same), "down", number_text(c, g->down), "rescoped", number_text(c, g->rescoped));
}

/* A line per level; one for all when the status forbids judging. */
static void star_findings(struct compose *c, struct block *list) {
  bool judged = c->answers->status == STATUS_OPERATING;
  for (size_t i = 0; i < (judged ? c->scores->star_count : 1); i++)
    finding(c, list, i ? "" : say(c, "summary.star-label"), star_state_text(c, &c->scores->stars[i]));
}

/* Costs are those that the table of plans adds up: an internal one is in neither, or the two sums would give it away. */
static const char *plan_finding(struct compose *c) {
  size_t planned = 0, shown = 0, given;
  size_t *items = arena_array(c->arena, c->scores->gap_count, sizeof *items);
  for (size_t i = 0; i < c->scores->gap_count; i++) {
    planned += c->answers->items[c->scores->gaps[i]].plan.given;
    if (prints_internal(c, c->scores->gaps[i])) items[shown++] = c->scores->gaps[i];
  }
  long long cost = plan_cost(c, items, shown, &given);
  if (!c->scores->gap_count) return say(c, "summary.no-gaps");
  return say(c, given ? "summary.plan-cost" : "summary.plan", "gaps", number_text(c, (long)c->scores->gap_count),
             "planned", number_text(c, (long)planned), "given", number_text(c, (long)given), "cost",
             money_text(c, cost));
}

static void first_gaps(struct compose *c) {
  size_t count = c->scores->gap_count < 10 ? c->scores->gap_count : 10;
  if (!count) return;
  part(c, say(c, "summary.gaps-title"), say(c, "gaps.side"), NULL);
  struct block *table =
      table_add(c, (const float[]){20, 60, 181.89f, -60, -50, 60, -50}, 7, say(c, "summary.gaps-summary"));
  table_head(c, table, say(c, "summary.gaps-head"), 7);
  for (size_t i = 0; i < count; i++) {
    size_t item = c->scores->gaps[i];
    const struct item_score *s = &c->scores->items[item];
    const char *category = c->framework->categories[c->framework->items[item].category].id;
    const char *anchor = arena_printf(c->arena, "risk-%s", category);
    struct row *row = table_row(c, table, ROW_BODY);
    cell_text(c, row, 0, STYLE_CELL, number_text(c, (long)i + 1));
    cell_text(c, row, 1, STYLE_CELL_LEAD, c->framework->items[item].id);
    cell_text(c, row, 2, STYLE_CELL, item_title(c, item));
    row->cells[1].row_header = true;
    cell_text(c, row, 3, STYLE_CELL,
              say(c, "common.move", "from", number_text(c, s->level), "to", number_text(c, s->target)));
    cell_text(c, row, 4, STYLE_CELL, number_text(c, s->priority));
    add_link(c, cell_text(c, row, 5, STYLE_CELL, NULL), category, anchor);
    add_page(c, cell_text(c, row, 6, STYLE_CELL, NULL), anchor);
  }
}

void compose_SUMMARY(struct compose *c) {
  chapter(c, say(c, "summary.title"), true, "summary");
  compose_CONCLUSION(c);
  compose_KEY_FIGURES(c);
  part(c, say(c, "summary.findings"), NULL, NULL);
  struct block *outer = block_open(c, BLOCK_STACK, ROLE_L);
  struct block *list = c->parent;
  finding(c, list, say(c, "summary.answers-label"), answer_finding(c));
  finding(c, list, say(c, "summary.target-label"), target_finding(c));
  finding(c, list, say(c, "summary.change-label"), change_finding(c));
  star_findings(c, list);
  finding(c, list, say(c, "summary.plan-label"), plan_finding(c));
  c->parent = outer;
  note(c, say(c, c->input->stars->official ? "star.short-official" : "star.short", "stars", c->input->stars->id));
  first_gaps(c);
}
