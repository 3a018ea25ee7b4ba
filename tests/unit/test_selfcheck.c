/* The self-check: a painted file is taken apart into its objects, damaged in one place, and the rule that the damage
 * breaks must be named. Each row finds an object by a text in it and replaces one text in the object or in its data. */
#include "paint/save.h"
#include "paint/selfcheck.h"
#include "sample_pages.h"
#include "saved_file.h"
#include "suites.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

static const char IDENTIFIER[] = "00112233445566778899aabbccddeeff";
static struct sample sample;
static struct diag *diag;
static struct buf pdf;
static struct object_texts texts;

/* ---- from the file back to its objects ---- */

static void take_stream(struct object_text *item) {
  const char *mark = strstr(item->text, ">>\nstream\n"), *length;
  if (!mark) return;
  item->is_stream = item->plain = true;
  item->stored = !strstr(item->text, "/Filter/FlateDecode");
  length = strstr(item->text, "/Length ");
  const char *data = mark + strlen(">>\nstream\n");
  size_t packed = strtoul(length + 8, NULL, 10), room = 1 << 20;
  item->data = data;
  item->data_size = packed;
  if (!item->stored) {
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    char *out = arena_alloc(sample.arena, room);
    ck_assert_int_eq(libdeflate_zlib_decompress(inflater, data, packed, out, room, &item->data_size), 0);
    libdeflate_free_decompressor(inflater);
    item->data = out;
    length -= strlen("/Filter/FlateDecode");
  }
  item->size = (size_t)(length - item->text);
  item->text = arena_strndup(sample.arena, item->text, item->size);
}

/* Without the object streams and the cross-reference stream, which are how the objects are stored. */
static void take_apart(void) {
  struct saved_file file;
  saved_file_read(&pdf, sample.arena, &file);
  texts = (struct object_texts){.count = file.count};
  texts.item = arena_array(sample.arena, file.count, sizeof *texts.item);
  for (unsigned i = 1; i < file.count; i++) {
    struct object_text *item = &texts.item[i];
    item->text = arena_strndup(sample.arena, file.objects[i].text, file.objects[i].size);
    item->size = file.objects[i].size;
    item->plain = !file.objects[i].stream;
    take_stream(item);
    texts.root = strstr(item->text, "/Type /Catalog") ? i : texts.root;
    texts.info = strstr(item->text, "/CreationDate") ? i : texts.info;
  }
  while (strstr(texts.item[texts.count - 1].text, "/Type/ObjStm") ||
         strstr(texts.item[texts.count - 1].text, "/Type/XRef"))
    texts.count--;
}

static void open_sample(void) {
  sample_open(&sample);
  sample_pages(&sample);
  diag = diag_new();
  struct paint_settings settings = sample_settings(&sample);
  struct arena *arena = arena_new();
  ck_assert(paint_run(&sample.pages, &settings, arena, diag, &pdf));
  ck_assert_uint_eq(diag_warnings(diag), 0);
  arena_free(arena);
  take_apart();
}

static void close_sample(void) {
  buf_free(&pdf);
  diag_free(diag);
  sample_close(&sample);
}

/* ---- damages ---- */

