/* kinsoku.c - a class per character (sorted ranges and lists), a table of pairs, then one pass for URLs and numbers.
 *
 * Two passes because pairs see two characters, while "1,350万円" or "2026年11月10日" need a look ahead that stays short:
 * a number, then units from a list, each looked at once. The whole is linear. */
#include "layout/kinsoku.h"
#include <string.h>

struct class_range {
  uint32_t first, last;
  uint8_t line_class;
};

/* Sorted; a character in no range is LINE_ID. */
static const struct class_range RANGES[] = {
    {0x0009, 0x0009, LINE_SP},   {0x0020, 0x0020, LINE_SP},   {0x0021, 0x0021, LINE_AP},   {0x0022, 0x0022, LINE_AL},
    {0x0023, 0x0024, LINE_PR},   {0x0025, 0x0025, LINE_PO},   {0x0026, 0x0027, LINE_AL},   {0x0028, 0x0028, LINE_AO},
    {0x0029, 0x0029, LINE_AP},   {0x002A, 0x002B, LINE_AL},   {0x002C, 0x002C, LINE_AP},   {0x002D, 0x002D, LINE_HY},
    {0x002E, 0x002E, LINE_AP},   {0x002F, 0x002F, LINE_SL},   {0x0030, 0x0039, LINE_NU},   {0x003A, 0x003B, LINE_AP},
    {0x003C, 0x003E, LINE_AL},   {0x003F, 0x003F, LINE_AP},   {0x0040, 0x005A, LINE_AL},   {0x005B, 0x005B, LINE_AO},
    {0x005C, 0x005C, LINE_AL},   {0x005D, 0x005D, LINE_AP},   {0x005E, 0x007A, LINE_AL},   {0x007B, 0x007B, LINE_AO},
    {0x007C, 0x007C, LINE_AL},   {0x007D, 0x007D, LINE_AP},   {0x007E, 0x007E, LINE_AL},   {0x00A0, 0x00A0, LINE_GL},
    {0x00A1, 0x00A1, LINE_AO},   {0x00A2, 0x00A2, LINE_PO},   {0x00A3, 0x00A5, LINE_PR},   {0x00A6, 0x00A6, LINE_AL},
    {0x00A7, 0x00A7, LINE_PR},   {0x00A8, 0x00AA, LINE_AL},   {0x00AB, 0x00AB, LINE_AO},   {0x00AC, 0x00AC, LINE_AL},
    {0x00AD, 0x00AD, LINE_ZW},   {0x00AE, 0x00AF, LINE_AL},   {0x00B0, 0x00B0, LINE_PO},   {0x00B1, 0x00B1, LINE_PR},
    {0x00B2, 0x00BA, LINE_AL},   {0x00BB, 0x00BB, LINE_AP},   {0x00BC, 0x00BE, LINE_AL},   {0x00BF, 0x00BF, LINE_AO},
    {0x00C0, 0x02FF, LINE_AL},   {0x0300, 0x036F, LINE_CM},   {0x0370, 0x052F, LINE_AL},   {0x1E00, 0x1FFF, LINE_AL},
    {0x2000, 0x2006, LINE_SP},   {0x2007, 0x2007, LINE_GL},   {0x2008, 0x200A, LINE_SP},   {0x200B, 0x200B, LINE_ZW},
    {0x200C, 0x200F, LINE_CM},   {0x2010, 0x2010, LINE_NS},   {0x2011, 0x2011, LINE_GL},   {0x2012, 0x2013, LINE_HY},
    {0x2014, 0x2015, LINE_DASH}, {0x2018, 0x2018, LINE_AO},   {0x2019, 0x2019, LINE_AP},   {0x201A, 0x201A, LINE_AO},
    {0x201C, 0x201C, LINE_AO},   {0x201D, 0x201D, LINE_AP},   {0x201E, 0x201E, LINE_AO},   {0x2020, 0x2021, LINE_AL},
    {0x2025, 0x2026, LINE_IN},   {0x202F, 0x202F, LINE_GL},   {0x2030, 0x2031, LINE_PO},   {0x2032, 0x2033, LINE_PO},
    {0x203C, 0x203C, LINE_CL},   {0x2047, 0x2049, LINE_CL},   {0x2060, 0x2060, LINE_GL},   {0x2070, 0x209C, LINE_AL},
    {0x20A0, 0x20CF, LINE_PR},
    {0x2103, 0x2103, LINE_PO},   {0x2109, 0x2109, LINE_PO},   {0x2116, 0x2116, LINE_PR},   {0x2122, 0x2122, LINE_NS},
    {0x2190, 0x2193, LINE_NS},   {0x2212, 0x2212, LINE_PR},   {0x22EF, 0x22EF, LINE_IN},   {0x3000, 0x3000, LINE_IDSP},
    {0x3001, 0x3002, LINE_HANG}, {0x3005, 0x3005, LINE_NS},   {0x3008, 0x3008, LINE_OP},   {0x3009, 0x3009, LINE_CL},
    {0x300A, 0x300A, LINE_OP},   {0x300B, 0x300B, LINE_CL},   {0x300C, 0x300C, LINE_OP},   {0x300D, 0x300D, LINE_CL},
    {0x300E, 0x300E, LINE_OP},   {0x300F, 0x300F, LINE_CL},   {0x3010, 0x3010, LINE_OP},   {0x3011, 0x3011, LINE_CL},
    {0x3014, 0x3014, LINE_OP},   {0x3015, 0x3015, LINE_CL},   {0x3016, 0x3016, LINE_OP},   {0x3017, 0x3017, LINE_CL},
    {0x3018, 0x3018, LINE_OP},   {0x3019, 0x3019, LINE_CL},   {0x301A, 0x301A, LINE_OP},   {0x301B, 0x301B, LINE_CL},
    {0x301C, 0x301C, LINE_NS},   {0x301D, 0x301D, LINE_OP},   {0x301E, 0x301F, LINE_CL},   {0x3033, 0x3035, LINE_DASH},
    {0x303B, 0x303C, LINE_NS},   {0x3041, 0x3041, LINE_NS},   {0x3043, 0x3043, LINE_NS},   {0x3045, 0x3045, LINE_NS},
    {0x3047, 0x3047, LINE_NS},   {0x3049, 0x3049, LINE_NS},   {0x3063, 0x3063, LINE_NS},   {0x3083, 0x3083, LINE_NS},
    {0x3085, 0x3085, LINE_NS},   {0x3087, 0x3087, LINE_NS},   {0x308E, 0x308E, LINE_NS},   {0x3095, 0x3096, LINE_NS},
    {0x3099, 0x309A, LINE_CM},   {0x309B, 0x309E, LINE_NS},   {0x30A0, 0x30A1, LINE_NS},   {0x30A3, 0x30A3, LINE_NS},
    {0x30A5, 0x30A5, LINE_NS},   {0x30A7, 0x30A7, LINE_NS},   {0x30A9, 0x30A9, LINE_NS},   {0x30C3, 0x30C3, LINE_NS},
    {0x30E3, 0x30E3, LINE_NS},   {0x30E5, 0x30E5, LINE_NS},   {0x30E7, 0x30E7, LINE_NS},   {0x30EE, 0x30EE, LINE_NS},
    {0x30F5, 0x30F6, LINE_NS},   {0x30FB, 0x30FE, LINE_NS},   {0x31F0, 0x31FF, LINE_NS},   {0xFE00, 0xFE0F, LINE_CM},
    {0xFEFF, 0xFEFF, LINE_GL},   {0xFF01, 0xFF01, LINE_CL},   {0xFF03, 0xFF04, LINE_PR},   {0xFF05, 0xFF05, LINE_PO},
    {0xFF08, 0xFF08, LINE_OP},   {0xFF09, 0xFF09, LINE_CL},   {0xFF0C, 0xFF0C, LINE_CL},   {0xFF0E, 0xFF0E, LINE_CL},
    {0xFF0F, 0xFF0F, LINE_NS},   {0xFF10, 0xFF19, LINE_WIDE}, {0xFF1A, 0xFF1B, LINE_CL},   {0xFF1F, 0xFF1F, LINE_CL},
    {0xFF3B, 0xFF3B, LINE_OP},   {0xFF3D, 0xFF3D, LINE_CL},   {0xFF5B, 0xFF5B, LINE_OP},   {0xFF5D, 0xFF5D, LINE_CL},
    {0xFF5E, 0xFF5E, LINE_NS},   {0xFF5F, 0xFF5F, LINE_OP},   {0xFF60, 0xFF61, LINE_CL},   {0xFF62, 0xFF62, LINE_OP},
    {0xFF63, 0xFF64, LINE_CL},   {0xFF65, 0xFF65, LINE_NS},   {0xFF67, 0xFF70, LINE_NS},   {0xFF9E, 0xFF9F, LINE_NS},
    {0xFFE0, 0xFFE0, LINE_PO},   {0xFFE1, 0xFFE1, LINE_PR},   {0xFFE5, 0xFFE6, LINE_PR},   {0xE0100, 0xE01EF, LINE_CM},
};

