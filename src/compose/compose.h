/* compose.h - phase 4: template + scores + guide + strings -> content tree. One file per section kind.
 *
 * Two kinds of documents: a report about answers (with scores), and the guide pack itself (without). A section that
 * the kind of document has nothing for is an error at its place in the template. Knows no fonts, sizes or pages. Adds warnings for texts a partial guide lacks and errors for template faults
 * (unknown placeholder, false leaves_out). */
#ifndef TENKEN_COMPOSE_COMPOSE_H
#define TENKEN_COMPOSE_COMPOSE_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "model/content.h"
#include "model/scores.h"
#include "model/template.h"

struct compose_in {
  const struct scores *scores; /* NULL: the document is the guide below */
  const struct template *template;
  const struct theme *theme;
  const struct strings *strings; /* of the wanted language */
  const char *program_version;
  const struct guide *guide; /* without scores only: with scores it is theirs */
  const struct framework *framework;
};
/* The content tree as indented text, for golden tests. */
void compose_dump(const struct content *, struct buf *out);
/* The risk narrative of one category, as reports print it; NULL: no item below target. */
const char *compose_narrative(const struct scores *, const struct strings *, size_t category, struct arena *);
bool compose_run(const struct compose_in *, struct arena *, struct diag *, struct content *out);
/* The tree as indented text, for golden tests (`tenken dump --phase compose`). */
void compose_dump(const struct content *, struct buf *out);

#endif
