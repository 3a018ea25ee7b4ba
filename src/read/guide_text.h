/* guide_text.h - the parts of a guide pack that stand in files of their own: item texts, asks, chapters. Each fills its
 * part of the guide and adds a line "name hex" to `parts`, from which the pack's digest is made. Private to read/. */
#ifndef TENKEN_READ_GUIDE_TEXT_H
#define TENKEN_READ_GUIDE_TEXT_H

#include "base/buf.h"
#include "model/pack.h"
#include "read/read.h"

struct guide_reading {
  const char *folder;
  const struct framework *framework;
  struct guide *guide;
  struct arena *arena;
  struct diag *diag;
  struct buf parts;
  bool *has_facts;   /* per item */
  struct pack *pack; /* where each text with its place goes, or NULL */
};

/* Fills r->guide from the files of r->folder. False: a fault was reported; what could be read is there. */
bool guide_read(struct guide_reading *);

void guide_read_refs(struct guide_reading *);
void guide_read_texts(struct guide_reading *, enum language);
void guide_read_asks(struct guide_reading *);
void guide_read_chapters(struct guide_reading *, enum language);

/* Loads a file of the pack that may be missing; false when it is not there or at fault (then reported). */
struct yaml_file;
struct yaml_node;
bool guide_load(struct guide_reading *, const char *name, const char *kind, struct yaml_file *);

/* const char *[LANG_COUNT] from one text for both languages or from {ja: ..., en: ...}, one of which may be missing. */
struct shape;
struct field;
struct yaml_node;
void guide_shape_words(const struct shape *, const struct field *, const struct yaml_node *, void *target);
void guide_shape_refs(const struct shape *, const struct guide *, const struct yaml_node *, struct guide_item *);
extern const char *const GUIDE_LANGUAGES[LANG_COUNT];

/* pack.c: what `check --guide` wants to know besides; nothing happens when r->pack is NULL. */
void pack_take_head(struct guide_reading *, const struct yaml_node *root);
void pack_take_facts(struct guide_reading *, size_t item, const struct yaml_node *key, const struct yaml_node *facts);
void pack_take_file(struct guide_reading *, enum language, size_t function, const struct yaml_node *root);
void pack_take_chapters(struct guide_reading *, enum language, const struct yaml_node *root);
void pack_take_asks(struct guide_reading *, enum language, const struct yaml_node *root);
void pack_take_item(struct guide_reading *, enum language, size_t function, size_t item, const struct yaml_node *key,
                    const struct yaml_node *texts);

#endif
