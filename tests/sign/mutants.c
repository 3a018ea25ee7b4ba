/* mutants.c - is a damaged signed report ever taken for a good one? Mutates reports in memory and judges each.
 *
 * Usage: mutants TRUST.pem TIME SEED COUNT REPORT.pdf...   (all complete at TIME)
 * A mutant that equals its original is not counted. A mutant may be called complete, unproved or partial only when it is
 * a beginning of the original (a roll-back, and then never complete). Prints one line of counts, and each wrong
 * acceptance as a file mutant-N.pdf in the current folder; exit code 1 when there is one. */
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "sign/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORTS_MAX = 16, SLICE_MAX = 400 };

struct report {
  struct bytes bytes;
  size_t contents[POLICY_ROLES_MAX]; /* of the digits of each signature */
  size_t contents_count;
};

struct lab {
  uint64_t state;
  struct report reports[REPORTS_MAX];
  size_t report_count;
  struct verify_options options;
};

static uint64_t next(struct lab *lab) { /* xorshift64* */
  lab->state ^= lab->state >> 12;
  lab->state ^= lab->state << 25;
  lab->state ^= lab->state >> 27;
  return lab->state * 2685821657736338717u;
}

static size_t below(struct lab *lab, size_t n) {
  return n ? (size_t)(next(lab) >> 16) % n : 0;
}

/* ---- single changes; `out` begins as a copy ---- */

static size_t place(struct lab *lab, const struct report *report, const struct buf *out) {
  size_t back = out->size < 90000 ? out->size : 90000;
  switch (below(lab, 4)) {
  case 0: /* anywhere */
    return below(lab, out->size);
  case 1: /* what follows revision 0 */
    return out->size - 1 - below(lab, back);
  case 2: { /* beside a signature dictionary */
    size_t near = report->contents[below(lab, report->contents_count)];
    size_t at = below(lab, 2) ? near - below(lab, 200) : near + 2 * LIMIT_CMS_BYTES + below(lab, 1200);
    return at < out->size ? at : out->size - 1;
  }
  default: /* the last table and its tail */
    return out->size - 1 - below(lab, out->size < 400 ? out->size : 400);
  }
}

static void splice(struct buf *out, size_t at, size_t removed, const void *data, size_t size) {
  struct buf made = {0};
  buf_put(&made, out->data, at);
  buf_put(&made, data, size);
  buf_put(&made, out->data + at + removed, out->size - at - removed);
  buf_free(out);
  *out = made;
}

/* A byte of the signature value itself, as digits. */
static void change_value(struct lab *lab, const struct report *report, struct buf *out) {
  static const char HEX[] = "0123456789ABCDEF";
  size_t digits = report->contents[below(lab, report->contents_count)];
  size_t at = digits + below(lab, below(lab, 8) ? 4600 : 2 * LIMIT_CMS_BYTES);
  if (at < out->size)
    out->data[at] = HEX[below(lab, 16)];
}

static void insert_word(struct lab *lab, size_t at, struct buf *out) {
  static const char *const WORDS[] = {"/JS", "/AA<<>>", " ", "\n", "%", "<<", ">>", "[", "]", "(", ")", "\0", "0", "endobj\n", "%%EOF\n", "/Perms", "#41",
                                      "null", "/V 1 0 R", "-", "00", "stream\n", "\r", "/Type/Sig", "R"};
  const char *word = WORDS[below(lab, sizeof WORDS / sizeof *WORDS)];
  size_t size = word[0] ? strlen(word) : 1, removed = below(lab, 2) ? size : 0;
  splice(out, at, removed < out->size - at ? removed : 0, word, size);
}

static void take_slice(struct lab *lab, size_t at, struct buf *out) {
  const struct report *from = &lab->reports[below(lab, lab->report_count)];
  size_t size = 1 + below(lab, SLICE_MAX), start = below(lab, from->bytes.size - SLICE_MAX);
  if (below(lab, 2)) /* the same place of another file */
    start = at < from->bytes.size - SLICE_MAX ? at : start;
  size_t removed = below(lab, 3) ? size : 0;
  splice(out, at, removed < out->size - at ? removed : out->size - at, from->bytes.p + start, size);
}

