/* How: a scanner of our own operators only, one pass over each page: strings mark the codes they use, and a stack of
 * one says in which sequence a mark stands (ours are never nested). Operands are checked by count and kind, so that a
 * number that was lost is noticed. */
#include "paint/selfcheck_parts.h"

#include <string.h>

enum { OPERANDS_MAX = 12, STATES_MAX = 28, NUMBER_MAX = 999999, DIGITS_MAX = 8 };
enum mark_state { MARK_NONE, MARK_ARTIFACT, MARK_TAGGED };
enum operand_kind { OPERAND_NUMBER, OPERAND_NAME, OPERAND_STRING, OPERAND_BRACKET };

struct operand {
  enum operand_kind kind;
  const char *text;
  size_t size;
  long value;
};
struct scan {
  struct selfcheck *check;
  struct check_page *page; /* NULL: a form, which is an artifact */
  unsigned object;
  const char *p, *end;
  struct operand operands[OPERANDS_MAX];
  unsigned count;
  enum mark_state mark;
  bool in_text;
  struct check_font *font, *saved[STATES_MAX];
  unsigned depth;
};

#define OPERATOR(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))
enum { PAINTS = 1, TEXT_ONLY = 2, NO_TEXT = 4 };
enum { ANY = 255 };
/* Operands: numbers, unless ANY: then `act` looks at them by name. */
struct rule {
  bool known;
  uint8_t operands, flags;
};

static struct rule rule_of(uint32_t operator) {
  switch (operator) {
  case OPERATOR(0, 'T', 'j'):
  case OPERATOR(0, 'T', 'J'):
    return (struct rule){true, ANY, PAINTS | TEXT_ONLY};
  case OPERATOR(0, 'T', 'd'):
    return (struct rule){true, 2, TEXT_ONLY};
  case OPERATOR(0, 'T', 'f'):
    return (struct rule){true, ANY, TEXT_ONLY};
  case OPERATOR(0, 'E', 'T'):
    return (struct rule){true, 0, TEXT_ONLY};
  case OPERATOR(0, 'B', 'T'):
  case OPERATOR('E', 'M', 'C'):
  case OPERATOR(0, 0, 'q'):
  case OPERATOR(0, 0, 'Q'):
  case OPERATOR(0, 0, 'h'):
    return (struct rule){true, 0, NO_TEXT};
  case OPERATOR('B', 'D', 'C'):
  case OPERATOR('B', 'M', 'C'):
    return (struct rule){true, ANY, NO_TEXT};
  case OPERATOR(0, 'r', 'g'):
  case OPERATOR(0, 'R', 'G'):
    return (struct rule){true, 3, 0};
  case OPERATOR(0, 0, 'm'):
  case OPERATOR(0, 0, 'l'):
    return (struct rule){true, 2, NO_TEXT};
  case OPERATOR(0, 'r', 'e'):
    return (struct rule){true, 4, NO_TEXT};
  case OPERATOR(0, 0, 'c'):
  case OPERATOR(0, 'c', 'm'):
    return (struct rule){true, 6, NO_TEXT};
  case OPERATOR(0, 0, 'S'):
  case OPERATOR(0, 0, 'f'):
  case OPERATOR(0, 0, 'B'):
    return (struct rule){true, 0, PAINTS | NO_TEXT};
  case OPERATOR(0, 0, 'w'):
  case OPERATOR(0, 0, 'J'):
  case OPERATOR(0, 0, 'j'):
    return (struct rule){true, 1, 0};
  case OPERATOR(0, 0, 'd'):
    return (struct rule){true, ANY, 0};
  case OPERATOR(0, 'D', 'o'):
    return (struct rule){true, ANY, PAINTS | NO_TEXT};
  default:
    return (struct rule){false, 0, 0};
  }
}

static bool need(struct scan *scan, bool holds, enum selfcheck_rule rule) {
  return check_need(scan->check, holds, rule, scan->object);
}

