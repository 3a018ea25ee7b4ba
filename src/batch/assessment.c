/* assessment.c - answers name their guide, profile, policy, stars, scale and last year's file: load them, check the
 * whole, score it. Whatever has faults, the other files are read all the same, so that one run shows every fault. */
#include "batch/assessment.h"

#include "base/file.h"
#include "read/read.h"
#include "score/score.h"

#include <string.h>

static struct text or_default(struct text named, const char *id) {
  return named.s ? named : (struct text){id, named.at};
}

static void load_settings(struct library *library, struct diag *diag, struct check_in *in) {
  const struct answers *answers = in->answers;
  in->guide = library_guide(library, diag, or_default(answers->guide_id, "tenken-default"));
  in->scale = library_scale(library, diag, or_default(answers->scale_id, "default"));
  in->policy = library_policy(library, diag, or_default(answers->policy_id, "default"));
  if (answers->profile_id.s) in->profile = library_profile(library, diag, answers->profile_id);
  if (in->guide)
    in->stars = library_stars(library, diag, or_default(answers->stars_id, "meti-2024-04"), in->guide);
}

/* Returns false when a previous file is named and has faults. */
static bool load_previous(struct library *library, struct arena *arena, struct diag *diag, struct check_in *in) {
  const struct answers *answers = in->answers;
  if (!answers->previous_path.s)
    return true;
  const char *named = answers->previous_path.s;
  const char *path = named[0] == '/' ? named : path_join(arena, path_folder(arena, answers->path), named);
  if (!path_exists(path)) {
    diag_add(diag, DIAG_S106, answers->previous_path.at, path);
    return false;
  }
  in->previous = read_answers(path, library->framework, &library->limits, arena, diag);
  in->part_hex[PART_PREVIOUS] = in->previous ? in->previous->digest_hex : NULL;
  return in->previous != NULL;
}

/* Is "key: value" what `tenken new` writes? A value ends with its line, its map, or a comment. */
static bool is_of_new(const struct library *library, const char *key, const char *value, struct arena *arena) {
  const char *line = arena_printf(arena, "%s: %s", key, value);
  for (int l = 0; l < LANG_COUNT; l++) {
    const char *written = library->strings[l] ? strings_get(library->strings[l], "new.head") : "";
    for (const char *p = written; (p = strstr(p, line)); p++) {
      const char *end = p + strlen(line), *next = end + strspn(end, " ");
      bool begins = p == written || strchr(" {\n", p[-1]);
      if (begins && (strchr("\n,}", *end) || *next == '#')) return true;
    }
  }
  return false;
}

/* A file whose items are answered, and whose head still says what `tenken new` put there to be replaced. */
static void check_filled_in(const struct library *library, const struct answers *answers, struct arena *arena,
                            struct diag *diag) {
  const struct {
    const char *key;
    const struct text *value;
  } HEAD[] = {{"id", &answers->org_id}, {"name", &answers->org_name}, {"name_en", &answers->org_name_en},
              {"scope", &answers->scope}, {"name", &answers->respondent.name}, {"title", &answers->respondent.title},
              {"department", &answers->respondent.department}};
  bool is_answered = false;
  for (size_t i = 0; i < library->framework->item_count; i++)
    is_answered |= answers->items[i].status == ANSWER_LEVEL;
  for (size_t i = 0; is_answered && i < sizeof HEAD / sizeof *HEAD; i++) {
    const struct text *value = HEAD[i].value;
    if (value->s && is_of_new(library, HEAD[i].key, value->s, arena))
      diag_add(diag, DIAG_C129, value->at, HEAD[i].key, value->s);
  }
}

static bool is_complete(const struct check_in *in) {
  return in->guide && in->scale && in->policy && in->profile && in->stars;
}

/* The record of approved values is only read when an approval is bound to other content. */
static void load_approved(struct check_in *in, struct arena *arena) {
  const struct answers *answers = in->answers;
  const char *digest = check_digest(in->part_hex, arena);
  bool fits = true;
  for (size_t i = 0; i < answers->signoff_count; i++)
    fits &= !answers->signoff[i].digest.s || !strcmp(answers->signoff[i].digest.s, digest);
  if (fits || in->use == CHECK_NUMBERS)
    return;
  in->approved = read_approved(read_approved_path(answers->path, arena), arena);
  in->values[PART_ANSWERS] = read_leaves(answers, arena);
  if (in->previous)
    in->values[PART_PREVIOUS] = read_leaves(in->previous, arena);
}

bool assessment_load(struct library *library, const char *path, enum check_use use, struct arena *arena,
                     struct diag *diag, struct assessment *out) {
  struct check_in in = {.framework = library->framework, .use = use};
  bool is_whole;
  struct answers *answers = read_answers_partly(path, library->framework, &library->limits, arena, diag, &is_whole);
  if (!answers)
    return false;
  in.answers = answers;
  load_settings(library, diag, &in);
  if (use != CHECK_NUMBERS) check_filled_in(library, answers, arena, diag);
  bool has_previous = load_previous(library, arena, diag, &in);
  if (!is_whole || !has_previous || !is_complete(&in)) {
    check_partly(&in, is_whole, arena, diag);
    return false;
  }
  in.part_hex[PART_ANSWERS] = answers->digest_hex;
  in.part_hex[PART_FRAMEWORK] = in.framework->digest_hex;
  in.part_hex[PART_GUIDE] = in.guide->digest_hex;
  in.part_hex[PART_SCALE] = in.scale->digest_hex;
  in.part_hex[PART_PROFILE] = in.profile->digest_hex;
  in.part_hex[PART_STARS] = in.stars->digest_hex;
  in.part_hex[PART_POLICY] = in.policy->digest_hex;
  load_approved(&in, arena);
  if (!check_run(&in, arena, diag, &out->input))
    return false;
  score_run(&out->input, arena, &out->scores);
  return true;
}

struct approved_record assessment_record(const struct assessment *assessment, struct arena *arena) {
  const struct input *input = &assessment->input;
  const struct check_in in = {.framework = input->framework, .guide = input->guide, .scale = input->scale,
                              .profile = input->profile, .policy = input->policy, .stars = input->stars};
  struct approved_record record = {.digest = input->digest};
  memcpy(record.part_hex, input->part_hex, sizeof record.part_hex);
  check_part_names(&in, arena, record.part_name);
  record.values[PART_ANSWERS] = read_leaves(input->answers, arena);
  if (input->previous)
    record.values[PART_PREVIOUS] = read_leaves(input->previous, arena);
  return record;
}
