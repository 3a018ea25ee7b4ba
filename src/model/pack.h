/* pack.h - a guide pack as it is written, text by text with its place, and the writing standard that it is held to:
 * what `check --guide` looks at. struct guide (guide.h) holds the same words for the reports, without places.
 *
 * A text is named by its path below the item, as in the file: "topic", "check.formal", "risk.segments.retail",
 * "improve.2"; a text of a chapter by the kind of its block: "chapter.lead", "chapter.step.body"; one of the ministry's
 * asks as "asks.decision", "asks.sentence.weak". The standard names fields the same way; "improve" means every path
 * below it. Run arena, read-only. */
#ifndef TENKEN_MODEL_PACK_H
#define TENKEN_MODEL_PACK_H

#include "diag/source.h"
#include "model/guide.h"
#include <stdbool.h>
#include <stddef.h>

enum pack_part { PACK_ITEM, PACK_CHAPTER, PACK_ASK };
struct pack_text {
  enum pack_part part;
  size_t item; /* framework index; number of the chapter, of the ask */
  const char *path;
  struct text text;
};
struct pack_item { /* an item's place in a file, and its texts: a range of the language's array */
  size_t item;
  struct span key;
  size_t first, count;
};
struct pack_file {   /* <lang>/<FUNC>.yaml */
  const char *name;  /* "ja/PR.yaml" */
  bool is_there;
  struct span at;    /* of `items:`; of pack.yaml's id when the file is missing */
  struct pack_item *items; /* in the order of the file */
  size_t count, cap;
};
struct pack_fact { /* an item in items.yaml */
  size_t item;
  struct span key, impacts, board;
  size_t impact_count;
  bool in_order; /* impacts in their fixed order */
  struct span segments[SEGMENT_COUNT]; /* segment_impacts: its key... */
  bool has_segment[SEGMENT_COUNT], segment_is_good[SEGMENT_COUNT]; /* ...and whether its list is one to three, in order */
  struct text merge;
};
struct pack_block { /* a block of a chapter, with the place of each text */
  const char *kind;
  struct span at;
  struct text head, body, reading;
};
struct pack_chapter {
  size_t number;
  struct span at;
  struct pack_block *blocks;
  size_t count;
};
struct pack {
  const char *folder;
  const struct guide *guide;
  struct text id, version, style; /* of pack.yaml; style.s NULL: not declared */
  struct pack_fact *facts; /* in the order of items.yaml */
  size_t fact_count, fact_cap;
  const bool *has_facts;   /* per item; NULL: nothing was read */
  struct span facts_at;    /* of pack.yaml's id: where a missing items.yaml is reported */
  struct pack_file *files[LANG_COUNT];      /* per function of the framework */
  struct pack_chapter *chapters[LANG_COUNT]; /* in the order of the file; none: the pack has no such file */
  size_t chapter_count[LANG_COUNT];
  struct pack_text *texts[LANG_COUNT];
  size_t text_count[LANG_COUNT], text_cap[LANG_COUNT];
};

enum { PACK_CHAPTERS = 8 };
enum style_rule_kind {
  STYLE_BEGINS,       /* with one of the words */
  STYLE_BEGINS_LOWER, /* with a small letter, or one of the words */
  STYLE_BEGINS_UPPER,
  STYLE_ENDS,         /* with one of the words */
  STYLE_HAS,          /* at least one of the words */
  STYLE_HAS_ONCE,     /* one of the words, once */
  STYLE_HAS_NOT,
  STYLE_HAS_NO_FIGURE, /* digits followed by one of the words */
  STYLE_RULE_KIND_COUNT
};
extern const char *const STYLE_RULE_WORDS[STYLE_RULE_KIND_COUNT]; /* model/names.c */

struct style_rule {
  int kind;
  const char **fields; /* none: every field */
  size_t field_count;
  const char **except; /* but not these */
  size_t except_count;
  const char **words;
  size_t word_count;
  const char **after, **before; /* a word counts only after, before one of these */
  size_t after_count, before_count;
  const char *write;           /* instead, or NULL */
  const char *why[LANG_COUNT]; /* in the language of the messages */
};
struct style_length {
  const char *field;
  int characters;
};
struct style_term { /* a word that must not be used, and the one to write */
  const char *never, *write;
};
struct style_language { /* of one language */
  struct style_length *lengths;
  size_t length_count;
  int sentence_characters, sentence_words; /* 0: not limited */
  int chapter_characters[PACK_CHAPTERS], chapter_words[PACK_CHAPTERS]; /* of chapter 1...; 0: not limited */
  struct style_rule *rules;
  size_t rule_count;
  const char **term_not_before; /* a forbidden term followed by one of these is another word */
  size_t term_not_before_count;
  int copy_characters, copy_words; /* a run of so many from a compared text is a copy */
  const char **ending_words;       /* left out when the last clauses of two risks are compared */
  size_t ending_word_count;
  const char **clause_marks; /* what parts the last clause from the rest */
  size_t clause_mark_count;
};
struct style_book { /* the standard in all languages, with the terms */
  const char *id;
  struct style_language language[LANG_COUNT];
  struct style_term *terms[LANG_COUNT];
  size_t term_count[LANG_COUNT], term_cap[LANG_COUNT];
};

/* Does `path` stand at or below `field`? */
bool pack_path_is_in(const char *path, const char *field);
/* Where an item stands in the files of a language, or NULL. (In a file of another function it is not found.) */
const struct pack_item *pack_find_item(const struct pack *, const struct framework *, enum language, size_t item);
/* The text at a path below an item (NULL: no such item), or NULL. */
const struct pack_text *pack_find(const struct pack *, enum language, const struct pack_item *, const char *path);

#endif
