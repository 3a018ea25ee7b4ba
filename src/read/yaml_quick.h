/* yaml_quick.h - the plain part of YAML, read without libyaml (inside read/).
 *
 * Nearly all of our files, and of answers that people write, is block maps of plain words, quoted lines, folded texts
 * and flow collections on one line. Those are read here in one pass over the bytes, several times faster than through
 * events: the guide pack is most of the time of `check` and of a single report.
 *
 * The promise: either the tree is the one that libyaml's events make, node by node and span by span
 * (tests/unit/test_yaml_quick.c, and fuzz_yaml holds both against each other), or the answer is false and nothing was
 * reported: then libyaml reads the file from its start. So whatever is unusual, and every fault, is libyaml's, and no
 * message is written twice. The bytes have passed yaml_bytes_check. */
#ifndef TENKEN_READ_YAML_QUICK_H
#define TENKEN_READ_YAML_QUICK_H

#include "read/yaml_parser.h"

bool yaml_quick(const struct yaml_reader *, struct yaml_node *root);

#endif