enum line_class kinsoku_class(uint32_t code_point) {
  size_t low = 0, high = sizeof RANGES / sizeof RANGES[0];
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (RANGES[middle].last < code_point)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < sizeof RANGES / sizeof RANGES[0] && code_point >= RANGES[low].first)
    return (enum line_class)RANGES[low].line_class;
  return LINE_ID;
}

/* Row: the character before; column: the one after, in the order of enum line_class. 'x': no line starts between.
 * Columns:                     I O C H N I D A N W S I C P P H S G Z A A
 *                              D P L G S N A L U I P S M R O Y L L W P O */
static const char PAIRS[LINE_CLASS_COUNT][LINE_CLASS_COUNT + 1] = {
    [LINE_ID] =                "..xxxx....xxx.xxxxxx.",
    [LINE_OP] =                "xxxxxxxxxxxxxxxxxxxxx",
    [LINE_CL] =                "..xxxx....xxx.xxxxxx.",
    [LINE_HANG] =              "..xxxx....xxx.xxxxxx.",
    [LINE_NS] =                "..xxxx....xxx.xxxxxx.",
    [LINE_IN] =                "..xxxx....xxx.xxxxxx.",
    [LINE_DASH] =              "..xxxxx...xxx.xxxxxx.",
    [LINE_AL] =                "..xxxx.xx.xxxxxxxxxxx",
    [LINE_NU] =                "..xxxx.xxxxxxxxxxxxxx",
    [LINE_WIDE] =              "..xxxx..xxxxx.xxxxxx.",
    [LINE_SP] =                "..xxx.....xxx...xxxx.",
    [LINE_IDSP] =              "..xxx.....xxx...xxxx.",
    [LINE_CM] =                "..xxxx....xxx.xxxxxx.", /* only at the start of a text: else its base counts */
    [LINE_PR] =                "xxxxxxxxxxxxxxxxxxxxx",
    [LINE_PO] =                "..xxxx.xxxxxx.xxxxxxx",
    [LINE_HY] =                "..xxxx.xxxxxxxxxxxxxx",
    [LINE_SL] =                "..xxxx.xxxxxxxxxxxxxx",
    [LINE_GL] =                "xxxxxxxxxxxxxxxxxxxxx",
    [LINE_ZW] =                "..........xx......x..",
    [LINE_AP] =                "..xxxx.xx.xxxxxxxxxxx",
    [LINE_AO] =                "xxxxxxxxxxxxxxxxxxxxx",
};