struct damage {
  enum selfcheck_rule rule;
  const char *object, *find, *replace; /* object: a text of its dictionary; find NULL: the whole object */
  bool in_data;
};
#define TEXT(rule, object, find, replace)                                                                              \
  { RULE_##rule, object, find, replace, false }
#define DATA(rule, object, find, replace)                                                                              \
  { RULE_##rule, object, find, replace, true }
#define HEADING "/S/H1/P 11"
#define PAGE "/StructParents 0"
#define XMP "/Type/Metadata"
#define LINK "/Subtype/Link"
#define FIELD "SIG1_PREPARED"
#define FONT "/BaseFont/WYFRIG+BIZUDPGothic-Regular/Encoding"
#define CIDFONT "/Subtype/CIDFontType2/BaseFont/WYFRIG"
static const struct damage DAMAGES[] = {
    TEXT(SYNTAX, HEADING, "/K 0>>", "/K 0"),
    TEXT(SYNTAX, HEADING, "/K 0", "/K (0"),
    TEXT(SYNTAX, HEADING, "/K 0", "/K"),
    TEXT(SYNTAX, HEADING, "/K 0", "/K 0/T<FEF>"),
    TEXT(SYNTAX, HEADING, "/K 0", "/K 1234567890"),
    TEXT(SYNTAX, HEADING, "<<", " <<"),
    TEXT(KEY, HEADING, "/K 0", "/K 0/AA 1"),
    TEXT(KEY, "/Type /Catalog", ">>", "/OpenAction<</S/JavaScript/JS(x)>>>>"),
    TEXT(KEY, FIELD, "/F 132", "/F 132/AA<<>>"),
    TEXT(KEY, "/Fields[", "]", "]/NeedAppearances true"),
    TEXT(CATALOG, "/Type /Catalog", "/Type /Catalog", "/Type /Page"),
    TEXT(CATALOG, "/Type /Pages", "/Count 2", "/Count 3"),
    TEXT(CATALOG, PAGE, "/Parent 2", "/Parent 3"),
    TEXT(CATALOG, PAGE, "/Resources 4 0 R", ""),
    TEXT(LANGUAGE, "/Type /Catalog", "/Lang (ja-JP)", ""),
    TEXT(LANGUAGE, "/Type /Catalog", "ja-JP", "ja_JP"),
    TEXT(LANGUAGE, "/Lang(en)", "(en)", "(english-languages)"),
    TEXT(LANGUAGE, "/Lang(en)", "(en)", "()"),
    TEXT(MARKED, "/Type /Catalog", "/Marked true", "/Marked false"),
    TEXT(TITLE_SHOWN, "/Type /Catalog", "/DisplayDocTitle true", "/DisplayDocTitle false"),
    TEXT(INTENT, "/GTS_PDFA1", "GTS_PDFA1", "GTS_PDFX"),
    TEXT(INTENT, "/N 3", "/N 3", "/N 4"),
    DATA(INTENT, "/N 3", "RGB ", "CMYK"),
    DATA(INTENT, "/N 3", "acsp", "acsq"),
    TEXT(ATTACHMENT, "/Type/EmbeddedFile/", "application#2F", "application"),
    TEXT(ATTACHMENT, "/Filespec", "/UF", "/T"),
    TEXT(ATTACHMENT, "/Filespec", "/AFRelationship/", "/Desc/"),
    TEXT(ATTACHMENT, "/Type/EmbeddedFile/", "/Size 3", "/Size 4"),
    TEXT(ATTACHMENT, "/Type/EmbeddedFile/", "/ModDate", "/Title"),
    TEXT(ATTACHMENT_LISTED, "/EmbeddedFiles", "(answers", "(zanswers"),
    TEXT(ATTACHMENT_LISTED, "[110 0 R", "110 0 R", ""),
    TEXT(FORM_OBJECT, "/Subtype/Form", "/Resources<<>>", ""),
    /* metadata */
    DATA(METADATA, XMP, "</rdf:RDF>", "<oops></rdf:RDF>"),
    DATA(METADATA, XMP, "&lt;", "<"),
    DATA(METADATA, XMP, "&amp;", "&"),
    DATA(METADATA, XMP, " id=\"W5", " bytes=\"9\" id=\"W5"),
    TEXT(METADATA, XMP, "/XML", "/Form"),
    DATA(METADATA_TITLE, XMP, "点検の結果 A&amp;B &lt;𠮷&gt;", ""),
    DATA(METADATA_INFO, XMP, "<xmp:CreateDate>2026", "<xmp:CreateDate>2025"),
    TEXT(METADATA_INFO, "/CreationDate", "(D:2026", "(D:2025"),
    DATA(METADATA_INFO, XMP, "&lt;", "&gt;"),
    DATA(METADATA_CLAIM, XMP, "<pdfaid:part>3", "<pdfaid:part>2"),
    DATA(METADATA_CLAIM, XMP, "conformance>A", "conformance>B"),
    DATA(METADATA_CLAIM, XMP, "<pdfuaid:part>1", "<pdfuaid:part>2"),
    DATA(METADATA_SCHEMA, XMP, "Integer", "Text"),
    DATA(METADATA_SCHEMA, XMP, "pdfa/ns/id/", "pdfa/ns/it/"),
    DATA(METADATA_SCHEMA, XMP, "dc:format>application/pdf</dc:format", "xmp:Mood>application/pdf</xmp:Mood"),
    /* structure */
    TEXT(TREE, "/Type /Catalog", "/StructTreeRoot", "/Names"),
    TEXT(TREE, "/Type/StructTreeRoot", "/K[11 0 R]", "/K 11 0 R"),
    TEXT(TREE_PARENT, HEADING, "/P 11", "/P 13"),
    TEXT(TREE_PARENT, "/S/Document", "13 0 R 14", "12 0 R 14"),
    TEXT(TREE_TYPE, HEADING, "/S/H1", "/S/Chapter"),
    TEXT(TREE_KID, "/S/Sect", "/K[46 0 R]", "/K 46 0 R"),
    TEXT(TREE_KID, "/Type/MCR", "/MCR", "/OBJ"),
    TEXT(TREE_NESTING, "/S/LBody", "/S/LBody", "/S/P"),
    TEXT(TREE_NESTING, "/S/L/", "/S/L/", "/S/Div/"),
    TEXT(TREE_NESTING, "/S/TBody", "/S/TBody", "/S/TR"),
    TEXT(TREE_NESTING, "/S/Document", "/S/Document", "/S/Sect"),
    TEXT(TREE_UNREACHED, "/S/Document", " 45 0 R", ""),
    TEXT(PARENT_TREE, "15 0 R 14 0 R 16", "[12 0 R 13", "[13 0 R 12"),
    TEXT(PARENT_TREE, "15 0 R 14 0 R 16", "[12 0 R 13 0 R", "[12 0 R"),
    TEXT(PARENT_TREE, "/Nums[0 57", "1 58 0 R", "1 57 0 R"),
    TEXT(PARENT_TREE, "/Nums[0 57", "4 55 0 R", ""),
    TEXT(PARENT_TREE, "/Nums[0 57", "0 57", "7 57"),
    TEXT(PARENT_TREE, PAGE, "/StructParents 0", "/StructParents 1"),
    TEXT(PARENT_TREE, HEADING, "/K 0", "/K 1"),
    TEXT(PARENT_TREE, HEADING, "/K 0", ""),
    TEXT(PARENT_TREE, HEADING, "/Pg 5", "/Pg 7"),
    TEXT(HEADING, "/S/H2", "/S/H2", "/S/H3"),
    TEXT(HEADING, HEADING, "/S/H1", "/S/H2"),
    TEXT(FIGURE_WORDS, "/S/Figure", "/Alt<FEFF", "/Alt<FEFF>/T<FEFF"),
    TEXT(FIGURE_BOX, "/S/Figure", "BBox[320", "BBox[520"),
    TEXT(FIGURE_BOX, "/S/Figure", "/A<<", "/T<<"),
    TEXT(IDENTIFIER, "/S/Note", "/ID(note-1)", ""),
    TEXT(IDENTIFIER, "/S/Note", "note-1", "note-2"),
    TEXT(IDENTIFIER, HEADING, "/K 0", "/K 0/ID(note-1)"),
    TEXT(IDENTIFIER, "/Names[(note-1)", "56", "12"),
    TEXT(IDENTIFIER, "/Names[(note-1)", "56 0 R", ""), /* a list of an odd length was read for ever */
    TEXT(LIST_NUMBERS, "/S/L/", "/O/List", "/O/Table"),
    TEXT(LIST_NUMBERS, "/S/L/", "/ListNumbering/Decimal", "/Summary(a)"),
    TEXT(TABLE_PARTS, "/S/Table/P 11 0 R/K[20", "[20 0 R 25 0 R]", "[25 0 R 20 0 R]"),
    TEXT(TABLE_PARTS, "/S/Table/P 11 0 R/K[20", " 25 0 R]", "]"),
    TEXT(TABLE_GRID, "/ColSpan", "/ColSpan 3", "/ColSpan 2"),
    TEXT(TABLE_GRID, "/ColSpan", "/ColSpan 3", "/RowSpan 2"),
    TEXT(TABLE_GRID, "/S/TR/P 25 0 R/K[27", " 29 0 R", ""),
    TEXT(TABLE_SCOPE, "/S/TH/", "/C/c", ""),
    TEXT(TABLE_SCOPE, "/Type/StructTreeRoot", "/Scope/Column", "/Scope/Row"),
    TEXT(TABLE_HEADER, "/S/TH/P 48", "/S/TH", "/S/TD"),
    TEXT(FORM_KIDS, "/S/Form", "/K<</Type/OBJR/Obj 69 0 R>>", "/K[]"),
    TEXT(FORM_KIDS, "/S/Form", "/OBJR", "/MCR"),
    /* content */
    DATA(CONTENT_SYNTAX, "@0", "0 Td", "Td"),
    DATA(CONTENT_SYNTAX, "@0", "ET\n", ""),
    DATA(CONTENT_SYNTAX, "@0", "rg\n", "rg 1\n"),
    DATA(CONTENT_SYNTAX, "@0", "0 Td", "0.12345678 Td"),
    DATA(CONTENT_SYNTAX, "@0", "0 Td", "1000000 Td"),
    DATA(CONTENT_SYNTAX, "@0", "0 Td", "- Td"),
    DATA(CONTENT_SYNTAX, "@0", "0 Td", "0 0 Td"),
    DATA(CONTENT_SYNTAX, "@0", "0 Td", "/F1 Td"),
    DATA(CONTENT_SYNTAX, "@0", "BT\n", "BT\nq Q\n"),
    DATA(CONTENT_SYNTAX, "@0", "rg\n", "rg\nET\n"),
    DATA(CONTENT_OPERATOR, "@0", "rg\n", "rgb\n"),
    DATA(CONTENT_OPERATOR, "@0", "rg\n", "rg\n%\n"),
    DATA(CONTENT_OPERATOR, "@0", "rg\n", "rg\n0 0 0 1 k\n"),
    DATA(CONTENT_OPERATOR, "@0", "BT\n", "/G0 gs\nBT\n"),
    DATA(CONTENT_UNTAGGED, "@0", "/Artifact", "0 0 1 1 re f\n/Artifact"),
    DATA(CONTENT_NESTED, "@0", "/H1<</MCID 0>>BDC\n", "/H1<</MCID 0>>BDC\n/Artifact BMC\nEMC\n"),
    DATA(CONTENT_NESTED, "@0", "/H1<</MCID 0>>BDC\n", "/Artifact BMC\n/H1<</MCID 0>>BDC\n"),
    DATA(CONTENT_NESTED, "@0", "EMC\n", ""),
    DATA(CONTENT_SEQUENCE, "@0", "MCID 0>>", "MCID 99>>"),
    DATA(CONTENT_SEQUENCE, "@0", "MCID 1>>", "MCID 0>>"),
    DATA(CONTENT_SEQUENCE, "@0", "/H1<<", "/H2<<"),
    DATA(CONTENT_MISSING, "@0", "/H1<</MCID 0>>BDC", "/Artifact BMC"),
    DATA(STATE_DEPTH, "@0", "Q\n", ""),
    DATA(STATE_DEPTH, "@0", "q ", "q q q q q q q q q q q q q q q q q q q q q q q q q q q q q "),
    DATA(RESOURCE, "@0", "/F1 17", "/F9 17"),
    DATA(RESOURCE, "@0", "/W0 Do", "/W7 Do"),
    /* annotations */
    TEXT(TAB_ORDER, PAGE, "/Tabs /S", ""),
    TEXT(ANNOTATION_KIND, LINK, "/Subtype/Link", "/Subtype/Form"),
    TEXT(ANNOTATION_FLAGS, LINK, "/F 4", "/F 0"),
    TEXT(ANNOTATION_FLAGS, FIELD, "/F 132", "/F 134"),
    TEXT(ANNOTATION_TAG, LINK, "/StructParent 2", "/StructParent 3"),
    TEXT(ANNOTATION_TAG, LINK, "/StructParent 2", ""),
    TEXT(ANNOTATION_TAG, "/S/Link", "/S/Link", "/S/P"),
    TEXT(ANNOTATION_TAG, "/S/Form", "/S/Form", "/S/P"),
    TEXT(ANNOTATION_TAG, "/S/Link", "/Obj 65", "/Obj 69"),
    TEXT(ANNOTATION_WORDS, LINK, "/Contents", "/T"),
    TEXT(ANNOTATION_WORDS, FIELD, "/TU", "/Alt"),
    TEXT(ANNOTATION_TARGET, LINK, "/Dest[7 0 R", "/Dest[9 0 R"),
    TEXT(ANNOTATION_TARGET, "/Title<FEFF0031002E", "/Dest[5 0 R", "/Dest[4 0 R"),
    TEXT(APPEARANCE, FIELD, "/AP", "/EF"),
    TEXT(FIELDS, "/Fields[", "/Fields[", "/Fields[69 0 R]/Kids["),
    TEXT(FIELDS, "/Fields[", "/SigFlags 3", "/SigFlags 1"),
    TEXT(FIELDS, FIELD, "/FT/Sig", "/FT/N"),
    /* fonts */
    TEXT(FONT, FONT, "/Identity-H", "/Identity-V"),
    TEXT(FONT, CIDFONT, "(Adobe)", "(Adobf)"),
    TEXT(FONT, CIDFONT, "/CIDToGIDMap 74 0 R", ""),
    TEXT(FONT, "FontName/WYFRIG", "/Flags 4", "/Flags 32"),
    TEXT(FONT, "FontName/WYFRIG", "WYFRIG", "WYFRIH"),
    TEXT(FONT_EMBEDDED, "FontName/WYFRIG", "/FontFile2 75 0 R", ""),
    DATA(FONT_EMBEDDED, "/Length1", "hmtx", "hmty"),
    TEXT(FONT_WIDTH, CIDFONT, "/W[6[667]", "/W[6[670]"),
    TEXT(FONT_WIDTH, CIDFONT, "/DW 1000", "/DW 500"),
    TEXT(FONT_UNICODE, FONT, "/ToUnicode 78 0 R", ""),
    DATA(FONT_UNICODE, "@78", "<0001> <70B9>\n", "<0001> <FEFF>\n"),
    DATA(FONT_UNICODE, "@78", "<0001> <70B9>\n", "<0001> <0000>\n"),
    DATA(FONT_UNICODE, "@78", "<0001> <70B9>\n", "<FF01> <70B9>\n"),
    DATA(FONT_UNICODE, "@78", "<0001> <70B9>\n", "<0001> <D842>\n"),
    DATA(FONT_UNICODE, "@78", "beginbfchar", "beginbfrange"),
    DATA(FONT_PRIVATE, "@78", "<0001> <70B9>\n", "<0001> <E000>\n"),
};

/* "@0": the content of the first page; "@78": object 78; else the first object with the text. */
static struct object_text *object_of(const char *key) {
  if (key[0] == '@' && key[1] != '0') return &texts.item[strtoul(key + 1, NULL, 10)];
  if (key[0] == '@')
    for (unsigned i = 1; i < texts.count; i++)
      if (strstr(texts.item[i].text, PAGE))
        return &texts.item[strtoul(strstr(texts.item[i].text, "/Contents ") + 10, NULL, 10)];
  for (unsigned i = 1; i < texts.count; i++)
    if (strstr(texts.item[i].text, key)) return &texts.item[i];
  ck_abort_msg("no object with %s", key);
  return NULL;
}

/* First occurrence, also in data with zero bytes. */
static char *replaced(const char *data, size_t *size, const char *find, const char *replace) {
  size_t length = strlen(find), at = 0;
  while (at + length <= *size && memcmp(data + at, find, length) != 0)
    at++;
  ck_assert_msg(at + length <= *size, "nothing to replace: %s", find);
  struct buf out = {0};
  buf_put(&out, data, at);
  buf_puts(&out, replace);
  buf_put(&out, data + at + length, *size - at - length);
  *size = out.size;
  char *copy = arena_strndup(sample.arena, out.data, out.size);
  buf_free(&out);
  return copy;
}

START_TEST(good_files_pass) {
  struct selfcheck_faults faults;
  ck_assert(selfcheck_run(&texts, sample.arena, &faults));
  ck_assert_uint_eq(faults.count, 0);
  ck_assert(selfcheck_file(&texts, IDENTIFIER, &pdf));
}
END_TEST

START_TEST(each_damage_is_named) {
  const struct damage *damage = &DAMAGES[_i];
  struct object_text *item = object_of(damage->object);
  struct selfcheck_faults faults;
  if (damage->in_data)
    item->data = replaced(item->data, &item->data_size, damage->find, damage->replace);
  else
    item->text = replaced(item->text, &item->size, damage->find, damage->replace);
  ck_assert_msg(!selfcheck_run(&texts, sample.arena, &faults), "%s: %s -> %s passed", damage->object, damage->find,
                damage->replace);
  ck_assert_msg(faults.broken[damage->rule], "%s: %s -> %s was not named", damage->object, damage->find,
                damage->replace);
}
END_TEST

/* Every rule has a damage above, or one below that no text replacement makes. */
START_TEST(every_rule_is_tested) {
  static const enum selfcheck_rule ELSEWHERE[] = {RULE_STRING_LENGTH, RULE_NAME_LENGTH, RULE_IMAGE, RULE_FONT_GLYPH};
  bool tested[RULE_COUNT] = {false};
  for (size_t i = 0; i < sizeof DAMAGES / sizeof DAMAGES[0]; i++)
    tested[DAMAGES[i].rule] = true;
  for (size_t i = 0; i < sizeof ELSEWHERE / sizeof ELSEWHERE[0]; i++)
    tested[ELSEWHERE[i]] = true;
  for (int rule = 0; rule < RULE_COUNT; rule++)
    ck_assert_msg(tested[rule], "%s", selfcheck_words((enum selfcheck_rule)rule).english);
}
END_TEST

static bool breaks(enum selfcheck_rule rule) {
  struct selfcheck_faults faults;
  return !selfcheck_run(&texts, sample.arena, &faults) && faults.broken[rule];
}

/* A stream ends with the end of a line, so that its last token has an end. */
START_TEST(streams_end_with_a_line) {
  object_of("@0")->data_size--;
  ck_assert(breaks(RULE_CONTENT_SYNTAX));
}
END_TEST

/* One byte at the limit passes, one over it does not (PDF/A-3 6.1.13). */
START_TEST(lengths_are_limited) {
  struct object_text *item = object_of("/S/Figure");
  struct selfcheck_faults faults;
  size_t start = item->size - 2, length = _i ? 127 : 32767;
  for (size_t more = 0; more < 2; more++) {
    struct buf text = {0};
    buf_put(&text, object_of("/S/Figure")->text, start);
    buf_puts(&text, _i ? "/T/" : "/T(");
    for (size_t i = 0; i < length + more; i++)
      buf_putc(&text, 'a');
    buf_puts(&text, _i ? ">>" : ")>>");
    item->text = arena_strndup(sample.arena, text.data, text.size);
    item->size = text.size;
    buf_free(&text);
    ck_assert(selfcheck_run(&texts, sample.arena, &faults) == !more);
  }
  ck_assert(breaks(_i ? RULE_NAME_LENGTH : RULE_STRING_LENGTH));
}
END_TEST

/* The map leads to no glyph, or to one that the file does not have. */
START_TEST(glyphs_are_there) {
  static const char GLYPHS[][2] = {{0, 0}, {0x7F, 0}};
  struct object_text *map = &texts.item[74];
  char *data = arena_strndup(sample.arena, map->data, map->data_size);
  ck_assert(strstr(object_of(CIDFONT)->text, "/CIDToGIDMap 74 0 R"));
  memcpy(data + 2, GLYPHS[_i], 2);
  map->data = data;
  ck_assert(breaks(RULE_FONT_GLYPH));
}
END_TEST

START_TEST(pictures_are_whole) {
  static const char *const PICTURES[] = {"DeviceRGB/BitsPerComponent 8/Width 2/Height 2", /* four bytes too few */
                                         "DeviceCMYK/BitsPerComponent 8/Width 1/Height 2",
                                         "DeviceGray/BitsPerComponent 4/Width 4/Height 4"};
  struct object_text *form = object_of("/Subtype/Form");
  form->text = arena_printf(sample.arena, "<</Type/XObject/Subtype/Image/ColorSpace/%s", PICTURES[_i]);
  form->size = strlen(form->text);
  form->data = "12345678";
  form->data_size = 8;
  ck_assert(breaks(RULE_IMAGE));
}
END_TEST

/* Compressed bytes of a plain stream; of these the check looks at the checksum, their last four. */
static bool is_compressed(size_t at) {
  for (unsigned i = 1; i < texts.count; i++) {
    if (!texts.item[i].is_stream || texts.item[i].stored) continue;
    const char *key = arena_printf(sample.arena, "\n%u 0 obj\n", i);
    size_t start = 0, length = strlen(key);
    while (memcmp(pdf.data + start, key, length) != 0)
      start++;
    const char *size = strstr(pdf.data + start, "/Length "), *data = strstr(size, "stream\n") + 7;
    size_t from = (size_t)(data - pdf.data), to = from + strtoul(size + 8, NULL, 10) - 4;
    if (at >= from && at < to) return true;
  }
  return false;
}

/* The bytes at last: a change is noticed anywhere else. */
START_TEST(changed_bytes_are_noticed) {
  enum { STEP = 97 };
  size_t changed = 0;
  ck_assert(selfcheck_file(&texts, IDENTIFIER, &pdf));
  for (size_t i = 0; i < pdf.size; i += STEP) {
    if (is_compressed(i)) continue;
    changed++;
    pdf.data[i] ^= 0x20;
    ck_assert_msg(!selfcheck_file(&texts, IDENTIFIER, &pdf), "byte %zu of %zu", i, pdf.size);
    pdf.data[i] ^= 0x20;
  }
  ck_assert_uint_gt(changed, 50);
  pdf.size--;
  ck_assert(!selfcheck_file(&texts, IDENTIFIER, &pdf));
}
END_TEST

/* A damaged file is read to its end, whatever it says; the sanitizers watch. */
START_TEST(any_damage_is_survived) {
  enum { ROUNDS = 1500 };
  uint32_t random = 20261110;
  for (int round = 0; round < ROUNDS; round++) {
    struct selfcheck_faults faults;
    struct arena *arena = arena_new();
    random = random * 1664525 + 1013904223;
    struct object_text *item = &texts.item[1 + random / 65536 % (texts.count - 1)], kept = *item;
    bool in_data = item->data_size && (random & 256);
    size_t size = in_data ? item->data_size : item->size;
    char *copy = arena_strndup(arena, in_data ? item->data : item->text, size);
    for (int k = 0; k < 3; k++) {
      random = random * 1664525 + 1013904223;
      copy[random / 4096 % size] = " <>[]()/09aR\\\xFF\x00\n"[random / 64 % 16];
    }
    if (in_data)
      item->data = copy;
    else
      item->text = copy;
    (void)selfcheck_run(&texts, arena, &faults);
    *item = kept;
    arena_free(arena);
  }
}
END_TEST

Suite *selfcheck_suite(void) {
  Suite *suite = suite_create("selfcheck");
  TCase *cases = tcase_create("damage");
  tcase_set_timeout(cases, 60);
  tcase_add_checked_fixture(cases, open_sample, close_sample);
  tcase_add_test(cases, good_files_pass);
  tcase_add_loop_test(cases, each_damage_is_named, 0, (int)(sizeof DAMAGES / sizeof DAMAGES[0]));
  tcase_add_test(cases, every_rule_is_tested);
  tcase_add_test(cases, streams_end_with_a_line);
  tcase_add_loop_test(cases, lengths_are_limited, 0, 2);
  tcase_add_loop_test(cases, glyphs_are_there, 0, 2);
  tcase_add_loop_test(cases, pictures_are_whole, 0, 3);
  tcase_add_test(cases, changed_bytes_are_noticed);
  tcase_add_test(cases, any_damage_is_survived);
  suite_add_tcase(suite, cases);
  return suite;
}
