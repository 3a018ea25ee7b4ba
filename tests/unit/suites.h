/* suites.h - prototypes of all unit suites; every test_<module>.c includes it, so that a suite and its line in
 * suites.def cannot part. */
#ifndef TENKEN_TESTS_SUITES_H
#define TENKEN_TESTS_SUITES_H

#include <check.h>

#define SUITE(module) Suite *module##_suite(void);
#include "suites.def"
#undef SUITE

#endif
