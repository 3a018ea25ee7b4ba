/* guide_parts.h - what the files of the guide document share: its chapters and sections (M13), links in its texts, and
 * the texts that a pack lacks. Private to compose/.
 *
 * A chapter is a Sect with a large number; a section of it is a row of the 3+9 grid: the heading in the side column, the
 * text beside it. guide_section makes the text column the parent; it lasts until the next section or chapter. */
#ifndef TENKEN_COMPOSE_GUIDE_PARTS_H
#define TENKEN_COMPOSE_GUIDE_PARTS_H

#include "compose/parts.h"

#define GUIDE_TEXT_WIDTH 358.65f /* nine columns */
#define GUIDE_SIDE_WIDTH 111.99f

/* Starts chapter `number`, where the template wants it. */
void guide_chapter_head(struct compose *, int number, const char *title, const char *lead);
/* A part without a number, such as this guide's own page. */
void guide_plain_head(struct compose *, const char *title, const char *anchor);
/* A numbered section; note: under the heading, or NULL. */
void guide_section(struct compose *, const char *title, const char *note);
/* Text beside an empty side column, without a heading. */
void guide_beside(struct compose *);
/* A numbered heading over the whole width, and below it one over a band of the wash colour. */
void guide_function_head(struct compose *, size_t function, const char *anchor_prefix);
void guide_category_head(struct compose *, size_t category, const char *anchor_prefix);
/* The row of one item: a rule (if `ruled`), its heading in the side column, which is then the parent; guide_item_text
 * makes the text column the parent. */
void guide_item_open(struct compose *, size_t item, const char *anchor_prefix, bool ruled);
void guide_item_text(struct compose *);

const char *guide_topic(struct compose *, size_t item); /* as a title: begins with a capital */
const char *guide_anchor(struct compose *, const char *prefix, const char *id);
/* "23ページ" as a link. */
void guide_page(struct compose *, struct block *, const char *label_key, const char *anchor);
/* A text of the pack in which item ids are links to chapter 5. */
void guide_text_add(struct compose *, struct block *, const char *);
/* A plain table of labels and texts in the text column. */
struct block *guide_rows(struct compose *, const char *summary, float label_width);
struct block *guide_row(struct compose *, struct block *table, const char *label, const char *text);

/* guide_back.c: a glossary. */
void guide_definitions(struct compose *, const struct guide_chapter_block *, size_t count);

/* guide_lacks.c: kinds of text that every item should have. */
enum guide_lack { LACK_TOPIC, LACK_FORMAL, LACK_PLAIN, LACK_RISK, LACK_STEPS, LACK_EVIDENCE, LACK_BOARD, LACK_COUNT };
bool guide_lacks(const struct compose *, size_t item, enum guide_lack);
bool guide_lacks_all(const struct compose *, size_t item); /* not a word about it */
/* What the pack lacks, as a list on the page and as warnings. */
void guide_lacks_list(struct compose *);
const struct guide_chapter *guide_find_chapter(const struct compose *, int number);

#endif
