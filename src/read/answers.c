/* answers.c - the answer file (answers/1): field tables for everything but the answers themselves, whose keys are the
 * framework's item ids. An item is a level alone or a map; both end in one struct answer. */
#include "base/limits.h"
#include "model/answers.h"
#include "read/canonical.h"
#include "read/item_id.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

struct answers_context {
  const struct framework *framework;
  struct answers *answers;
};

#define AT(member) offsetof(struct answers, member)

/* ---- one answer ---- */

static const struct field EVIDENCE_FIELDS[] = {
    {.key = "ref", .read = shape_line, .offset = offsetof(struct evidence, ref)},
    {.key = "kind", .read = shape_line, .offset = offsetof(struct evidence, kind)},
    {.key = "date", .read = shape_date, .offset = offsetof(struct evidence, date)},
};
static const struct field_table EVIDENCE = FIELD_TABLE(EVIDENCE_FIELDS);

enum { MONEY_MAX_TRILLION = 1000 };
static const struct field PLAN_FIELDS[] = {
    {.key = "action", .read = shape_text, .offset = offsetof(struct plan, action), .required = true},
    {.key = "owner", .read = shape_line, .offset = offsetof(struct plan, owner)},
    {.key = "due", .read = shape_date, .offset = offsetof(struct plan, due)},
    {.key = "cost_jpy", .read = shape_amount, .offset = offsetof(struct plan, cost_jpy), .min = 0,
     .max = MONEY_MAX_TRILLION * 1000000000000LL, .flag = OFFSET_FLAG(struct plan, has_cost)},
};
static const struct field_table PLAN = FIELD_TABLE(PLAN_FIELDS);

static const char *const LEVEL_WORDS[] = {"na", "unanswered"};

/* Words that people write for na and unanswered, so that the message can name the right one. */
static const char *meant_level(const char *text) {
  static const char *const MEANT[][2] = {{"N/A", "na"},      {"n/a", "na"},       {"NA", "na"},           {"n.a.", "na"},
                                         {"対象外", "na"},   {"該当なし", "na"},  {"未回答", "unanswered"}, {"-", "unanswered"},
                                         {"?", "unanswered"}, {"未実施", "0"}};
  for (size_t i = 0; i < sizeof MEANT / sizeof *MEANT; i++) {
    if (strcmp(text, MEANT[i][0]) == 0) return MEANT[i][1];
  }
  return diag_nearest(text, LEVEL_WORDS, 2);
}

static void wrong_level(const struct shape *s, const struct yaml_node *value) {
  long long quoted;
  struct yaml_node plain = *value;
  plain.type = YAML_INTEGER;
  const char *half = shape_half_width(s->arena, value->text);
  bool is_digit = value->text[0] >= '0' && value->text[0] <= '4' && value->text[1] == '\0';
  if (value->is_quoted && is_digit && yaml_integer(&plain, &quoted)) {
    diag_add(s->diag, DIAG_F006, value->at, "level", value->text);
  } else if (half) {
    diag_add(s->diag, DIAG_F019, value->at, value->text, half);
  } else {
    diag_add(s->diag, DIAG_A104, value->at, value->text, meant_level(value->text));
  }
}

static void shape_level(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct answer *answer = target;
  long long level;
  answer->level_at = value->at;
  if (value->kind != YAML_SCALAR_VALUE) diag_add(s->diag, DIAG_F007, value->at, f->key);
  else if (yaml_integer(value, &level) && level >= 0 && level <= 4) {
    answer->status = ANSWER_LEVEL;
    answer->level = (int)level;
  } else if (strcmp(value->text, "na") == 0) {
    answer->status = ANSWER_NA;
  } else if (strcmp(value->text, "unanswered") == 0) {
    answer->status = ANSWER_UNANSWERED;
  } else {
    wrong_level(s, value);
  }
}

static const struct field ANSWER_FIELDS[] = {
    {.key = "level", .read = shape_level, .required = true},
    {.key = "comment", .read = shape_text, .offset = offsetof(struct answer, comment)},
    {.key = "reason", .read = shape_text, .offset = offsetof(struct answer, reason)},
    {.key = "internal", .read = shape_bool, .offset = offsetof(struct answer, internal)},
    {.key = "evidence", .read = shape_map, .offset = offsetof(struct answer, evidence), .table = &EVIDENCE},
    {.key = "plan", .read = shape_map, .offset = offsetof(struct answer, plan), .table = &PLAN,
     .flag = OFFSET_FLAG(struct answer, plan.given)},
};
static const struct field_table ANSWER = FIELD_TABLE(ANSWER_FIELDS);

