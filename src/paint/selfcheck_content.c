/* How: a scanner of our own operators only, one pass over each page: strings mark the codes they use, and a stack of
 * one says in which sequence a mark stands (ours are never nested). Operands are checked by count and kind, so that a
 * number that was lost is noticed. Half a megabyte is read for a report: what a byte may begin and which operator a word
 * is are looked up in tables, and the line feed at the end of a stream ends every token before it without a count. */
#include "paint/selfcheck_parts.h"

#include <string.h>

enum { OPERANDS_MAX = 12, STATES_MAX = 28, WHOLE_DIGITS_MAX = 6, DIGITS_MAX = 8 };
enum mark_state { MARK_NONE, MARK_ARTIFACT, MARK_TAGGED };
enum operand_kind { OPERAND_NUMBER, OPERAND_NAME, OPERAND_STRING, OPERAND_BRACKET };

struct operand {
  enum operand_kind kind;
  unsigned size;
  const char *text;
};
struct scan {
  struct selfcheck *check;
  struct check_page *page; /* NULL: a form, which is an artifact */
  unsigned object;
  const char *p, *end;
  struct operand operands[OPERANDS_MAX];
  unsigned count, others; /* operands, and how many of them are no numbers */
  bool shows;             /* a string is among them: it and all in its TJ array are one operand */
  enum mark_state mark;
  unsigned place; /* IN_TEXT or OUTSIDE */
  struct check_font *font, *saved[STATES_MAX];
  unsigned depth;
};

/* ---- operators ---- */

enum { IN_TEXT = 1, OUTSIDE = 2, ANYWHERE = IN_TEXT | OUTSIDE };
enum { ANY = 255 }; /* operands: numbers, so many, unless ANY: then the action looks at them */
enum action {
  ACT_NONE, ACT_PAINT, ACT_SHOW, ACT_FONT, ACT_BEGIN_TEXT, ACT_END_TEXT, ACT_BEGIN_MARK, ACT_END_MARK, ACT_OBJECT,
  ACT_DASH, ACT_SAVE, ACT_RESTORE
};
struct rule {
  uint32_t operator; /* its letters, the last one lowest; 0: none */
  uint8_t operands, places, action;
};
/* No two of our operators have the same remainder: the compiler warns of two entries in one place. */
enum { RULE_SLOTS = 82 };
#define LETTERS(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))
#define ENTRY(letters, ...) [(letters) % RULE_SLOTS] = {letters, __VA_ARGS__}
#define ONE(a, ...) ENTRY(LETTERS(0, 0, a), __VA_ARGS__)
#define TWO(a, b, ...) ENTRY(LETTERS(0, a, b), __VA_ARGS__)
#define THREE(a, b, c, ...) ENTRY(LETTERS(a, b, c), __VA_ARGS__)
static const struct rule RULES[RULE_SLOTS] = {
    TWO('B', 'T', 0, OUTSIDE, ACT_BEGIN_TEXT),       TWO('E', 'T', 0, IN_TEXT, ACT_END_TEXT),
    TWO('T', 'f', ANY, IN_TEXT, ACT_FONT),           TWO('T', 'd', 2, IN_TEXT, ACT_NONE),
    TWO('T', 'j', ANY, IN_TEXT, ACT_SHOW),           TWO('T', 'J', ANY, IN_TEXT, ACT_SHOW),
    THREE('B', 'D', 'C', ANY, OUTSIDE, ACT_BEGIN_MARK), THREE('B', 'M', 'C', ANY, OUTSIDE, ACT_BEGIN_MARK),
    THREE('E', 'M', 'C', 0, OUTSIDE, ACT_END_MARK),  TWO('D', 'o', ANY, OUTSIDE, ACT_OBJECT),
    ONE('q', 0, OUTSIDE, ACT_SAVE),                  ONE('Q', 0, OUTSIDE, ACT_RESTORE),
    TWO('c', 'm', 6, OUTSIDE, ACT_NONE),             ONE('c', 6, OUTSIDE, ACT_NONE),
    ONE('m', 2, OUTSIDE, ACT_NONE),                  ONE('l', 2, OUTSIDE, ACT_NONE),
    TWO('r', 'e', 4, OUTSIDE, ACT_NONE),             ONE('h', 0, OUTSIDE, ACT_NONE),
    ONE('S', 0, OUTSIDE, ACT_PAINT),                 ONE('f', 0, OUTSIDE, ACT_PAINT),
    ONE('B', 0, OUTSIDE, ACT_PAINT),                 ONE('w', 1, ANYWHERE, ACT_NONE),
    ONE('J', 1, ANYWHERE, ACT_NONE),                 ONE('j', 1, ANYWHERE, ACT_NONE),
    ONE('d', ANY, ANYWHERE, ACT_DASH),               TWO('r', 'g', 3, ANYWHERE, ACT_NONE),
    TWO('R', 'G', 3, ANYWHERE, ACT_NONE),
};

