/* progress.c - see progress.h. */
#include "batch/progress.h"

#include "base/buf.h"

#include <stdio.h>
#include <time.h>

enum { BAR_CELLS = 24, BAR_EVERY_MS = 100, PLAIN_EVERY_MS = 1000 };

long long progress_now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(struct progress *progress, enum progress_kind kind, enum diag_language language, size_t total) {
  *progress = (struct progress){.kind = kind, .language = language, .total = total, .started_ms = progress_now_ms()};
  progress->shown_ms = progress->started_ms;
}

/* "48.2/s, 0:16 left" once something is known. */
static void put_rate(const struct progress *progress, size_t finished, long long now, struct buf *out) {
  long long spent = now - progress->started_ms;
  if (!finished || spent <= 0) return;
  long long tenths = (long long)finished * 10000 / spent;
  long long left = (long long)(progress->total - finished) * spent / (long long)finished / 1000;
  buf_printf(out,
             progress->language == DIAG_JAPANESE ? "  毎秒 %lld.%lld件  残り約 %lld:%02lld"
                                                 : "  %lld.%lld/s  %lld:%02lld left",
             tenths / 10, tenths % 10, left / 60, left % 60);
}

static void put_bar(const struct progress *progress, size_t finished, struct buf *out) {
  size_t cells = progress->total ? finished * BAR_CELLS / progress->total : BAR_CELLS;
  buf_puts(out, "\r[");
  for (size_t c = 0; c < BAR_CELLS; c++)
    buf_putc(out, c < cells ? '#' : '.');
  buf_puts(out, "] ");
}

void progress_show(struct progress *progress, size_t finished) {
  long long now = progress_now_ms();
  int every = progress->kind == PROGRESS_BAR ? BAR_EVERY_MS : PLAIN_EVERY_MS;
  if (progress->kind == PROGRESS_NONE || (now - progress->shown_ms < every && finished < progress->total)) return;
  struct buf line = {0};
  progress->shown_ms = now;
  if (progress->kind == PROGRESS_BAR) put_bar(progress, finished, &line);
  buf_printf(&line, "%s%zu/%zu", progress->kind == PROGRESS_BAR ? "" : "tenken: ", finished, progress->total);
  put_rate(progress, finished, now, &line);
  buf_puts(&line, progress->kind == PROGRESS_BAR ? "\033[K" : "\n");
  fwrite(line.data, 1, line.size, stderr);
  fflush(stderr);
  buf_free(&line);
  progress->is_shown = progress->kind == PROGRESS_BAR;
}

void progress_clear(struct progress *progress) {
  if (progress->is_shown) fputs("\r\033[K", stderr);
  progress->is_shown = false;
}