/* ---- tokens ---- */

static void push(struct scan *scan, enum operand_kind kind, const char *text, long value) {
  if (kind == OPERAND_STRING && scan->count && scan->operands[scan->count - 1].kind == OPERAND_STRING)
    return; /* the strings of a TJ array are one operand */
  if (need(scan, scan->count < OPERANDS_MAX, RULE_CONTENT_SYNTAX))
    scan->operands[scan->count++] = (struct operand){kind, text, (size_t)(scan->p - text), value};
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
  push(scan, OPERAND_STRING, start, 0);
}

/* Digits from *p on, with their count; more than eight are a fault and stop counting. */
static long take_digits(const char **p, const char *end, unsigned *count) {
  long value = 0;
  for (; *p < end && (unsigned char)(**p - '0') < 10; ++*p)
    if (++*count <= DIGITS_MAX) value = value * 10 + (**p - '0');
  return value;
}

/* Inside a TJ array the numbers between strings are no operands of their own. */
static void take_number(struct scan *scan) {
  const char *start = scan->p, *p = start + (*start == '-');
  unsigned digits = 0;
  long value = take_digits(&p, scan->end, &digits);
  bool whole = p == scan->end || *p != '.';
  if (!whole) {
    p++;
    (void)take_digits(&p, scan->end, &digits);
  }
  scan->p = p;
  need(scan, digits > 0 && digits <= DIGITS_MAX && value < NUMBER_MAX, RULE_CONTENT_SYNTAX);
  if (!scan->count || scan->operands[scan->count - 1].kind != OPERAND_STRING)
    push(scan, OPERAND_NUMBER, start, whole ? value : -1);
}

static bool is_regular(char c) {
  static const bool DELIMITER[256] = {['('] = true, [')'] = true, ['<'] = true, ['>'] = true, ['['] = true,
                                      [']'] = true, ['{'] = true, ['}'] = true, ['/'] = true, ['%'] = true};
  return c > ' ' && !DELIMITER[(unsigned char)c];
}

static void take_name(struct scan *scan) {
  const char *start = ++scan->p;
  while (scan->p < scan->end && is_regular(*scan->p))
    scan->p++;
  push(scan, OPERAND_NAME, start, 0);
}

static void take_bracket(struct scan *scan) {
  const char *start = scan->p;
  bool is_double = *start == '<' || *start == '>';
  need(scan, !is_double || (scan->end - start > 1 && start[1] == *start), RULE_CONTENT_SYNTAX);
  scan->p += is_double ? 2 : 1;
  if (is_double) push(scan, OPERAND_BRACKET, start, *start);
}

/* ---- operators ---- */

static bool is(const struct operand *operand, const char *text) {
  return operand->size == strlen(text) && memcmp(operand->text, text, operand->size) == 0;
}

