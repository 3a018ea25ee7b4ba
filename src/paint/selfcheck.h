/* selfcheck.h - does the finished file keep the rules of PDF/A-3a and PDF/UA-1? (inside paint/)
 *
 * A claim of conformance is written only when this check of the very objects that go into the file finds nothing. It
 * reads their text as a stranger would and shares no state with the code that wrote it, so that a fault of a writer is
 * found and not repeated. It knows only what our files are made of: anything else is a fault, never passed over.
 * Rules with their clauses: selfcheck_rules.def. What no machine can judge (are words, order and alternative texts
 * good?) is not judged here.
 *
 * selfcheck_file looks at the bytes at last: every object stands where the cross-references say, packed or plain, with
 * the text that was checked. A regulator report takes 2 to 3 milliseconds. */
#ifndef TENKEN_PAINT_SELFCHECK_H
#define TENKEN_PAINT_SELFCHECK_H

#include "paint/object_text.h"

enum selfcheck_rule {
#define RULE(id, clause, en, ja) RULE_##id,
#include "paint/selfcheck_rules.def"
#undef RULE
  RULE_COUNT
};
struct selfcheck_words {
  const char *clause, *english, *japanese;
};
/* The first object that breaks each rule; objects[rule] is 0 where none does and `broken[rule]` says whether. */
struct selfcheck_faults {
  bool broken[RULE_COUNT];
  unsigned objects[RULE_COUNT];
  unsigned count; /* rules broken */
};

bool selfcheck_run(const struct object_texts *, struct arena *, struct selfcheck_faults *);
struct selfcheck_words selfcheck_words(enum selfcheck_rule);

/* True when the bytes hold exactly these objects (save.h); false is a defect of this program. */
bool selfcheck_file(const struct object_texts *, const char *identifier_hex, const struct buf *pdf);

#endif
