/* answers.h - one answer file as read: what a company said. Spans stay with everything a later phase may complain
 * about. Optional texts have s == NULL, optional dates are 0. Job arena. */
#ifndef TENKEN_MODEL_ANSWERS_H
#define TENKEN_MODEL_ANSWERS_H

#include "base/date.h"
#include "diag/source.h"
#include "model/guide.h"
#include <stdbool.h>
#include <stddef.h>

enum answer_status { ANSWER_MISSING, ANSWER_UNANSWERED, ANSWER_NA, ANSWER_LEVEL };
enum operating_status { STATUS_OPERATING, STATUS_DORMANT, STATUS_UNDER_CONSTRUCTION };

struct evidence {
  struct text ref, kind;
  date date;
};
struct plan {
  bool given;
  struct text action, owner;
  date due;
  bool has_cost;
  long long cost_jpy;
};
struct answer {
  enum answer_status status; /* MISSING counts as UNANSWERED from score on */
  int level;
  struct span at;     /* the key */
  struct span level_at;
  struct text comment, reason;
  bool internal;      /* comment, reason, evidence and plan are not for the regulator edition */
  struct evidence evidence;
  struct plan plan;
};
struct person {
  struct text name, title, department;
};
struct history_entry {
  int revision;
  date date;
  struct text change, by;
};
struct recipient {
  struct text name, purpose;
  int copies;
};
struct edition { /* document.editions.<template name> */
  struct text template_name, number, addressee;
  struct recipient *recipients;
  size_t recipient_count;
};
struct decision {
  struct text title, text;
};
struct attestation {
  struct text profile, body, certificate;
  int star;
  date issued, expires;
  struct span at;
};
struct signoff_entry {
  struct text role, name, title, digest, seal_top, seal_name;
  date date;
  struct span at;
};
#define ASKS_MAX 8
struct yaml_node;
struct answers {
  uint32_t source;   /* index in the diag's source table */
  const char *path;  /* as given on the command line */
  const char *bytes; /* the file itself (attached to reports) */
  size_t byte_count;
  const struct yaml_node *tree; /* the file as parsed; only read/ looks inside (read_leaves) */
  const char *digest_hex; /* of the parsed values without `signoff`: the file's part of an approval's digest */

  struct text org_id, org_name, org_name_en, occto_member;
  bool segment[SEGMENT_COUNT];
  struct span segments_at;

  struct text assessment_id, scope;
  date as_of;
  enum operating_status status;
  struct person respondent;
  struct text guide_id, guide_version, profile_id, policy_id, previous_path;
  struct text stars_id, scale_id; /* default: meti-2024-04, default */

  date issued; /* document.issued, or its default */
  int revision;
  struct history_entry *history;
  size_t history_count;
  struct text confidentiality;
  struct edition *editions;
  size_t edition_count;

  struct decision *decisions;
  size_t decision_count;
  struct text ask_response[ASKS_MAX]; /* 当社の対応 by ask number */

  struct answer *items; /* framework->item_count, framework order */
  struct attestation *attestations;
  size_t attestation_count;
  struct signoff_entry *signoff;
  size_t signoff_count;
};

#endif
