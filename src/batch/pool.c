/* pool.c - see pool.h. Parent and worker speak through two pipes: the parent writes a job number, the worker answers
 * with a size and that many bytes. End of file on the answer pipe means that the worker is dead. The parent waits in
 * poll() on all answer pipes and never blocks on one worker: partial answers are collected. */
#include "batch/pool.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NO_JOB SIZE_MAX
#define ANSWER_LIMIT_BYTES (64u * 1024 * 1024)

struct worker {
  pid_t pid;
  int to, from;
  size_t job; /* NO_JOB: idle */
  long long deadline_ms;
  struct buf answer;
};
struct outcome {
  bool ended;
  bool tried; /* its worker died once */
  enum pool_status status;
  int signal;
  struct buf result;
};
struct pool {
  const struct pool_settings *settings;
  const struct pool_hooks *hooks;
  struct worker *workers;
  size_t worker_count;
  struct outcome *outcomes;
  size_t job_count, next, ended, told;
  size_t *again; /* jobs to be tried again */
  size_t again_count;
  int signals;        /* descriptor that becomes readable when a signal has come; -1: none */
  sigset_t kept_mask; /* of the caller, and of the workers */
  pid_t parent;
  struct pool_end *end;
};

static long long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool write_fully(int fd, const void *data, size_t size) {
  for (const char *p = data; size;) {
    ssize_t n = write(fd, p, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    p += n;
    size -= (size_t)n;
  }
  return true;
}

static bool read_fully(int fd, void *data, size_t size) {
  for (char *p = data; size;) {
    ssize_t n = read(fd, p, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    p += n;
    size -= (size_t)n;
  }
  return true;
}

/* ---- the worker's side ---- */

/* Limits the worker's memory, and keeps the last word of one that runs out of it (the parent tells it with the file's
 * name). Not under sanitizers: their shadow memory is larger than any limit, and what they say must be seen. */
static void confine(size_t bytes) {
#if defined __SANITIZE_ADDRESS__
  (void)bytes;
#else
  struct rlimit limit = {bytes, bytes};
  if (bytes) setrlimit(RLIMIT_AS, &limit);
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) dup2(nowhere, STDERR_FILENO);
#endif
}

/* A worker never outlives its parent, not even in the middle of a job: it would hold the output folder. */
static void stay_with(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0); /* gone already */
}

static _Noreturn void worker_main(const struct pool *pool, int from_parent, int to_parent) {
  stay_with(pool->parent);
  confine(pool->settings->memory_bytes);
  mem_keep_freed();
  sigprocmask(SIG_SETMASK, &pool->kept_mask, NULL);
  signal(SIGINT, SIG_IGN); /* of a terminal goes to all: the parent decides what it means */
  signal(SIGHUP, SIG_IGN);
  struct buf result = {0};
  for (size_t job; read_fully(from_parent, &job, sizeof job);) {
    buf_clear(&result);
    pool->hooks->job(pool->hooks->context, job, &result);
    size_t size = result.size;
    if (!write_fully(to_parent, &size, sizeof size) || !write_fully(to_parent, result.data, size)) break;
  }
  _exit(0); /* not exit(): the parent's buffers are not ours to flush */
}

/* ---- the parent's side ---- */

/* A child must not hold its brothers' pipe ends, or a dead brother would never be seen. */
static void close_others(const struct pool *pool, const struct worker *self) {
  for (size_t w = 0; w < pool->worker_count; w++)
    if (&pool->workers[w] != self && pool->workers[w].pid) {
      close(pool->workers[w].to);
      close(pool->workers[w].from);
    }
}

static bool worker_start(struct pool *pool, struct worker *worker) {
  int down[2], up[2];
  if (pipe(down)) return false;
  if (pipe(up)) {
    close(down[0]);
    close(down[1]);
    return false;
  }
  pid_t pid = fork();
  if (pid == 0) {
    close_others(pool, worker);
    close(down[1]);
    close(up[0]);
    worker_main(pool, down[0], up[1]);
  }
  close(down[0]);
  close(up[1]);
  if (pid < 0) {
    close(down[1]);
    close(up[0]);
    return false;
  }
  fcntl(down[1], F_SETFD, FD_CLOEXEC);
  fcntl(up[0], F_SETFD, FD_CLOEXEC);
  worker->pid = pid;
  worker->to = down[1];
  worker->from = up[0];
  worker->job = NO_JOB;
  buf_clear(&worker->answer);
  return true;
}

