/* gaps.c - the order in which gaps are told: priority = gap x weight, ties in framework order; for the board the
 * items that management must answer for come first (DESIGN 4). */
#include "score/parts.h"

/* Stable insertion sort: at most some hundred gaps, mostly few distinct priorities. */
static void sort_by_priority(size_t *order, size_t count, const struct item_score *items) {
  for (size_t i = 1; i < count; i++) {
    size_t item = order[i], j = i;
    for (; j > 0 && items[order[j - 1]].priority < items[item].priority; j--)
      order[j] = order[j - 1];
    order[j] = item;
  }
}

void score_gaps(struct scores *scores, struct arena *arena) {
  const struct input *input = scores->input;
  size_t count = input->framework->item_count;
  scores->gaps = arena_array(arena, count, sizeof *scores->gaps);
  scores->board_gaps = arena_array(arena, count, sizeof *scores->board_gaps);
  for (size_t i = 0; i < count; i++)
    if (scores->items[i].gap > 0)
      scores->gaps[scores->gap_count++] = i;
  sort_by_priority(scores->gaps, scores->gap_count, scores->items);
  for (int flagged = 1; flagged >= 0; flagged--)
    for (size_t g = 0; g < scores->gap_count; g++)
      if (input->guide->items[scores->gaps[g]].board == (flagged == 1))
        scores->board_gaps[scores->board_gap_count++] = scores->gaps[g];
}