static bool need(struct scan *scan, bool holds, enum selfcheck_rule rule) {
  return check_need(scan->check, holds, rule, scan->object);
}

/* ---- tokens ---- */

enum byte_class { BYTE_OTHER, BYTE_SPACE, BYTE_STRING, BYTE_NAME, BYTE_BRACKET, BYTE_NUMBER, BYTE_LETTER };
/* What a byte begins; OTHER: nothing that our content has. Names and operators go on with the last two. */
static const uint8_t CLASS[256] = {
    ['A'] = BYTE_LETTER, ['B'] = BYTE_LETTER, ['C'] = BYTE_LETTER, ['D'] = BYTE_LETTER, ['E'] = BYTE_LETTER,
    ['F'] = BYTE_LETTER, ['G'] = BYTE_LETTER, ['H'] = BYTE_LETTER, ['I'] = BYTE_LETTER, ['J'] = BYTE_LETTER,
    ['K'] = BYTE_LETTER, ['L'] = BYTE_LETTER, ['M'] = BYTE_LETTER, ['N'] = BYTE_LETTER, ['O'] = BYTE_LETTER,
    ['P'] = BYTE_LETTER, ['Q'] = BYTE_LETTER, ['R'] = BYTE_LETTER, ['S'] = BYTE_LETTER, ['T'] = BYTE_LETTER,
    ['U'] = BYTE_LETTER, ['V'] = BYTE_LETTER, ['W'] = BYTE_LETTER, ['X'] = BYTE_LETTER, ['Y'] = BYTE_LETTER,
    ['Z'] = BYTE_LETTER, ['a'] = BYTE_LETTER, ['b'] = BYTE_LETTER, ['c'] = BYTE_LETTER, ['d'] = BYTE_LETTER,
    ['e'] = BYTE_LETTER, ['f'] = BYTE_LETTER, ['g'] = BYTE_LETTER, ['h'] = BYTE_LETTER, ['i'] = BYTE_LETTER,
    ['j'] = BYTE_LETTER, ['k'] = BYTE_LETTER, ['l'] = BYTE_LETTER, ['m'] = BYTE_LETTER, ['n'] = BYTE_LETTER,
    ['o'] = BYTE_LETTER, ['p'] = BYTE_LETTER, ['q'] = BYTE_LETTER, ['r'] = BYTE_LETTER, ['s'] = BYTE_LETTER,
    ['t'] = BYTE_LETTER, ['u'] = BYTE_LETTER, ['v'] = BYTE_LETTER, ['w'] = BYTE_LETTER, ['x'] = BYTE_LETTER,
    ['y'] = BYTE_LETTER, ['z'] = BYTE_LETTER, ['0'] = BYTE_NUMBER, ['1'] = BYTE_NUMBER, ['2'] = BYTE_NUMBER,
    ['3'] = BYTE_NUMBER, ['4'] = BYTE_NUMBER, ['5'] = BYTE_NUMBER, ['6'] = BYTE_NUMBER, ['7'] = BYTE_NUMBER,
    ['8'] = BYTE_NUMBER, ['9'] = BYTE_NUMBER, ['-'] = BYTE_NUMBER, ['.'] = BYTE_NUMBER, [' '] = BYTE_SPACE,
    ['\n'] = BYTE_SPACE, ['('] = BYTE_STRING, ['/'] = BYTE_NAME, ['['] = BYTE_BRACKET, [']'] = BYTE_BRACKET,
    ['<'] = BYTE_BRACKET, ['>'] = BYTE_BRACKET};

