/* json.c - the result as JSON (`results/1`). Keys stand in the order of DESIGN 4; texts are escaped as RFC 8259 asks;
 * exact means are "num/den" strings (an integer mean is "3/1"), so that nothing is lost on the way. Pieces are put together
 * without formats: each report carries this file. */
#include "score/score.h"

#include <stdio.h>

static void put_escaped(struct buf *out, unsigned char c) {
  if (c == '"' || c == '\\')
    buf_printf(out, "\\%c", c);
  else
    buf_printf(out, "\\u%04x", c);
}

static void put_string(struct buf *out, const char *s) {
  if (!s) {
    buf_puts(out, "null");
    return;
  }
  buf_putc(out, '"');
  const char *run = s;
  for (; *s; s++) {
    unsigned char c = (unsigned char)*s;
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    buf_put(out, run, (size_t)(s - run));
    put_escaped(out, c);
    run = s + 1;
  }
  buf_put(out, run, (size_t)(s - run));
  buf_putc(out, '"');
}

/* A word of ours, which needs no escapes. */
static void put_word(struct buf *out, const char *before, const char *word) {
  buf_puts(out, before);
  buf_putc(out, '"');
  buf_puts(out, word);
  buf_putc(out, '"');
}

static void put_number(struct buf *out, const char *before, long number) {
  buf_puts(out, before);
  buf_put_int(out, number);
}

static void put_exact(struct buf *out, struct frac exact) {
  put_number(out, "\"", (long)exact.num);
  put_number(out, "/", (long)exact.den);
  buf_putc(out, '"');
}

/* Tenths as a plain ASCII decimal: JSON readers do not know U+2212. */
static void put_tenths(struct buf *out, long tenths) {
  long magnitude = tenths < 0 ? -tenths : tenths;
  put_number(out, tenths < 0 ? "\"-" : "\"", magnitude / 10);
  put_number(out, ".", magnitude % 10);
  buf_putc(out, '"');
}

static void put_mean_fields(struct buf *out, const struct mean *mean) {
  if (!mean->exists) {
    buf_puts(out, "\"mean\": null, \"exact\": null, \"printed\": null");
    return;
  }
  buf_puts(out, "\"mean\": ");
  buf_put_decimal(out, frac_double(mean->exact), 4);
  buf_puts(out, ", \"exact\": ");
  put_exact(out, mean->exact);
  buf_puts(out, ", \"printed\": ");
  put_tenths(out, mean->tenths);
}

static void put_mean(struct buf *out, const char *before, const struct mean *mean) {
  buf_puts(out, before);
  if (!mean->exists) {
    buf_puts(out, "null");
    return;
  }
  buf_putc(out, '{');
  put_mean_fields(out, mean);
  buf_putc(out, '}');
}

/* A difference: the exact one, and the printed one, which is the difference of the printed operands. */
static void put_difference(struct buf *out, const char *before, bool exists, struct frac exact, long tenths) {
  buf_puts(out, before);
  if (!exists) {
    buf_puts(out, "null");
    return;
  }
  buf_puts(out, "{\"exact\": ");
  put_exact(out, exact);
  buf_puts(out, ", \"printed\": ");
  put_tenths(out, tenths);
  buf_putc(out, '}');
}

static void put_counts(struct buf *out, const struct group_score *group) {
  put_number(out, ", \"items\": ", group->items);
  put_number(out, ", \"applicable\": ", group->applicable);
  put_number(out, ", \"answered\": ", group->answered);
  put_number(out, ", \"na\": ", group->na);
  put_number(out, ", \"unanswered\": ", group->unanswered);
  put_number(out, ", \"zeros\": ", group->zeros);
  put_number(out, ", \"below_target\": ", group->below_target);
}

static void put_comparison(struct buf *out, const struct group_score *group) {
  put_number(out, ", \"compared\": ", group->compared);
  put_number(out, ", \"up\": ", group->up);
  put_number(out, ", \"same\": ", group->same);
  put_number(out, ", \"down\": ", group->down);
  put_number(out, ", \"rescoped\": ", group->rescoped);
}

