/* csv.c - one row per organisation, for spreadsheets over many clients. LF, ASCII decimals; texts as base/csv
 * quotes them. */
#include "base/csv.h"
#include "score/score.h"

static void put_mean(struct buf *out, const struct mean *mean) {
  buf_putc(out, ',');
  if (mean->exists)
    buf_printf(out, "%ld.%ld", mean->tenths / 10, mean->tenths % 10);
}

static void put_csv_head(const struct framework *framework, struct buf *out) {
  buf_puts(out, "organization,name,assessment,date,profile,averaging,overall,overall_target");
  for (size_t f = 0; f < framework->function_count; f++)
    buf_printf(out, ",%s,%s_target", framework->functions[f].id, framework->functions[f].id);
  for (size_t c = 0; c < framework->category_count; c++)
    buf_printf(out, ",%s", framework->categories[c].id);
  buf_puts(out, ",items,answered,na,unanswered,below_target,zeros,star,digest\n");
}

void score_csv(const struct scores *scores, bool with_head, struct buf *out) {
  const struct input *input = scores->input;
  const struct framework *framework = input->framework;
  if (with_head)
    put_csv_head(framework, out);
  char iso[11];
  date_iso(input->answers->as_of, iso);
  csv_put_text(out, input->answers->org_id.s);
  buf_putc(out, ',');
  csv_put_text(out, input->answers->org_name.s);
  buf_putc(out, ',');
  csv_put_text(out, input->answers->assessment_id.s);
  buf_printf(out, ",%s,%s,%s", iso, input->profile->id,
             input->scale->averaging == AVERAGE_ITEMS ? "items" : "categories");
  put_mean(out, &scores->overall.now);
  put_mean(out, &scores->overall.target);
  for (size_t f = 0; f < framework->function_count; f++) {
    put_mean(out, &scores->functions[f].now);
    put_mean(out, &scores->functions[f].target);
  }
  for (size_t c = 0; c < framework->category_count; c++)
    put_mean(out, &scores->categories[c].now);
  const struct group_score *all = &scores->overall;
  buf_printf(out, ",%d,%d,%d,%d,%d,%d,", all->items, all->answered, all->na, all->unanswered, all->below_target,
             all->zeros);
  if (scores->awarded)
    buf_put_int(out, scores->awarded);
  buf_printf(out, ",%s\n", input->digest ? input->digest : "");
}
