/* commands.c - the table of commands and options: the single source of parser, help and usage. */
#include "cli/cli.h"

#include <stddef.h>

#define AT(field) offsetof(struct options, field)
#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct option_spec COMMON_OPTIONS[] = {
    {0,
     "data",
     "DIR",
     AT(data),
     {"data folder (framework, guide, profiles...)", "データのフォルダー（枠組み、ガイド、目標など）"}},
    {0, "templates", "DIR", AT(templates_dir), {"templates folder", "テンプレートのフォルダー"}},
    {0, "fonts", "DIR", AT(fonts_dir), {"folder of fonts.yaml", "fonts.yaml のフォルダー"}},
    {0,
     "lang",
     "ja|en",
     AT(message_language),
     {"language of messages (default: from LANG)", "メッセージの言語（既定は LANG による）"}},
    {0, "diag", "short", AT(diag), {"one line per message", "メッセージを1行ずつ表示する"}},
    {0, "werror", NULL, AT(werror), {"treat warnings as errors", "警告をエラーとして扱う"}},
    {0,
     "input-limit",
     "KB",
     AT(input_limit),
     {"longest answer file or job list (default: 4096)", "回答ファイルや作業の一覧の大きさの上限、KB（既定は4096）"}},
    {0,
     "text-limit",
     "CHARACTERS",
     AT(text_limit),
     {"longest text of an answer file (default: 8000)", "回答ファイルの1つの文の上限、文字（既定は8000）"}},
    {0,
     "page-limit",
     "PAGES",
     AT(page_limit),
     {"longest report (default: 2000)", "1つの報告書の上限、ページ（既定は2000）"}},
    {'q', "quiet", NULL, AT(quiet), {"no summary", "まとめを表示しない"}},
    {'h', "help", NULL, AT(help), {"show this help", "この説明を表示する"}},
    {0, "version", NULL, AT(version), {"show the version", "版を表示する"}},
};
const size_t COMMON_OPTION_COUNT = COUNT(COMMON_OPTIONS);

#define OPTION_LANGUAGE                                                                                                \
  {'l', "language", "ja|en", AT(language), {"language of the report (default: ja)", "報告の言語（既定は ja）"}}

static const struct option_spec BUILD_OPTIONS[] = {
    {'t', "template", "NAME,...", AT(templates),
     {"templates (default: board,regulator)", "テンプレート（既定は board,regulator）"}},
    OPTION_LANGUAGE,
    {'o', "output", "DIR", AT(output), {"output folder (default: current folder)", "出力先のフォルダー（既定は今のフォルダー）"}},
    {'j', "workers", "N", AT(workers), {"worker processes (default: number of cores)", "並べて動かす数（既定はコアの数）"}},
    {0, "theme", "FILE", AT(theme), {"theme file: colours, logo", "テーマのファイル（色、ロゴ）"}},
    {0, "name", "PATTERN", AT(name),
     {"file names (default: {org}-{assessment}-{template}-{lang})",
      "ファイル名の形（既定は {org}-{assessment}-{template}-{lang}）"}},
    {0, "jobs", "LIST", AT(jobs),
     {"a job list (jobs/1) instead of answer files", "回答ファイルの代わりに、作業の一覧（jobs/1）を使う"}},
    {0, "shard", "I/N", AT(shard), {"only the I-th of N shares of the jobs", "作業を N 等分した I 番目だけを行う"}},
    {0, "resume", NULL, AT(resume),
     {"keep reports that the folder's manifest proves up to date", "マニフェストで最新と確かめられる報告書を作り直さない"}},
    {0, "progress", "KIND", AT(progress),
     {"auto (a bar on a terminal, the default), plain or none", "auto（端末では進み具合の棒、既定）、plain、none"}},
    {0, "time-limit", "SECONDS", AT(time_limit), {"longest time for one job (default: 60)", "1件にかける時間の上限、秒（既定は60）"}},
    {0, "memory-limit", "MB", AT(memory_limit),
     {"address space of one worker (default: 512)", "1つの作業プロセスのメモリーの上限、MB（既定は512）"}},
    {0, "no-claim", NULL, AT(no_claim),
     {"do not claim PDF/A and PDF/UA in the reports", "PDF/AとPDF/UAへの適合を報告書に書かない"}},
    {0, "final", NULL, AT(is_final), {"refuse answers that are not signed off", "承認がそろわない回答を受け付けない"}},
};
static const struct option_spec CHECK_OPTIONS[] = {
    {0, "guide", NULL, AT(guide),
     {"check guide packs too: complete, and to style", "ガイドも検査する（欠けと文体）"}},
    {0, "compare", "FILE", AT(compare),
     {"with --guide: a text whose wording the guide must not repeat", "--guide とともに：ガイドが文言を繰り返してはならない文書"}},
};
static const struct option_spec SCORE_OPTIONS[] = {
    {0, "json", NULL, AT(json), {"as JSON (results/1)", "JSON（results/1）で出力する"}},
    {0, "csv", NULL, AT(csv), {"as CSV, a row per organisation", "CSV で出力する（事業者ごとに1行）"}},
    {0, "explain", "ID", AT(explain),
     {"items, rule and rounding behind ID (item, category, function, overall, star)",
      "ID（項目、カテゴリー、機能、overall、star）の値の根拠を示す"}},
    OPTION_LANGUAGE,
};
static const struct option_spec NEW_OPTIONS[] = {
    {0, "segment", "NAME", AT(segment),
     {"generation, retail, aggregation-coordinator, resource-aggregator or private-facility",
      "generation、retail、aggregation-coordinator、resource-aggregator、private-facility のいずれか"}},
    {'o', "output", "FILE", AT(output),
     {"write to FILE (never over an existing file)", "FILE に書く（既にあるファイルには書かない）"}},
    {'l', "language", "ja|en", AT(language), {"language of the comments (default: ja)", "説明の言語（既定は ja）"}},
};
static const struct option_spec CHART_OPTIONS[] = {
    {0, "kind", "KIND", AT(kind),
     {"functions (default) or categories", "functions（五つの機能、既定）または categories（23カテゴリー）"}},
    {'o', "output", "FILE", AT(output), {"FILE.svg or FILE.png", "FILE.svg または FILE.png"}},
    OPTION_LANGUAGE,
    {0, "theme", "FILE", AT(theme), {"theme file: colours, logo", "テーマのファイル（色、ロゴ）"}},
};
static const struct option_spec MANIFEST_OPTIONS[] = {
    {'o', "output", "FILE", AT(output), {"FILE.json or FILE.csv", "FILE.json または FILE.csv"}},
};
static const struct option_spec GUIDE_OPTIONS[] = {
    {'l', "language", "ja|en", AT(language), {"language of the guide (default: ja)", "ガイドの言語（既定は ja）"}},
    {'o', "output", "FILE.pdf", AT(output), {"the file to write (replaced when it is there)", "書き出すファイル（あれば置き換える）"}},
    {0, "guide", "ID", AT(pack),
     {"guide pack (default: tenken-default, or the only one)", "ガイドパック（既定は tenken-default、一つだけならそれ）"}},
    {0, "theme", "FILE", AT(theme), {"theme file: colours, logo", "テーマのファイル（色、ロゴ）"}},
    {0, "no-claim", NULL, AT(no_claim),
     {"do not claim PDF/A and PDF/UA in the reports", "PDF/AとPDF/UAへの適合を報告書に書かない"}},
};
static const struct option_spec DUMP_OPTIONS[] = {
    {0, "phase", "NAME", AT(phase),
     {"read, check, score, compose or layout", "read、check、score、compose、layout のいずれか"}},
    {'t', "template", "NAME", AT(templates),
     {"template for compose and layout (default: board)", "compose と layout のテンプレート（既定は board）"}},
    OPTION_LANGUAGE,
};

