/* looks.h - what library_close needs of looks.c; the rest stands in library.h. */
#ifndef TENKEN_BATCH_LOOKS_H
#define TENKEN_BATCH_LOOKS_H

#include "batch/library.h"

void looks_free(struct library *);

#endif
