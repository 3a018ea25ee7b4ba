/* input.h - what check hands on: one assessment whose parts fit together. After check nothing can be wrong with it. */
#ifndef TENKEN_MODEL_INPUT_H
#define TENKEN_MODEL_INPUT_H

#include "model/answers.h"
#include "model/framework.h"
#include "model/guide.h"
#include "model/settings.h"

enum digest_part { PART_ANSWERS, PART_PREVIOUS, PART_FRAMEWORK, PART_GUIDE, PART_SCALE, PART_PROFILE, PART_STARS, PART_POLICY, PART_COUNT };
extern const char *const DIGEST_PART_NAMES[PART_COUNT];

struct input {
  const struct framework *framework;
  const struct guide *guide;
  const struct scale *scale;
  const struct profile *profile;
  const struct policy *policy;
  const struct stars *stars;
  const struct answers *answers;
  const struct answers *previous; /* NULL: none */
  /* What an approval is bound to (DESIGN 3): hex per part (PREVIOUS may be NULL) and "sha256:..." over the lines. */
  const char *part_hex[PART_COUNT];
  const char *digest;
  /* Sign-off against the policy with matching digests: false prints 案 on every page. */
  bool is_final;
  bool approved_by_management; /* an `approved` entry with name, title, date <= issued and matching digest (stars.md 3) */
};

#endif
