/* stars.c - criteria and method of the star profile (guide/stars 2 and 3).
 *
 * Each criterion is met, unmet or open (cannot be judged: an unanswered item stands in the way). Unmet outranks open.
 * N/A items are outside "every item". A group without an applicable item is not judged and passes its mean criterion.
 * Evidence criteria look at answered items only. A star is awarded when its criteria and its method hold on the report's
 * date; dates are compared as dates, never with the clock. */
#include "score/parts.h"

#include <string.h>

struct judge {
  const struct scores *scores;
  const struct input *input;
  struct arena *arena;
  const struct criterion *criterion;
  struct criterion_score *out;
};

static void list_add(struct arena *arena, size_t **list, size_t *count, size_t room, size_t value) {
  if (!*list)
    *list = arena_array(arena, room, sizeof **list);
  (*list)[(*count)++] = value;
}
static void fail(struct judge *judge, size_t index) {
  list_add(judge->arena, &judge->out->failing, &judge->out->failing_count, judge->input->framework->item_count, index);
}
static void leave_open(struct judge *judge, size_t index) {
  list_add(judge->arena, &judge->out->open, &judge->out->open_count, judge->input->framework->item_count, index);
}
static void settle(struct criterion_score *out) {
  out->state = out->failing_count ? CRITERION_UNMET : out->open_count ? CRITERION_OPEN : CRITERION_MET;
}

static void judge_levels(struct judge *judge) {
  const struct item_set *set = judge->criterion->set;
  for (size_t i = 0; i < judge->input->framework->item_count; i++) {
    const struct item_score *item = &judge->scores->items[i];
    if (!set->member[i] || item->status == ANSWER_NA)
      continue;
    if (item->status == ANSWER_UNANSWERED) {
      leave_open(judge, i);
      continue;
    }
    if (judge->out->actual < 0 || item->level < judge->out->actual)
      judge->out->actual = item->level;
    if (item->level < judge->criterion->value)
      fail(judge, i);
  }
  settle(judge->out);
}

/* Too many unanswered items can't be judged: an answer may still turn out well. */
static void judge_unanswered(struct judge *judge) {
  const struct item_set *set = judge->criterion->set;
  for (size_t i = 0; i < judge->input->framework->item_count; i++)
    if (set->member[i] && judge->scores->items[i].status == ANSWER_UNANSWERED)
      leave_open(judge, i);
  judge->out->actual = (int)judge->out->open_count;
  judge->out->state = judge->out->actual > judge->criterion->value ? CRITERION_OPEN : CRITERION_MET;
}

static void judge_na_only(struct judge *judge) {
  const struct item_set *set = judge->criterion->set;
  for (size_t i = 0; i < judge->input->framework->item_count; i++)
    if (set->member[i] && judge->scores->items[i].status == ANSWER_NA && !judge->input->stars->na_ok[i])
      fail(judge, i);
  judge->out->actual = (int)judge->out->failing_count;
  settle(judge->out);
}

static void judge_na_count(struct judge *judge) {
  const struct item_set *set = judge->criterion->set;
  for (size_t i = 0; i < judge->input->framework->item_count; i++)
    if (set->member[i] && judge->scores->items[i].status == ANSWER_NA)
      fail(judge, i);
  judge->out->actual = (int)judge->out->failing_count;
  judge->out->state = judge->out->actual > judge->criterion->value ? CRITERION_UNMET : CRITERION_MET;
}

static void judge_star(struct judge *judge) {
  judge->out->state = CRITERION_OPEN;
  for (size_t s = 0; s < judge->scores->star_count; s++) {
    const struct star_score *lower = &judge->scores->stars[s];
    if (lower->star == judge->criterion->value)
      judge->out->state = lower->unmet ? CRITERION_UNMET : lower->open ? CRITERION_OPEN : CRITERION_MET;
  }
}

static void judge_group(struct judge *judge, const struct group_score *group, size_t index) {
  if (group->applicable == 0) {
    list_add(judge->arena, &judge->out->not_judged, &judge->out->not_judged_count,
             judge->input->framework->item_count, index);
    return;
  }
  if (!group->now.exists) {
    leave_open(judge, index);
    return;
  }
  struct mean *worst = &judge->out->actual_mean;
  if (!worst->exists || frac_cmp(group->now.exact, worst->exact) < 0)
    *worst = group->now;
  if (frac_cmp(group->now.exact, judge->criterion->mean) < 0)
    fail(judge, index);
}

static void judge_means(struct judge *judge) {
  const struct framework *framework = judge->input->framework;
  if (judge->criterion->each_function)
    for (size_t f = 0; f < framework->function_count; f++)
      judge_group(judge, &judge->scores->functions[f], f);
  else
    for (size_t c = 0; c < framework->category_count; c++)
      judge_group(judge, &judge->scores->categories[c], c);
  settle(judge->out);
}

