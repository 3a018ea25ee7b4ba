/* guide_chapters.c - <lang>/chapters.yaml: the chapters of the guide as a document; may be missing. A chapter is a list
 * of blocks, each of a kind with a head and a body. */
#include "read/guide_text.h"
#include "read/shape.h"

#define BLOCK_AT(member) offsetof(struct guide_chapter_block, member)
static const char *const KINDS[] = {"paragraph", "section", "bullet", "step", "definition", "table-row", "notice", "reference"};

static void shape_kind(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  int word = -1;
  struct field entry = {.key = f->key, .words = KINDS, .word_count = sizeof KINDS / sizeof *KINDS};
  shape_word(s, &entry, value, &word);
  if (word >= 0) ((struct guide_chapter_block *)target)->kind = KINDS[word];
}

static const struct field BLOCK_FIELDS[] = {
    {.key = "kind", .read = shape_kind, .required = true},
    {.key = "head", .read = shape_string, .offset = BLOCK_AT(head)},
    {.key = "body", .read = shape_string, .offset = BLOCK_AT(body)},
    {.key = "reading", .read = shape_string, .offset = BLOCK_AT(reading)},
};
static const struct field_table BLOCK = FIELD_TABLE(BLOCK_FIELDS);

#define CHAPTER_AT(member) offsetof(struct guide_chapter, member)
static const struct field CHAPTER_FIELDS[] = {
    {.key = "number", .read = shape_int, .offset = CHAPTER_AT(number), .required = true, .min = 1, .max = 8},
    {.key = "title", .read = shape_string, .offset = CHAPTER_AT(title), .required = true},
    {.key = "lead", .read = shape_string, .offset = CHAPTER_AT(lead)},
    {.key = "blocks", .read = shape_list, .offset = CHAPTER_AT(blocks), .count_offset = CHAPTER_AT(block_count),
     .table = &BLOCK, .entry_size = sizeof(struct guide_chapter_block), .max = 400},
};
static const struct field_table CHAPTER = FIELD_TABLE(CHAPTER_FIELDS);

struct chapters_file {
  const char *named_language;
  struct guide_chapter *chapters;
  size_t count;
};
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "version", .read = shape_skip},
    {.key = "language", .read = shape_string, .offset = offsetof(struct chapters_file, named_language), .required = true},
    {.key = "chapters", .read = shape_list, .offset = offsetof(struct chapters_file, chapters),
     .count_offset = offsetof(struct chapters_file, count), .table = &CHAPTER, .entry_size = sizeof(struct guide_chapter),
     .required = true, .min = 1, .max = 8},
};
static const struct field_table CHAPTERS_FILE = FIELD_TABLE(FILE_FIELDS);

void guide_read_chapters(struct guide_reading *r, enum language language) {
  struct yaml_file file;
  const char *name = arena_printf(r->arena, "%s/chapters.yaml", GUIDE_LANGUAGES[language]);
  if (!guide_load(r, name, "guide-chapters/1", &file)) return;
  struct shape s = {r->arena, r->diag, r->framework, 0};
  struct chapters_file chapters = {0};
  shape_read(&s, &CHAPTERS_FILE, file.root, (struct span){file.source, 0, 0}, &chapters);
  pack_take_chapters(r, language, file.root);
  r->guide->chapters[language] = chapters.chapters;
  r->guide->chapter_count[language] = chapters.count;
}