enum { EXIT_NO_MEMORY = 3 /* of mem_exhausted */, LEAVE_MS = 500 };

/* Ends the worker; its wait status. A worker without a job sees the end of its pipe and leaves by itself; one that does
 * not within a moment is killed all the same. */
static int worker_end(struct worker *worker, bool kill_it) {
  int status = 0;
  close(worker->to);
  struct pollfd gone = {worker->from, POLLIN, 0};
  if (kill_it || poll(&gone, 1, LEAVE_MS) <= 0) kill(worker->pid, SIGKILL);
  close(worker->from);
  while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
    ;
  worker->pid = 0;
  return status;
}

static void job_ended(struct pool *pool, size_t job, enum pool_status status, int signal_number, struct buf *result) {
  struct outcome *outcome = &pool->outcomes[job];
  outcome->ended = true;
  outcome->status = status;
  outcome->signal = signal_number;
  if (result) {
    outcome->result = *result;
    *result = (struct buf){0};
  }
  pool->ended++;
  for (; pool->told < pool->job_count && pool->outcomes[pool->told].ended; pool->told++) {
    struct outcome *told = &pool->outcomes[pool->told];
    pool->hooks->done(pool->hooks->context, pool->told, told->status, told->signal,
                      told->result.data ? told->result.data : "", told->result.size);
    buf_free(&told->result);
  }
  if (pool->hooks->progress) pool->hooks->progress(pool->hooks->context, pool->ended);
}

static bool must_stop(const struct pool *pool) {
  return pool->end->signal != 0;
}

static size_t take_job(struct pool *pool) {
  if (must_stop(pool)) return NO_JOB;
  if (pool->again_count) return pool->again[--pool->again_count];
  return pool->next < pool->job_count ? pool->next++ : NO_JOB;
}

static void give_job(struct pool *pool, struct worker *worker) {
  size_t job = take_job(pool);
  worker->job = job;
  if (job == NO_JOB) return;
  buf_clear(&worker->answer);
  int seconds = pool->settings->job_seconds;
  worker->deadline_ms = seconds ? now_ms() + seconds * 1000LL : 0;
  /* A worker that cannot be told its job is of no use; its answer pipe will tell that it is gone. */
  if (!write_fully(worker->to, &job, sizeof job)) kill(worker->pid, SIGKILL);
}

/* The worker died, or took too long, with a job in hand. */
static bool worker_lost(struct pool *pool, struct worker *worker, bool timed_out) {
  size_t job = worker->job;
  int status = worker_end(worker, timed_out);
  int signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (job != NO_JOB) {
    if (timed_out)
      job_ended(pool, job, POOL_TIMED_OUT, signal_number, NULL);
    else if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_MEMORY)
      job_ended(pool, job, POOL_NO_MEMORY, 0, NULL);
    else if (pool->outcomes[job].tried)
      job_ended(pool, job, POOL_DIED, signal_number, NULL);
    else {
      pool->outcomes[job].tried = true;
      pool->again[pool->again_count++] = job;
    }
  }
  if (pool->ended == pool->job_count || must_stop(pool)) return true;
  if (!worker_start(pool, worker)) return false;
  give_job(pool, worker);
  return true;
}

static bool answer_is_whole(const struct buf *answer, size_t *size) {
  if (answer->size < sizeof *size) return false;
  memcpy(size, answer->data, sizeof *size);
  return answer->size >= sizeof *size + *size;
}

/* Reads what is there; a whole answer ends the job. False: no worker can be started any more. */
static bool worker_read(struct pool *pool, struct worker *worker) {
  char chunk[16384];
  size_t size = 0;
  ssize_t n = read(worker->from, chunk, sizeof chunk);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  if (n > 0) buf_put(&worker->answer, chunk, (size_t)n);
  if (n <= 0 || worker->answer.size > ANSWER_LIMIT_BYTES) return worker_lost(pool, worker, false);
  if (!answer_is_whole(&worker->answer, &size)) return true;
  struct buf result = {0};
  buf_put(&result, worker->answer.data + sizeof size, size);
  size_t job = worker->job;
  give_job(pool, worker); /* first, so that it does not wait for what is told, or for a manifest that is written */
  job_ended(pool, job, POOL_DONE, 0, &result);
  return true;
}

