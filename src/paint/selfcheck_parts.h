/* selfcheck_parts.h - what the parts of the self-check share (inside paint/). selfcheck.c runs them in the order in
 * which they stand below; each may rely on what those before it have filled. */
#ifndef TENKEN_PAINT_SELFCHECK_PARTS_H
#define TENKEN_PAINT_SELFCHECK_PARTS_H

#include "paint/pdf_nodes.h"
#include "paint/selfcheck.h"

enum { ROLE_BITS_MAX = 64 };
_Static_assert((int)PDF_structure_types_end < (int)ROLE_BITS_MAX, "structure types are bits of a mask");

struct check_page {
  unsigned object, content;
  uint32_t node;
  uint32_t resources, annotations; /* nodes of a dictionary and an array; annotations 0: none */
  /* From the parent tree: the element of each sequence, and what has been found of it so far. */
  unsigned *owners;
  uint8_t *found; /* FOUND_ bits */
  unsigned sequence_count;
};
enum { FOUND_IN_TREE = 1, FOUND_IN_CONTENT = 2 };

struct check_font {
  unsigned object; /* 0: not used */
  uint8_t *used;   /* one bit per code */
};
enum { CHECK_FONTS = 16, CODES = 65536 };

struct selfcheck {
  const struct object_texts *texts;
  struct arena *arena;
  struct selfcheck_faults *faults;
  struct nodes nodes;
  uint32_t *roots; /* by object number: its value */
  struct check_page *pages;
  size_t page_count, page_cap;
  uint16_t *page_of;      /* by object number: page index + 1 */
  unsigned *annotation_owner; /* by object number of an annotation: the element that names it */
  uint8_t *reached;       /* by object number: an element of the tree */
  /* Parent tree keys from `page_count` on: the element of an annotation. */
  unsigned *annotation_keys;
  unsigned key_count;
  struct check_font fonts[CHECK_FONTS]; /* by resource number */
  unsigned xobjects_seen;
};

/* The rule is broken: noted with the first object that does it. */
void check_note(struct selfcheck *, enum selfcheck_rule, unsigned object);
static inline bool check_need(struct selfcheck *check, bool holds, enum selfcheck_rule rule, unsigned object) {
  if (!holds) check_note(check, rule, object);
  return holds;
}
/* The value itself, or that of the object it refers to. */
static inline uint32_t check_follow(const struct selfcheck *check, uint32_t node) {
  unsigned number = nodes_reference(&check->nodes, node);
  if (!number) return node;
  return number < check->texts->count ? check->roots[number] : 0;
}
static inline uint32_t check_get(const struct selfcheck *check, uint32_t dictionary, enum pdf_name key) {
  return check_follow(check, nodes_get(&check->nodes, dictionary, key));
}
const struct object_text *check_stream(const struct selfcheck *, uint32_t reference); /* NULL: not a stream */
bool check_has_words(struct selfcheck *, uint32_t node); /* a text string that is not empty */
bool check_language(struct selfcheck *, uint32_t node);  /* a language tag (BCP 47 in shape) */

void selfcheck_document(struct selfcheck *, uint32_t catalog);    /* catalog, pages, intent, attachments, pictures */
void selfcheck_metadata(struct selfcheck *, uint32_t catalog);
void selfcheck_tree(struct selfcheck *, uint32_t catalog);
void selfcheck_table(struct selfcheck *, unsigned table);          /* called by the tree for each table */
void selfcheck_content(struct selfcheck *);
void selfcheck_annotations(struct selfcheck *, uint32_t catalog);
void selfcheck_fonts(struct selfcheck *);

#endif
