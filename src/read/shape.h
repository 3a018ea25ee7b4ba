/* shape.h - declarative field tables: what a YAML map may hold and where its values go.
 *
 * A table lists the keys of a map; each field names the function that reads its value, the slot in the target struct
 * and the limits. shape_read walks the pairs of a map in order, stores what is right and reports what is not: unknown
 * keys (with the nearest known one), missing required keys, wrong types, ranges, lengths, patterns. It never stops at
 * the first fault. An optional key with an empty value ("comment:") counts as not given.
 *
 * Texts stay in the arena of the YAML tree. Targets are zeroed structs; fields that are absent stay zero. */
#ifndef TENKEN_READ_SHAPE_H
#define TENKEN_READ_SHAPE_H

#include "read/yaml_tree.h"
#include <stdbool.h>
#include <stddef.h>

struct shape {
  struct arena *arena;
  struct diag *diag;
  const void *context; /* what a reader's own field functions need */
  size_t text_chars;   /* longest text; 0: LIMIT_TEXT_CHARS */
};
struct field;
struct field_table {
  const struct field *fields;
  size_t count;
};
/* Reads `value` into `target` (the struct that the table describes). */
typedef void field_reader(const struct shape *, const struct field *, const struct yaml_node *value, void *target);

struct field {
  const char *key;
  field_reader *read;
  size_t offset;       /* of the slot */
  bool required;
  long long min, max;       /* numbers: range; texts: max characters (0: text_chars); lists: least and most entries */
  const char *const *words; /* allowed words; the slot gets the index */
  size_t word_count;
  bool (*matches)(const char *); /* pattern of a text, described by `allowed` */
  const char *allowed;
  const struct field_table *table; /* of a map, or of a list's entries */
  size_t entry_size, count_offset; /* lists: size of an entry, where the count goes */
  size_t flag;         /* OFFSET_FLAG(bool member set when the key is given), 0: none */
  size_t entry_at;     /* OFFSET_FLAG(span member of an entry), 0: none */
};
#define OFFSET_FLAG(type, member) (offsetof(type, member) + 1)
#define FIELD_TABLE(array) {(array), sizeof(array) / sizeof *(array)}

/* `owner`: where a missing key is reported. Returns whether nothing was wrong. */
bool shape_read(const struct shape *, const struct field_table *, const struct yaml_node *map, struct span owner,
                void *target);

/* Field readers; the slot's type stands behind each. */
field_reader shape_text;      /* struct text: any number of lines */
field_reader shape_line;      /* struct text: one line */
field_reader shape_string;    /* const char *: any number of lines */
field_reader shape_word;      /* enum as int: index into words */
field_reader shape_int;       /* int */
field_reader shape_amount;    /* long long */
field_reader shape_bool;      /* bool */
field_reader shape_date;      /* date */
field_reader shape_map;       /* inlined: the table's offsets count from the same target */
field_reader shape_list;      /* pointer to entries and a count, both in the target */
field_reader shape_localized; /* const char *[LANG_COUNT] from {ja: ..., en: ...} */
field_reader shape_strings;   /* const char ** and a count */
field_reader shape_skip;      /* nothing: read elsewhere */

/* For readers of their own. Each reports and returns false when the value is not what its name says. */
bool shape_is_map(const struct shape *, const char *key, const struct yaml_node *);
bool shape_is_list(const struct shape *, const char *key, const struct yaml_node *, size_t most);
bool shape_scalar_text(const struct shape *, const struct field *, const struct yaml_node *);
/* Full-width digits as ASCII in the arena, or NULL when `text` is not made of them. */
const char *shape_half_width(struct arena *, const char *text);
void shape_unknown_key(const struct shape *, const struct yaml_node *key, const char *const *known, size_t count);
const char *shape_word_list(struct arena *, const char *const *words, size_t count);

/* Patterns. */
bool shape_is_id(const char *);        /* [a-z0-9-], at most 64, no dash at either end */
bool shape_is_file_part(const char *); /* [A-Za-z0-9._-], at most 64, begins with a letter or digit */
#define SHAPE_ID_ALLOWED "a-z 0-9 -"
#define SHAPE_FILE_PART_ALLOWED "A-Z a-z 0-9 . _ -"

#endif