static void read_answer(const struct shape *s, const struct yaml_node *key, const char *id,
                        const struct yaml_node *value, struct answer *answer) {
  answer->at = key->at;
  answer->level_at = value->at;
  if (value->kind == YAML_MAP) {
    shape_read(s, &ANSWER, value, key->at, answer);
  } else if (value->kind == YAML_SCALAR_VALUE && value->type == YAML_NULL) {
    answer->status = ANSWER_UNANSWERED; /* a line of `tenken new` that was not filled in */
  } else {
    shape_level(s, &ANSWER_FIELDS[0], value, answer);
  }
  if (answer->status == ANSWER_NA && !answer->reason.s) diag_add(s->diag, DIAG_A105, answer->level_at, id);
  if (answer->status != ANSWER_NA && answer->reason.s) diag_add(s->diag, DIAG_A106, answer->reason.at, id);
}

static void shape_items(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  const struct answers_context *c = s->context;
  struct answers *answers = target;
  if (!shape_is_map(s, f->key, value)) return;
  long item = -1;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i];
    item = item_id_resolve_next(s, c->framework, key, item);
    if (item < 0) continue;
    struct answer *answer = &answers->items[item];
    if (answer->at.source) { /* the same item under its alias; the same key twice is caught in the tree */
      diag_add(s->diag, DIAG_A102, key->at, c->framework->items[item].id, key->text);
      diag_note(s->diag, DIAG_N001, answer->at);
      continue;
    }
    read_answer(s, key, c->framework->items[item].id, &value->entries[i + 1], answer);
  }
}

/* ---- organization, assessment ---- */

static void shape_segments(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct answers *answers = target;
  answers->segments_at = value->at;
  if (!shape_is_list(s, f->key, value, SEGMENT_COUNT * 2)) return;
  if (value->count == 0) diag_add(s->diag, DIAG_F021, value->at, f->key, "1");
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_node *entry = &value->entries[i];
    int segment = -1;
    struct field word = {.key = f->key, .words = SEGMENT_IDS, .word_count = SEGMENT_COUNT};
    shape_word(s, &word, entry, &segment);
    if (segment < 0) continue;
    if (answers->segment[segment]) diag_add(s->diag, DIAG_F020, entry->at, f->key, entry->text);
    answers->segment[segment] = true;
  }
}

static bool is_digits(const char *s) {
  return *s && strlen(s) <= 16 && s[strspn(s, "0123456789")] == '\0';
}

static const struct field ORGANIZATION_FIELDS[] = {
    {.key = "id", .read = shape_line, .offset = AT(org_id), .required = true, .matches = shape_is_id,
     .allowed = SHAPE_ID_ALLOWED},
    {.key = "name", .read = shape_line, .offset = AT(org_name), .required = true},
    {.key = "name_en", .read = shape_line, .offset = AT(org_name_en)},
    {.key = "segments", .read = shape_segments, .required = true},
    {.key = "occto_member", .read = shape_line, .offset = AT(occto_member), .matches = is_digits, .allowed = "0-9"},
};
static const struct field_table ORGANIZATION = FIELD_TABLE(ORGANIZATION_FIELDS);

static const struct field RESPONDENT_FIELDS[] = {
    {.key = "name", .read = shape_line, .offset = AT(respondent.name), .required = true},
    {.key = "title", .read = shape_line, .offset = AT(respondent.title)},
    {.key = "department", .read = shape_line, .offset = AT(respondent.department)},
};
static const struct field_table RESPONDENT = FIELD_TABLE(RESPONDENT_FIELDS);

static const struct field GUIDE_FIELDS[] = {
    {.key = "id", .read = shape_line, .offset = AT(guide_id), .required = true, .matches = shape_is_file_part,
     .allowed = SHAPE_FILE_PART_ALLOWED},
    {.key = "version", .read = shape_line, .offset = AT(guide_version), .required = true},
};
static const struct field_table GUIDE = FIELD_TABLE(GUIDE_FIELDS);

