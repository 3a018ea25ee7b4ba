/* names.c - the words by which files and programs name the values of the model's enums. */
#include "model/guide.h"
#include "model/input.h"
#include "model/pack.h"
#include "model/template.h"

const char *const SEGMENT_IDS[SEGMENT_COUNT] = {
    [SEGMENT_GENERATION] = "generation",
    [SEGMENT_RETAIL] = "retail",
    [SEGMENT_AGGREGATION_COORDINATOR] = "aggregation-coordinator",
    [SEGMENT_RESOURCE_AGGREGATOR] = "resource-aggregator",
    [SEGMENT_PRIVATE_FACILITY] = "private-facility",
};

const char *const IMPACT_IDS[IMPACT_COUNT] = {
    [IMPACT_SUPPLY] = "supply",   [IMPACT_SAFETY] = "safety", [IMPACT_CUSTOMER] = "customer",
    [IMPACT_FINANCE] = "finance", [IMPACT_TRUST] = "trust",
};

const char *const SECTION_NAMES[SECTION_KIND_COUNT] = {
#define SECTION(id, name, use) [SECTION_##id] = name,
#include "model/sections.def"
#undef SECTION
};

const enum section_use SECTION_USES[SECTION_KIND_COUNT] = {
#define SECTION(id, name, use) [SECTION_##id] = SECTION_##use,
#include "model/sections.def"
#undef SECTION
};

const char *const DIGEST_PART_NAMES[PART_COUNT] = {
    [PART_ANSWERS] = "answers", [PART_PREVIOUS] = "previous", [PART_FRAMEWORK] = "framework", [PART_GUIDE] = "guide",
    [PART_SCALE] = "scale",     [PART_PROFILE] = "profile",   [PART_STARS] = "stars",         [PART_POLICY] = "policy",
};

const char *const STYLE_RULE_WORDS[STYLE_RULE_KIND_COUNT] = {
    [STYLE_BEGINS] = "begins",         [STYLE_BEGINS_LOWER] = "begins-lower", [STYLE_BEGINS_UPPER] = "begins-upper",
    [STYLE_ENDS] = "ends",             [STYLE_HAS] = "has",                   [STYLE_HAS_ONCE] = "has-once",
    [STYLE_HAS_NOT] = "has-not",       [STYLE_HAS_NO_FIGURE] = "has-no-figure",
};
