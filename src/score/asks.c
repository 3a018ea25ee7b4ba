/* asks.c - METI's asks of management crossed with the items (guide/four-asks: order of test weak, open, partly, met).
 *
 * N/A items leave the row. A core item at level 0 makes it weak; an unanswered core item leaves it open; items below
 * target make it partly; any other unanswered item leaves it open; else it is met. No applicable item: none. */
#include "score/parts.h"

struct row {
  int applicable, answered, below, unanswered, core_unanswered, core_zero, sum, sum_target;
};

static void add_items(struct row *row, const struct scores *scores, const size_t *items, size_t count, bool core) {
  for (size_t k = 0; k < count; k++) {
    const struct item_score *item = &scores->items[items[k]];
    if (item->status == ANSWER_NA)
      continue;
    row->applicable++;
    if (item->status == ANSWER_UNANSWERED) {
      row->unanswered++;
      row->core_unanswered += core;
      continue;
    }
    row->answered++;
    row->below += item->gap > 0;
    row->core_zero += core && item->level == 0;
    row->sum += item->level;
    row->sum_target += item->target;
  }
}

static enum ask_state state_of(const struct row *row) {
  if (row->applicable == 0)
    return ASK_NONE;
  if (row->core_zero)
    return ASK_WEAK;
  if (row->core_unanswered)
    return ASK_OPEN;
  if (row->below)
    return ASK_PARTLY;
  return row->unanswered ? ASK_OPEN : ASK_MET;
}

void score_asks(struct scores *scores, struct arena *arena) {
  const struct guide *guide = scores->input->guide;
  scores->asks = arena_array(arena, guide->ask_count, sizeof *scores->asks);
  for (size_t a = 0; a < guide->ask_count; a++) {
    const struct guide_ask *ask = &guide->asks[a];
    struct ask_score *score = &scores->asks[a];
    struct row row = {0};
    add_items(&row, scores, ask->core, ask->core_count, true);
    add_items(&row, scores, ask->supporting, ask->supporting_count, false);
    score->state = state_of(&row);
    score->applicable = row.applicable;
    score->answered = row.answered;
    score->below_target = row.below;
    score->now = mean_flat(row.sum, row.answered);
    score->target = mean_flat(row.sum_target, row.answered);
    score->has_gap = row.answered > 0;
    if (score->has_gap && score->target.tenths > score->now.tenths)
      score->gap_tenths = score->target.tenths - score->now.tenths;
    for (size_t k = 0; k < ask->met_low_count; k++)
      score->met_low |= scores->items[ask->met_low_items[k]].target < 3;
  }
}