static const char *const STATUS_WORDS[] = {
    [STATUS_OPERATING] = "operating", [STATUS_DORMANT] = "dormant", [STATUS_UNDER_CONSTRUCTION] = "under-construction"};

#define FILE_PART .matches = shape_is_file_part, .allowed = SHAPE_FILE_PART_ALLOWED
static const struct field ASSESSMENT_FIELDS[] = {
    {.key = "id", .read = shape_line, .offset = AT(assessment_id), .required = true, FILE_PART},
    {.key = "date", .read = shape_date, .offset = AT(as_of), .required = true},
    {.key = "scope", .read = shape_text, .offset = AT(scope), .required = true},
    {.key = "status", .read = shape_word, .offset = AT(status), .words = STATUS_WORDS, .word_count = 3},
    {.key = "respondent", .read = shape_map, .table = &RESPONDENT},
    {.key = "guide", .read = shape_map, .table = &GUIDE, .required = true},
    {.key = "profile", .read = shape_line, .offset = AT(profile_id), .required = true, FILE_PART},
    {.key = "policy", .read = shape_line, .offset = AT(policy_id), FILE_PART},
    {.key = "stars", .read = shape_line, .offset = AT(stars_id), FILE_PART},
    {.key = "scale", .read = shape_line, .offset = AT(scale_id), FILE_PART},
    {.key = "previous", .read = shape_line, .offset = AT(previous_path), .max = 1000},
};
static const struct field_table ASSESSMENT = FIELD_TABLE(ASSESSMENT_FIELDS);

/* ---- document ---- */

static const struct field RECIPIENT_FIELDS[] = {
    {.key = "name", .read = shape_line, .offset = offsetof(struct recipient, name), .required = true},
    {.key = "purpose", .read = shape_line, .offset = offsetof(struct recipient, purpose)},
    {.key = "copies", .read = shape_int, .offset = offsetof(struct recipient, copies), .min = 1, .max = 9999},
};
static const struct field_table RECIPIENT = FIELD_TABLE(RECIPIENT_FIELDS);

static const struct field EDITION_FIELDS[] = {
    {.key = "number", .read = shape_line, .offset = offsetof(struct edition, number)},
    {.key = "addressee", .read = shape_line, .offset = offsetof(struct edition, addressee)},
    {.key = "recipients", .read = shape_list, .offset = offsetof(struct edition, recipients), .table = &RECIPIENT,
     .entry_size = sizeof(struct recipient), .count_offset = offsetof(struct edition, recipient_count)},
};
static const struct field_table EDITION = FIELD_TABLE(EDITION_FIELDS);

static void shape_editions(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct answers *answers = target;
  if (!shape_is_map(s, f->key, value)) return;
  answers->editions = arena_array(s->arena, value->count / 2, sizeof *answers->editions);
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i];
    struct edition *edition = &answers->editions[answers->edition_count++];
    edition->template_name = (struct text){key->text, key->at};
    if (value->entries[i + 1].kind == YAML_SCALAR_VALUE && value->entries[i + 1].type == YAML_NULL) continue;
    if (shape_is_map(s, key->text, &value->entries[i + 1])) {
      shape_read(s, &EDITION, &value->entries[i + 1], key->at, edition);
    }
  }
}

static const struct field HISTORY_FIELDS[] = {
    {.key = "revision", .read = shape_int, .offset = offsetof(struct history_entry, revision), .required = true,
     .min = 0, .max = 9999},
    {.key = "date", .read = shape_date, .offset = offsetof(struct history_entry, date), .required = true},
    {.key = "change", .read = shape_text, .offset = offsetof(struct history_entry, change), .required = true},
    {.key = "by", .read = shape_line, .offset = offsetof(struct history_entry, by)},
};
static const struct field_table HISTORY = FIELD_TABLE(HISTORY_FIELDS);

static const struct field DOCUMENT_FIELDS[] = {
    {.key = "issued", .read = shape_date, .offset = AT(issued)},
    {.key = "revision", .read = shape_int, .offset = AT(revision), .min = 1, .max = 9999},
    {.key = "history", .read = shape_list, .offset = AT(history), .table = &HISTORY,
     .entry_size = sizeof(struct history_entry), .count_offset = AT(history_count)},
    {.key = "confidentiality", .read = shape_line, .offset = AT(confidentiality), .max = 20},
    {.key = "editions", .read = shape_editions},
};
static const struct field_table DOCUMENT = FIELD_TABLE(DOCUMENT_FIELDS);

