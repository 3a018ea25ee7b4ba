/* clock.c - a clock for a preloaded library: it shows the seconds that TENKEN_CLOCK says. */
#include <stdlib.h>
#include <time.h>

time_t time(time_t *out) {
  const char *shown = getenv("TENKEN_CLOCK");
  time_t now = shown ? (time_t)atoll(shown) : 0;
  if (out) *out = now;
  return now;
}
