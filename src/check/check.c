/* check.c - the order of the checks; each looks at one agreement between files and reports what does not fit, so that
 * one run shows every fault. The digest and the sign-off stand in digest.c and signoff.c. */
#include "check/check.h"

#include "check/parts.h"

#include <string.h>

static void check_guide(const struct check *c) {
  const struct answers *answers = c->in->answers;
  const struct guide *guide = c->in->guide;
  if (answers->guide_id.s && strcmp(answers->guide_id.s, guide->id))
    diag_add(c->diag, DIAG_C128, answers->guide_id.at, answers->guide_id.s, guide->id, guide->version);
  if (answers->guide_version.s && strcmp(answers->guide_version.s, guide->version))
    diag_add(c->diag, DIAG_C101, answers->guide_version.at, guide->id, answers->guide_version.s, guide->version);
}

static void check_profile(const struct check *c) {
  const struct answers *answers = c->in->answers;
  const char *id = c->in->profile->id;
  if (!strcmp(id, "strictest"))
    return;
  for (int s = 0; s < SEGMENT_COUNT; s++)
    if (answers->segment[s] && !strcmp(SEGMENT_IDS[s], id))
      return;
  /* A profile of the user's own says which segment it is for. */
  long segment = c->in->profile->segment;
  if (segment < 0 || !answers->segment[segment])
    diag_add(c->diag, DIAG_C102, answers->profile_id.at, id);
}

static void check_previous(const struct check *c) {
  const struct answers *answers = c->in->answers, *previous = c->in->previous;
  char last[11], now[11];
  if (!previous)
    return;
  if (strcmp(previous->org_id.s, answers->org_id.s))
    diag_add(c->diag, DIAG_C103, previous->org_id.at, previous->org_id.s, answers->org_id.s);
  if (previous->as_of < answers->as_of)
    return;
  date_iso(previous->as_of, last);
  date_iso(answers->as_of, now);
  diag_add(c->diag, DIAG_C104, answers->previous_path.at, last, now);
}

static void check_attestations(const struct check *c) {
  const struct answers *answers = c->in->answers;
  for (size_t i = 0; i < answers->attestation_count; i++) {
    const struct attestation *record = &answers->attestations[i];
    char issued[11], expires[11];
    if (record->body.s && answers->org_name.s && !strcmp(record->body.s, answers->org_name.s))
      diag_add(c->diag, DIAG_C110, record->body.at, "");
    if (!record->body.s || !record->certificate.s)
      diag_add(c->diag, DIAG_C116, record->at, record->body.s ? "certificate" : "body");
    if (record->expires >= record->issued)
      continue;
    date_iso(record->issued, issued);
    date_iso(record->expires, expires);
    diag_add(c->diag, DIAG_C111, record->at, expires, issued);
  }
}

/* A response to an ask that the pack does not have would be printed nowhere. */
static void check_asks(const struct check *c) {
  const struct guide *guide = c->in->guide;
  for (int number = 0; number < ASKS_MAX; number++) {
    const struct text *response = &c->in->answers->ask_response[number];
    bool is_known = false;
    for (size_t i = 0; i < guide->ask_count; i++)
      is_known |= guide->asks[i].number == number;
    if (response->s && !is_known)
      diag_add(c->diag, DIAG_C117, response->at, guide->id, arena_printf(c->arena, "%d", number));
  }
}

static void check_coverage(const struct check *c) {
  const struct answers *answers = c->in->answers;
  size_t answered = 0, na = 0, count = c->in->framework->item_count;
  for (size_t i = 0; i < count; i++) {
    answered += answers->items[i].status == ANSWER_LEVEL;
    na += answers->items[i].status == ANSWER_NA;
  }
  if (na == count)
    diag_add(c->diag, DIAG_C113, answers->org_id.at, "");
  else if (answered == 0)
    diag_add(c->diag, DIAG_C112, answers->org_id.at, "");
}

static void check_dates(const struct check *c) {
  const struct answers *answers = c->in->answers;
  char issued[11], as_of[11];
  if (!answers->issued || answers->issued >= answers->as_of)
    return;
  date_iso(answers->issued, issued);
  date_iso(answers->as_of, as_of);
  diag_add(c->diag, DIAG_C114, answers->org_id.at, issued, as_of);
}

void check_partly(const struct check_in *in, bool is_whole, struct arena *arena, struct diag *diag) {
  const struct answers *answers = in->answers;
  struct input ignored = {0};
  struct check c = {in, arena, diag, &ignored};
  if (in->guide && (is_whole || answers->guide_id.s)) check_guide(&c);
  if (in->profile && is_whole) check_profile(&c);
  if (in->previous && answers->org_id.s && answers->as_of) check_previous(&c);
  if (answers->as_of) check_dates(&c);
  check_attestations(&c);
  if (in->guide) check_asks(&c);
  if (is_whole) check_coverage(&c);
  if (in->policy) check_roles(&c);
}

bool check_run(const struct check_in *in, struct arena *arena, struct diag *diag, struct input *out) {
  size_t errors_before = diag_errors(diag);
  struct check c = {in, arena, diag, out};
  *out = (struct input){.framework = in->framework, .guide = in->guide, .scale = in->scale, .profile = in->profile,
                        .policy = in->policy, .stars = in->stars, .answers = in->answers, .previous = in->previous};
  for (int p = 0; p < PART_COUNT; p++)
    out->part_hex[p] = in->part_hex[p];
  out->digest = check_digest(in->part_hex, arena);
  check_guide(&c);
  check_profile(&c);
  check_previous(&c);
  check_dates(&c);
  check_attestations(&c);
  check_asks(&c);
  check_coverage(&c);
  check_signoff(&c);
  return diag_errors(diag) == errors_before;
}
