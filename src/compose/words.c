/* words.c - numbers, dates, money and names as they are printed. Money: 1,350万円 when it divides by ten thousand, else
 * yen with commas; in English ¥13.5 million when two decimals are exact, else ¥450,000 (LOOK 13). */
#include "compose/parts.h"

#include <string.h>

bool is_text(const char *s) {
  return s && *s;
}

const char *number_text(struct compose *c, long n) {
  char digits[24], *p = digits + sizeof digits; /* without printf: a report has thousands of numbers */
  unsigned long rest = n < 0 ? 0UL - (unsigned long)n : (unsigned long)n;
  do
    *--p = (char)('0' + rest % 10);
  while (rest /= 10);
  if (n < 0) *--p = '-';
  return arena_strndup(c->arena, p, (size_t)(digits + sizeof digits - p));
}

const char *tenths_text(struct compose *c, long tenths) {
  char out[32];
  tenths_print(tenths, out, sizeof out);
  return arena_strdup(c->arena, out);
}

const char *signed_text(struct compose *c, long tenths) {
  char out[32];
  tenths_print_signed(tenths, out, sizeof out);
  return arena_strdup(c->arena, out);
}

const char *mean_text(struct compose *c, const struct mean *mean) {
  return mean->exists ? tenths_text(c, mean->tenths) : say(c, "common.none");
}

const char *date_text(struct compose *c, date d) {
  char out[11];
  if (!d) return say(c, "common.none");
  date_iso(d, out);
  return arena_strdup(c->arena, out);
}

const char *date_long(struct compose *c, date d) {
  if (!d) return say(c, "common.none");
  const char *month = say(c, arena_printf(c->arena, "date.month.%d", date_month(d)));
  return say(c, "date.long", "year", number_text(c, date_year(d)), "month", month, "day", number_text(c, date_day(d)));
}

static const char *with_commas(struct compose *c, long long n) {
  const char *digits = arena_printf(c->arena, "%lld", n);
  size_t length = strlen(digits);
  char *out = arena_alloc(c->arena, length + length / 3 + 1), *p = out;
  for (size_t i = 0; i < length; i++) {
    if (i && (length - i) % 3 == 0) *p++ = ',';
    *p++ = digits[i];
  }
  return out;
}

/* n / unit as a decimal without trailing zeros; unit is a power of ten. */
static const char *decimal(struct compose *c, long long n, long long unit) {
  const char *whole = with_commas(c, n / unit);
  long long rest = n % unit;
  if (!rest) return whole;
  char *out = arena_printf(c->arena, "%s.", whole);
  for (; rest; rest %= unit) {
    rest *= 10;
    out = arena_printf(c->arena, "%s%d", out, (int)(rest / unit));
  }
  return out;
}

enum { MAN = 10000, MILLION = 1000000 };

const char *money_text(struct compose *c, long long yen) {
  bool english = c->language == LANG_EN;
  if (english && yen >= MILLION && yen % MAN == 0) return say(c, "money.large", "amount", decimal(c, yen, MILLION));
  if (!english && yen && yen % MAN == 0) return say(c, "money.large", "amount", with_commas(c, yen / MAN));
  return say(c, "money.plain", "amount", with_commas(c, yen));
}

/* What fits into the columns for costs (M02: 36.9 wide): four digits. */
enum { COLUMN_WHOLE_MAX = 10000, COLUMN_TENTHS_MAX = 1000 };

static long long tenths_of(long long yen, long long unit) {
  return yen / unit * 10 + (yen % unit * 10 + unit / 2) / unit;
}

enum { MONEY_UNITS = 4 }; /* the last holds the largest cost an answer may name */

void money_column_open(struct compose *c, const size_t *items, size_t count, struct money_column *out) {
  static const struct {
    long long unit;
    const char *name;
  } UNITS[LANG_COUNT][MONEY_UNITS] = {
      {{MAN, "money.unit.1"}, {MILLION, "money.unit.2"}, {100LL * MILLION, "money.unit.3"},
       {1000LL * 1000 * MILLION, "money.unit.4"}},
      {{MILLION, "money.unit.1"}, {1000LL * MILLION, "money.unit.2"}, {1000LL * 1000 * MILLION, "money.unit.3"},
       {1000LL * 1000 * MILLION, "money.unit.4"}}};
  for (int u = 0; u < MONEY_UNITS; u++) {
    *out = (struct money_column){.unit = UNITS[c->language][u].unit, .name = say(c, UNITS[c->language][u].name)};
    long long total = 0;
    for (size_t i = 0; i < count; i++) {
      const struct plan *plan = &c->answers->items[items[i]].plan;
      if (!plan->given || !plan->has_cost) continue;
      total += plan->cost_jpy;
      out->has_tenths |= plan->cost_jpy % out->unit != 0;
      out->is_rounded |= plan->cost_jpy % (out->unit / 10) != 0;
    }
    if (total / out->unit < (out->has_tenths ? COLUMN_TENTHS_MAX : COLUMN_WHOLE_MAX)) return;
  }
}

