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

bool layout_run(const struct content *, const struct font_set *, struct arena *, struct diag *, struct pages *out);
/* Pages as text, one line per mark, link, field and bookmark: what golden tests compare. */
void layout_dump(const struct pages *, struct buf *out);

#endif
