/* settings.h - the data that says how answers are judged: scale, target profile, sign-off policy, star profile, and
 * the fixed strings. Each is one YAML file kind under data/. Read-only, run arena. */
#ifndef TENKEN_MODEL_SETTINGS_H
#define TENKEN_MODEL_SETTINGS_H

#include "base/buf.h"
#include "base/date.h"
#include "base/frac.h"
#include "model/framework.h"
#include "model/guide.h"
#include <stdbool.h>

#define LEVEL_MAX 4
enum averaging { AVERAGE_ITEMS, AVERAGE_CATEGORIES };

struct scale {
  const char *id, *version;
  const char *name[LEVEL_MAX + 1][LANG_COUNT];       /* 未実施 ... */
  const char *definition[LEVEL_MAX + 1][LANG_COUNT];
  const char *na_name[LANG_COUNT], *na_definition[LANG_COUNT];
  const char *unanswered_name[LANG_COUNT], *unanswered_definition[LANG_COUNT];
  enum averaging averaging; /* rounding is always half up to one decimal */
  const char *digest_hex;
};

struct profile {
  const char *id, *version; /* "generation" or "strictest" */
  const char *name[LANG_COUNT];
  long segment;  /* enum segment whose texts are used; -1: generic texts (strictest) */
  int *target;   /* per item, 0-4 */
  const char **reason[LANG_COUNT]; /* per item; may be NULL where the profile gives one reason per category */
  bool without[IMPACT_COUNT]; /* words that the narratives of this segment do not name as an effect */
  const char *digest_hex;
};

#define POLICY_ROLES_MAX 5
struct policy_role {
  const char *id; /* "prepared", "reviewed", "approved" */
  const char *name[LANG_COUNT];
  bool optional;               /* not needed to be complete */
  const char *may_equal;       /* id of a role the same person may hold too, or NULL */
};
struct policy {
  const char *id, *version;
  const char *name[LANG_COUNT];
  struct policy_role roles[POLICY_ROLES_MAX]; /* in order of signing */
  size_t role_count;
  int quorum;                  /* distinct persons needed */
  const char *digest_hex;
};

enum criterion_kind {
  CRITERION_LEVEL_AT_LEAST,   /* every item of the set at level >= value */
  CRITERION_UNANSWERED_AT_MOST,
  CRITERION_NA_ONLY,          /* N/A within the set only where na_ok allows */
  CRITERION_NA_AT_MOST,
  CRITERION_STAR_MET,         /* all criteria of a lower star met */
  CRITERION_MEAN_AT_LEAST,    /* each function or category */
  CRITERION_EVIDENCE_REF,     /* evidence reference for every answered item of the set */
  CRITERION_EVIDENCE_MONTHS   /* ... dated within value months of the as-of date */
};
struct item_set {
  const char *id; /* "S", "W2", "all" */
  const char *name[LANG_COUNT];
  bool *member; /* per item */
  size_t size;
};
struct criterion {
  const char *id; /* "3-1" */
  enum criterion_kind kind;
  const struct item_set *set; /* NULL for star and mean kinds */
  int value;                  /* level, count, star or months */
  struct frac mean;
  bool each_function;         /* MEAN_AT_LEAST: functions, else categories */
};
#define STAR_CRITERIA_MAX 16
struct star_level {
  int star; /* 3, 4, 5 */
  bool third_party;
  struct criterion criteria[STAR_CRITERIA_MAX];
  size_t criterion_count;
};
struct stars {
  const char *id; /* "meti-2024-04" */
  date date;
  bool official; /* origin: decides the disclaimers */
  bool *na_ok;   /* per item */
  struct item_set *sets;
  size_t set_count;
  struct star_level levels[3];
  size_t level_count;
  const char *digest_hex;
};

/* Fixed texts by dotted key ("board.conclusion.up"), sorted; {{name}} placeholders are filled by compose. */
struct string_entry {
  const char *key, *value;
};
struct strings {
  enum language language;
  const struct string_entry *entries;
  size_t count;
  const struct string_entry **slots; /* by hash of the key; NULL: free */
  size_t slot_mask;
};
/* No key twice; the entries live as long as the strings. */
struct arena;
struct strings *strings_new(struct arena *, enum language, const struct string_entry *, size_t count);
/* The text of a key; a missing key is a defect of data/strings found by `make check`, and gives the key itself. */
const char *strings_get(const struct strings *, const char *key);
bool strings_has(const struct strings *, const char *key);
/* Appends the text of a key with {{name}} filled from (name, value) pairs of strings, ended by NULL; at most 12 pairs. */
void strings_format(const struct strings *, struct buf *out, const char *key, ...) __attribute__((sentinel));

#endif
