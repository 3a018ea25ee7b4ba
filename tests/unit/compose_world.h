/* compose_world.h - a small assessment for the tests of compose/: two functions, three categories, six items, written
 * so that every number can be computed by hand. Fields may be changed before world_compose. */
#ifndef TENKEN_TESTS_COMPOSE_WORLD_H
#define TENKEN_TESTS_COMPOSE_WORLD_H

#include "compose/parts.h"
#include "read/read.h"
#include "score/score.h"

enum { WORLD_ITEMS = 6, UNANSWERED = -1, NOT_APPLICABLE = -2 };

struct compose_world {
  struct arena *arena;
  struct diag *diag;
  struct framework framework;
  struct guide guide;
  struct scale scale;
  struct profile profile;
  struct policy policy;
  struct stars stars;
  struct answers answers, previous;
  struct input input;
  struct scores scores;
  struct theme theme;
  struct template *template;
  struct content content;
  struct compose_in in;
  struct buf dump;
};

/* Levels per item; last NULL: no previous year. Every target is 3, every weight 1. */
struct compose_world *world_make(const int levels[WORLD_ITEMS], const int *last);
void world_levels(struct compose_world *, struct answers *, const int levels[WORLD_ITEMS]);
void world_template(struct compose_world *, const char *path);
/* Scores, composes, and dumps the tree; false as compose_run. */
bool world_compose(struct compose_world *, enum language);
/* The state of a run without running it, for the functions below compose_run. */
struct compose world_state(struct compose_world *, enum language);
bool world_says(const struct compose_world *, const char *text);
void world_drop(struct compose_world *);

#endif
