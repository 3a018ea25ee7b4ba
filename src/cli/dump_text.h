/* dump_text.h - the results of read and check as lines of text: `key: value`, every text of the input once. */
#ifndef TENKEN_CLI_DUMP_TEXT_H
#define TENKEN_CLI_DUMP_TEXT_H

#include "base/buf.h"
#include "model/input.h"

void dump_answers(const struct answers *, const struct framework *, struct buf *out);
void dump_input(const struct input *, struct buf *out);

#endif
