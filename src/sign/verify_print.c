/* verify_print.c - the result of verify as text for people and as JSON for programs (schema "verification/1"). */
#include "sign/verify.h"

#include "base/utf8.h"

#include <string.h>

static const struct {
  const char *name, *text[2];
} VERDICTS[] = {
    [VERDICT_COMPLETE] = {"complete", {"COMPLETE: every signature that the policy asks for is there and holds",
                                       "完了：方針が求める署名がすべてあり、有効です"}},
    [VERDICT_UNTRUSTED] = {"untrusted", {"NOT PROVED: the signatures hold, but nobody vouches for the signers",
                                         "未確認：署名は有効ですが、署名者を確認できません"}},
    [VERDICT_PARTIAL] = {"partial", {"PARTIAL: what is signed holds, but signatures are missing",
                                     "途中：今ある署名は有効ですが、足りない署名があります"}},
    [VERDICT_UNSIGNED] = {"unsigned", {"UNSIGNED", "未署名"}},
    [VERDICT_DRAFT] = {"draft", {"DRAFT", "案"}},
    [VERDICT_FOREIGN] = {"foreign", {"FOREIGN: not judged here", "対象外：ここでは判定しません"}},
    [VERDICT_BROKEN] = {"broken", {"BROKEN: do not rely on this file", "無効：このファイルに依拠しないでください"}},
};

static const struct {
  const char *name, *text[2];
} ANSWERS[] = {
    [ANSWERS_NOT_ASKED] = {NULL, {"", ""}},
    [ANSWERS_MAKE_THE_REPORT] = {"report", {"these answers make this report, byte by byte",
                                            "この回答から作った報告書と1バイトも違いません"}},
    [ANSWERS_HAVE_THE_DIGEST] = {"digest", {"these answers are the approved ones; another version of the program made the pages",
                                            "承認された回答と同じです（ページは別の版のプログラムが作成）"}},
};

const char *verify_verdict_name(enum verdict verdict) {
  return VERDICTS[verdict].name;
}

