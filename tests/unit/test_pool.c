/* test_pool.c - worker processes: order of results, a death, a second death, a job that takes too long. */
#include "base/buf.h"
#include "batch/pool.h"
#include "suites.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JOBS = 40 };

struct record {
  size_t order[JOBS], count;
  enum pool_status status[JOBS];
  int signal[JOBS];
  char text[JOBS][32];
  char flag[64]; /* a file that the first try of job 7 leaves behind */
};

static void plain_job(void *context, size_t index, struct buf *result) {
  (void)context;
  buf_printf(result, "job %zu", index);
}

static void keep(void *context, size_t index, enum pool_status status, int signal_number, const char *result,
                 size_t size) {
  struct record *record = context;
  record->order[record->count++] = index;
  record->status[index] = status;
  record->signal[index] = signal_number;
  snprintf(record->text[index], sizeof record->text[index], "%.*s", (int)size, result);
}

static bool run(struct record *record, int workers, int seconds, void (*job)(void *, size_t, struct buf *)) {
  struct pool_settings settings = {.workers = workers, .job_seconds = seconds};
  struct pool_hooks hooks = {record, job, keep, NULL};
  struct pool_end end;
  return pool_run(&settings, JOBS, &hooks, &end);
}

static void expect_order(const struct record *record) {
  ck_assert_int_eq((int)record->count, JOBS);
  for (size_t i = 0; i < JOBS; i++)
    ck_assert_int_eq((int)record->order[i], (int)i);
}

START_TEST(results_come_in_the_order_of_the_jobs) {
  static const int workers[] = {1, 2, 7, 100};
  struct record record = {0};
  ck_assert(run(&record, workers[_i], 0, plain_job));
  expect_order(&record);
  for (size_t i = 0; i < JOBS; i++) {
    char expected[32];
    snprintf(expected, sizeof expected, "job %zu", i);
    ck_assert_str_eq(record.text[i], expected);
    ck_assert_int_eq(record.status[i], POOL_DONE);
  }
}
END_TEST

/* Job 7 dies on its first try, job 11 always. */
static void dying_job(void *context, size_t index, struct buf *result) {
  const struct record *record = context;
  if (index == 11)
    raise(SIGKILL);
  if (index == 7) {
    int fd = open(record->flag, O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (fd >= 0)
      raise(SIGKILL);
  }
  plain_job(context, index, result);
}

START_TEST(a_death_is_tried_again_once) {
  struct record record = {0};
  snprintf(record.flag, sizeof record.flag, "/tmp/tenken-test-pool-%ld", (long)getpid());
  unlink(record.flag);
  ck_assert(run(&record, 3, 0, dying_job));
  unlink(record.flag);
  expect_order(&record);
  ck_assert_int_eq(record.status[7], POOL_DONE);
  ck_assert_str_eq(record.text[7], "job 7");
  ck_assert_int_eq(record.status[11], POOL_DIED);
  ck_assert_int_eq(record.signal[11], SIGKILL);
  ck_assert_int_eq(record.status[12], POOL_DONE);
}
END_TEST

static void sleeping_job(void *context, size_t index, struct buf *result) {
  if (index == 3)
    pause();
  plain_job(context, index, result);
}

START_TEST(a_job_that_takes_too_long_is_ended) {
  struct record record = {0};
  ck_assert(run(&record, 2, 1, sleeping_job));
  expect_order(&record);
  ck_assert_int_eq(record.status[3], POOL_TIMED_OUT);
  ck_assert_int_eq(record.status[4], POOL_DONE);
}
END_TEST

/* More than a pipe holds, so that answers come in pieces. */
static void large_job(void *context, size_t index, struct buf *result) {
  (void)context;
  for (int i = 0; i < 30000; i++)
    buf_printf(result, "%08zu", index);
}

static void check_large(void *context, size_t index, enum pool_status status, int signal_number, const char *result,
                        size_t size) {
  struct record *record = context;
  (void)signal_number;
  char expected[16];
  snprintf(expected, sizeof expected, "%08zu", index);
  ck_assert_int_eq(status, POOL_DONE);
  ck_assert_int_eq((int)size, 240000);
  ck_assert(!memcmp(result, expected, 8) && !memcmp(result + size - 8, expected, 8));
  record->count++;
}

START_TEST(long_answers_arrive_whole) {
  struct record record = {0};
  struct pool_settings settings = {.workers = 3};
  struct pool_hooks hooks = {&record, large_job, check_large, NULL};
  struct pool_end end;
  ck_assert(pool_run(&settings, 9, &hooks, &end));
  ck_assert_int_eq((int)record.count, 9);
}
END_TEST

Suite *pool_suite(void) {
  Suite *suite = suite_create("pool");
  TCase *tests = tcase_create("pool");
  tcase_set_timeout(tests, 30);
  tcase_add_loop_test(tests, results_come_in_the_order_of_the_jobs, 0, 4);
  tcase_add_test(tests, a_death_is_tried_again_once);
  tcase_add_test(tests, a_job_that_takes_too_long_is_ended);
  tcase_add_test(tests, long_answers_arrive_whole);
  suite_add_tcase(suite, tests);
  return suite;
}
