/* main.c - runs every unit suite that suites.def names. CK_FORK=no in the environment keeps all in one process (for
 * debuggers and sanitizers); CK_RUN_SUITE=name runs one. */
#include "suites.h"
#include <stdlib.h>

int main(void) {
  SRunner *runner = srunner_create(NULL);
#define SUITE(module) srunner_add_suite(runner, module##_suite());
#include "suites.def"
#undef SUITE
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
