/* dump_text.c - see dump_text.h. Absent values are not printed, so a golden file holds what the input holds. */
#include "cli/dump_text.h"

static void put_text(struct buf *out, const char *key, struct text text) {
  if (text.s)
    buf_printf(out, "%s: %s\n", key, text.s);
}

static void put_date(struct buf *out, const char *key, date value) {
  char iso[11];
  if (!value)
    return;
  date_iso(value, iso);
  buf_printf(out, "%s: %s\n", key, iso);
}

static void put_plan(struct buf *out, const struct plan *plan) {
  put_text(out, "  plan.action", plan->action);
  put_text(out, "  plan.owner", plan->owner);
  put_date(out, "  plan.due", plan->due);
  if (plan->has_cost)
    buf_printf(out, "  plan.cost_jpy: %lld\n", plan->cost_jpy);
}

static void put_answer(struct buf *out, const char *id, const struct answer *answer) {
  static const char *const words[] = {"missing", "unanswered", "na", ""};
  if (answer->status == ANSWER_LEVEL)
    buf_printf(out, "%s: %d%s\n", id, answer->level, answer->internal ? " internal" : "");
  else
    buf_printf(out, "%s: %s%s\n", id, words[answer->status], answer->internal ? " internal" : "");
  put_text(out, "  comment", answer->comment);
  put_text(out, "  reason", answer->reason);
  put_text(out, "  evidence.ref", answer->evidence.ref);
  put_text(out, "  evidence.kind", answer->evidence.kind);
  put_date(out, "  evidence.date", answer->evidence.date);
  if (answer->plan.given)
    put_plan(out, &answer->plan);
}

static void put_document(struct buf *out, const struct answers *answers) {
  put_date(out, "issued", answers->issued);
  buf_printf(out, "revision: %d\n", answers->revision);
  for (size_t i = 0; i < answers->history_count; i++) {
    buf_printf(out, "history: %d\n", answers->history[i].revision);
    put_date(out, "  date", answers->history[i].date);
    put_text(out, "  change", answers->history[i].change);
    put_text(out, "  by", answers->history[i].by);
  }
  put_text(out, "confidentiality", answers->confidentiality);
  for (size_t i = 0; i < answers->edition_count; i++) {
    const struct edition *edition = &answers->editions[i];
    put_text(out, "edition", edition->template_name);
    put_text(out, "  number", edition->number);
    put_text(out, "  addressee", edition->addressee);
    for (size_t k = 0; k < edition->recipient_count; k++) {
      put_text(out, "  recipient", edition->recipients[k].name);
      put_text(out, "    purpose", edition->recipients[k].purpose);
      buf_printf(out, "    copies: %d\n", edition->recipients[k].copies);
    }
  }
}

static void put_records(struct buf *out, const struct answers *answers) {
  for (size_t i = 0; i < answers->decision_count; i++) {
    put_text(out, "decision", answers->decisions[i].title);
    put_text(out, "  text", answers->decisions[i].text);
  }
  for (int a = 0; a < ASKS_MAX; a++)
    if (answers->ask_response[a].s)
      buf_printf(out, "ask %d: %s\n", a, answers->ask_response[a].s);
  for (size_t i = 0; i < answers->attestation_count; i++) {
    const struct attestation *record = &answers->attestations[i];
    buf_printf(out, "attestation: %d\n", record->star);
    put_text(out, "  profile", record->profile);
    put_text(out, "  body", record->body);
    put_text(out, "  certificate", record->certificate);
    put_date(out, "  issued", record->issued);
    put_date(out, "  expires", record->expires);
  }
  for (size_t i = 0; i < answers->signoff_count; i++) {
    const struct signoff_entry *entry = &answers->signoff[i];
    put_text(out, "signoff", entry->role);
    put_text(out, "  name", entry->name);
    put_text(out, "  title", entry->title);
    put_date(out, "  date", entry->date);
    put_text(out, "  digest", entry->digest);
    put_text(out, "  seal.top", entry->seal_top);
    put_text(out, "  seal.name", entry->seal_name);
  }
}

void dump_answers(const struct answers *answers, const struct framework *framework, struct buf *out) {
  static const char *const statuses[] = {"operating", "dormant", "under-construction"};
  put_text(out, "organization.id", answers->org_id);
  put_text(out, "organization.name", answers->org_name);
  put_text(out, "organization.name_en", answers->org_name_en);
  put_text(out, "organization.occto_member", answers->occto_member);
  for (int s = 0; s < SEGMENT_COUNT; s++)
    if (answers->segment[s])
      buf_printf(out, "segment: %s\n", SEGMENT_IDS[s]);
  put_text(out, "assessment.id", answers->assessment_id);
  put_date(out, "assessment.date", answers->as_of);
  put_text(out, "assessment.scope", answers->scope);
  buf_printf(out, "assessment.status: %s\n", statuses[answers->status]);
  put_text(out, "respondent.name", answers->respondent.name);
  put_text(out, "respondent.title", answers->respondent.title);
  put_text(out, "respondent.department", answers->respondent.department);
  put_text(out, "guide.id", answers->guide_id);
  put_text(out, "guide.version", answers->guide_version);
  put_text(out, "profile", answers->profile_id);
  put_text(out, "policy", answers->policy_id);
  put_text(out, "previous", answers->previous_path);
  put_document(out, answers);
  put_records(out, answers);
  for (size_t i = 0; i < framework->item_count; i++)
    put_answer(out, framework->items[i].id, &answers->items[i]);
}

void dump_input(const struct input *input, struct buf *out) {
  buf_printf(out, "framework: %s\nguide: %s %s\nscale: %s\nprofile: %s\npolicy: %s\nstars: %s\n", input->framework->id,
             input->guide->id, input->guide->version, input->scale->id, input->profile->id, input->policy->id,
             input->stars->id);
  buf_printf(out, "previous: %s\n", input->previous ? "yes" : "no");
  for (int p = 0; p < PART_COUNT; p++)
    if (input->part_hex[p])
      buf_printf(out, "part %s %s\n", DIGEST_PART_NAMES[p], input->part_hex[p]);
  buf_printf(out, "digest: %s\nfinal: %s\napproved by management: %s\n", input->digest, input->is_final ? "yes" : "no",
             input->approved_by_management ? "yes" : "no");
  for (size_t i = 0; i < input->framework->item_count; i++)
    buf_printf(out, "target %s: %d\n", input->framework->items[i].id, input->profile->target[i]);
}