#define OPTION_TRUST                                                                                                   \
  {0, "trust", "FILE", AT(trust), {"PEM file of trusted root certificates", "信頼するルート証明書（PEM）"}}
#define OPTION_CRL                                                                                                     \
  {0, "crl", "FILE", AT(crl), {"PEM file of certificate revocation lists", "証明書の失効リスト（PEM）"}}
#define OPTION_TIME                                                                                                    \
  {0, "time", "TIME", AT(time),                                                                                        \
   {"the time that counts as now: 2026-11-24T09:00:00Z, or seconds since 1970",                                        \
    "今とみなす時刻（2026-11-24T09:00:00Z の形、または1970年からの秒数）"}}
#define OPTION_ANSWERS                                                                                                 \
  {0, "answers", "ANSWERS", AT(answers),                                                                               \
   {"answers that must make exactly this report", "この報告書と一字一句同じものを作るはずの回答ファイル"}}
#define OPTION_ANSWERS_TEMPLATE                                                                                        \
  {'t', "template", "NAME,...", AT(templates),                                                                         \
   {"templates tried with --answers (default: board,regulator)",                                                       \
    "--answers で試すテンプレート（既定は board,regulator）"}}
#define OPTION_ANSWERS_THEME                                                                                           \
  {0, "theme", "FILE", AT(theme), {"theme used with --answers", "--answers で使うテーマのファイル"}}