static bool is_regular(char c) {
  return CLASS[(unsigned char)c] >= BYTE_NUMBER;
}

static bool is_digit(char c) {
  return (unsigned char)(c - '0') < 10;
}

static void push(struct scan *scan, enum operand_kind kind, const char *text) {
  if (need(scan, scan->count < OPERANDS_MAX, RULE_CONTENT_SYNTAX))
    scan->operands[scan->count++] = (struct operand){kind, (unsigned)(scan->p - text), text};
}

static void push_other(struct scan *scan, enum operand_kind kind, const char *text) {
  push(scan, kind, text);
  scan->others++;
}

/* One byte of a string, its escape resolved: those that our writer makes. */
static unsigned take_byte(const char **p) {
  unsigned char byte = (unsigned char)*(*p)++;
  if (byte == '\\') {
    byte = (unsigned char)*(*p)++;
    return byte == 'r' ? '\r' : byte;
  }
  return byte;
}

/* A literal string of two-byte codes; at least an operator follows it, so the end is never nearer than a code. */
static void take_string(struct scan *scan) {
  const char *start = scan->p, *p = start + 1, *end = scan->end;
  uint8_t *used = scan->font ? scan->font->used : arena_alloc(scan->check->arena, CODES / 8);
  need(scan, scan->font != NULL, RULE_RESOURCE);
  while (end - p > 4 && *p != ')') {
    unsigned code = take_byte(&p) << 8;
    code |= take_byte(&p);
    used[code >> 3] |= (uint8_t)(1 << (code & 7));
  }
  need(scan, p < end && *p == ')', RULE_CONTENT_SYNTAX);
  scan->p = p < end ? p + 1 : end;
  if (!scan->shows) push_other(scan, OPERAND_STRING, start);
  scan->shows = true;
}

/* A space behind a number or a line feed behind an operator goes with it. */
static const char *past(const char *p, char c) {
  return p + (*p == c);
}

static void take_number(struct scan *scan) {
  const char *start = scan->p, *first = start + (*start == '-'), *p = first;
  while (is_digit(*p))
    p++;
  long whole = p - first, digits = whole;
  if (*p == '.') {
    do
      p++;
    while (is_digit(*p));
    digits = p - first - 1;
  }
  need(scan, digits > 0 && digits <= DIGITS_MAX && whole <= WHOLE_DIGITS_MAX, RULE_CONTENT_SYNTAX);
  scan->p = p;
  if (!scan->shows) push(scan, OPERAND_NUMBER, start);
  scan->p = past(p, ' ');
}

static void take_name(struct scan *scan) {
  const char *start = ++scan->p;
  while (is_regular(*scan->p))
    scan->p++;
  push_other(scan, OPERAND_NAME, start);
}

static void take_bracket(struct scan *scan) {
  const char *start = scan->p;
  bool is_double = *start == '<' || *start == '>';
  need(scan, !is_double || start[1] == *start, RULE_CONTENT_SYNTAX);
  scan->p += is_double ? 2 : 1;
  if (is_double) push_other(scan, OPERAND_BRACKET, start);
}

/* ---- actions ---- */

static bool is(const struct operand *operand, const char *text) {
  return operand->size == strlen(text) && memcmp(operand->text, text, strlen(text)) == 0;
}

/* A number of marked content: digits and nothing else; -1: none. */
static long sequence_number(const struct operand *operand) {
  long value = 0;
  for (unsigned i = 0; i < operand->size; i++) {
    if (!is_digit(operand->text[i]) || i == WHOLE_DIGITS_MAX) return -1;
    value = value * 10 + (operand->text[i] - '0');
  }
  return operand->kind == OPERAND_NUMBER ? value : -1;
}

