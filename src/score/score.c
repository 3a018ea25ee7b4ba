/* score.c - the order of the steps, and the levels of single items. */
#include "score/score.h"

#include "score/parts.h"

void score_run(const struct input *input, struct arena *arena, struct scores *out) {
  *out = (struct scores){.input = input, .has_previous = input->previous != NULL};
  score_items(out, arena);
  score_groups(out, arena);
  score_gaps(out, arena);
  score_stars(out, arena);
  score_asks(out, arena);
}

/* A missing item and one written `unanswered` are the same thing from here on: counted, never averaged. */
static enum answer_status scored_status(enum answer_status status) {
  return status == ANSWER_MISSING ? ANSWER_UNANSWERED : status;
}

void score_items(struct scores *scores, struct arena *arena) {
  const struct input *input = scores->input;
  size_t count = input->framework->item_count;
  scores->items = arena_array(arena, count, sizeof *scores->items);
  for (size_t i = 0; i < count; i++) {
    const struct answer *answer = &input->answers->items[i];
    struct item_score *item = &scores->items[i];
    item->status = scored_status(answer->status);
    item->level = item->status == ANSWER_LEVEL ? answer->level : -1;
    item->target = input->profile->target[i];
    item->weight = input->guide->items[i].weight;
    item->last_status = ANSWER_UNANSWERED;
    item->last_level = -1;
    if (input->previous) {
      const struct answer *last = &input->previous->items[i];
      item->last_status = scored_status(last->status);
      item->last_level = item->last_status == ANSWER_LEVEL ? last->level : -1;
    }
    if (item->status != ANSWER_LEVEL)
      continue;
    scores->level_count[item->level]++;
    item->gap = item->target > item->level ? item->target - item->level : 0;
    item->priority = item->gap * item->weight;
  }
}