static const char *column_tenths_text(struct compose *c, const struct money_column *column, long long tenths) {
  const char *whole = with_commas(c, tenths / 10);
  return column->has_tenths ? arena_printf(c->arena, "%s.%d", whole, (int)(tenths % 10)) : whole;
}

const char *money_column_text(struct compose *c, struct money_column *column, long long yen) {
  long long tenths = tenths_of(yen, column->unit);
  column->sum += tenths;
  return column_tenths_text(c, column, tenths);
}

const char *money_column_total(struct compose *c, const struct money_column *column) {
  return column_tenths_text(c, column, column->sum);
}

const char *version_text(struct compose *c, const char *version) {
  return say(c, "common.version", "version", version);
}

const char *organisation(const struct compose *c) {
  const struct answers *a = c->answers;
  if (c->language == LANG_EN && is_text(a->org_name_en.s)) return a->org_name_en.s;
  return is_text(a->org_name.s) ? a->org_name.s : a->org_id.s;
}

const char *function_name(const struct compose *c, size_t f) {
  return c->framework->functions[f].name[c->language];
}

const char *category_name(const struct compose *c, size_t k) {
  return c->framework->categories[k].name[c->language];
}

const char *function_title(struct compose *c, size_t f) {
  return say(c, "common.name-code", "name", function_name(c, f), "code", c->framework->functions[f].id);
}

const char *item_topic(const struct compose *c, size_t item) {
  const char *topic = c->guide->items[item].text[c->language].topic;
  return is_text(topic) ? topic : c->framework->items[item].id;
}

const char *item_title(struct compose *c, size_t item) {
  const char *topic = item_topic(c, item);
  if (topic[0] < 'a' || topic[0] > 'z') return topic;
  char *title = arena_strdup(c->arena, topic);
  title[0] = (char)(title[0] - 'a' + 'A');
  return title;
}

const char *join_texts(struct compose *c, const char *const *texts, size_t count, const char *between,
                       const char *last) {
  size_t between_size = strlen(between), last_size = strlen(last), size = 0;
  for (size_t i = 0; i < count; i++)
    size += strlen(texts[i]) + (i == 0 ? 0 : i + 1 == count ? last_size : between_size);
  char *joined = arena_room(c->arena, size + 1, 1), *p = joined;
  for (size_t i = 0; i < count; i++) {
    if (i) p = stpcpy(p, i + 1 == count ? last : between);
    p = stpcpy(p, texts[i]);
  }
  *p = '\0';
  return joined;
}

const char *segment_names(struct compose *c) {
  const char *names[SEGMENT_COUNT];
  size_t count = 0;
  for (size_t s = 0; s < SEGMENT_COUNT; s++)
    if (c->answers->segment[s]) names[count++] = say(c, arena_printf(c->arena, "segment.%s", SEGMENT_IDS[s]));
  return join_texts(c, names, count, say(c, "common.list"), say(c, "common.list"));
}

const char *join_ids(struct compose *c, const size_t *items, size_t count, size_t most) {
  size_t shown = most && count > most ? most : count;
  const char **ids = arena_array(c->arena, shown ? shown : 1, sizeof *ids);
  for (size_t i = 0; i < shown; i++)
    ids[i] = c->framework->items[items[i]].id;
  const char *between = say(c, "common.id-list");
  const char *joined = join_texts(c, ids, shown, between, between);
  if (shown == count) return joined;
  return say_count(c, (long)(count - shown), "common.and-more", "list", joined);
}

const char *join_group_ids(struct compose *c, const size_t *groups, size_t count, bool functions) {
  const char **ids = arena_array(c->arena, count ? count : 1, sizeof *ids);
  for (size_t i = 0; i < count; i++)
    ids[i] = functions ? c->framework->functions[groups[i]].id : c->framework->categories[groups[i]].id;
  const char *between = say(c, "common.id-list");
  return join_texts(c, ids, count, between, between);
}

const char *respondent_text(struct compose *c) {
  const struct person *p = &c->answers->respondent;
  const char *parts[3];
  size_t count = 0;
  if (is_text(p->department.s)) parts[count++] = p->department.s;
  if (is_text(p->title.s)) parts[count++] = p->title.s;
  if (is_text(p->name.s)) parts[count++] = p->name.s;
  if (!count) return say(c, "common.not-given");
  return join_texts(c, parts, count, say(c, "common.gap"), say(c, "common.gap"));
}

size_t items_with_status(const struct compose *c, enum answer_status status, size_t *out) {
  size_t count = 0;
  for (size_t i = 0; i < c->framework->item_count; i++)
    if (c->scores->items[i].status == status) out[count++] = i;
  return count;
}
