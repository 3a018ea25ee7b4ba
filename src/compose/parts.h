/* parts.h - what the files of compose/ share: the state of one run, and small builders. Private to compose/.
 *
 * `struct compose` lives for one compose_run and points only into the job arena. A section function adds blocks to
 * `parent`; block_open makes the new block the parent and returns the old one, which the caller puts back. Words come
 * from the strings file through say(); code holds none. Nothing here can fail: texts a guide lacks are collected and
 * named, template faults go to diag. */
#ifndef TENKEN_COMPOSE_PARTS_H
#define TENKEN_COMPOSE_PARTS_H

#include "compose/compose.h"

struct compose {
  const struct compose_in *in;
  const struct scores *scores; /* these three: NULL in a guide document, where only sections without answers stand */
  const struct input *input;
  const struct answers *answers;
  const struct framework *framework;
  const struct guide *guide;
  const struct template *template;
  const struct template_section *section; /* the one being composed */
  const struct edition *edition;          /* of this template in the answers, or NULL */
  enum language language;
  struct arena *arena;
  struct diag *diag;
  struct content *content;
  struct block *parent;
  bool chaptered;         /* the edition has numbered chapters (it has a contents list) */
  int chapter, part;      /* numbers of the last heading; chapter 0: not numbered */
  struct block *chapter_block; /* guide document: the chapter being filled */
  struct block *contents; /* where the contents list goes once all headings are known, or NULL */
  struct heading *headings;
  size_t heading_count, heading_cap;
  size_t term_count; /* guide document: entries of glossaries so far */
  bool *lacks[2]; /* items whose risk (0) or improvement (1) text the guide lacks */
  bool told[2];   /* ... and whether missing_texts has said so */
};
struct heading {
  int level;
  const char *number, *title, *anchor;
};

/* fill.c: strings with {{name}} places. Arguments are name, value pairs of `const char *`. */
#define say(c, ...) say_args((c), __VA_ARGS__, (const char *)NULL)
const char *say_args(struct compose *, const char *key, ...) __attribute__((sentinel));
/* The form for a count: key.one or key.other; {{n}} is the count. */
#define say_count(c, n, ...) say_count_args((c), (n), __VA_ARGS__, (const char *)NULL)
const char *say_count_args(struct compose *, long n, const char *key, ...) __attribute__((sentinel));
bool has_string(const struct compose *, const char *key);
/* {{n}} and {{m}} of a sentence of the guide. */
const char *fill_guide(struct compose *, const char *text, const char *n, const char *m);
/* A text of the template with {{org.name}} and the like; an unknown name is an error at its place. */
struct text fill_template(struct compose *, struct text);

/* words.c: numbers, dates, money, names as printed. */
const char *number_text(struct compose *, long);
const char *tenths_text(struct compose *, long tenths);
const char *signed_text(struct compose *, long tenths);
const char *mean_text(struct compose *, const struct mean *); /* "—" when it does not exist */
const char *date_text(struct compose *, date);                /* 2026-11-10, or "—" */
const char *date_long(struct compose *, date);                /* 2026年11月10日, 10 November 2026 */
const char *money_text(struct compose *, long long yen);
/* Costs of a column: one unit and at most one decimal for all of them, chosen so that the total fits into the column. The
 * total is that of the printed figures, so that a reader's addition comes out; exact amounts stand with the items. */
struct money_column {
  long long unit, sum; /* yen; tenths of the unit printed so far */
  bool has_tenths, is_rounded;
  const char *name;    /* of the unit, for the head */
};
void money_column_open(struct compose *, const size_t *items, size_t count, struct money_column *out);
const char *money_column_text(struct compose *, struct money_column *, long long yen);
const char *money_column_total(struct compose *, const struct money_column *);
const char *version_text(struct compose *, const char *version); /* 第1版 */
const char *organisation(const struct compose *);
const char *segment_names(struct compose *);
const char *function_name(const struct compose *, size_t);
const char *category_name(const struct compose *, size_t);
const char *function_title(struct compose *, size_t);        /* 検知（DE） */
const char *item_topic(const struct compose *, size_t item); /* the id when the guide has none */
const char *item_title(struct compose *, size_t item); /* the topic standing alone: English begins with a capital */
const char *respondent_text(struct compose *);
const char *join_texts(struct compose *, const char *const *, size_t count, const char *between, const char *last);
/* "PR.AC-1・PR.AC-3", at most `most` of them, then how many more; most 0: all. */
const char *join_ids(struct compose *, const size_t *items, size_t count, size_t most);
const char *join_group_ids(struct compose *, const size_t *groups, size_t count, bool functions);
bool is_text(const char *);                                                        /* neither NULL nor empty */
size_t items_with_status(const struct compose *, enum answer_status, size_t *out); /* out: room for all items */

