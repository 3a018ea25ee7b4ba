/* parts.h - the steps of score_run, one file each; private to score/. Each fills its part of struct scores and reads
 * what the steps before it filled: items, then groups, then order, stars and asks. */
#ifndef TENKEN_SCORE_PARTS_H
#define TENKEN_SCORE_PARTS_H

#include "base/arena.h"
#include "model/scores.h"

void score_items(struct scores *, struct arena *);
void score_groups(struct scores *, struct arena *);
void score_gaps(struct scores *, struct arena *);
void score_stars(struct scores *, struct arena *);
void score_asks(struct scores *, struct arena *);

struct mean mean_of(struct frac exact);
/* Flat mean of a sum over a count; does not exist when the count is 0. */
struct mean mean_flat(int sum, int count);

#endif
