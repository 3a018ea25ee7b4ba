/* guide_text.h - the parts of a guide pack that stand in files of their own: item texts, asks, chapters. Each fills its
 * part of the guide and adds a line "name hex" to `parts`, from which the pack's digest is made. Private to read/. */
#ifndef TENKEN_READ_GUIDE_TEXT_H
#define TENKEN_READ_GUIDE_TEXT_H

#include "base/buf.h"
#include "read/read.h"

struct guide_reading {
  const char *folder;
  const struct framework *framework;
  struct guide *guide;
  struct arena *arena;
  struct diag *diag;
  struct buf parts;
  bool *has_facts; /* per item */
};

void guide_read_texts(struct guide_reading *, enum language);
void guide_read_asks(struct guide_reading *);
void guide_read_chapters(struct guide_reading *, enum language);

/* Loads a file of the pack that may be missing; false when it is not there or at fault (then reported). */
struct yaml_file;
bool guide_load(struct guide_reading *, const char *name, const char *kind, struct yaml_file *);
extern const char *const GUIDE_LANGUAGES[LANG_COUNT];

#endif
