/* yaml_quick.c - recursive descent by columns. `line` is where the current line begins, so that a column is a
 * difference of pointers. Every function leaves the place after what it read, or answers false for the whole file. */
#include "read/yaml_quick.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

struct quick {
  const struct yaml_reader *reader;
  const char *p, *end, *line;
  size_t nodes;
};
enum { FEW_KEYS = 12 };

/* ---- characters ---- */

enum { WORD = 1, SPECIAL = 2, FLOW = 4 };
/* WORD: may stand in a key. SPECIAL: begins no plain scalar. FLOW: ends a plain scalar of a flow collection, or makes
 * it more than we read. */
static const unsigned char CLASS[256] = {
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1,  ['J'] = 1,
    ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1,  ['T'] = 1,
    ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1,  ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1,  ['n'] = 1,
    ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1,  ['x'] = 1,
    ['y'] = 1, ['z'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1,  ['7'] = 1,
    ['8'] = 1, ['9'] = 1, ['_'] = 1, ['-'] = 3, ['.'] = 1, ['?'] = 6, [':'] = 6, [','] = 6, ['['] = 6,  [']'] = 6,
    ['{'] = 6, ['}'] = 6, ['#'] = 6, ['&'] = 2, ['*'] = 2, ['!'] = 2, ['|'] = 2, ['>'] = 2, ['\''] = 2, ['"'] = 2,
    ['%'] = 2, ['@'] = 2, ['`'] = 2, [' '] = 2, ['\n'] = 6};

static bool is(char c, unsigned char_class) {
  return CLASS[(unsigned char)c] & char_class;
}

static char peek(const struct quick *q) {
  return q->p < q->end ? *q->p : '\n';
}

static void skip_blanks(struct quick *q) {
  while (q->p < q->end && *q->p == ' ')
    q->p++;
}

/* To the first character of the next line that says something: past the rest of this line, which may only hold a
 * comment after a blank, and past empty and comment lines. At the start of a line: to what stands first from there. */
static bool next_line(struct quick *q) {
  bool is_fresh = q->p == q->line, after_blank = is_fresh || peek(q) == ' ';
  for (;;) {
    skip_blanks(q);
    if (peek(q) == '#' && after_blank) {
      const char *found = memchr(q->p, '\n', (size_t)(q->end - q->p));
      q->p = found ? found : q->end;
    }
    if (q->p == q->end) return true;
    if (*q->p != '\n') return is_fresh;
    q->line = ++q->p;
    is_fresh = after_blank = true;
  }
}

static size_t column(const struct quick *q) {
  return (size_t)(q->p - q->line);
}

/* ---- nodes ---- */

static bool set_place(struct quick *q, struct yaml_node *node, const char *start, const char *end) {
  const char *bytes = q->reader->bytes;
  size_t mark = q->reader->mark_bytes;
  node->at = (struct span){q->reader->source, (uint32_t)((size_t)(start - bytes) + mark),
                           (uint32_t)((size_t)(end - bytes) + mark)};
  return ++q->nodes <= LIMIT_YAML_NODES;
}

static bool set_plain(struct quick *q, struct yaml_node *node, const char *start, const char *end) {
  node->kind = YAML_SCALAR_VALUE;
  node->text = arena_strndup(q->reader->arena, start, (size_t)(end - start));
  node->type = yaml_plain_type(node->text);
  return set_place(q, node, start, end);
}

static struct yaml_node *add_entry(struct quick *q, struct yaml_node *whole) {
  struct yaml_node *entry = ARENA_PUSH(q->reader->arena, whole->entries, whole->count, whole->cap);
  *entry = (struct yaml_node){0};
  return entry;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool keys_differ(const struct yaml_node *map) {
  size_t pairs = map->count / 2;
  bool differ = true;
  if (pairs <= FEW_KEYS) {
    for (size_t i = 1; i < pairs; i++)
      for (size_t k = 0; k < i; k++)
        differ &= strcmp(map->entries[2 * i].text, map->entries[2 * k].text) != 0;
    return differ;
  }
  const char **keys = mem_alloc(pairs * sizeof *keys);
  for (size_t i = 0; i < pairs; i++)
    keys[i] = map->entries[2 * i].text;
  qsort(keys, pairs, sizeof *keys, by_text);
  for (size_t i = 1; i < pairs; i++)
    differ &= strcmp(keys[i - 1], keys[i]) != 0;
  free(keys);
  return differ;
}

/* ---- scalars on one line ---- */

static bool read_key(struct quick *q, struct yaml_node *key) {
  const char *start = q->p;
  while (q->p < q->end && is(*q->p, WORD))
    q->p++;
  bool good = q->p > start && *start != '-' && *start != '.' && q->p - start <= LIMIT_KEY_BYTES && peek(q) == ':' &&
              q->p < q->end;
  if (!good || !set_plain(q, key, start, q->p)) return false;
  q->p++;
  return q->p == q->end || *q->p == ' ' || *q->p == '\n';
}

/* Does "word:" and a blank or the end of the line stand here? */
static bool is_key(const struct quick *q) {
  const char *p = q->p;
  while (p < q->end && is(*p, WORD))
    p++;
  return p > q->p && p < q->end && *p == ':' && (p + 1 == q->end || p[1] == ' ' || p[1] == '\n');
}

static bool begins_plain(const struct quick *q) {
  if (peek(q) == '-') return q->p + 1 < q->end && q->p[1] != '-' && is(q->p[1], WORD);
  return !is(peek(q), SPECIAL);
}

/* To the end of the line, of the words before a comment, or (`in_flow`) before a comma or bracket. */
static bool read_plain(struct quick *q, bool in_flow, struct yaml_node *node) {
  const char *start = q->p, *last = q->p;
  if (!begins_plain(q)) return false;
  for (; q->p < q->end && *q->p != '\n'; q->p++) {
    char c = *q->p;
    if (c == ' ') continue;
    if (c == ':' && (q->p + 1 == q->end || q->p[1] == ' ' || q->p[1] == '\n')) return false;
    if (c == '#' && q->p[-1] == ' ') break;
    if (in_flow && is(c, FLOW)) break;
    last = q->p + 1;
  }
  q->p = last;
  return set_plain(q, node, start, last);
}

static bool unescape(char c, char *out) {
  *out = c == 'n' ? '\n' : c;
  return c == 'n' || c == '"' || c == '\\';
}

/* Behind the closing quotation mark, or NULL: it is not on this line. */
static const char *after_quotes(const struct quick *q, char quote) {
  for (const char *p = q->p + 1; p < q->end && *p != '\n'; p++) {
    bool is_pair = p + 1 < q->end && (*p == '\\' ? quote == '"' : *p == quote && quote == '\'' && p[1] == quote);
    if (is_pair)
      p++;
    else if (*p == quote)
      return p + 1;
  }
  return NULL;
}

static bool read_quoted(struct quick *q, struct yaml_node *node) {
  const char *start = q->p, quote = *start, *after = after_quotes(q, quote);
  if (!after) return false;
  char *out = arena_alloc(q->reader->arena, (size_t)(after - start));
  node->kind = YAML_SCALAR_VALUE;
  node->is_quoted = true;
  node->text = out;
  for (const char *p = start + 1; p < after - 1; p++, out++) {
    *out = *p;
    if (*p == '\\' && quote == '"' && !unescape(*++p, out)) return false;
    if (*p == '\'' && quote == '\'') p++;
  }
  q->p = after;
  return set_place(q, node, start, after);
}

/* ---- flow collections on one line ---- */

static bool read_flow(struct quick *q, size_t depth, struct yaml_node *node);

static bool read_flow_value(struct quick *q, size_t depth, struct yaml_node *node) {
  char c = peek(q);
  if (c == '[' || c == '{') return read_flow(q, depth, node);
  return c == '"' || c == '\'' ? read_quoted(q, node) : read_plain(q, true, node);
}

static bool read_flow(struct quick *q, size_t depth, struct yaml_node *node) {
  bool is_map = *q->p == '{';
  char close = is_map ? '}' : ']';
  if (depth >= LIMIT_YAML_DEPTH || !set_place(q, node, q->p, q->p + 1)) return false;
  node->kind = is_map ? YAML_MAP : YAML_LIST;
  q->p++;
  skip_blanks(q);
  for (bool more = peek(q) != close; more;) {
    if (is_map && !read_key(q, add_entry(q, node))) return false;
    skip_blanks(q);
    if (!read_flow_value(q, depth + 1, add_entry(q, node))) return false;
    skip_blanks(q);
    more = peek(q) == ',';
    if (!more) break;
    q->p++;
    skip_blanks(q);
  }
  if (peek(q) != close || q->p == q->end) return false;
  q->p++;
  return !is_map || keys_differ(node);
}

/* ---- texts over several lines ---- */

/* One line of a text: false at its end, which is a line that stands further left. An empty line has no size. */
static bool take_line(struct quick *q, size_t indent, const char **start, size_t *size) {
  const char *p = q->p;
  while (p < q->end && *p == ' ' && (size_t)(p - q->p) < indent)
    p++;
  if (p == q->end || (*p != '\n' && (size_t)(p - q->p) < indent)) return false;
  const char *stop = memchr(p, '\n', (size_t)(q->end - p));
  *start = p;
  *size = (size_t)((stop ? stop : q->end) - p);
  q->p = stop ? stop + 1 : q->end;
  q->line = q->p;
  return true;
}

/* Joins the lines: `|` by line breaks, `>` by blanks, where an empty line stands for a break. */
static bool join_lines(struct quick *q, bool is_folded, size_t indent, char *out, const char **last) {
  const char *start;
  size_t size, empty = 0;
  for (bool first = true; take_line(q, indent, &start, &size); first = false) {
    if (!size) {
      empty++;
      if (first) return false;
      continue;
    }
    if (is_folded && *start == ' ') return false; /* further in than the others: other rules */
    bool joins = is_folded && !empty;
    size_t breaks = first ? 0 : is_folded ? empty : empty + 1;
    if (!first && joins) *out++ = ' ';
    memset(out, '\n', breaks);
    out = (char *)memcpy(out + breaks, start, size) + size;
    *last = start + size;
    empty = 0;
  }
  *out = '\0';
  return true;
}

/* `outer` is the column of the collection that holds the text. */
static bool read_block(struct quick *q, size_t outer, struct yaml_node *node) {
  const char *start = q->p, *last = q->p;
  bool is_folded = *q->p++ == '>';
  q->p += peek(q) == '-';
  if (peek(q) != '\n' || q->p == q->end) return false;
  q->line = ++q->p;
  const char *first = q->p;
  while (first < q->end && *first == ' ')
    first++;
  size_t indent = (size_t)(first - q->p);
  if (indent <= outer || first == q->end || *first == '\n') return false;
  struct quick ahead = *q;
  for (size_t size; take_line(&ahead, indent, &first, &size);)
    ;
  char *text = arena_alloc(q->reader->arena, (size_t)(ahead.p - q->p) + 1);
  if (!join_lines(q, is_folded, indent, text, &last)) return false;
  while (last > start && (last[-1] == ' ' || last[-1] == '\n'))
    last--; /* as the span of an event */
  node->kind = YAML_SCALAR_VALUE;
  node->text = text;
  return set_place(q, node, start, last);
}

/* ---- block collections ---- */

static bool read_map(struct quick *q, size_t depth, struct yaml_node *map);
static bool read_list(struct quick *q, size_t outer, size_t depth, struct yaml_node *list);

static bool at_dash(const struct quick *q) {
  return peek(q) == '-' && q->p + 1 < q->end && q->p[1] == ' ';
}

/* What stands on the line of its key or dash; leaves the place at the next line's first character. */
static bool read_inline(struct quick *q, size_t outer, size_t depth, struct yaml_node *node) {
  char c = peek(q);
  if (c == '|' || c == '>') {
    if (!read_block(q, outer, node)) return false;
    q->p = q->line;
    return next_line(q);
  }
  bool good = c == '[' || c == '{'    ? read_flow(q, depth, node)
              : c == '"' || c == '\'' ? read_quoted(q, node)
                                      : read_plain(q, false, node);
  return good && next_line(q);
}

/* The value of a key whose map stands at column `outer`. A list may stand there too; all else is further in. */
static bool read_value(struct quick *q, size_t outer, size_t depth, struct yaml_node *node) {
  const char *line = q->line, *behind_key = q->p;
  skip_blanks(q);
  if (peek(q) != '\n' && peek(q) != '#') return read_inline(q, outer, depth, node);
  q->p = behind_key;
  if (!next_line(q) || q->line == line || q->p == q->end) return false;
  if (at_dash(q)) return column(q) >= outer && read_list(q, outer, depth, node);
  return column(q) > outer && is_key(q) && read_map(q, depth, node);
}

static bool read_map(struct quick *q, size_t depth, struct yaml_node *map) {
  size_t own = column(q);
  if (depth >= LIMIT_YAML_DEPTH || !set_place(q, map, q->p, q->p)) return false;
  map->kind = YAML_MAP;
  while (q->p < q->end && column(q) == own && is_key(q)) {
    if (!read_key(q, add_entry(q, map))) return false;
    if (!read_value(q, own, depth + 1, add_entry(q, map))) return false;
    if (q->p < q->end && column(q) > own) return false;
  }
  return map->count && keys_differ(map);
}

/* A list at the column of its map has its first dash as its place, any other the point before it: so say the events. */
static bool read_list(struct quick *q, size_t outer, size_t depth, struct yaml_node *list) {
  size_t own = column(q);
  if (depth >= LIMIT_YAML_DEPTH || !set_place(q, list, q->p, q->p + (own == outer))) return false;
  list->kind = YAML_LIST;
  while (q->p < q->end && column(q) == own && at_dash(q)) {
    struct yaml_node *entry = add_entry(q, list);
    q->p++;
    skip_blanks(q);
    if (!(is_key(q) ? read_map(q, depth + 1, entry) : read_inline(q, own, depth + 1, entry))) return false;
    if (q->p < q->end && column(q) > own) return false;
  }
  return true;
}

bool yaml_quick(const struct yaml_reader *reader, struct yaml_node *root) {
  struct quick q = {.reader = reader, .p = reader->bytes, .end = reader->bytes + reader->size, .line = reader->bytes};
  if (memchr(q.p, '\t', reader->size) || memchr(q.p, '\r', reader->size)) return false;
  *root = (struct yaml_node){0};
  return next_line(&q) && column(&q) == 0 && read_map(&q, 0, root) && q.p == q.end;
}