bool kinsoku_is_japanese(uint32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || (c >= 0x3005 && c <= 0x3007) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c == 0xFF70 || (c >= 0x20000 && c <= 0x3FFFF);
}

bool kinsoku_is_latin(uint32_t c) {
  if (c == '%' || c == '$' || c == 0xA5) return true;
  if (c == '"' || c == '\'' || c == '|') return false;
  enum line_class k = kinsoku_class(c);
  return k == LINE_AL || k == LINE_NU;
}

static bool is_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250);
}
static bool is_digit_class(uint8_t k) {
  return k == LINE_NU || k == LINE_WIDE;
}

static bool breaks_after_hyphen(const uint32_t *chars, size_t i) { /* i: the character after the hyphen */
  return i >= 3 && chars[i - 1] == '-' && is_letter(chars[i]) && chars[i - 2] >= 'a' && chars[i - 2] <= 'z' &&
         is_letter(chars[i - 3]);
}

/* A plain quotation mark says not whether it opens or closes, so it parts from neither neighbour, as in UAX #14 (QU). */
static bool is_plain_quote(uint32_t c) {
  return c == '"' || c == '\'';
}
static bool parts_quote(const uint32_t *chars, const uint8_t *classes, size_t i) {
  bool blank = classes[i - 1] == LINE_SP || classes[i - 1] == LINE_IDSP || classes[i - 1] == LINE_ZW;
  return !blank && (is_plain_quote(chars[i - 1]) || is_plain_quote(chars[i]));
}

static void pair_starts(const uint32_t *chars, const uint8_t *classes, size_t n, uint8_t *starts) {
  uint8_t before = classes[0];
  starts[0] = START_NEVER;
  for (size_t i = 1; i < n; i++) {
    uint8_t after = classes[i];
    bool is_free = PAIRS[before][after] == '.';
    if (before == LINE_AL || after == LINE_AL) /* the class of plain quotation marks, too */
      is_free = (is_free && !parts_quote(chars, classes, i)) || (before == LINE_HY && breaks_after_hyphen(chars, i));
    starts[i] = is_free ? START_FREE : START_NEVER;
    if (after != LINE_CM) before = after; /* a mark keeps the class of its base */
  }
}

