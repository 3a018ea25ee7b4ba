/* explain.c - `score --explain`: the items, the rule and the rounding behind one number, in words of data/strings
 * (keys explain.*). What it prints can be recomputed with pencil and paper. */
#include "score/score.h"

#include <stdio.h>
#include <string.h>

struct explain {
  const struct scores *scores;
  const struct framework *framework;
  const struct strings *strings;
  struct buf *out;
};

static void line(const struct explain *ex, const char *key) {
  strings_format(ex->strings, ex->out, key, (char *)NULL);
  buf_putc(ex->out, '\n');
}

static const char *number(char *out, size_t size, long value) {
  snprintf(out, size, "%ld", value);
  return out;
}

/* "148 ÷ 39 = 3.7949 → 3.8". With `count` (items of a flat mean) the fraction is written as sum ÷ count, not reduced,
 * so that a reader finds the sum of the levels again; 0: as it is. */
static void mean_line(const struct explain *ex, const char *key, const struct mean *mean, int count) {
  if (!mean->exists)
    return;
  char fraction[64], printed[24];
  struct buf decimal = {0};
  long long times = count && count % mean->exact.den == 0 ? count / mean->exact.den : 1;
  snprintf(fraction, sizeof fraction, "%lld ÷ %lld", (long long)mean->exact.num * times,
           (long long)mean->exact.den * times);
  tenths_print(mean->tenths, printed, sizeof printed);
  buf_put_decimal(&decimal, frac_double(mean->exact), 4);
  strings_format(ex->strings, ex->out, key, "fraction", fraction, "decimal", decimal.data, "printed", printed,
                 (char *)NULL);
  buf_putc(ex->out, '\n');
  buf_free(&decimal);
}

static void head(const struct explain *ex, const char *id, const char *name, const struct mean *mean) {
  char printed[24] = "—";
  if (mean->exists)
    tenths_print(mean->tenths, printed, sizeof printed);
  strings_format(ex->strings, ex->out, "explain.head", "id", id, "name", name, "value", printed, (char *)NULL);
  buf_putc(ex->out, '\n');
}

/* The answered items with their levels, then the ids that stay out of the mean. */
static void item_list(const struct explain *ex, size_t first, size_t count, enum answer_status status,
                      const char *key) {
  struct buf list = {0};
  for (size_t i = first; i < first + count; i++) {
    const struct item_score *item = &ex->scores->items[i];
    if (item->status != status)
      continue;
    buf_printf(&list, "%s%s", list.size ? ", " : "", ex->framework->items[i].id);
    if (status == ANSWER_LEVEL)
      buf_printf(&list, " = %d", item->level);
  }
  if (list.size) {
    strings_format(ex->strings, ex->out, key, "items", list.data, (char *)NULL);
    buf_putc(ex->out, '\n');
  }
  buf_free(&list);
}

static void category_means(const struct explain *ex, size_t first, size_t count) {
  struct buf list = {0};
  for (size_t c = first; c < first + count; c++) {
    const struct mean *mean = &ex->scores->categories[c].now;
    if (mean->exists)
      buf_printf(&list, "%s%s = %lld/%lld", list.size ? ", " : "", ex->framework->categories[c].id,
                 (long long)mean->exact.num, (long long)mean->exact.den);
  }
  if (list.size) {
    strings_format(ex->strings, ex->out, "explain.categories", "categories", list.data, (char *)NULL);
    buf_putc(ex->out, '\n');
  }
  buf_free(&list);
}

static void differences(const struct explain *ex, const struct group_score *group) {
  char a[24];
  if (group->has_gap) {
    tenths_print(group->gap_tenths, a, sizeof a);
    strings_format(ex->strings, ex->out, "explain.gap", "value", a, (char *)NULL);
    buf_putc(ex->out, '\n');
  }
  if (group->has_change) {
    tenths_print_signed(group->change_tenths, a, sizeof a);
    strings_format(ex->strings, ex->out, "explain.change", "value", a, (char *)NULL);
    buf_putc(ex->out, '\n');
  }
}

struct range {
  size_t first_item, item_count, first_category, category_count;
};

static void explain_group(const struct explain *ex, const char *id, const char *name, const struct group_score *group,
                          struct range range, bool may_average_categories) {
  bool by_category = may_average_categories && ex->scores->input->scale->averaging == AVERAGE_CATEGORIES;
  head(ex, id, name, &group->now);
  line(ex, by_category ? "explain.method-categories" : "explain.method-items");
  int answered = by_category ? 0 : group->answered, compared = by_category ? 0 : group->compared;
  mean_line(ex, "explain.now", &group->now, answered);
  mean_line(ex, "explain.target", &group->target, answered);
  mean_line(ex, "explain.last", &group->last, compared);
  if (group->change_uses_both)
    mean_line(ex, "explain.now-both", &group->now_both, compared);
  differences(ex, group);
  line(ex, "explain.rounding");
  if (by_category)
    category_means(ex, range.first_category, range.category_count);
  item_list(ex, range.first_item, range.item_count, ANSWER_LEVEL, "explain.items");
  item_list(ex, range.first_item, range.item_count, ANSWER_NA, "explain.na");
  item_list(ex, range.first_item, range.item_count, ANSWER_UNANSWERED, "explain.unanswered");
}

