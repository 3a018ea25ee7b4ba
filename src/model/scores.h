/* scores.h - the one score object: tables, charts, labels, narrative and JSON all read their numbers here.
 *
 * Means are exact fractions; `tenths` is the printed value (half up). Differences on paper (change, gap) are
 * differences of printed values; thresholds compare exact ones. Job arena. */
#ifndef TENKEN_MODEL_SCORES_H
#define TENKEN_MODEL_SCORES_H

#include "base/frac.h"
#include "model/input.h"
#include <stdbool.h>

struct mean {
  bool exists;     /* false: no answered item */
  struct frac exact;
  long tenths;     /* printed value * 10 */
};
struct group_score { /* a function, a category, or everything */
  struct mean now, target, last; /* last: over items answered in both years, last year's levels */
  struct mean now_both;          /* now over the items answered in both years */
  int items, answered, na, unanswered, applicable; /* applicable = items - na */
  int min;                       /* lowest answered level; -1: none */
  int zeros;                     /* answered at level 0 */
  int below_target;
  bool has_gap, has_change;
  long gap_tenths;               /* max(0, printed target - printed now) */
  long change_tenths;            /* printed; from now_both where it prints differently from now (then change_uses_both) */
  bool change_uses_both;
  int compared, up, same, down, rescoped; /* items against last year */
};
struct item_score {
  enum answer_status status; /* LEVEL, NA or UNANSWERED (missing is unanswered) */
  int level;                 /* valid when status == ANSWER_LEVEL */
  int target, gap, weight, priority;
  enum answer_status last_status;
  int last_level;
};

enum criterion_state { CRITERION_MET, CRITERION_UNMET, CRITERION_OPEN /* cannot be judged */ };
struct criterion_score {
  enum criterion_state state;
  size_t *failing; /* item, category or function indices (see the criterion's kind), in framework order */
  size_t failing_count;
  size_t *open;    /* the unanswered ones */
  size_t open_count;
  size_t *not_judged; /* mean criteria: groups without an applicable item */
  size_t not_judged_count;
  int actual;      /* what was measured: count, or worst level; -1 none */
  struct mean actual_mean; /* worst mean */
};
enum star_state {
  STAR_AWARDED, STAR_AWARDED_THIRD_PARTY,
  STAR_NO_DECLARATION,      /* criteria met, management's declaration missing */
  STAR_NO_CERTIFICATE, STAR_EXPIRED, STAR_NOT_YET_VALID,
  STAR_UNMET, STAR_OPEN, STAR_NOT_JUDGED
};
struct star_score {
  int star;
  enum star_state state;
  struct criterion_score criteria[STAR_CRITERIA_MAX];
  int met, unmet, open;     /* criteria counts */
  const struct attestation *attestation; /* the one that counts or comes nearest; NULL */
};
struct ask_score {
  enum ask_state state;
  int applicable, answered, below_target;
  bool met_low;             /* ask 4's weaker "met" sentence */
  struct mean now, target;
  bool has_gap;
  long gap_tenths;
};
struct scores {
  const struct input *input;
  struct group_score *functions, *categories, overall; /* framework order */
  struct item_score *items;
  size_t *gaps;       /* all items below target by priority, ties in framework order */
  size_t gap_count;
  size_t *board_gaps; /* board-flagged ones by priority, then the others */
  size_t board_gap_count; /* == gap_count */
  struct star_score stars[3];
  size_t star_count;
  int awarded;        /* highest star, 0: none */
  struct ask_score *asks; /* guide->ask_count */
  int level_count[LEVEL_MAX + 1];
  bool has_previous;
};

#endif