/* ---- URLs: from the word that holds "://" or starts with "www." to the next blank or non-ASCII character. ---- */

static bool is_url_start(const uint32_t *chars, size_t n, size_t i) {
  static const char WWW[] = "www.";
  if (i + 2 < n && chars[i] == ':' && chars[i + 1] == '/' && chars[i + 2] == '/') return true;
  if (chars[i] != 'w' || i + 4 >= n || (i > 0 && chars[i - 1] < 0x80 && is_letter(chars[i - 1]))) return false;
  for (size_t k = 0; k < 4; k++)
    if (chars[i + k] != (uint32_t)WWW[k]) return false;
  return true;
}

static size_t url_starts(const uint32_t *chars, const uint8_t *classes, size_t n, size_t i, uint8_t *starts) {
  size_t j = i + (chars[i] == ':' ? 3 : 4);
  for (; j < n && chars[j] > 0x20 && chars[j] < 0x80; j++) {
    bool after_break = chars[j - 1] < 0x80 && strchr("/.-;?&=", (int)chars[j - 1]) != NULL;
    bool before_word = classes[j] == LINE_AL || classes[j] == LINE_NU;
    if (after_break && before_word && j > i + 3) starts[j] = START_FREE;
  }
  return j;
}

/* ---- Numbers: units, prefixes, dates. ---- */

/* A word in UTF-32. `more`: a further unit or number may follow (万 -> 円, 年 -> 11月). */
struct unit {
  uint32_t word[8];
  uint8_t length;
  bool more;
};
#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define UNIT(text, more) {U##text, COUNT(U##text) - 1, more}
static const struct unit UNITS[] = { /* sorted by code points, as are the English ones */
    UNIT("か年", 0), UNIT("か所", 0), UNIT("か月", 0), UNIT("カテゴリー", 0), UNIT("カ月", 0), UNIT("ページ", 0),
    UNIT("ヶ月", 0), UNIT("万", 1), UNIT("人", 0), UNIT("件", 0), UNIT("位", 0), UNIT("個", 0), UNIT("倍", 0),
    UNIT("億", 1), UNIT("兆", 1), UNIT("円", 0), UNIT("分", 1), UNIT("列", 0), UNIT("割", 0), UNIT("千", 1),
    UNIT("台", 0), UNIT("号", 0), UNIT("名", 0), UNIT("営業日", 0), UNIT("回", 0), UNIT("基準", 0), UNIT("年", 1),
    UNIT("年度", 0), UNIT("年間", 0), UNIT("度", 0), UNIT("拠点", 0), UNIT("文字", 0), UNIT("日", 0), UNIT("日間", 0),
    UNIT("時", 1), UNIT("時間", 0), UNIT("月", 1), UNIT("本", 0), UNIT("条", 0), UNIT("枚", 0), UNIT("桁", 0),
    UNIT("機能", 0), UNIT("段", 0), UNIT("点", 0), UNIT("版", 0), UNIT("発電所", 0), UNIT("百", 1), UNIT("社", 0),
    UNIT("秒", 0), UNIT("種", 0), UNIT("章", 0), UNIT("箇所", 0), UNIT("節", 0), UNIT("級", 0), UNIT("行", 0),
    UNIT("週", 0), UNIT("部", 0), UNIT("階", 0), UNIT("頁", 0), UNIT("項", 0), UNIT("項目", 0),
};
enum { FIRST_UNIT = 0x3000 }; /* no unit begins below: most numbers are not followed by one */
enum { LOWEST_PREFIX_END = 0x2600 }; /* all prefixes end above, or in a blank */
static const struct unit PREFIXES[] = {
    UNIT("第", 0),   UNIT("約", 0),   UNIT("計", 0),   UNIT("★", 0),    UNIT("令和", 0),
    UNIT("平成", 0), UNIT("昭和", 0), UNIT("No. ", 0), UNIT("rev. ", 0),
};
static const struct unit ENGLISH_UNITS[] = { /* after "13.5 "; more: months, a year may follow */
    UNIT("April", 1), UNIT("August", 1), UNIT("Decembe", 1), UNIT("Februar", 1), UNIT("January", 1), UNIT("July", 1),
    UNIT("June", 1), UNIT("March", 1), UNIT("May", 1), UNIT("Novembe", 1), UNIT("October", 1), UNIT("Septemb", 1),
    UNIT("billion", 0), UNIT("million", 0),
};