/* ---- decisions, asks, attestations, signoff ---- */

static const struct field DECISION_FIELDS[] = {
    {.key = "title", .read = shape_line, .offset = offsetof(struct decision, title), .required = true},
    {.key = "text", .read = shape_text, .offset = offsetof(struct decision, text)},
};
static const struct field_table DECISION = FIELD_TABLE(DECISION_FIELDS);

static void shape_asks(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct answers *answers = target;
  if (!shape_is_map(s, f->key, value)) return;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i];
    if (key->text[0] < '0' || key->text[0] >= '0' + ASKS_MAX || key->text[1]) {
      diag_add(s->diag, DIAG_A109, key->at, key->text, "0", "4");
      continue;
    }
    struct field response = {.key = key->text, .offset = 0};
    if (value->entries[i + 1].kind == YAML_SCALAR_VALUE && value->entries[i + 1].type == YAML_NULL) continue;
    shape_text(s, &response, &value->entries[i + 1], &answers->ask_response[key->text[0] - '0']);
  }
}

#define ATTESTATION_AT(member) offsetof(struct attestation, member)
static const struct field ATTESTATION_FIELDS[] = {
    {.key = "profile", .read = shape_line, .offset = ATTESTATION_AT(profile), .required = true},
    {.key = "star", .read = shape_int, .offset = ATTESTATION_AT(star), .required = true, .min = 3, .max = 5},
    {.key = "body", .read = shape_line, .offset = ATTESTATION_AT(body)},
    {.key = "certificate", .read = shape_line, .offset = ATTESTATION_AT(certificate)},
    {.key = "issued", .read = shape_date, .offset = ATTESTATION_AT(issued), .required = true},
    {.key = "expires", .read = shape_date, .offset = ATTESTATION_AT(expires), .required = true},
};
static const struct field_table ATTESTATION = FIELD_TABLE(ATTESTATION_FIELDS);

static bool is_digest(const char *s) {
  return strncmp(s, "sha256:", 7) == 0 && strlen(s) == 7 + 64 && s[7 + strspn(s + 7, "0123456789abcdef")] == '\0';
}

#define SIGNOFF_AT(member) offsetof(struct signoff_entry, member)
static const struct field SEAL_FIELDS[] = {
    {.key = "top", .read = shape_line, .offset = SIGNOFF_AT(seal_top)},
    {.key = "name", .read = shape_line, .offset = SIGNOFF_AT(seal_name)},
};
static const struct field_table SEAL = FIELD_TABLE(SEAL_FIELDS);
static const struct field SIGNOFF_FIELDS[] = {
    {.key = "role", .read = shape_line, .offset = SIGNOFF_AT(role), .required = true},
    {.key = "name", .read = shape_line, .offset = SIGNOFF_AT(name), .required = true},
    {.key = "title", .read = shape_line, .offset = SIGNOFF_AT(title)},
    {.key = "date", .read = shape_date, .offset = SIGNOFF_AT(date)},
    {.key = "digest", .read = shape_line, .offset = SIGNOFF_AT(digest), .matches = is_digest,
     .allowed = "sha256: + 64 x 0-9 a-f"},
    {.key = "seal", .read = shape_map, .table = &SEAL},
};
static const struct field_table SIGNOFF = FIELD_TABLE(SIGNOFF_FIELDS);

/* ---- the file ---- */

static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "organization", .read = shape_map, .table = &ORGANIZATION, .required = true},
    {.key = "assessment", .read = shape_map, .table = &ASSESSMENT, .required = true},
    {.key = "document", .read = shape_map, .table = &DOCUMENT},
    {.key = "decisions", .read = shape_list, .offset = AT(decisions), .table = &DECISION,
     .entry_size = sizeof(struct decision), .count_offset = AT(decision_count)},
    {.key = "asks", .read = shape_asks},
    {.key = "answers", .read = shape_items, .required = true},
    {.key = "attestations", .read = shape_list, .offset = AT(attestations), .table = &ATTESTATION,
     .entry_size = sizeof(struct attestation), .count_offset = AT(attestation_count),
     .entry_at = OFFSET_FLAG(struct attestation, at)},
    {.key = "signoff", .read = shape_list, .offset = AT(signoff), .table = &SIGNOFF,
     .entry_size = sizeof(struct signoff_entry), .count_offset = AT(signoff_count),
     .entry_at = OFFSET_FLAG(struct signoff_entry, at)},
};
static const struct field_table ANSWERS_FILE = FIELD_TABLE(FILE_FIELDS);