/* blocks.c */
struct text plain_text(const char *);
struct block *block_add(struct compose *, enum block_kind, enum role);
struct block *block_open(struct compose *, enum block_kind, enum role); /* returns the old parent */
struct block *paragraph(struct compose *, enum style, const char *);    /* added; NULL text: an empty one */
struct block *paragraph_said(struct compose *, enum style, const char *filled_markup);
struct run *add_run(struct compose *, struct block *, const char *);
struct run *add_ink(struct compose *, struct block *, const char *, enum ink);
struct run *add_bold(struct compose *, struct block *, const char *);
bool is_japanese(const char *);
struct run *add_user(struct compose *, struct block *, struct text); /* a text of the input, with its place */
/* "設備保全部長 丁野 四": may break only after the first word, never inside the name. */
void add_owner(struct compose *, struct block *, struct text);
struct run *add_link(struct compose *, struct block *, const char *text, const char *anchor);
void add_page(struct compose *, struct block *, const char *anchor); /* the page number of an anchor */
void add_ratio(struct compose *, struct block *, long a, long b);    /* 15／29, the second in ink2 */
void chapter(struct compose *, const char *title, bool numbered, const char *anchor);
struct block *part(struct compose *, const char *title, const char *side_note, const char *anchor);
struct block *subheading(struct compose *, const char *title, const char *side_note);
struct block *note(struct compose *, const char *); /* explains what stands before it, and stays on its page */
const struct block *heading_before(const struct compose *); /* the last one of the stack being filled; or NULL */
void space(struct compose *, float height);
struct block *columns_open(struct compose *, const float *widths, size_t count); /* returns the old parent */

/* cover.c: what covers share. A block stands at a place of the page. */
#define COVER_LEFT 62.36f
#define COVER_WIDTH 481.89f
struct block *cover_fixed(struct compose *, struct block *page, enum block_kind, enum role, float x, float y, float width);
struct block *cover_text(struct compose *, struct block *page, enum style, float y, const char *); /* NULL: an empty one */
/* Number and day at the right, the rule, title and subtitle. */
void cover_head(struct compose *, struct block *page, const char *number, const char *day, struct text title,
                struct text subtitle);
bool cover_map(struct compose *, struct block *page); /* false: the theme wants none */
void cover_fact_rule(struct compose *);
struct block *cover_fact_table(struct compose *, float label_width, float width, const char *summary);
struct block *cover_fact(struct compose *, struct block *table, const char *label_key, const char *value); /* its value */
/* Framed words of the impacts behind what the block holds. */
void add_impacts(struct compose *, struct block *, const bool impact[IMPACT_COUNT]);

/* Tables: cells are paragraphs without an element of their own (the cell is the element). */
struct block *table_add(struct compose *, const float *widths, size_t count, const char *summary);
struct row *table_row(struct compose *, struct block *table, enum row_kind);
void table_head(struct compose *, struct block *table, const char *keys,
                size_t count); /* keys "a|b|c"; "x+y": two lines */
struct block *cell_text(struct compose *, struct row *, size_t column, enum style, const char *);
struct block *cell_user(struct compose *, struct row *, size_t column, enum style, struct text);
struct block *cell_stack(struct compose *, struct row *, size_t column);
struct block *cell_line(struct compose *, struct block *stack, enum style, const char *);
struct block *cell_figure(struct compose *, struct row *, size_t column, struct figure *);
void cell_gap(struct compose *, struct row *, size_t column, bool exists, long gap_tenths);

/* figures.c */
struct figure *figure_plot(struct compose *, const struct group_score *, float width, bool with_last);
struct figure *figure_item_plot(struct compose *, size_t item, float width);
struct figure *figure_radar(struct compose *, bool categories, float radius, bool long_labels);
struct figure *figure_legend(struct compose *, bool dates);
struct figure *figure_radar_with_legend(struct compose *, float radius, bool long_labels); /* of functions */
struct figure *figure_badge(struct compose *);
struct figure *figure_item_map(struct compose *, bool with_levels);
struct figure *figure_functions(struct compose *, float width);
struct block *figure_add(struct compose *, struct figure *);
struct block *figure_block(struct compose *, struct figure *); /* not yet placed */

/* narrative.c (GUIDE-STYLE 8) */
const char *narrative_text(struct compose *, size_t category); /* NULL: no item below target */
/* One item's risk as a sentence: official text, or clause for its level + consequence. NULL: the guide has none. */
const char *narrative_item(struct compose *, size_t item);
const char *narrative_consequence(const struct compose *, size_t item);
const bool *narrative_impacts(const struct compose *, size_t item); /* IMPACT_COUNT: what that consequence names */

/* Shared by several sections. */
const char *conclusion_text(struct compose *);
long long plan_cost(const struct compose *, const size_t *items, size_t count, size_t *given);
const char *star_state_text(struct compose *, const struct star_score *);
const char *criterion_text(struct compose *, const struct criterion *);
const char *status_text(struct compose *);
const char *scoring_note(struct compose *, bool with_profile);
const char *improvement_step(const struct compose *, size_t item);       /* the guide's next step; NULL: none */
/* Note and warning, when there are any. NULL key: only the warning, unless a section gave it (an edition without that
 * section says at each place that the guide has no text). */
void missing_texts(struct compose *, int which, const char *string_key);
size_t board_gap_count(const struct compose *);
bool prints_internal(const struct compose *, size_t item); /* may this edition print the item's own texts? */

/* claims.c: what an edition leaves out. */
void claims_check(struct compose *);
size_t claims_left_out(struct compose *, const char **ids, size_t room);

/* The file's identifier: digest of the inputs, the template, the theme, the language, the program. */
const char *document_identifier(struct compose *, const char *inputs_digest);

/* guide_document.c: what belongs to the whole of a guide document. */
void guide_document(struct compose *);
struct text guide_title(struct compose *);
/* A word of the pack in the document's language, else in the other; NULL: the pack has neither. */
const char *guide_words(const struct compose *, const char *const words[LANG_COUNT]);
void contents_fill(struct compose *); /* section_front.c: the contents list, once all headings are known */
void links_resolve(struct compose *); /* links.c */

/* One function per section kind, in the order of sections.def. */
#define SECTION(id, name, use) void compose_##id(struct compose *);
#include "model/sections.def"
#undef SECTION

#endif
