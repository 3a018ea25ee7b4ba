/* signoff.c - sign-off entries against the policy. An entry counts when it has a name, a title, a date not after the
 * report date, and the digest of exactly these inputs. The policy is met when every role that is not optional has one
 * that counts, different roles are held by different people unless `may_equal` allows it, and the quorum is reached. An
 * entry with another digest is never silently accepted: where only numbers are asked for it is a warning, for a report
 * an error that names what changed (changes.c). CHECK_FINAL makes an error of everything that the policy lacks. */
#include "check/parts.h"

#include <string.h>

static long find_role(const struct policy *policy, const char *id) {
  for (size_t r = 0; r < policy->role_count; r++)
    if (!strcmp(policy->roles[r].id, id))
      return (long)r;
  return -1;
}

static const char *role_list(const struct policy *policy, struct arena *arena) {
  const char *list = "";
  for (size_t r = 0; r < policy->role_count; r++)
    list = arena_printf(arena, "%s%s%s", list, r ? ", " : "", policy->roles[r].id);
  return list;
}

static bool entry_counts(const struct check *c, const struct signoff_entry *entry) {
  return entry->name.s && entry->name.s[0] && entry->title.s && entry->title.s[0] && entry->date &&
         entry->date <= c->in->answers->issued && entry->digest.s && !strcmp(entry->digest.s, c->out->digest);
}

static void check_date(const struct check *c, const struct signoff_entry *entry) {
  char signed_on[11], issued[11];
  if (entry->date <= c->in->answers->issued)
    return;
  date_iso(entry->date, signed_on);
  date_iso(c->in->answers->issued, issued);
  diag_add(c->diag, DIAG_C108, entry->at, signed_on, issued);
}

/* A role that signs before an earlier one has signed content that could still change. */
static void check_order_of_dates(const struct check *c, const struct signoff_entry *const held[POLICY_ROLES_MAX]) {
  const struct signoff_entry *last = NULL;
  for (size_t r = 0; r < c->in->policy->role_count; r++) {
    const struct signoff_entry *entry = held[r];
    if (!entry || !entry->date)
      continue;
    if (last && entry->date < last->date) {
      char now[11], before[11];
      date_iso(entry->date, now);
      date_iso(last->date, before);
      diag_add(c->diag, DIAG_C115, entry->at, entry->role.s, now, last->role.s, before);
    }
    last = entry;
  }
}

static void check_binding(const struct check *c, const struct signoff_entry *entry) {
  if (!c->out->digest || !entry->digest.s || !strcmp(entry->digest.s, c->out->digest)) return;
  if (c->in->use == CHECK_NUMBERS)
    diag_add(c->diag, DIAG_C109, entry->digest.at, c->out->digest);
  else
    check_changes(c, entry);
}

/* Fills held[role] with the entry of each role; reports unknown, repeated and misplaced roles. */
static void place_entries(const struct check *c, const struct signoff_entry *held[POLICY_ROLES_MAX]) {
  const struct policy *policy = c->in->policy;
  const struct answers *answers = c->in->answers;
  long highest = -1;
  for (size_t i = 0; i < answers->signoff_count; i++) {
    const struct signoff_entry *entry = &answers->signoff[i];
    if (!entry->role.s) /* told by the reader */
      continue;
    long role = find_role(policy, entry->role.s);
    if (role < 0) {
      diag_add(c->diag, DIAG_C105, entry->role.at, entry->role.s, policy->id, role_list(policy, c->arena));
      continue;
    }
    if (held[role])
      diag_add(c->diag, DIAG_C106, entry->role.at, entry->role.s);
    else if (role < highest)
      diag_add(c->diag, DIAG_C107, entry->role.at, entry->role.s, policy->roles[highest].id);
    highest = role > highest ? role : highest;
    if (!held[role]) /* of two entries the first one stands */
      held[role] = entry;
    check_date(c, entry);
    check_binding(c, entry);
  }
}

