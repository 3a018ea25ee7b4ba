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

static const char *const REVOCATION[2][2] = {
    {"  revocation: not asked for; give the authority's lists with --crl\n", "  失効：確認していません（認証局の失効リストを --crl で指定）\n"},
    {"  revocation: none revoked by the lists given\n", "  失効：指定された失効リストに該当なし\n"}};

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

enum label { LABEL_SIGNER, LABEL_TIME, LABEL_RANGE, LABEL_REASON, LABEL_SUBJECT, LABEL_ISSUER, LABEL_POLICY, LABEL_COUNT };
static const char *const LABELS[LABEL_COUNT][2] = {
    [LABEL_SIGNER] = {"signer       ", "署名者："},     [LABEL_TIME] = {"time         ", "日時："},
    [LABEL_RANGE] = {"covers       ", "範囲："},       [LABEL_REASON] = {"reason       ", "理由："},
    [LABEL_SUBJECT] = {"certificate  ", "証明書："},    [LABEL_ISSUER] = {"issued by    ", "発行者："},
    [LABEL_POLICY] = {"policy ", "方針："}};

static void put_line(struct buf *out, enum label label, bool japanese, const char *text) {
  buf_printf(out, "      %s", LABELS[label][japanese]);
  put_scrubbed(out, text);
  buf_putc(out, '\n');
}

static void put_time(const struct verified_signature *s, bool japanese, struct buf *out) {
  char time[MOMENT_TEXT_SIZE];
  moment_japan(s->has_timestamp ? s->timestamp : s->declared, time);
  buf_printf(out, "      %s%s", LABELS[LABEL_TIME][japanese], time);
  if (!s->has_timestamp) {
    buf_puts(out, japanese ? "（署名者の時計による。証明するタイムスタンプはない）\n"
                           : " by the signer's own clock; no timestamp proves it\n");
    return;
  }
  buf_puts(out, japanese ? "（タイムスタンプによる証明：" : " proved by a timestamp of ");
  put_scrubbed(out, s->authority);
  buf_puts(out, japanese ? "）\n" : "\n");
}

static void put_range(const struct verified_signature *s, bool japanese, struct buf *out) {
  const char *after = !s->certifies ? "" : japanese ? "。この後に加えてよいのは署名だけ" : "; only signatures may follow";
  buf_printf(out, japanese ? "      %s署名したときの報告書の全体（先頭の %zu バイト）%s\n"
                           : "      %sthe whole report as it was signed, its first %zu bytes%s\n",
             LABELS[LABEL_RANGE][japanese], s->covers_bytes, after);
}

static void put_signature(const struct verification *v, size_t number, bool japanese, struct buf *out) {
  const struct verified_signature *s = &v->signatures[number];
  const char *role = v->mark.roles[s->role].id, *label = v->lint->fields[s->role].label;
  buf_printf(out, "  %zu. %s", number + 1, role);
  if (label[0]) {
    buf_puts(out, japanese ? "（" : " (");
    put_scrubbed(out, label);
    buf_puts(out, japanese ? "）" : ")");
  }
  buf_putc(out, '\n');
  put_line(out, LABEL_SIGNER, japanese, s->name);
  put_time(s, japanese, out);
  put_range(s, japanese, out);
  if (strcmp(s->reason, role) != 0)
    put_line(out, LABEL_REASON, japanese, s->reason);
  put_line(out, LABEL_SUBJECT, japanese, s->subject);
  put_line(out, LABEL_ISSUER, japanese, s->issuer);
}

/* What the signatures are measured by, and what was approved: the digest is printed in the report too. */
static void put_policy_line(const struct sign_mark *mark, bool japanese, struct buf *out) {
  if (!mark->policy_id)
    return;
  buf_printf(out, "  %s%s/%s%s", LABELS[LABEL_POLICY][japanese], mark->policy_id, mark->policy_version, japanese ? "（" : " (");
  for (size_t i = 0; i < mark->role_count; i++)
    buf_printf(out, "%s%s%s", !i ? "" : japanese ? "、" : ", ", mark->roles[i].id,
               !mark->roles[i].optional ? "" : japanese ? "［任意］" : " [optional]");
  buf_printf(out, japanese ? "。%d 人以上）\n  承認された内容：%s\n" : "; persons: at least %d)\n  approved: %s\n", mark->quorum,
             mark->digest);
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
  put_policy_line(&v->mark, japanese, out);
  for (size_t i = 0; i < v->signature_count; i++)
    put_signature(v, i, japanese, out);
  if (v->signature_count && v->verdict != VERDICT_UNTRUSTED)
    buf_puts(out, REVOCATION[v->revocation_checked][japanese]);
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
  buf_printf(out, ", \"revocation_checked\": %s", v->revocation_checked ? "true" : "false");
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