static int wait_ms(const struct pool *pool) {
  long long least = 1000, now = now_ms();
  for (size_t w = 0; w < pool->worker_count; w++) {
    const struct worker *worker = &pool->workers[w];
    if (worker->pid && worker->job != NO_JOB && worker->deadline_ms && worker->deadline_ms - now < least)
      least = worker->deadline_ms - now;
  }
  return least < 0 ? 0 : (int)least;
}

/* Always false: the run is over. */
static bool take_signal(struct pool *pool) {
  struct signalfd_siginfo came;
  pool->end->signal = read(pool->signals, &came, sizeof came) == sizeof came ? (int)came.ssi_signo : SIGTERM;
  return false;
}

static bool poll_once(struct pool *pool, struct pollfd *fds) {
  for (size_t w = 0; w < pool->worker_count; w++)
    fds[w] = (struct pollfd){pool->workers[w].pid ? pool->workers[w].from : -1, POLLIN, 0};
  fds[pool->worker_count] = (struct pollfd){pool->signals, POLLIN, 0};
  if (poll(fds, (nfds_t)pool->worker_count + 1, wait_ms(pool)) < 0 && errno != EINTR) return false;
  if (fds[pool->worker_count].revents & POLLIN) return take_signal(pool);
  for (size_t w = 0; w < pool->worker_count; w++) {
    struct worker *worker = &pool->workers[w];
    if (fds[w].fd >= 0 && (fds[w].revents & (POLLIN | POLLHUP | POLLERR)) && !worker_read(pool, worker)) return false;
    if (worker->pid && worker->job != NO_JOB && worker->deadline_ms && now_ms() >= worker->deadline_ms &&
        !worker_lost(pool, worker, true))
      return false;
  }
  return true;
}

static bool run_jobs(struct pool *pool) {
  struct pollfd *fds = mem_alloc((pool->worker_count + 1) * sizeof *fds);
  bool good = true;
  for (size_t w = 0; w < pool->worker_count && good; w++) {
    good = worker_start(pool, &pool->workers[w]);
    if (good) give_job(pool, &pool->workers[w]);
  }
  while (good && pool->ended < pool->job_count)
    good = poll_once(pool, fds);
  pool->end->error = errno;
  for (size_t w = 0; w < pool->worker_count; w++)
    if (pool->workers[w].pid) worker_end(&pool->workers[w], pool->workers[w].job != NO_JOB);
  free(fds);
  return good && pool->ended == pool->job_count;
}

/* The signals that end a run become readable; the ones that were ignored (nohup) stay so. */
static void open_signals(struct pool *pool) {
  static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP};
  sigset_t mask;
  sigemptyset(&mask);
  for (size_t i = 0; i < sizeof ENDING / sizeof *ENDING; i++) {
    struct sigaction now;
    if (sigaction(ENDING[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) sigaddset(&mask, ENDING[i]);
  }
  sigprocmask(SIG_BLOCK, &mask, &pool->kept_mask);
  pool->signals = signalfd(-1, &mask, SFD_CLOEXEC);
}

static void close_signals(struct pool *pool) {
  if (pool->signals >= 0) close(pool->signals);
  sigprocmask(SIG_SETMASK, &pool->kept_mask, NULL);
}

bool pool_run(const struct pool_settings *settings, size_t job_count, const struct pool_hooks *hooks,
              struct pool_end *end) {
  struct arena *arena = arena_new();
  size_t workers = settings->workers > 0 ? (size_t)settings->workers : 1;
  struct pool pool = {.settings = settings, .hooks = hooks, .job_count = job_count, .parent = getpid(), .end = end};
  *end = (struct pool_end){0};
  pool.worker_count = workers < job_count ? workers : job_count;
  pool.workers = arena_array(arena, pool.worker_count + 1, sizeof *pool.workers);
  pool.outcomes = arena_array(arena, job_count + 1, sizeof *pool.outcomes);
  pool.again = arena_array(arena, job_count + 1, sizeof *pool.again);
  struct sigaction ignore = {.sa_handler = SIG_IGN}, kept;
  sigaction(SIGPIPE, &ignore, &kept);
  open_signals(&pool);
  bool good = run_jobs(&pool);
  close_signals(&pool);
  sigaction(SIGPIPE, &kept, NULL);
  for (size_t w = 0; w < pool.worker_count; w++)
    buf_free(&pool.workers[w].answer);
  for (size_t j = 0; j < job_count; j++)
    buf_free(&pool.outcomes[j].result);
  arena_free(arena);
  return good;
}