static const struct option_spec SIGN_OPTIONS[] = {
    {0, "role", "ROLE", AT(role),
     {"who signs: a role of the report's policy, such as prepared", "署名する役割（方針にあるもの。例：prepared）"}},
    {0, "key", "FILE", AT(key),
     {"PKCS#12 file with key and certificates; with --sign-command their PEM file; or a pkcs11: URI",
      "鍵と証明書の PKCS#12 ファイル（--sign-command では証明書の PEM ファイル、トークンでは pkcs11: の URI）"}},
    {0, "pass-fd", "N", AT(pass_fd),
     {"read the passphrase or PIN from file descriptor N", "パスフレーズ（PIN）をファイル記述子 N から読む"}},
    {0, "pass-file", "FILE", AT(pass_file),
     {"read the passphrase or PIN from the first line of FILE", "パスフレーズ（PIN）を FILE の1行目から読む"}},
    {0, "certificates", "FILE", AT(certificates),
     {"PEM certificates for a pkcs11: key, the signer's first", "pkcs11: の鍵の証明書（PEM、署名者のものを先頭に）"}},
    {0, "sign-command", "COMMAND", AT(sign_command),
     {"command that signs: bytes to be signed in, signature value out",
      "署名するコマンド（署名する内容を受け取り、署名値を返す）"}},
    {0, "tsa", "URL", AT(tsa), {"timestamp authority, http:// only", "タイムスタンプ局（http:// のみ）"}},
    {0, "tsa-command", "COMMAND", AT(tsa_command),
     {"command that turns a timestamp query into a reply", "タイムスタンプの要求を応答に変えるコマンド"}},
    {0, "time-limit", "SECONDS", AT(time_limit),
     {"longest wait for a timestamp authority or a command (default: 10 and 30)",
      "タイムスタンプ局やコマンドを待つ時間の上限、秒（既定は10と30）"}},
    {0, "reason", "TEXT", AT(reason), {"reason of the signature (default: the role)", "署名の理由（既定は役割）"}},
    {0, "no-certify", NULL, AT(no_certify),
     {"let the first signature approve only, not certify", "最初の署名を認証署名にしない"}},
    OPTION_TRUST,
    OPTION_CRL,
    OPTION_ANSWERS,
    OPTION_ANSWERS_TEMPLATE,
    OPTION_ANSWERS_THEME,
    OPTION_TIME,
};
static const struct option_spec VERIFY_OPTIONS[] = {
    OPTION_TRUST,
    OPTION_CRL,
    {0, "policy", "ID", AT(policy),
     {"policy that the reports must follow, by its id in data/policies (default: whichever they name)",
      "報告書が従うべき承認方針の id（data/policies。既定は報告書が名乗る方針）"}},
    OPTION_ANSWERS,
    OPTION_ANSWERS_TEMPLATE,
    OPTION_ANSWERS_THEME,
    {0, "json", NULL, AT(json), {"as JSON (verification/1), a line per report", "JSON（verification/1）で、報告書ごとに1行"}},
    OPTION_TIME,
};
static const struct option_spec EXTRACT_OPTIONS[] = {
    {'o', "output", "DIR", AT(output), {"folder for the files, made when missing", "ファイルを置くフォルダー（なければ作る）"}},
};

const struct command COMMANDS[] = {
    {"build", "ANSWERS...",
     {"make the reports: answer files x templates", "報告書を作る（回答ファイル × テンプレート）"},
     BUILD_OPTIONS, COUNT(BUILD_OPTIONS), false, cmd_build},
    {"check", "ANSWERS...",
     {"read and check only; every problem at once; writes nothing",
      "読み込みと検査だけを行い、問題をすべて示す（何も書かない）"},
     CHECK_OPTIONS, COUNT(CHECK_OPTIONS), false, cmd_check},
    {"score", "ANSWERS...", {"the numbers", "数値を示す"}, SCORE_OPTIONS, COUNT(SCORE_OPTIONS), true, cmd_score},
    {"new", "", {"a commented answer file to fill in", "記入用の回答ファイルを作る"},
     NEW_OPTIONS, COUNT(NEW_OPTIONS), false, cmd_new},
    {"chart", "ANSWERS", {"the radar as an SVG or PNG file", "レーダー図を SVG か PNG のファイルにする"},
     CHART_OPTIONS, COUNT(CHART_OPTIONS), true, cmd_chart},
    {"digest", "ANSWERS",
     {"the digest to approve, and the sign-off entry to paste", "承認するダイジェストと、貼り付ける承認の記録を示す"},
     NULL, 0, true, cmd_digest},
    {"manifest", "merge MANIFEST...",
     {"join the manifests of all shards of one list", "すべての分担のマニフェストを一つにする"},
     MANIFEST_OPTIONS, COUNT(MANIFEST_OPTIONS), false, cmd_manifest},
    {"sign", "REPORT.pdf...",
     {"sign finished reports, in place", "完成した報告書に電子署名する（元のファイルに書き加える）"},
     SIGN_OPTIONS, COUNT(SIGN_OPTIONS), true, cmd_sign},
    {"verify", "REPORT.pdf...",
     {"are the signatures there that the policy asks for, and nothing else?", "報告書の署名がそろい、ほかに変更がないかを確かめる"},
     VERIFY_OPTIONS, COUNT(VERIFY_OPTIONS), true, cmd_verify},
    {"extract", "REPORT.pdf", {"the attached files, exactly", "添付ファイルをそのまま取り出す"},
     EXTRACT_OPTIONS, COUNT(EXTRACT_OPTIONS), true, cmd_extract},
    {"guide", "", {"the guide pack itself as a PDF", "ガイドパックそのものを PDF にする"},
     GUIDE_OPTIONS, COUNT(GUIDE_OPTIONS), false, cmd_guide},
    {"dump", "ANSWERS...", {"one phase's result as text", "一つの段階の結果を文字で示す"},
     DUMP_OPTIONS, COUNT(DUMP_OPTIONS), true, cmd_dump},
};
const size_t COMMAND_COUNT = COUNT(COMMANDS);
