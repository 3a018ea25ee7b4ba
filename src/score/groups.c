/* groups.c - means and counts of categories, functions and the whole (DESIGN 4).
 *
 * With averaging `items` a group's mean is the flat mean of its answered items. With `categories` a function's mean is
 * the mean of its category means, and the overall mean that of all category means; categories without an answered item
 * do not take part. Targets and last year's means use the same method: targets over the answered items, last year over
 * the items answered in both years. A category has one method only. All sums are exact. */
#include "score/parts.h"

struct mean mean_of(struct frac exact) {
  return (struct mean){.exists = true, .exact = exact, .tenths = (long)frac_tenths(exact)};
}

struct mean mean_flat(int sum, int count) {
  return count ? mean_of(frac_make(sum, count)) : (struct mean){.exists = false};
}

struct sums {
  int now, target, last, now_both;
};

static void add_item(struct group_score *group, struct sums *sums, const struct item_score *item, bool has_previous) {
  bool answered = item->status == ANSWER_LEVEL;
  bool answered_last = item->last_status == ANSWER_LEVEL;
  group->items++;
  group->na += item->status == ANSWER_NA;
  group->unanswered += item->status == ANSWER_UNANSWERED;
  group->rescoped += has_previous && answered != answered_last;
  if (!answered)
    return;
  group->answered++;
  group->zeros += item->level == 0;
  group->below_target += item->gap > 0;
  if (group->min < 0 || item->level < group->min)
    group->min = item->level;
  sums->now += item->level;
  sums->target += item->target;
  if (!answered_last)
    return;
  group->compared++;
  group->up += item->level > item->last_level;
  group->same += item->level == item->last_level;
  group->down += item->level < item->last_level;
  sums->last += item->last_level;
  sums->now_both += item->level;
}

/* Gap and change as a reader would compute them from the printed values (LOOK 6). */
static void finish(struct group_score *group) {
  group->applicable = group->items - group->na;
  group->has_gap = group->now.exists && group->target.exists;
  if (group->has_gap && group->target.tenths > group->now.tenths)
    group->gap_tenths = group->target.tenths - group->now.tenths;
  group->has_change = group->last.exists && group->now_both.exists;
  if (group->has_change) {
    group->change_tenths = group->now_both.tenths - group->last.tenths;
    group->change_uses_both = group->now_both.tenths != group->now.tenths;
  }
}

static struct group_score flat_group(const struct scores *scores, size_t first, size_t count) {
  struct group_score group = {.min = -1};
  struct sums sums = {0};
  for (size_t i = first; i < first + count; i++)
    add_item(&group, &sums, &scores->items[i], scores->has_previous);
  group.now = mean_flat(sums.now, group.answered);
  group.target = mean_flat(sums.target, group.answered);
  group.last = mean_flat(sums.last, group.compared);
  group.now_both = mean_flat(sums.now_both, group.compared);
  return group;
}

static struct mean mean_of_categories(const struct scores *scores, size_t first, size_t count, size_t offset) {
  struct frac sum = frac_make(0, 1);
  int n = 0;
  for (size_t c = first; c < first + count; c++) {
    const struct mean *mean = (const struct mean *)(const void *)((const char *)&scores->categories[c] + offset);
    if (!mean->exists)
      continue;
    sum = frac_add(sum, mean->exact);
    n++;
  }
  return n ? mean_of(frac_div_int(sum, n)) : (struct mean){.exists = false};
}

static void average_categories(struct group_score *group, const struct scores *scores, size_t first, size_t count) {
  group->now = mean_of_categories(scores, first, count, offsetof(struct group_score, now));
  group->target = mean_of_categories(scores, first, count, offsetof(struct group_score, target));
  group->last = mean_of_categories(scores, first, count, offsetof(struct group_score, last));
  group->now_both = mean_of_categories(scores, first, count, offsetof(struct group_score, now_both));
}

void score_groups(struct scores *scores, struct arena *arena) {
  const struct framework *framework = scores->input->framework;
  bool by_category = scores->input->scale->averaging == AVERAGE_CATEGORIES;
  scores->categories = arena_array(arena, framework->category_count, sizeof *scores->categories);
  for (size_t c = 0; c < framework->category_count; c++) {
    const struct framework_category *category = &framework->categories[c];
    scores->categories[c] = flat_group(scores, category->first_item, category->item_count);
    finish(&scores->categories[c]);
  }
  scores->functions = arena_array(arena, framework->function_count, sizeof *scores->functions);
  for (size_t f = 0; f < framework->function_count; f++) {
    const struct framework_function *function = &framework->functions[f];
    scores->functions[f] = flat_group(scores, function->first_item, function->item_count);
    if (by_category)
      average_categories(&scores->functions[f], scores, function->first_category, function->category_count);
    finish(&scores->functions[f]);
  }
  scores->overall = flat_group(scores, 0, framework->item_count);
  if (by_category)
    average_categories(&scores->overall, scores, 0, framework->category_count);
  finish(&scores->overall);
}
