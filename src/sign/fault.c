/* fault.c - see fault.h. Texts come from reasons.def; an argument is cut at a whole character. */
#include "sign/fault.h"

#include "base/utf8.h"
#include "diag/diag.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *class, *text[2];
} REASONS[REASON_COUNT] = {
    [REASON_NONE] = {"", {"", ""}},
#define REASON(code, class, en, ja) [REASON_##code] = {class, {en, ja}},
#include "sign/reasons.def"
#undef REASON
};

/* A file's bytes may be anything: what is not printable becomes '?'. */
static void copy_scrubbed(char *out, const char *text) {
  const char *p = text, *end = text + strlen(text);
  size_t at = 0;
  while (p < end) {
    uint32_t c = utf8_next(&p, end);
    char bytes[4];
    bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    size_t size = utf8_put(bytes, is_control ? '?' : c);
    if (at + size >= FAULT_ARG_SIZE)
      break;
    memcpy(out + at, bytes, size);
    at += size;
  }
  out[at] = '\0';
}

bool fault_set(struct fault *fault, enum reason reason, const char *first, const char *second) {
  if (fault->reason != REASON_NONE)
    return false;
  fault->reason = reason;
  copy_scrubbed(fault->args[0], first ? first : "");
  copy_scrubbed(fault->args[1], second ? second : "");
  return false;
}

bool fault_set_number(struct fault *fault, enum reason reason, size_t first, const char *second) {
  char text[24];
  snprintf(text, sizeof text, "%zu", first);
  return fault_set(fault, reason, text, second);
}

const char *fault_class(const struct fault *fault) {
  return REASONS[fault->reason].class;
}

void fault_put(const struct fault *fault, bool japanese, struct buf *out) {
  for (const char *p = REASONS[fault->reason].text[japanese]; *p; p++) {
    if (p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}') {
      buf_puts(out, diag_reason(japanese ? DIAG_JAPANESE : DIAG_ENGLISH, fault->args[p[1] - '0']));
      p += 2;
    } else {
      buf_putc(out, *p);
    }
  }
}