static void put_group(struct buf *out, const char *id, const struct group_score *group, bool has_previous) {
  buf_putc(out, '{');
  if (id) {
    put_word(out, "\"id\": ", id);
    buf_puts(out, ", ");
  }
  put_mean_fields(out, &group->now);
  if (group->min < 0)
    buf_puts(out, ", \"min\": null");
  else
    put_number(out, ", \"min\": ", group->min);
  put_counts(out, group);
  put_mean(out, ", \"target\": ", &group->target);
  struct frac zero = frac_make(0, 1), gap = zero, change = zero;
  if (group->has_gap)
    gap = frac_cmp(group->target.exact, group->now.exact) > 0 ? frac_sub(group->target.exact, group->now.exact) : zero;
  put_difference(out, ", \"gap\": ", group->has_gap, gap, group->gap_tenths);
  put_mean(out, ", \"last\": ", &group->last);
  if (group->has_change)
    change = frac_sub(group->now_both.exact, group->last.exact);
  put_difference(out, ", \"change\": ", group->has_change, change, group->change_tenths);
  if (has_previous)
    put_comparison(out, group);
  buf_putc(out, '}');
}

static const char *status_word(enum answer_status status) {
  return status == ANSWER_LEVEL ? "answered" : status == ANSWER_NA ? "na" : "unanswered";
}

static void put_level(struct buf *out, const char *before, enum answer_status status, int level) {
  buf_puts(out, before);
  if (status == ANSWER_LEVEL)
    buf_put_int(out, level);
  else
    buf_puts(out, "null");
}

static void put_items(struct buf *out, const struct scores *scores) {
  const struct framework *framework = scores->input->framework;
  buf_puts(out, "  \"items\": [\n");
  for (size_t i = 0; i < framework->item_count; i++) {
    const struct item_score *item = &scores->items[i];
    put_word(out, "    {\"id\": ", framework->items[i].id);
    put_level(out, ", \"level\": ", item->status, item->level);
    put_word(out, ", \"status\": ", status_word(item->status));
    put_number(out, ", \"target\": ", item->target);
    put_number(out, ", \"gap\": ", item->gap);
    put_number(out, ", \"weight\": ", item->weight);
    put_number(out, ", \"priority\": ", item->priority);
    if (scores->has_previous)
      put_level(out, ", \"last\": ", item->last_status, item->last_level);
    buf_puts(out, i + 1 < framework->item_count ? "},\n" : "}\n");
  }
  buf_puts(out, "  ],\n");
}

static const char *const CRITERION_WORDS[] = {"met", "unmet", "open"};
static const char *const STAR_WORDS[] = {"awarded", "awarded-third-party", "no-declaration", "no-certificate", "expired",
                                         "not-yet-valid", "unmet", "open", "not-judged"};

static const char *index_id(const struct framework *framework, const struct criterion *criterion, size_t index) {
  if (criterion->kind != CRITERION_MEAN_AT_LEAST)
    return framework->items[index].id;
  return criterion->each_function ? framework->functions[index].id : framework->categories[index].id;
}

static void put_ids(struct buf *out, const char *before, const struct framework *framework,
                    const struct criterion *criterion, const size_t *list, size_t count) {
  buf_puts(out, before);
  buf_putc(out, '[');
  for (size_t k = 0; k < count; k++)
    put_word(out, k ? ", " : "", index_id(framework, criterion, list[k]));
  buf_putc(out, ']');
}

