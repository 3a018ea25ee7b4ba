/* layout.h - phase 6: content -> pages: line breaking (kinsoku), tables, pagination, structure tree, page numbers.
 *
 * The only errors left to find here: a character that no font has (character and place named, never a blank), and
 * a report over its page limit. All errors are collected; false then, and *out must not be painted. */
#ifndef TENKEN_LAYOUT_LAYOUT_H
#define TENKEN_LAYOUT_LAYOUT_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "model/pages.h"

/* What is known of the characters in the faces of a font set: each is looked up when it is first met and kept, in the given
 * arena, for all reports that the process makes with these fonts. */
struct layout_metrics;
struct layout_metrics *layout_metrics_new(const struct font_set *, struct arena *);

bool layout_run(const struct content *, struct layout_metrics *, struct arena *, struct diag *, struct pages *out);
/* Pages as text, one line per mark, link, field and bookmark: what golden tests compare. */
void layout_dump(const struct pages *, struct buf *out);

#endif
