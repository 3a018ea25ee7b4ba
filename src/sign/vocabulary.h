/* vocabulary.h - the names of revision 0 (inside sign/).
 *
 * Keys are listed: what our writers never use is refused, so that a feature of PDF need not be known to be kept out.
 * Names as values are many (structure types, colours), so those that act, hide or bring a second content are listed
 * instead. A new key of the writers is added here; a list only grows, so that older reports stay readable. */
#ifndef TENKEN_SIGN_VOCABULARY_H
#define TENKEN_SIGN_VOCABULARY_H

#include "sign/pdf_value.h"

enum { VOCABULARY_SIZES = 32, VOCABULARY_SLOTS = 512 };
/* The lists, prepared for looking up tens of thousands of names. */
struct vocabulary {
  uint64_t filter[VOCABULARY_SIZES];   /* by length: bits of the first characters of forbidden and reserved names */
  uint8_t key_slots[VOCABULARY_SLOTS]; /* open hashing: place in the list of keys and one, 0: free */
};

void vocabulary_prepare(struct vocabulary *);
/* All names without their slash. */
bool vocabulary_has_key(const struct vocabulary *, struct bytes name);
bool vocabulary_forbids(const struct vocabulary *, struct bytes name, bool may_hold_fields);
bool vocabulary_is_subtype(struct bytes name);
bool vocabulary_is_mime_type(struct bytes name); /* of attachments; the only ones with an escape in them */

#endif