/* "/P<</MCID 3>>BDC": the name, the only entry, and the element they belong to. */
static void begin_tagged(struct scan *scan) {
  const struct operand *o = scan->operands;
  struct check_page *page = scan->page;
  bool whole = page && scan->count == 5 && o[1].kind == OPERAND_BRACKET && o[2].kind == OPERAND_NAME && is(&o[2], "MCID");
  long number = whole ? sequence_number(&o[3]) : -1;
  bool good = number >= 0 && number < (long)page->sequence_count && !(page->found[number] & FOUND_IN_CONTENT);
  scan->mark = MARK_TAGGED;
  if (!need(scan, good, RULE_CONTENT_SEQUENCE)) return;
  page->found[number] |= FOUND_IN_CONTENT;
  unsigned owner = page->owners[number];
  const struct selfcheck *check = scan->check;
  uint32_t type = nodes_get(&check->nodes, owner < check->texts->count ? check->roots[owner] : 0, PDF_S);
  const struct node *name = &check->nodes.items[type];
  good = nodes_is(&check->nodes, type, NODE_NAME) && (size_t)name->value == o[0].size && memcmp(name->text, o[0].text, o[0].size) == 0;
  need(scan, good, RULE_CONTENT_SEQUENCE);
}

static void begin_mark(struct scan *scan) {
  need(scan, scan->mark == MARK_NONE && scan->page, RULE_CONTENT_NESTED);
  if (!need(scan, scan->count && scan->operands[0].kind == OPERAND_NAME, RULE_CONTENT_SYNTAX)) return;
  if (is(&scan->operands[0], "Artifact"))
    scan->mark = MARK_ARTIFACT;
  else
    begin_tagged(scan);
}

static void set_font(struct scan *scan) {
  const struct operand *o = scan->operands;
  long number =
      scan->count == 2 && o[0].kind == OPERAND_NAME && o[0].size > 1 && o[0].size < 4 && o[0].text[0] == 'F' ? 0 : -1;
  for (size_t i = 1; number >= 0 && i < o[0].size; i++)
    number = number * 10 + (o[0].text[i] - '0');
  bool good = number >= 0 && number < CHECK_FONTS && scan->page && scan->check->fonts[number].object &&
              o[1].kind == OPERAND_NUMBER;
  if (need(scan, good, RULE_RESOURCE)) scan->font = &scan->check->fonts[number];
}

/* A picture or form of the page's resources; a form's own content is scanned once for itself. */
static void paint_object(struct scan *scan) {
  struct selfcheck *check = scan->check;
  const struct operand *o = scan->operands;
  uint32_t objects = scan->page ? check_get(check, scan->page->resources, PDF_XObject) : 0, found = 0;
  uint32_t key = scan->count == 1 ? nodes_first_key(&check->nodes, objects) : 0;
  for (; key; key = nodes_next_key(&check->nodes, objects, key)) {
    const struct node *name = &check->nodes.items[key];
    if (strncmp(name->text, o[0].text, o[0].size) == 0 && !is_regular(name->text[o[0].size])) found = key + 1;
  }
  uint32_t subtype = check_get(check, check_follow(check, found), PDF_Subtype);
  bool is_form = nodes_is_name(&check->nodes, subtype, PDF_Form);
  need(scan, check_stream(check, found) && (is_form || nodes_is_name(&check->nodes, subtype, PDF_Image)),
       RULE_RESOURCE);
  need(scan, !is_form || scan->mark == MARK_ARTIFACT, RULE_FORM_OBJECT);
}

static void change_state(struct scan *scan, bool saves) {
  bool good = saves ? scan->depth < STATES_MAX : scan->depth > 0;
  if (!need(scan, good, RULE_STATE_DEPTH)) return;
  if (saves)
    scan->saved[scan->depth++] = scan->font;
  else
    scan->font = scan->saved[--scan->depth];
}