/* Past blanks, half- and full-width: they do not make another person. */
static const char *past_blanks(const char *s) {
  for (;;) {
    if (*s == ' ')
      s++;
    else if (!strncmp(s, "\u3000", 3))
      s += 3;
    else
      return s;
  }
}

static bool same_person(const struct signoff_entry *a, const struct signoff_entry *b) {
  const char *x = past_blanks(a->name.s), *y = past_blanks(b->name.s);
  for (; *x && *x == *y; x = past_blanks(x + 1), y = past_blanks(y + 1))
    ;
  return *x == *y;
}

static bool may_be_same(const struct policy *policy, size_t role, size_t other) {
  const char *equal = policy->roles[role].may_equal;
  return equal && !strcmp(equal, policy->roles[other].id);
}

/* ---- is the policy met? ---- */

static bool wants_final(const struct check *c) {
  return c->in->use == CHECK_FINAL;
}

static bool people_are_right(const struct check *c, const struct signoff_entry *const held[POLICY_ROLES_MAX]) {
  const struct policy *policy = c->in->policy;
  int people = 0;
  bool good = true;
  for (size_t r = 0; r < policy->role_count; r++) {
    bool is_new = held[r] != NULL;
    for (size_t other = 0; held[r] && other < r; other++) {
      if (!held[other] || !same_person(held[r], held[other]))
        continue;
      is_new = false;
      if (may_be_same(policy, r, other))
        continue;
      good = false;
      if (wants_final(c))
        diag_add(c->diag, DIAG_C126, held[r]->at, policy->roles[other].id, policy->roles[r].id, policy->id);
    }
    people += is_new;
  }
  if (people < policy->quorum && good && wants_final(c))
    diag_add(c->diag, DIAG_C127, c->in->answers->org_id.at, policy->id, arena_printf(c->arena, "%d", policy->quorum),
             arena_printf(c->arena, "%d", people));
  return good && people >= policy->quorum;
}

/* What keeps an entry from counting; a late date and a digest of other content are told elsewhere. */
static void tell_lack(const struct check *c, const char *role, const struct signoff_entry *entry) {
  if (!wants_final(c))
    return;
  if (!entry) {
    diag_add(c->diag, DIAG_C124, c->in->answers->org_id.at, role);
    return;
  }
  const struct {
    const char *name;
    bool is_there;
  } members[] = {{"name", entry->name.s && entry->name.s[0]},
                 {"title", entry->title.s && entry->title.s[0]},
                 {"date", entry->date != 0},
                 {"digest", entry->digest.s != NULL}};
  for (size_t m = 0; m < sizeof members / sizeof *members; m++)
    if (!members[m].is_there)
      diag_add(c->diag, DIAG_C125, entry->at, role, members[m].name);
}

static bool policy_is_met(const struct check *c, const struct signoff_entry *held[POLICY_ROLES_MAX]) {
  const struct policy *policy = c->in->policy;
  bool all_signed = true;
  for (size_t r = 0; r < policy->role_count; r++) {
    if (held[r] && entry_counts(c, held[r]))
      continue;
    if (!policy->roles[r].optional) {
      all_signed = false;
      tell_lack(c, policy->roles[r].id, held[r]);
    }
    held[r] = NULL;
  }
  /* People are only counted when all have signed: what is missing then is not their number. */
  return all_signed && people_are_right(c, held);
}

void check_roles(const struct check *c) {
  const struct signoff_entry *held[POLICY_ROLES_MAX] = {0};
  place_entries(c, held);
  check_order_of_dates(c, held);
}

void check_signoff(const struct check *c) {
  const struct signoff_entry *held[POLICY_ROLES_MAX] = {0};
  place_entries(c, held);
  check_order_of_dates(c, held);
  long approved = find_role(c->in->policy, "approved");
  c->out->approved_by_management = approved >= 0 && held[approved] && entry_counts(c, held[approved]);
  c->out->is_final = policy_is_met(c, held);
}
