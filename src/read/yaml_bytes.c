/* yaml_bytes.c - encoding first: a Shift_JIS file would otherwise give a hundred messages about bytes.
 *
 * Shift_JIS is said when the file has no multi-byte UTF-8 at all and all of it can be read as Shift_JIS; a UTF-8 file
 * with one broken byte is thus told apart. UTF-16 shows by its byte order mark, or by zero bytes at one parity only. */
#include "read/yaml_bytes.h"

#include "base/utf8.h"
#include <stdio.h>
#include <string.h>

static bool looks_like_utf16(const unsigned char *s, size_t size) {
  if (size >= 2 && ((s[0] == 0xFF && s[1] == 0xFE) || (s[0] == 0xFE && s[1] == 0xFF))) return true;
  if (!memchr(s, 0, size)) return false;
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < size; i++) zeros[i % 2] += s[i] == 0;
  size_t many = zeros[0] > zeros[1] ? zeros[0] : zeros[1], few = zeros[0] + zeros[1] - many;
  return size % 2 == 0 && few == 0 && many >= 2 && many * 8 >= size;
}

static bool has_multibyte_utf8(const char *s, size_t before) {
  const char *end = s + before;
  size_t found = 0;
  while (s < end) found += utf8_next(&s, end) >= 0x80;
  return found >= 2;
}

static bool looks_like_shift_jis(const unsigned char *s, size_t size) {
  size_t pairs = 0;
  for (size_t i = 0; i < size; i++) {
    bool lead = (s[i] >= 0x81 && s[i] <= 0x9F) || (s[i] >= 0xE0 && s[i] <= 0xFC);
    bool half_width_kana = s[i] >= 0xA1 && s[i] <= 0xDF;
    if (s[i] < 0x80 || half_width_kana) continue;
    if (!lead || i + 1 == size) return false;
    i++;
    if (s[i] < 0x40 || s[i] == 0x7F || s[i] > 0xFC) return false;
    pairs++;
  }
  return pairs > 0;
}

static struct span span_at(uint32_t source, size_t offset, size_t size) {
  return (struct span){source, (uint32_t)offset, (uint32_t)(offset + size)};
}

bool yaml_is_forbidden(uint32_t c) {
  if (c == '\n') return false;
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
  if (c < 0x200B) return false;
  return c <= 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

const char *yaml_find_forbidden(const char *p, const char *end, uint32_t *code_point) {
  while (p < end) {
    unsigned char byte = (unsigned char)*p;
    if (byte >= 0x20 && byte < 0x7F) {
      p++;
    } else if (byte >= 0xE3 && byte <= 0xEC) {
      p += 3; /* U+3000 to U+CFFF: all of it may stand in a text, and most of our texts is that */
    } else {
      const char *start = p;
      *code_point = utf8_next(&p, end);
      if (yaml_is_forbidden(*code_point)) return start;
    }
  }
  return end;
}

static bool check_characters(const char *bytes, size_t from, size_t size, uint32_t source, struct diag *d) {
  bool ok = true;
  uint32_t c;
  const char *end = bytes + size;
  for (const char *p = bytes + from; (p = yaml_find_forbidden(p, end, &c)) < end;) {
    const char *start = p;
    utf8_next(&p, end);
    bool is_line_end = c == '\r' && p < end && *p == '\n';
    if (c == '\t' || is_line_end) continue;
    char name[16];
    snprintf(name, sizeof name, "U+%04X", (unsigned)c);
    diag_add(d, DIAG_Y008, span_at(source, (size_t)(start - bytes), (size_t)(p - start)), name);
    ok = false;
  }
  return ok;
}

/* Are these eight bytes printable ASCII? A byte below 0x20 borrows in the first term, a DEL carries in the second. */
static bool are_plain_eight(const char *s) {
  const uint64_t each = 0x0101010101010101, tops = each * 0x80;
  uint64_t word;
  memcpy(&word, s, sizeof word);
  return !(((word - each * 0x20) | (word + each) | word) & tops);
}

static bool is_plain_byte(const char *p, const char *end) {
  unsigned char byte = (unsigned char)*p;
  if (byte >= 0x20) return byte < 0x7F;
  return byte == '\n' || byte == '\t' || (byte == '\r' && end - p > 1 && p[1] == '\n');
}

/* Is everything strict UTF-8 and allowed? Nearly every file is; only of the others is it asked what is wrong. */
static bool is_all_good(const char *p, const char *end) {
  while (p < end) {
    if ((unsigned char)*p >= 0x80) {
      const char *start = p;
      uint32_t c = utf8_next(&p, end);
      bool is_sequence = p - start > 1, is_usual = c >= 0x3000 && c < 0xD000;
      if (!is_sequence || (!is_usual && yaml_is_forbidden(c))) return false;
    } else if (end - p >= 8 && are_plain_eight(p)) {
      p += 8;
    } else if (is_plain_byte(p, end)) {
      p++;
    } else {
      return false;
    }
  }
  return true;
}

bool yaml_bytes_check(const char *bytes, size_t size, uint32_t source, const char *kind, struct diag *d) {
  const unsigned char *s = (const unsigned char *)bytes;
  bool has_mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
  if (looks_like_utf16(s, size)) {
    diag_add(d, DIAG_Y004, span_at(source, 0, 0));
    return false;
  }
  size_t skip = has_mark ? 3 : 0;
  bool is_blank = strspn(bytes + skip, " \t\r\n") == size - skip;
  if (!is_blank && is_all_good(bytes + skip, bytes + size)) return true;
  const char *zero = memchr(bytes, 0, size);
  if (zero) {
    diag_add(d, DIAG_Y007, span_at(source, (size_t)(zero - bytes), 1));
    return false;
  }
  size_t bad = utf8_check(bytes, size);
  if (bad < size) {
    char byte[8];
    snprintf(byte, sizeof byte, "0x%02X", (unsigned)s[bad]);
    bool is_shift_jis = !has_multibyte_utf8(bytes, bad) && looks_like_shift_jis(s, size);
    diag_add(d, is_shift_jis ? DIAG_Y005 : DIAG_Y006, span_at(source, bad, 1), byte);
    return false;
  }
  if (is_blank) {
    diag_add(d, DIAG_Y003, span_at(source, 0, 0), kind);
    return false;
  }
  return check_characters(bytes, skip, size, source, d);
}