static void explain_item(const struct explain *ex, size_t index) {
  const struct input *input = ex->scores->input;
  const struct item_score *item = &ex->scores->items[index];
  const char *topic = input->guide->items[index].text[ex->strings->language].topic;
  const char *reason = input->profile->reason[ex->strings->language] ? input->profile->reason[ex->strings->language][index] : NULL;
  char level[16] = "—", last[16], target[16], gap[16], weight[16], priority[16];
  if (item->status == ANSWER_LEVEL)
    number(level, sizeof level, item->level);
  strings_format(ex->strings, ex->out, "explain.head", "id", ex->framework->items[index].id, "name", topic ? topic : "",
                 "value", level, (char *)NULL);
  buf_putc(ex->out, '\n');
  if (item->status == ANSWER_NA)
    strings_format(ex->strings, ex->out, "explain.item-na", "reason", input->answers->items[index].reason.s, (char *)NULL);
  else if (item->status == ANSWER_UNANSWERED)
    strings_format(ex->strings, ex->out, "explain.item-unanswered", (char *)NULL);
  else
    strings_format(ex->strings, ex->out, "explain.item", "level", level, "target",
                   number(target, sizeof target, item->target), "gap", number(gap, sizeof gap, item->gap), "weight",
                   number(weight, sizeof weight, item->weight), "priority",
                   number(priority, sizeof priority, item->priority), (char *)NULL);
  buf_putc(ex->out, '\n');
  if (reason) {
    strings_format(ex->strings, ex->out, "explain.target-reason", "target", number(target, sizeof target, item->target),
                   "profile", input->profile->id, "reason", reason, (char *)NULL);
    buf_putc(ex->out, '\n');
  }
  if (item->last_status == ANSWER_LEVEL) {
    strings_format(ex->strings, ex->out, "explain.item-last", "level", number(last, sizeof last, item->last_level),
                   (char *)NULL);
    buf_putc(ex->out, '\n');
  }
}

static const char *group_id(const struct explain *ex, const struct criterion *criterion, size_t index) {
  if (criterion->kind != CRITERION_MEAN_AT_LEAST)
    return ex->framework->items[index].id;
  return criterion->each_function ? ex->framework->functions[index].id : ex->framework->categories[index].id;
}

static void id_list(const struct explain *ex, const struct criterion *criterion, const size_t *list, size_t count,
                    const char *key) {
  struct buf ids = {0};
  for (size_t k = 0; k < count; k++)
    buf_printf(&ids, "%s%s", k ? ", " : "", group_id(ex, criterion, list[k]));
  if (count) {
    strings_format(ex->strings, ex->out, key, "items", ids.data, (char *)NULL);
    buf_putc(ex->out, '\n');
  }
  buf_free(&ids);
}

static void explain_star(const struct explain *ex, size_t index) {
  static const char *const states[] = {"explain.met", "explain.unmet", "explain.open"};
  const struct star_level *level = &ex->scores->input->stars->levels[index];
  const struct star_score *star = &ex->scores->stars[index];
  char key[40], digit[16];
  number(digit, sizeof digit, star->star);
  snprintf(key, sizeof key, "explain.star-state-%d", (int)star->state);
  strings_format(ex->strings, ex->out, key, "star", digit, (char *)NULL);
  buf_putc(ex->out, '\n');
  for (size_t k = 0; k < level->criterion_count && star->state != STAR_NOT_JUDGED; k++) {
    const struct criterion_score *score = &star->criteria[k];
    strings_format(ex->strings, ex->out, "explain.criterion", "id", level->criteria[k].id, "state",
                   strings_get(ex->strings, states[score->state]), (char *)NULL);
    buf_putc(ex->out, '\n');
    if (score->state != CRITERION_MET) {
      id_list(ex, &level->criteria[k], score->failing, score->failing_count, "explain.failing");
      id_list(ex, &level->criteria[k], score->open, score->open_count, "explain.open-items");
    }
  }
}

static bool explain_named_group(const struct explain *ex, const char *id) {
  const struct framework *framework = ex->framework;
  enum language language = ex->strings->language;
  long f = framework_find_function(framework, id), c = framework_find_category(framework, id);
  if (f >= 0) {
    const struct framework_function *function = &framework->functions[f];
    explain_group(ex, function->id, function->name[language], &ex->scores->functions[f],
                  (struct range){function->first_item, function->item_count, function->first_category,
                                 function->category_count},
                  true);
  } else if (c >= 0) {
    const struct framework_category *category = &framework->categories[c];
    explain_group(ex, category->id, category->name[language], &ex->scores->categories[c],
                  (struct range){category->first_item, category->item_count, 0, 0}, false);
  }
  return f >= 0 || c >= 0;
}

bool score_explain(const struct scores *scores, const char *id, const struct strings *strings, struct buf *out) {
  const struct framework *framework = scores->input->framework;
  struct explain ex = {scores, framework, strings, out};
  long item = framework_find_item(framework, id);
  if (item >= 0) {
    explain_item(&ex, (size_t)item);
    return true;
  }
  if (!strcmp(id, "overall")) {
    explain_group(&ex, "overall", strings_get(strings, "explain.overall"), &scores->overall,
                  (struct range){0, framework->item_count, 0, framework->category_count}, true);
    return true;
  }
  if (!strcmp(id, "star")) {
    for (size_t s = 0; s < scores->star_count; s++)
      explain_star(&ex, s);
    return true;
  }
  return explain_named_group(&ex, id);
}