static void change(struct lab *lab, const struct report *report, struct buf *out) {
  if (out->size < 2000)
    return;
  size_t at = place(lab, report, out), size = 1 + below(lab, 20);
  switch (below(lab, 10)) {
  case 0:
    out->data[at] = (char)(out->data[at] ^ 1 << below(lab, 8));
    break;
  case 1:
    out->data[at] = (char)next(lab);
    break;
  case 2:
    out->data[at] = (char)('0' + below(lab, 10));
    break;
  case 3:
    splice(out, at, size < out->size - at ? size : 0, "", 0);
    break;
  case 4: {
    size_t from = place(lab, report, out), length = size < out->size - from ? size : 1;
    struct buf copy = {0};
    buf_put(&copy, out->data + from, length);
    splice(out, at, 0, copy.data, length);
    buf_free(&copy);
    break;
  }
  case 5:
    take_slice(lab, at, out);
    break;
  case 6:
    insert_word(lab, at, out);
    break;
  case 7: /* cut, or bytes behind the end */
    if (below(lab, 2))
      out->size = at;
    else
      buf_put(out, report->bytes.p + below(lab, report->bytes.size - size), size);
    break;
  default:
    change_value(lab, report, out);
  }
}

/* ---- judging ---- */

static bool is_wrong(const struct lab *lab, const struct report *report, const struct buf *mutant) {
  struct arena *arena = arena_new();
  struct verification v;
  verify_run((struct bytes){(const uint8_t *)mutant->data, mutant->size}, &lab->options, arena, &v);
  arena_free(arena);
  bool accepts = v.verdict == VERDICT_COMPLETE || v.verdict == VERDICT_UNTRUSTED || v.verdict == VERDICT_PARTIAL;
  bool is_beginning = mutant->size < report->bytes.size && memcmp(mutant->data, report->bytes.p, mutant->size) == 0;
  return accepts && !(is_beginning && v.verdict == VERDICT_PARTIAL);
}

static bool open_report(struct lab *lab, struct arena *arena, const char *path) {
  struct report *report = &lab->reports[lab->report_count++];
  char *data;
  struct verification v;
  if (lab->report_count > REPORTS_MAX || file_read(arena, path, LIMIT_REPORT_BYTES, &data, &report->bytes.size))
    return false;
  report->bytes.p = (const uint8_t *)data;
  for (size_t at = 0; at < report->bytes.size && report->contents_count < POLICY_ROLES_MAX;) {
    const uint8_t *found = bytes_find((struct bytes){report->bytes.p + at, report->bytes.size - at}, "/Contents<");
    if (!found)
      break;
    at = (size_t)(found - report->bytes.p) + strlen("/Contents<");
    if (report->bytes.p[at] == '3' && report->bytes.p[at + 1] == '0')
      report->contents[report->contents_count++] = at;
  }
  verify_run(report->bytes, &lab->options, arena, &v);
  return v.verdict == VERDICT_COMPLETE && report->contents_count > 0;
}

static size_t run(struct lab *lab, size_t count, size_t *same) {
  size_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    const struct report *report = &lab->reports[below(lab, lab->report_count)];
    struct buf mutant = {0};
    buf_put(&mutant, report->bytes.p, report->bytes.size);
    for (size_t changes = 1 + (below(lab, 3) ? 0 : below(lab, 4)); changes; changes--)
      change(lab, report, &mutant);
    if (mutant.size == report->bytes.size && memcmp(mutant.data, report->bytes.p, mutant.size) == 0) {
      ++*same;
    } else if (is_wrong(lab, report, &mutant)) {
      char name[40];
      snprintf(name, sizeof name, "mutant-%zu.pdf", ++wrong);
      file_write_atomic(name, mutant.data, mutant.size);
    }
    buf_free(&mutant);
  }
  return wrong;
}

int main(int argc, char **argv) {
  struct lab lab = {0};
  struct trust trust = {0};
  struct fault fault = {0};
  struct arena *arena = arena_new();
  size_t same = 0;
  if (argc < 6 || !trust_load(&trust, argv[1], &fault) || !moment_parse(argv[2], &lab.options.now)) {
    fprintf(stderr, "usage: mutants TRUST.pem TIME SEED COUNT REPORT.pdf...\n");
    return 2;
  }
  lab.options.trust = &trust;
  lab.state = strtoull(argv[3], NULL, 10) * 2 + 1;
  for (int i = 5; i < argc; i++)
    if (!open_report(&lab, arena, argv[i])) {
      fprintf(stderr, "mutants: %s is not complete\n", argv[i]);
      return 2;
    }
  size_t count = (size_t)strtoull(argv[4], NULL, 10), wrong = run(&lab, count, &same);
  printf("%zu mutants, %zu the same as before, %zu wrongly accepted\n", count, same, wrong);
  trust_free(&trust);
  arena_free(arena);
  return wrong != 0;
}
