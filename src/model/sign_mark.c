/* sign_mark.c - one line of words, written and read back here so that the two cannot part. */
#include "model/sign_mark.h"

#include "model/input.h"

#include <string.h>

static const char INTRODUCTION[] = "tenken-signoff/1 ";
static const char ID_CHARACTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
static const char WORD_CHARACTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789-.:_";

/* Whether somebody holds the role, or has to: an optional one that nobody holds has no field in the report. */
static bool is_held(const struct input *input, const struct policy_role *role) {
  bool held = !role->optional;
  for (size_t i = 0; i < input->answers->signoff_count && !held; i++)
    held = !strcmp(input->answers->signoff[i].role.s, role->id);
  return held;
}

static bool id_is_held(const struct input *input, const char *id) {
  for (size_t i = 0; id && i < input->policy->role_count; i++)
    if (!strcmp(input->policy->roles[i].id, id)) return is_held(input, &input->policy->roles[i]);
  return false;
}

void sign_mark_put(const struct input *input, struct buf *out) {
  const struct policy *policy = input->policy;
  buf_printf(out, "%s%s policy=%s/%s quorum=%d roles=", INTRODUCTION, input->is_final ? "final" : "draft", policy->id,
             policy->version, policy->quorum);
  bool is_first = true;
  for (size_t i = 0; i < policy->role_count; i++) {
    const struct policy_role *role = &policy->roles[i];
    if (!is_held(input, role)) continue;
    buf_printf(out, "%s%s", is_first ? "" : ",", role->id);
    is_first = false;
    if (id_is_held(input, role->may_equal)) buf_printf(out, "=%s", role->may_equal);
    if (role->optional) buf_putc(out, '?');
  }
  buf_printf(out, " digest=%s", input->digest);
}

static bool take(const char **p, const char *text) {
  size_t length = strlen(text);
  if (strncmp(*p, text, length) != 0) return false;
  *p += length;
  return true;
}

static bool take_word(const char **p, const char *characters, struct arena *arena, const char **word) {
  size_t length = strspn(*p, characters);
  *word = arena_strndup(arena, *p, length);
  *p += length;
  return length > 0;
}

static bool take_quorum(const char **p, int *quorum) {
  *quorum = **p - '0';
  (*p)++;
  return *quorum >= 1 && *quorum <= POLICY_ROLES_MAX;
}

static bool take_roles(const char **p, struct arena *arena, struct sign_mark *out) {
  do {
    if (out->role_count == POLICY_ROLES_MAX) return false;
    struct sign_mark_role *role = &out->roles[out->role_count];
    if (!take_word(p, ID_CHARACTERS, arena, &role->id)) return false;
    if (take(p, "=") && !take_word(p, ID_CHARACTERS, arena, &role->may_equal)) return false;
    role->optional = take(p, "?");
    for (size_t i = 0; i < out->role_count; i++)
      if (!strcmp(out->roles[i].id, role->id)) return false;
    out->role_count++;
  } while (take(p, ","));
  return true;
}

static bool equals_are_roles(const struct sign_mark *mark) {
  for (size_t i = 0; i < mark->role_count; i++) {
    bool found = mark->roles[i].may_equal == NULL;
    for (size_t j = 0; j < mark->role_count && !found; j++)
      found = j != i && !strcmp(mark->roles[i].may_equal, mark->roles[j].id);
    if (!found) return false;
  }
  return true;
}

bool sign_mark_parse(const char *keywords, struct arena *arena, struct sign_mark *out) {
  *out = (struct sign_mark){0};
  const char *p = strstr(keywords, INTRODUCTION);
  if (!p || strstr(p + 1, INTRODUCTION)) return false;
  p += sizeof INTRODUCTION - 1;
  out->is_final = take(&p, "final ");
  if (!out->is_final && !take(&p, "draft ")) return false;
  return take(&p, "policy=") && take_word(&p, WORD_CHARACTERS, arena, &out->policy_id) && take(&p, "/") &&
         take_word(&p, WORD_CHARACTERS, arena, &out->policy_version) && take(&p, " quorum=") &&
         take_quorum(&p, &out->quorum) && take(&p, " roles=") && take_roles(&p, arena, out) && take(&p, " digest=") &&
         take_word(&p, WORD_CHARACTERS, arena, &out->digest) && *p == '\0' && equals_are_roles(out);
}

static bool mark_has(const struct sign_mark *mark, const char *id) {
  for (size_t i = 0; i < mark->role_count; i++)
    if (!strcmp(mark->roles[i].id, id)) return true;
  return false;
}

static bool role_follows(const struct sign_mark *mark, const struct sign_mark_role *role,
                         const struct policy_role *wanted) {
  const char *equal = wanted->may_equal && mark_has(mark, wanted->may_equal) ? wanted->may_equal : NULL;
  bool same_equal = equal ? role->may_equal && !strcmp(role->may_equal, equal) : !role->may_equal;
  return role->optional == wanted->optional && same_equal;
}

bool sign_mark_follows(const struct sign_mark *mark, const struct policy *policy) {
  size_t next = 0;
  for (size_t i = 0; i < policy->role_count; i++) {
    const struct policy_role *wanted = &policy->roles[i];
    bool is_next = next < mark->role_count && !strcmp(mark->roles[next].id, wanted->id);
    if (is_next ? !role_follows(mark, &mark->roles[next], wanted) : !wanted->optional) return false;
    next += is_next;
  }
  return next == mark->role_count && mark->quorum == policy->quorum && !strcmp(mark->policy_id, policy->id) &&
         !strcmp(mark->policy_version, policy->version);
}