static void set_default(struct text *t, const char *value) {
  if (!t->s) t->s = value;
}

/* Dates of evidence and plans against the as-of date: odd, but not wrong. */
static void check_dates(const struct shape *s, const struct framework *f, const struct answers *answers) {
  char as_of[11], other[11];
  if (!answers->as_of) return;
  date_iso(answers->as_of, as_of);
  for (size_t i = 0; i < f->item_count; i++) {
    const struct answer *answer = &answers->items[i];
    if (answer->evidence.date > answers->as_of) {
      date_iso(answer->evidence.date, other);
      diag_add(s->diag, DIAG_A107, answer->at, other, as_of);
    }
    if (answer->plan.due && answer->plan.due < answers->as_of) {
      date_iso(answer->plan.due, other);
      diag_add(s->diag, DIAG_A111, answer->at, f->items[i].id, other, as_of);
    }
  }
}

/* The report date that is not given: the latest sign-off, else the as-of date. */
static date default_issued(const struct answers *answers) {
  date latest = answers->as_of;
  for (size_t i = 0; i < answers->signoff_count; i++) {
    if (answers->signoff[i].date > latest) latest = answers->signoff[i].date;
  }
  return latest;
}

struct answers *read_answers(const char *path, const struct framework *f, const struct limits *limits, struct arena *a,
                             struct diag *d) {
  bool is_whole;
  struct answers *answers = read_answers_partly(path, f, limits, a, d, &is_whole);
  return is_whole ? answers : NULL;
}

struct answers *read_answers_partly(const char *path, const struct framework *f, const struct limits *limits,
                                    struct arena *a, struct diag *d, bool *is_whole) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  *is_whole = false;
  if (!yaml_load_within(limits->input_bytes, path, "answers/1", a, d, &file)) return NULL;
  struct answers *answers = arena_alloc(a, sizeof *answers);
  answers->source = file.source;
  answers->path = path;
  answers->bytes = file.bytes;
  answers->byte_count = file.size;
  answers->tree = file.root;
  answers->digest_hex = canonical_hex(file.root, "signoff", a);
  answers->items = arena_array(a, f->item_count, sizeof *answers->items);
  struct answers_context context = {f, answers};
  struct shape s = {a, d, &context, limits->text_chars};
  shape_read(&s, &ANSWERS_FILE, file.root, (struct span){file.source, 0, 0}, answers);
  set_default(&answers->policy_id, "default");
  set_default(&answers->stars_id, "meti-2024-04");
  set_default(&answers->scale_id, "default");
  if (!answers->revision) answers->revision = 1;
  if (!answers->issued) answers->issued = default_issued(answers);
  check_dates(&s, f, answers);
  *is_whole = diag_errors(d) == errors_before;
  return answers;
}

/* The text of a scalar two levels down, or NULL. */
static const char *text_at(const struct yaml_node *root, const char *section, const char *key) {
  const struct yaml_node *map = yaml_get(root, section);
  const struct yaml_node *value = map && map->kind == YAML_MAP ? yaml_get(map, key) : NULL;
  return value && value->kind == YAML_SCALAR_VALUE ? value->text : NULL;
}

bool read_answers_ids(const char *path, const struct limits *limits, struct arena *a, struct diag *d, struct answers *out) {
  static const char *const SECTIONS[] = {"organization", "assessment", NULL};
  const struct yaml_node *root = yaml_peek(limits->input_bytes, path, SECTIONS, a, d);
  if (!root || root->kind != YAML_MAP) return false;
  out->org_id.s = text_at(root, "organization", "id");
  out->assessment_id.s = text_at(root, "assessment", "id");
  return out->org_id.s && out->assessment_id.s;
}