static void act(struct scan *scan, enum action action) {
  switch (action) {
  case ACT_NONE:
    return;
  case ACT_PAINT:
    need(scan, scan->mark != MARK_NONE, RULE_CONTENT_UNTAGGED);
    return;
  case ACT_SHOW:
    need(scan, scan->mark != MARK_NONE, RULE_CONTENT_UNTAGGED);
    need(scan, scan->count == 1 && scan->operands[0].kind == OPERAND_STRING, RULE_CONTENT_SYNTAX);
    return;
  case ACT_FONT:
    set_font(scan);
    return;
  case ACT_BEGIN_TEXT:
  case ACT_END_TEXT:
    scan->place = action == ACT_BEGIN_TEXT ? IN_TEXT : OUTSIDE;
    return;
  case ACT_BEGIN_MARK:
    begin_mark(scan);
    return;
  case ACT_END_MARK:
    need(scan, scan->mark != MARK_NONE, RULE_CONTENT_NESTED);
    scan->mark = MARK_NONE;
    return;
  case ACT_OBJECT:
    need(scan, scan->mark != MARK_NONE, RULE_CONTENT_UNTAGGED);
    paint_object(scan);
    return;
  case ACT_DASH:
    need(scan, !scan->others && scan->count >= 1 && scan->count <= 3, RULE_CONTENT_SYNTAX);
    return;
  case ACT_SAVE:
  case ACT_RESTORE:
    change_state(scan, action == ACT_SAVE);
    return;
  }
}

static void take_operator(struct scan *scan) {
  uint32_t letters = 0;
  const char *start = scan->p, *p = start;
  for (; is_regular(*p); p++)
    letters = letters << 8 | (unsigned char)*p;
  const struct rule *rule = &RULES[letters % RULE_SLOTS];
  scan->p = past(p, '\n');
  if (!need(scan, rule->operator== letters && p - start <= 3, RULE_CONTENT_OPERATOR)) return;
  bool counted = rule->operands == ANY || (!scan->others && scan->count == rule->operands);
  need(scan, counted && rule->places & scan->place, RULE_CONTENT_SYNTAX);
  act(scan, (enum action)rule->action);
  scan->count = scan->others = 0;
  scan->shows = false;
}

static void take_token(struct scan *scan) {
  enum byte_class class = (enum byte_class)CLASS[(unsigned char)*scan->p];
  if (class == BYTE_NUMBER)
    take_number(scan);
  else if (class == BYTE_LETTER)
    take_operator(scan);
  else if (class == BYTE_STRING)
    take_string(scan);
  else if (class == BYTE_NAME)
    take_name(scan);
  else if (class == BYTE_BRACKET)
    take_bracket(scan);
  else
    need(scan, *scan->p++ == ' ' || scan->p[-1] == '\n', RULE_CONTENT_OPERATOR);
}

/* ---- streams ---- */

/* What stands behind the last line feed is a fault, and not read. */
static const char *end_of_lines(struct scan *scan, const struct object_text *item) {
  const char *start = item->data, *end = start + item->data_size;
  need(scan, end == start || end[-1] == '\n', RULE_CONTENT_SYNTAX);
  while (end > start && end[-1] != '\n')
    end--;
  return end;
}

static void scan_stream(struct selfcheck *check, struct check_page *page, unsigned object) {
  const struct object_text *item = &check->texts->item[object];
  struct scan scan = {.check = check, .page = page, .object = object, .p = item->data, .place = OUTSIDE};
  scan.end = end_of_lines(&scan, item);
  scan.mark = page ? MARK_NONE : MARK_ARTIFACT;
  while (scan.p < scan.end)
    take_token(&scan);
  need(&scan, !scan.count && scan.place == OUTSIDE, RULE_CONTENT_SYNTAX);
  need(&scan, scan.mark == (page ? MARK_NONE : MARK_ARTIFACT), RULE_CONTENT_NESTED);
  need(&scan, scan.depth == 0, RULE_STATE_DEPTH);
}

void selfcheck_content(struct selfcheck *check) {
  for (unsigned p = 0; p < check->page_count; p++) {
    struct check_page *page = &check->pages[p];
    if (!page->content || page->content >= check->texts->count || !check->texts->item[page->content].is_stream)
      continue;
    scan_stream(check, page, page->content);
    for (unsigned i = 0; i < page->sequence_count; i++)
      check_need(check, page->found[i] & FOUND_IN_CONTENT, RULE_CONTENT_MISSING, page->object);
  }
  for (unsigned i = 1; i < check->texts->count; i++)
    if (check->texts->item[i].is_stream &&
        nodes_is_name(&check->nodes, nodes_get(&check->nodes, check->roots[i], PDF_Subtype), PDF_Form))
      scan_stream(check, NULL, i);
}
