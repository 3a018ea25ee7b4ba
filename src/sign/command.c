/* command.c - fork, poll on both pipes, wait. SIGPIPE is off for the moment of writing: a command that does not read
 * its input shows by its exit status. */
#include "sign/command.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct child {
  pid_t pid;
  int in, out; /* our ends; -1: closed */
};

static void close_end(int *fd) {
  if (*fd >= 0)
    close(*fd);
  *fd = -1;
}

static void run_child(const char *command, const int in[2], const int out[2]) {
  setpgid(0, 0);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_DFL);
  if (dup2(in[0], STDIN_FILENO) >= 0 && dup2(out[1], STDOUT_FILENO) >= 0) {
    close(in[0]);
    close(in[1]);
    close(out[0]);
    close(out[1]);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
  }
  _exit(127);
}

static bool start(const char *command, struct child *child) {
  int in[2], out[2];
  if (pipe(in) < 0)
    return false;
  if (pipe(out) < 0) {
    close(in[0]);
    close(in[1]);
    return false;
  }
  child->pid = fork();
  if (child->pid == 0)
    run_child(command, in, out);
  close(in[0]);
  close(out[1]);
  child->in = in[1];
  child->out = out[0];
  fcntl(child->in, F_SETFL, O_NONBLOCK);
  fcntl(child->out, F_SETFL, O_NONBLOCK);
  fcntl(child->in, F_SETFD, FD_CLOEXEC);
  fcntl(child->out, F_SETFD, FD_CLOEXEC);
  return child->pid > 0;
}

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void feed(struct child *child, struct bytes *input) {
  ssize_t n = write(child->in, input->p, input->size);
  if (n > 0)
    *input = (struct bytes){input->p + n, input->size - (size_t)n};
  if (input->size == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    close_end(&child->in);
}

/* False at the limit. */
static bool drain(struct child *child, size_t limit_bytes, struct buf *output) {
  char block[4096];
  ssize_t n = read(child->out, block, sizeof block);
  if (n > 0)
    buf_put(output, block, (size_t)n);
  else if (n == 0 || (errno != EAGAIN && errno != EINTR))
    close_end(&child->out);
  return output->size <= limit_bytes;
}

static const char TOO_LONG[] = "it took too long";

/* NULL, or what went wrong. */
static const char *exchange(struct child *child, struct bytes input, size_t limit_bytes, long deadline,
                            struct buf *output) {
  while (child->out >= 0) {
    struct pollfd ends[2] = {{child->out, POLLIN, 0}, {child->in, POLLOUT, 0}};
    long left = deadline - milliseconds();
    if (left <= 0)
      return TOO_LONG;
    if (poll(ends, child->in >= 0 ? 2 : 1, (int)left) < 0 && errno != EINTR)
      return strerror(errno);
    if (child->in >= 0 && ends[1].revents)
      feed(child, &input);
    if (ends[0].revents && !drain(child, limit_bytes, output))
      return "it wrote too much";
  }
  return NULL;
}

/* A command may have closed its output and go on. */
static bool has_ended(struct child *child, long deadline, int *status) {
  while (waitpid(child->pid, status, WNOHANG) != child->pid) {
    if (milliseconds() >= deadline)
      return false;
    poll(NULL, 0, 5);
  }
  return true;
}

static const char *finish(struct child *child, long deadline, const char *why) {
  int status = 0;
  close_end(&child->in);
  close_end(&child->out);
  if (!why && !has_ended(child, deadline, &status))
    why = TOO_LONG;
  if (why) {
    kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
      ;
  }
  if (why)
    return why;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? NULL : "it failed";
}

bool command_filter(const char *command, struct bytes input, size_t limit_bytes, int seconds, struct buf *output,
                    struct fault *fault) {
  long deadline = milliseconds() + seconds * 1000L;
  struct child child = {-1, -1, -1};
  struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
  const char *why = NULL;
  sigaction(SIGPIPE, &ignore, &before);
  if (!start(command, &child))
    why = strerror(errno);
  else
    why = finish(&child, deadline, exchange(&child, input, limit_bytes, deadline, output));
  sigaction(SIGPIPE, &before, NULL);
  if (!why && output->size == 0)
    why = "it wrote nothing";
  return why ? fault_set(fault, REASON_COMMAND, command, why) : true;
}
