/* guide.h - a guide pack: the words about each item. Texts may be missing in a partial pack: NULL pointers, named in
 * the reports. Arrays run over the framework's items. Read-only, run arena. */
#ifndef TENKEN_MODEL_GUIDE_H
#define TENKEN_MODEL_GUIDE_H

#include "diag/source.h"
#include "base/date.h"
#include "model/framework.h"
#include <stdbool.h>

enum segment {
  SEGMENT_GENERATION,
  SEGMENT_RETAIL,
  SEGMENT_AGGREGATION_COORDINATOR,
  SEGMENT_RESOURCE_AGGREGATOR,
  SEGMENT_PRIVATE_FACILITY,
  SEGMENT_COUNT
};
extern const char *const SEGMENT_IDS[SEGMENT_COUNT]; /* "generation", ... (model/segment.c) */

enum impact { IMPACT_SUPPLY, IMPACT_SAFETY, IMPACT_CUSTOMER, IMPACT_FINANCE, IMPACT_TRUST, IMPACT_COUNT };
extern const char *const IMPACT_IDS[IMPACT_COUNT]; /* fixed order of GUIDE-STYLE 5 */

struct guide_text { /* one item in one language */
  const char *topic;
  const char *check_formal, *check_plain;
  const char *hint, *na;
  const char *risk_text; /* official wording, printed as it is; then risk_if/then may be NULL */
  const char *risk_if, *risk_then;
  const char *risk_segment[SEGMENT_COUNT]; /* complete text instead of risk_then, or NULL */
  const char *improve[4];                  /* from level 0..3 to the next */
  const char *evidence[5];                 /* [2]..[4] */
  const char *board, *ask;
};
struct guide_item {
  int weight;            /* 1-3 */
  bool impact[IMPACT_COUNT];                 /* that the general risk sentence names */
  bool segment_impact[SEGMENT_COUNT][IMPACT_COUNT]; /* that a segment's own sentence names; none given: those above */
  bool board;            /* flagged for the board */
  const char *merge;     /* merge key or NULL */
  size_t *near, near_count; /* items that are easily taken for this one */
  size_t *refs, ref_count;  /* indices of guide->refs */
  struct guide_text text[LANG_COUNT];
};

enum ask_state { ASK_MET, ASK_PARTLY, ASK_WEAK, ASK_OPEN, ASK_NONE /* no applicable item */, ASK_STATE_COUNT };
struct guide_ask { /* one of METI's asks crossed with items (guide/four-asks.md) */
  int number; /* 0-4 */
  size_t *core, *supporting; /* item indices */
  size_t core_count, supporting_count;
  const char *text[LANG_COUNT];
  const char *sentence[LANG_COUNT][ASK_STATE_COUNT];
  const char *sentence_met_low[LANG_COUNT]; /* row 4: instead of "met" when `met_low_items` have a target below 3 */
  size_t *met_low_items;
  size_t met_low_count;
  const char *decision[LANG_COUNT];
};
struct guide_chapter_block { /* a paragraph, list entry, table row or step of a chapter; kind says which */
  const char *kind;          /* "paragraph", "section", "bullet", "step", "definition", "table-row", "notice" */
  const char *head, *body;   /* head may be NULL */
  const char *reading;       /* glossary: reading of hard kanji, or NULL */
};
struct guide_chapter {
  int number; /* 1-8 */
  const char *title, *lead;
  struct guide_chapter_block *blocks;
  size_t block_count;
};
struct guide_ref { /* a document that the guide refers to */
  const char *id;
  const char *title[LANG_COUNT], *publisher[LANG_COUNT], *edition[LANG_COUNT];
  date looked_up; /* 0: when the pack was edited */
};
struct guide {
  const char *id, *version; /* "tenken-default", "1" */
  const char *date;         /* ISO */
  const char *licence;
  struct text style;        /* the writing standard it declares: an id of data/guide-style, or "none"; s NULL: none named */
  const char *source[LANG_COUNT]; /* whose wording it is */
  const char *title[LANG_COUNT];  /* of the guide as a document, or NULL */
  const char *mark[LANG_COUNT];   /* on every page, such as 公開; or NULL */
  const char *notice[LANG_COUNT]; /* what readers must know of its standing, or NULL */
  struct guide_ref *refs;
  size_t ref_count;
  struct guide_item *items; /* framework->item_count */
  struct guide_ask *asks;
  size_t ask_count;
  const char *asks_note[LANG_COUNT]; /* date and ownership of the mapping */
  const char *asks_support[LANG_COUNT]; /* for small companies; or NULL */
  struct guide_chapter *chapters[LANG_COUNT];
  size_t chapter_count[LANG_COUNT];
  const char *digest_hex;
};

#endif
