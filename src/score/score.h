/* score.h - phase 3: numbers from answers. Pure, exact, total: it cannot fail (DESIGN 4). */
#ifndef TENKEN_SCORE_SCORE_H
#define TENKEN_SCORE_SCORE_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/scores.h"

void score_run(const struct input *, struct arena *, struct scores *out);

/* The result as JSON (`results/1`, DESIGN 4), the form that is also attached to reports. Deterministic. */
void score_json(const struct scores *, struct buf *out);
/* One row per organisation; `with_head` writes the head row first. RFC 4180, LF. */
void score_csv(const struct scores *, bool with_head, struct buf *out);
/* Items, rule and rounding behind one number: an item, category or function id, "overall", or "star". False: no such id. */
bool score_explain(const struct scores *, const char *id, const struct strings *, struct buf *out);

#endif
