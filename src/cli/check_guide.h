/* check_guide.h - the part of `tenken check --guide` that looks at packs. */
#ifndef TENKEN_CLI_CHECK_GUIDE_H
#define TENKEN_CLI_CHECK_GUIDE_H

#include "cli/session.h"

/* Is an operand a folder that holds a pack? Then it is checked as one, else it is an answer file. */
bool check_guide_is_pack(struct library *, const char *operand);
/* The packs among the operands and those that the answer files name; all packs of the data folder when there is no
 * operand. Prints what it finds; the exit code. */
int check_guide(const struct options *, struct library *);

#endif