/* "/P<</MCID 3>>BDC": the name, the only entry, and the element they belong to. */
static void begin_tagged(struct scan *scan) {
  const struct operand *o = scan->operands;
  struct check_page *page = scan->page;
  bool good = page && scan->count == 5 && o[1].kind == OPERAND_BRACKET && o[2].kind == OPERAND_NAME &&
              is(&o[2], "MCID") && o[3].kind == OPERAND_NUMBER && o[3].value >= 0 &&
              o[3].value < (long)page->sequence_count && !(page->found[o[3].value] & FOUND_IN_CONTENT);
  scan->mark = MARK_TAGGED;
  if (!need(scan, good, RULE_CONTENT_SEQUENCE)) return;
  page->found[o[3].value] |= FOUND_IN_CONTENT;
  unsigned owner = page->owners[o[3].value];
  const struct selfcheck *check = scan->check;
  uint32_t type = nodes_get(&check->nodes, owner < check->texts->count ? check->roots[owner] : 0, PDF_S);
  const struct node *name = &check->nodes.items[type];
  good = type && (size_t)name->value == o[0].size && memcmp(name->text, o[0].text, o[0].size) == 0;
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
  for (uint32_t key = nodes_first(&check->nodes, objects); key && scan->count == 1;) {
    const struct node *name = &check->nodes.items[key];
    if (strncmp(name->text, o[0].text, o[0].size) == 0 && !is_regular(name->text[o[0].size])) found = key + 1;
    key = nodes_after(&check->nodes, objects, key + 1);
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

static bool all_numbers(const struct scan *scan) {
  for (unsigned i = 0; i < scan->count; i++)
    if (scan->operands[i].kind != OPERAND_NUMBER) return false;
  return true;
}

static void act(struct scan *scan, uint32_t operator) {
  switch (operator) {
  case OPERATOR('B', 'D', 'C'):
  case OPERATOR('B', 'M', 'C'):
    begin_mark(scan);
    return;
  case OPERATOR('E', 'M', 'C'):
    need(scan, scan->mark != MARK_NONE, RULE_CONTENT_NESTED);
    scan->mark = MARK_NONE;
    return;
  case OPERATOR(0, 'B', 'T'):
  case OPERATOR(0, 'E', 'T'):
    scan->in_text = operator== OPERATOR(0, 'B', 'T');
    return;
  case OPERATOR(0, 'T', 'f'):
    set_font(scan);
    return;
  case OPERATOR(0, 'T', 'j'):
  case OPERATOR(0, 'T', 'J'):
    need(scan, scan->count == 1 && scan->operands[0].kind == OPERAND_STRING, RULE_CONTENT_SYNTAX);
    return;
  case OPERATOR(0, 'D', 'o'):
    paint_object(scan);
    return;
  case OPERATOR(0, 0, 'd'):
    need(scan, all_numbers(scan) && scan->count >= 1 && scan->count <= 3, RULE_CONTENT_SYNTAX);
    return;
  case OPERATOR(0, 0, 'q'):
  case OPERATOR(0, 0, 'Q'):
    change_state(scan, operator== OPERATOR(0, 0, 'q'));
    return;
  default:
    return;
  }
}

static void take_operator(struct scan *scan) {
  uint32_t operator= 0;
  const char *start = scan->p;
  while (scan->p < scan->end && is_regular(*scan->p))
    operator= operator<< 8 |(unsigned char) * scan->p++;
  struct rule rule = rule_of(scan->p - start <= 3 ? operator : 0);
  if (!need(scan, rule.known, RULE_CONTENT_OPERATOR)) {
    scan->p += scan->p == start;
    return;
  }
  bool numbers = rule.operands == ANY || (scan->count == rule.operands && all_numbers(scan));
  need(scan, numbers && !(rule.flags & TEXT_ONLY && !scan->in_text) && !(rule.flags & NO_TEXT && scan->in_text),
       RULE_CONTENT_SYNTAX);
  need(scan, !(rule.flags & PAINTS) || scan->mark != MARK_NONE, RULE_CONTENT_UNTAGGED);
  act(scan, operator);
  scan->count = 0;
}

static void scan_stream(struct selfcheck *check, struct check_page *page, unsigned object) {
  const struct object_text *item = &check->texts->item[object];
  struct scan scan = {.check = check, .page = page, .object = object, .p = item->data};
  scan.end = scan.p + item->data_size;
  scan.mark = page ? MARK_NONE : MARK_ARTIFACT;
  while (scan.p < scan.end) {
    char c = *scan.p;
    if (c == ' ' || c == '\n')
      scan.p++;
    else if (c == '(')
      take_string(&scan);
    else if ((c >= '0' && c <= '9') || c == '-' || c == '.')
      take_number(&scan);
    else if (c == '/')
      take_name(&scan);
    else if (c == '[' || c == ']' || c == '<' || c == '>')
      take_bracket(&scan);
    else
      take_operator(&scan);
  }
  need(&scan, !scan.count && !scan.in_text, RULE_CONTENT_SYNTAX);
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