/* The longest entry of a sorted table that starts at chars[0]; its length in *length, 0 when none does. */
static const struct unit *unit_at(const struct unit *table, size_t count, const uint32_t *chars, size_t n, size_t *length) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (table[middle].word[0] < chars[0])
      low = middle + 1;
    else
      high = middle;
  }
  const struct unit *best = NULL;
  *length = 0;
  for (; low < count && table[low].word[0] == chars[0]; low++) {
    size_t k = table[low].length;
    if (k > n || k <= *length) continue;
    if (memcmp(table[low].word, chars, k * sizeof *chars) == 0) best = &table[low], *length = k;
  }
  return best;
}

static void keep(uint8_t *start) {
  if (*start == START_FREE) *start = START_KEPT;
}

static void keep_prefix(const uint32_t *chars, size_t i, uint8_t *starts) {
  if (i == 0 || (chars[i - 1] < LOWEST_PREFIX_END && chars[i - 1] != ' ')) return;
  for (size_t u = 0; u < COUNT(PREFIXES); u++) {
    size_t k = PREFIXES[u].length;
    if (k > i || PREFIXES[u].word[k - 1] != chars[i - 1] || memcmp(PREFIXES[u].word, chars + i - k, k * sizeof *chars) != 0) continue;
    for (size_t j = i - k + 1; j <= i; j++) keep(&starts[j]);
  }
}

/* Digits with inner separators: 1,350 or 2.8 or １，０００. */
static size_t number_end(const uint32_t *chars, const uint8_t *classes, size_t n, size_t i, uint8_t *starts) {
  while (i < n) {
    bool inner = i + 1 < n && is_digit_class(classes[i + 1]) &&
                 (chars[i] == ',' || chars[i] == '.' || chars[i] == 0xFF0C || chars[i] == 0xFF0E);
    if (!is_digit_class(classes[i]) && !inner) break;
    if (inner) keep(&starts[i + 1]);
    i++;
  }
  return i;
}

static size_t english_unit(const uint32_t *chars, const uint8_t *classes, size_t n, size_t i, uint8_t *starts) {
  size_t length;
  if (i + 3 >= n || chars[i] != ' ') return i;
  const struct unit *unit = unit_at(ENGLISH_UNITS, COUNT(ENGLISH_UNITS), chars + i + 1, n - i - 1, &length);
  if (!unit) return i;
  keep(&starts[i + 1]);
  i += 1 + length;
  while (i < n && is_letter(chars[i])) i++;
  if (unit->more && i + 1 < n && chars[i] == ' ' && is_digit_class(classes[i + 1])) keep(&starts[i + 1]);
  return i;
}

static size_t number_starts(const uint32_t *chars, const uint8_t *classes, size_t n, size_t i, uint8_t *starts) {
  keep_prefix(chars, i, starts);
  i = number_end(chars, classes, n, i, starts);
  size_t length;
  const struct unit *unit;
  while (i < n && chars[i] >= FIRST_UNIT && (unit = unit_at(UNITS, COUNT(UNITS), chars + i, n - i, &length)) != NULL) {
    for (size_t k = 0; k < length; k++) keep(&starts[i + k]);
    i += length;
    if (!unit->more) return i;
    if (i < n && is_digit_class(classes[i])) {
      keep(&starts[i]);
      return i;
    }
  }
  /* 0→3, 1～5, 15／29: the second number stays with the first. */
  bool joins = i + 1 < n && is_digit_class(classes[i + 1]) &&
               (chars[i] == 0x2192 || chars[i] == 0xFF5E || chars[i] == 0x301C || chars[i] == 0xFF0F);
  if (joins) keep(&starts[i + 1]);
  return english_unit(chars, classes, n, i, starts);
}

/* Those of digits, of the colon and of w: where a number or a URL may begin. */
enum { CLASSES_WITH_RULES = 1 << LINE_NU | 1 << LINE_WIDE | 1 << LINE_AP | 1 << LINE_AL };

void kinsoku_starts(const uint32_t *chars, const uint8_t *classes, size_t n, uint8_t *starts) {
  if (n == 0) return;
  pair_starts(chars, classes, n, starts);
  for (size_t i = 0; i < n;) {
    if (!(CLASSES_WITH_RULES >> classes[i] & 1)) {
      i++;
    } else if (is_digit_class(classes[i])) {
      i = number_starts(chars, classes, n, i, starts);
    } else if ((chars[i] == ':' || chars[i] == 'w') && is_url_start(chars, n, i)) {
      i = url_starts(chars, classes, n, i, starts);
    } else {
      i++;
    }
  }
}
