/* reason.c - the system's own words for its errors, in Japanese: they arrive as texts, and locales are not asked. */
#include "diag/diag.h"

#include <string.h>

static const struct {
  const char *english, *japanese;
} REASONS[] = {
    {"No such file or directory", "ファイルまたはフォルダーがありません"},
    {"Permission denied", "権限がありません"},
    {"Operation not permitted", "許可されていない操作です"},
    {"Is a directory", "ファイルではなくフォルダーです"},
    {"Not a directory", "途中にフォルダーではないものがあります"},
    {"not a regular file", "通常のファイルではありません"},
    {"File exists", "既にあります"},
    {"File too large", "大きすぎます"},
    {"larger than 8 MB", "8 MB を超えています"},
    {"File name too long", "名前が長すぎます"},
    {"Too many levels of symbolic links", "リンクが循環しています"},
    {"No space left on device", "ディスクに空きがありません"},
    {"Disk quota exceeded", "使える容量の上限を超えています"},
    {"Read-only file system", "読み取り専用のディスクです"},
    {"Input/output error", "装置の読み書きに失敗しました"},
    {"Too many open files", "開いているファイルが多すぎます"},
    {"Cannot allocate memory", "メモリーが足りません"},
    {"Resource temporarily unavailable", "今は使えません"},
    {"Bad file descriptor", "開いていません"},
    {"Broken pipe", "受け取り手がいません"},
    {"Device or resource busy", "使用中です"},
    {"Text file busy", "実行中のファイルです"},
};

const char *diag_reason(enum diag_language language, const char *text) {
  for (size_t i = 0; language == DIAG_JAPANESE && i < sizeof REASONS / sizeof *REASONS; i++)
    if (!strcmp(REASONS[i].english, text)) return REASONS[i].japanese;
  return text;
}