static bool evidence_holds(const struct judge *judge, const struct evidence *evidence) {
  if (judge->criterion->kind == CRITERION_EVIDENCE_REF)
    return evidence->ref.s && evidence->ref.s[0];
  date as_of = judge->input->answers->as_of;
  return evidence->date && evidence->date <= as_of &&
         evidence->date >= date_minus_months(as_of, judge->criterion->value);
}

static void judge_evidence(struct judge *judge) {
  const struct item_set *set = judge->criterion->set;
  for (size_t i = 0; i < judge->input->framework->item_count; i++)
    if (set->member[i] && judge->scores->items[i].status == ANSWER_LEVEL &&
        !evidence_holds(judge, &judge->input->answers->items[i].evidence))
      fail(judge, i);
  judge->out->actual = (int)judge->out->failing_count;
  settle(judge->out);
}

static void (*const JUDGES[])(struct judge *) = {
    [CRITERION_LEVEL_AT_LEAST] = judge_levels, [CRITERION_UNANSWERED_AT_MOST] = judge_unanswered,
    [CRITERION_NA_ONLY] = judge_na_only,       [CRITERION_NA_AT_MOST] = judge_na_count,
    [CRITERION_STAR_MET] = judge_star,         [CRITERION_MEAN_AT_LEAST] = judge_means,
    [CRITERION_EVIDENCE_REF] = judge_evidence, [CRITERION_EVIDENCE_MONTHS] = judge_evidence,
};

/* Does this record speak about the level at all (conditions a, b, c and e of stars 3)? */
static bool attestation_fits(const struct input *input, const struct attestation *attestation, int star) {
  const char *body = attestation->body.s, *name = input->answers->org_name.s;
  return attestation->star >= star && attestation->profile.s && !strcmp(attestation->profile.s, input->stars->id) &&
         body && body[0] && attestation->certificate.s && attestation->certificate.s[0] && (!name || strcmp(body, name));
}

/* The record that counts on the report's date, else the one that comes nearest: lately expired, then soon to begin. */
static enum star_state find_attestation(const struct input *input, struct star_score *out) {
  const struct answers *answers = input->answers;
  const struct attestation *valid = NULL, *expired = NULL, *early = NULL;
  for (size_t k = 0; k < answers->attestation_count; k++) {
    const struct attestation *record = &answers->attestations[k];
    if (!attestation_fits(input, record, out->star))
      continue;
    if (record->issued > answers->issued)
      early = !early || record->issued < early->issued ? record : early;
    else if (record->expires < answers->issued)
      expired = !expired || record->expires > expired->expires ? record : expired;
    else
      valid = !valid || record->expires > valid->expires ? record : valid;
  }
  out->attestation = valid ? valid : expired ? expired : early;
  return valid ? STAR_AWARDED_THIRD_PARTY : expired ? STAR_EXPIRED : early ? STAR_NOT_YET_VALID : STAR_NO_CERTIFICATE;
}

static enum star_state star_state(const struct input *input, const struct star_level *level, struct star_score *out) {
  enum star_state by_certificate = level->third_party ? find_attestation(input, out) : STAR_AWARDED;
  if (input->answers->status != STATUS_OPERATING)
    return STAR_NOT_JUDGED;
  if (out->unmet)
    return STAR_UNMET;
  if (out->open)
    return STAR_OPEN;
  bool certified = by_certificate == STAR_AWARDED || by_certificate == STAR_AWARDED_THIRD_PARTY;
  return certified && !input->approved_by_management ? STAR_NO_DECLARATION : by_certificate;
}

void score_stars(struct scores *scores, struct arena *arena) {
  const struct stars *stars = scores->input->stars;
  for (size_t l = 0; l < stars->level_count; l++) {
    const struct star_level *level = &stars->levels[l];
    struct star_score *out = &scores->stars[l];
    out->star = level->star;
    for (size_t k = 0; k < level->criterion_count; k++) {
      out->criteria[k].actual = -1;
      struct judge judge = {scores, scores->input, arena, &level->criteria[k], &out->criteria[k]};
      JUDGES[level->criteria[k].kind](&judge);
      out->met += out->criteria[k].state == CRITERION_MET;
      out->unmet += out->criteria[k].state == CRITERION_UNMET;
      out->open += out->criteria[k].state == CRITERION_OPEN;
    }
    out->state = star_state(scores->input, level, out);
    if (out->state == STAR_AWARDED || out->state == STAR_AWARDED_THIRD_PARTY)
      scores->awarded = level->star;
    scores->star_count = l + 1;
  }
}
