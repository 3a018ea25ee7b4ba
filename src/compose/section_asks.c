/* section_asks.c - what is asked of the board: decisions (the company's own, else one line per ask that is not met),
 * and METI's asks crossed with the result, a row and a sentence each (guide/four-asks). */
#include "compose/parts.h"

enum { COLUMNS = 7, ACROSS = 3 };
static const float WIDTHS[COLUMNS] = {16, 138, 209.89f, -25, -31, -24, -38};

static void decision_box(struct compose *c, size_t number, struct text title, struct text text) {
  struct block *outer = block_open(c, BLOCK_BOX, ROLE_DIV);
  c->parent->rule_top = 1.2f;
  c->parent->rule_top_ink = INK_ACCENT;
  c->parent->pad_y = 4;
  c->parent->keep_together = true;
  struct block *head = paragraph(c, STYLE_H3, NULL);
  head->role = ROLE_H3;
  add_run(c, head, say(c, "decisions.number", "n", number_text(c, (long)number)));
  if (is_text(title.s)) {
    add_run(c, head, say(c, "common.gap"));
    add_user(c, head, title);
  }
  struct block *body = paragraph(c, STYLE_BODY_SMALL, NULL);
  body->space_after = 0;
  add_user(c, body, text);
  c->parent = outer;
}

static bool ask_wants_decision(const struct compose *c, size_t ask) {
  enum ask_state state = c->scores->asks[ask].state;
  return state != ASK_MET && state != ASK_NONE && is_text(c->guide->asks[ask].decision[c->language]);
}

/* Boxes three across; the last row's empty places stay empty. */
static void decision_boxes(struct compose *c, const struct decision *decisions, size_t count) {
  struct block *outer = c->parent;
  for (size_t i = 0; i < count; i += ACROSS) {
    c->parent = outer;
    struct block *row = block_add(c, BLOCK_COLUMNS, ROLE_NONE);
    row->space_before = i ? 12 : 0;
    row->column_spans = arena_array(c->arena, ACROSS, sizeof *row->column_spans);
    for (size_t k = 0; k < ACROSS; k++) {
      row->column_spans[k] = 12 / ACROSS;
      c->parent = row;
      if (i + k < count)
        decision_box(c, i + k + 1, decisions[i + k].title, decisions[i + k].text);
      else
        block_add(c, BLOCK_STACK, ROLE_NONE);
    }
  }
  c->parent = outer;
}

void compose_DECISIONS(struct compose *c) {
  const struct answers *a = c->answers;
  struct decision *own = NULL;
  size_t count = a->decision_count;
  bool from_asks = count == 0;
  const struct decision *decisions = a->decisions;
  if (from_asks) {
    own = arena_array(c->arena, c->guide->ask_count ? c->guide->ask_count : 1, sizeof *own);
    for (size_t i = 0; i < c->guide->ask_count; i++)
      if (ask_wants_decision(c, i))
        own[count++] = (struct decision){
            .title = plain_text(say(c, "decisions.ask", "n", number_text(c, c->guide->asks[i].number))),
            .text = plain_text(c->guide->asks[i].decision[c->language])};
    decisions = own;
  }
  struct block *heading =
      part(c, say(c, "decisions.title"), count && from_asks ? say(c, "decisions.side") : NULL, NULL);
  heading->space_before = 14;
  if (count)
    decision_boxes(c, decisions, count);
  else
    paragraph(c, STYLE_BODY, say(c, "decisions.none"));
}

static const char *ask_sentence(struct compose *c, size_t ask) {
  const struct guide_ask *g = &c->guide->asks[ask];
  const struct ask_score *s = &c->scores->asks[ask];
  const char *text = g->sentence[c->language][s->state];
  if (s->state == ASK_MET && s->met_low && is_text(g->sentence_met_low[c->language]))
    text = g->sentence_met_low[c->language];
  if (s->state == ASK_NONE && !is_text(text)) return say(c, "asks.none");
  if (!is_text(text)) return say(c, "gaps.no-text");
  return fill_guide(c, text, number_text(c, s->below_target), number_text(c, s->applicable));
}

static void number_cell(struct compose *c, struct row *row, size_t column, enum style style, const char *s) {
  add_run(c, cell_text(c, row, column, style, NULL), s)->tabular = true;
}

static void ask_row(struct compose *c, struct block *table, size_t ask) {
  const struct guide_ask *g = &c->guide->asks[ask];
  const struct ask_score *s = &c->scores->asks[ask];
  struct row *row = table_row(c, table, ROW_BODY);
  row->cells[1].row_header = true;
  number_cell(c, row, 0, STYLE_CELL_DENSE, number_text(c, g->number));
  cell_text(c, row, 1, STYLE_CELL_THIRD, g->text[c->language]);
  struct block *b = cell_text(c, row, 2, STYLE_CELL_THIRD, ask_sentence(c, ask));
  if (g->number < ASKS_MAX && is_text(c->answers->ask_response[g->number].s)) {
    add_ink(c, b, say(c, "asks.response"), INK2);
    add_user(c, b, c->answers->ask_response[g->number]);
  }
  number_cell(c, row, 3, STYLE_CELL_LEAD, mean_text(c, &s->now));
  number_cell(c, row, 4, STYLE_CELL, mean_text(c, &s->target));
  cell_gap(c, row, 5, s->has_gap, s->gap_tenths);
  add_ratio(c, cell_text(c, row, 6, STYLE_CELL, NULL), s->below_target, s->answered);
}

/* A company that can't name three people for the sign-off is told of the support for small ones (guide/four-asks). */
static bool is_small_company(const struct compose *c) {
  return c->input->policy->quorum < 3;
}

void compose_ASKS(struct compose *c) {
  struct block *heading = part(c, say(c, "asks.title"), say(c, "asks.side"), NULL);
  heading->space_before = 14;
  struct block *table = table_add(c, WIDTHS, COLUMNS, say(c, "asks.summary"));
  table->table->pad_side = 3;
  table->table->pad_top = table->table->pad_bottom = 2;
  table->table->min_row = 18;
  table->space_after = 4;
  table_head(c, table, say(c, "asks.head"), COLUMNS);
  for (size_t i = 0; i < c->guide->ask_count; i++)
    ask_row(c, table, i);
  const char *own = c->guide->asks_note[c->language];
  const char *text = is_text(own) ? own : say(c, "asks.note");
  const char *support = c->guide->asks_support[c->language];
  if (is_small_company(c) && is_text(support))
    text = arena_printf(c->arena, "%s%s%s", text, say(c, "common.sentence-gap"), support);
  note(c, text);
}