static void put_star(struct buf *out, const struct scores *scores, size_t index) {
  const struct framework *framework = scores->input->framework;
  const struct star_level *level = &scores->input->stars->levels[index];
  const struct star_score *star = &scores->stars[index];
  put_number(out, "    {\"star\": ", star->star);
  put_word(out, ", \"state\": ", STAR_WORDS[star->state]);
  buf_puts(out, ", \"criteria\": [\n");
  for (size_t k = 0; k < level->criterion_count; k++) {
    const struct criterion_score *score = &star->criteria[k];
    put_word(out, "      {\"id\": ", level->criteria[k].id);
    put_word(out, ", \"state\": ", star->state == STAR_NOT_JUDGED ? "not-judged" : CRITERION_WORDS[score->state]);
    put_ids(out, ", \"failing\": ", framework, &level->criteria[k], score->failing, score->failing_count);
    put_ids(out, ", \"open\": ", framework, &level->criteria[k], score->open, score->open_count);
    put_ids(out, ", \"not_judged\": ", framework, &level->criteria[k], score->not_judged, score->not_judged_count);
    buf_puts(out, k + 1 < level->criterion_count ? "},\n" : "}\n");
  }
  buf_puts(out, "    ]}");
}

static void put_stars(struct buf *out, const struct scores *scores) {
  buf_puts(out, "  \"stars\": {\"profile\": ");
  put_string(out, scores->input->stars->id);
  if (scores->awarded)
    buf_printf(out, ", \"awarded\": %d, \"levels\": [\n", scores->awarded);
  else
    buf_puts(out, ", \"awarded\": null, \"levels\": [\n");
  for (size_t s = 0; s < scores->star_count; s++) {
    put_star(out, scores, s);
    buf_puts(out, s + 1 < scores->star_count ? ",\n" : "\n");
  }
  buf_puts(out, "  ]},\n");
}

static void put_head(struct buf *out, const struct scores *scores) {
  const struct input *input = scores->input;
  const struct answers *answers = input->answers;
  static const char *const statuses[] = {"operating", "dormant", "under-construction"};
  char iso[11];
  buf_puts(out, "{\n  \"tenken\": \"results/1\",\n  \"organization\": {\"id\": ");
  put_string(out, answers->org_id.s);
  buf_puts(out, ", \"name\": ");
  put_string(out, answers->org_name.s);
  buf_puts(out, "},\n  \"assessment\": {\"id\": ");
  put_string(out, answers->assessment_id.s);
  date_iso(answers->as_of, iso);
  buf_printf(out, ", \"date\": \"%s\", \"status\": \"%s\"},\n  \"method\": {\"averaging\": \"%s\", \"rounding\": \"half-up-1\", \"scale\": ",
             iso, statuses[answers->status], input->scale->averaging == AVERAGE_ITEMS ? "items" : "categories");
  put_string(out, input->scale->id);
  buf_puts(out, ", \"profile\": ");
  put_string(out, input->profile->id);
  buf_puts(out, ", \"guide\": ");
  put_string(out, input->guide->id);
  buf_puts(out, ", \"guide_version\": ");
  put_string(out, input->guide->version);
  buf_puts(out, "},\n");
}

void score_json(const struct scores *scores, struct buf *out) {
  const struct framework *framework = scores->input->framework;
  put_head(out, scores);
  buf_puts(out, "  \"functions\": [\n");
  for (size_t f = 0; f < framework->function_count; f++) {
    buf_puts(out, "    ");
    put_group(out, framework->functions[f].id, &scores->functions[f], scores->has_previous);
    buf_puts(out, f + 1 < framework->function_count ? ",\n" : "\n");
  }
  buf_puts(out, "  ],\n  \"categories\": [\n");
  for (size_t c = 0; c < framework->category_count; c++) {
    buf_puts(out, "    ");
    put_group(out, framework->categories[c].id, &scores->categories[c], scores->has_previous);
    buf_puts(out, c + 1 < framework->category_count ? ",\n" : "\n");
  }
  buf_puts(out, "  ],\n  \"overall\": ");
  put_group(out, NULL, &scores->overall, scores->has_previous);
  buf_puts(out, ",\n");
  put_items(out, scores);
  put_stars(out, scores);
  buf_puts(out, "  \"digest\": ");
  put_string(out, scores->input->digest);
  buf_puts(out, "\n}\n");
}