/* Names come out of certificates: nothing in them may steer a terminal. */
static void put_scrubbed(struct buf *out, const char *text) {
  const char *p = text, *end = text + strlen(text);
  while (p < end) {
    char bytes[4];
    uint32_t c = utf8_next(&p, end);
    bool steers = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                  (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
    buf_put(out, bytes, utf8_put(bytes, steers ? '?' : c));
  }
}

static void put_signature(const struct verification *v, const struct verified_signature *s, bool japanese,
                          struct buf *out) {
  char declared[MOMENT_TEXT_SIZE], stamped[MOMENT_TEXT_SIZE];
  moment_japan(s->declared, declared);
  buf_puts(out, "  ");
  put_scrubbed(out, v->mark.roles[s->role].id);
  buf_puts(out, "  ");
  put_scrubbed(out, s->name);
  buf_puts(out, "\n      ");
  if (s->has_timestamp) {
    moment_japan(s->timestamp, stamped);
    buf_printf(out, japanese ? "%s（タイムスタンプ：" : "%s (timestamp by ", stamped);
    put_scrubbed(out, s->authority);
    buf_puts(out, japanese ? "）" : ")");
  } else {
    buf_printf(out, japanese ? "%s（署名者の時計による）" : "%s (by the signer's own clock)", declared);
  }
  buf_printf(out, japanese ? "\n      先頭から %zu バイトに署名%s\n      " : "\n      signs the first %zu bytes%s\n      ",
             s->covers_bytes, !s->certifies ? "" : japanese ? "、以後の変更を署名に限る" : "; only signatures may follow");
  put_scrubbed(out, s->subject);
  buf_puts(out, japanese ? "\n      発行者 " : "\n      issued by ");
  put_scrubbed(out, s->issuer);
  buf_putc(out, '\n');
}

void verify_put_text(const struct verification *v, const char *path, bool japanese, struct buf *out) {
  put_scrubbed(out, path);
  buf_printf(out, ": %s\n", VERDICTS[v->verdict].text[japanese]);
  if (v->fault.reason != REASON_NONE) {
    buf_puts(out, "  ");
    fault_put(&v->fault, japanese, out);
    buf_putc(out, '\n');
  }
  /* After a fault the signatures before it are not told: a reader would take them for good news. */
  if (v->verdict == VERDICT_BROKEN || v->verdict == VERDICT_FOREIGN)
    return;
  for (size_t i = 0; i < v->signature_count; i++)
    put_signature(v, &v->signatures[i], japanese, out);
  if (v->answers != ANSWERS_NOT_ASKED)
    buf_printf(out, "  %s\n", ANSWERS[v->answers].text[japanese]);
}

/* ---- JSON ---- */

static void put_string(struct buf *out, const char *text) {
  const char *p = text, *end = text + strlen(text);
  buf_putc(out, '"');
  while (p < end) {
    char bytes[4];
    uint32_t c = utf8_next(&p, end);
    if (c == '"' || c == '\\')
      buf_printf(out, "\\%c", (char)c);
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
      buf_printf(out, "\\u%04x", (unsigned)c);
    else
      buf_put(out, bytes, utf8_put(bytes, c));
  }
  buf_putc(out, '"');
}

static void put_member(struct buf *out, const char *key, const char *value) {
  buf_printf(out, ", \"%s\": ", key);
  if (value)
    put_string(out, value);
  else
    buf_puts(out, "null");
}

static void put_json_signature(const struct verification *v, const struct verified_signature *s, struct buf *out) {
  char declared[MOMENT_TEXT_SIZE], stamped[MOMENT_TEXT_SIZE];
  moment_iso(s->declared, declared);
  if (s->has_timestamp)
    moment_iso(s->timestamp, stamped);
  buf_puts(out, "{\"role\": ");
  put_string(out, v->mark.roles[s->role].id);
  put_member(out, "field", s->field);
  put_member(out, "name", s->name);
  put_member(out, "subject", s->subject);
  put_member(out, "issuer", s->issuer);
  put_member(out, "serial", s->serial);
  put_member(out, "reason", s->reason);
  put_member(out, "declared_time", declared);
  put_member(out, "timestamp", s->has_timestamp ? stamped : NULL);
  put_member(out, "timestamp_authority", s->has_timestamp ? s->authority : NULL);
  buf_printf(out, ", \"certifies\": %s, \"covers_bytes\": %zu}", s->certifies ? "true" : "false", s->covers_bytes);
}

static void put_policy(const struct sign_mark *mark, struct buf *out) {
  if (!mark->policy_id) {
    buf_puts(out, ", \"policy\": null, \"digest\": null");
    return;
  }
  buf_puts(out, ", \"policy\": {\"id\": ");
  put_string(out, mark->policy_id);
  put_member(out, "version", mark->policy_version);
  buf_printf(out, ", \"quorum\": %d, \"roles\": [", mark->quorum);
  for (size_t i = 0; i < mark->role_count; i++) {
    buf_puts(out, i ? ", " : "");
    put_string(out, mark->roles[i].id);
  }
  buf_puts(out, "]}");
  put_member(out, "digest", mark->digest);
}

void verify_put_json(const struct verification *v, const char *path, struct buf *out) {
  struct buf reason = {0};
  buf_puts(out, "{\"tenken\": \"verification/1\"");
  put_member(out, "file", path);
  put_member(out, "verdict", VERDICTS[v->verdict].name);
  if (v->fault.reason != REASON_NONE)
    fault_put(&v->fault, false, &reason);
  put_member(out, "reason_class", reason.data ? fault_class(&v->fault) : NULL);
  put_member(out, "reason", reason.data);
  put_policy(&v->mark, out);
  put_member(out, "answers", ANSWERS[v->answers].name);
  buf_printf(out, ", \"revisions\": %zu, \"file_bytes\": %zu, \"report_bytes\": %zu, \"signatures\": [",
             v->revision_count, v->file_bytes, v->report_bytes);
  bool told = v->verdict != VERDICT_BROKEN && v->verdict != VERDICT_FOREIGN;
  for (size_t i = 0; told && i < v->signature_count; i++) {
    buf_puts(out, i ? ", " : "");
    put_json_signature(v, &v->signatures[i], out);
  }
  buf_puts(out, "]}\n");
  buf_free(&reason);
}
