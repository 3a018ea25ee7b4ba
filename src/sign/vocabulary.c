/* vocabulary.c - keys by a hash table, forbidden names after a filter of first character and length. */
#include "sign/vocabulary.h"

#include <string.h>

struct name {
  const char *text;
  size_t size;
};
#define NAME(text)                                                                                                     \
  { text, sizeof(text) - 1 }
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Every key of a dictionary that our writers use; beside them only names of resources: F0, I12, W0. */
static const struct name KEYS[] = {NAME("A"),
                                   NAME("AF"),
                                   NAME("AFRelationship"),
                                   NAME("AP"),
                                   NAME("AcroForm"),
                                   NAME("ActualText"),
                                   NAME("Alt"),
                                   NAME("Annots"),
                                   NAME("Ascent"),
                                   NAME("Author"),
                                   NAME("BBox"),
                                   NAME("BaseFont"),
                                   NAME("BaseVersion"),
                                   NAME("BitsPerComponent"),
                                   NAME("Border"),
                                   NAME("C"),
                                   NAME("CIDSystemInfo"),
                                   NAME("CIDToGIDMap"),
                                   NAME("CapHeight"),
                                   NAME("ClassMap"),
                                   NAME("ColSpan"),
                                   NAME("ColorSpace"),
                                   NAME("Contents"),
                                   NAME("Count"),
                                   NAME("CreationDate"),
                                   NAME("Creator"),
                                   NAME("DW"),
                                   NAME("Desc"),
                                   NAME("DescendantFonts"),
                                   NAME("Descent"),
                                   NAME("Dest"),
                                   NAME("DestOutputProfile"),
                                   NAME("DisplayDocTitle"),
                                   NAME("EF"),
                                   NAME("ESIC"),
                                   NAME("EmbeddedFiles"),
                                   NAME("Encoding"),
                                   NAME("ExtensionLevel"),
                                   NAME("Extensions"),
                                   NAME("F"),
                                   NAME("FT"),
                                   NAME("Fields"),
                                   NAME("Filter"),
                                   NAME("First"),
                                   NAME("Flags"),
                                   NAME("Font"),
                                   NAME("FontBBox"),
                                   NAME("FontDescriptor"),
                                   NAME("FontFile2"),
                                   NAME("FontName"),
                                   NAME("Headers"),
                                   NAME("Height"),
                                   NAME("ID"),
                                   NAME("IDTree"),
                                   NAME("Info"),
                                   NAME("ItalicAngle"),
                                   NAME("K"),
                                   NAME("Keywords"),
                                   NAME("Kids"),
                                   NAME("Lang"),
                                   NAME("Last"),
                                   NAME("Length"),
                                   NAME("Length1"),
                                   NAME("ListNumbering"),
                                   NAME("MCID"),
                                   NAME("MarkInfo"),
                                   NAME("Marked"),
                                   NAME("MediaBox"),
                                   NAME("Metadata"),
                                   NAME("ModDate"),
                                   NAME("N"),
                                   NAME("Names"),
                                   NAME("Next"),
                                   NAME("Nums"),
                                   NAME("O"),
                                   NAME("Obj"),
                                   NAME("Ordering"),
                                   NAME("Outlines"),
                                   NAME("OutputConditionIdentifier"),
                                   NAME("OutputIntents"),
                                   NAME("P"),
                                   NAME("PageLabels"),
                                   NAME("PageMode"),
                                   NAME("Pages"),
                                   NAME("Params"),
                                   NAME("Parent"),
                                   NAME("ParentTree"),
                                   NAME("ParentTreeNextKey"),
                                   NAME("Pg"),
                                   NAME("Placement"),
                                   NAME("Prev"),
                                   NAME("Producer"),
                                   NAME("Rect"),
                                   NAME("Registry"),
                                   NAME("Resources"),
                                   NAME("RowSpan"),
                                   NAME("S"),
                                   NAME("SMask"),
                                   NAME("Scope"),
                                   NAME("SigFlags"),
                                   NAME("Size"),
                                   NAME("Source"),
                                   NAME("StemV"),
                                   NAME("StructParent"),
                                   NAME("StructParents"),
                                   NAME("StructTreeRoot"),
                                   NAME("Subject"),
                                   NAME("Subtype"),
                                   NAME("Summary"),
                                   NAME("Supplement"),
                                   NAME("T"),
                                   NAME("TU"),
                                   NAME("Tabs"),
                                   NAME("Title"),
                                   NAME("ToUnicode"),
                                   NAME("Type"),
                                   NAME("UF"),
                                   NAME("URI"),
                                   NAME("ViewerPreferences"),
                                   NAME("W"),
                                   NAME("Width"),
                                   NAME("XObject"),
                                   NAME("c"),
                                   NAME("r")};
/* Names that must not stand anywhere in an object: features that act, hide, or bring a second content. */
static const struct name FORBIDDEN[] = {NAME("AA"),
                                        NAME("JS"),
                                        NAME("JavaScript"),
                                        NAME("Launch"),
                                        NAME("OpenAction"),
                                        NAME("OCProperties"),
                                        NAME("OCG"),
                                        NAME("OCMD"),
                                        NAME("OC"),
                                        NAME("SubmitForm"),
                                        NAME("ImportData"),
                                        NAME("ResetForm"),
                                        NAME("Hide"),
                                        NAME("Named"),
                                        NAME("Thread"),
                                        NAME("GoToE"),
                                        NAME("GoToR"),
                                        NAME("GoTo3DView"),
                                        NAME("SetOCGState"),
                                        NAME("Rendition"),
                                        NAME("Trans"),
                                        NAME("RichMedia"),
                                        NAME("RichMediaExecute"),
                                        NAME("Movie"),
                                        NAME("Sound"),
                                        NAME("Screen"),
                                        NAME("3D"),
                                        NAME("PRC"),
                                        NAME("U3D"),
                                        NAME("XFA"),
                                        NAME("ObjStm"),
                                        NAME("XRef"),
                                        NAME("XRefStm"),
                                        NAME("Perms"),
                                        NAME("Encrypt"),
                                        NAME("Crypt"),
                                        NAME("NeedAppearances"),
                                        NAME("FreeText"),
                                        NAME("Stamp"),
                                        NAME("Redact"),
                                        NAME("Popup"),
                                        NAME("Collection"),
                                        NAME("Alternates"),
                                        NAME("PS"),
                                        NAME("OPI"),
                                        NAME("Ref"),
                                        NAME("FFilter"),
                                        NAME("FDecodeParms"),
                                        NAME("DSS"),
                                        NAME("Lock"),
                                        NAME("SV"),
                                        NAME("Legal"),
                                        NAME("Requirements"),
                                        NAME("Threads"),
                                        NAME("DecodeParms"),
                                        NAME("JBIG2Decode"),
                                        NAME("LZWDecode"),
                                        NAME("RunLengthDecode"),
                                        NAME("ASCIIHexDecode"),
                                        NAME("ASCII85Decode"),
                                        NAME("PieceInfo"),
                                        NAME("SpiderInfo"),
                                        NAME("Templates"),
                                        NAME("Btn"),
                                        NAME("Tx"),
                                        NAME("Ch"),
                                        NAME("MK"),
                                        NAME("TR2"),
                                        NAME("HT")};
/* Names that stand in the form and its fields only. */
static const struct name RESERVED[] = {NAME("AcroForm"), NAME("Widget"),   NAME("FT"),
                                       NAME("Sig"),      NAME("SigFlags"), NAME("AP")};
/* Values of /Subtype; the MIME types only in a stream. */
static const struct name SUBTYPES[] = {NAME("Form"), NAME("Image"), NAME("Link"),        NAME("Widget"),
                                       NAME("XML"),  NAME("Type0"), NAME("CIDFontType2")};
static const struct name MIME_TYPES[] = {NAME("application#2Fyaml"), NAME("application#2Fjson")};

_Static_assert(COUNT(KEYS) < VOCABULARY_SLOTS / 2 && COUNT(KEYS) < 255, "the table of keys stays sparse");

static bool is_one_of(struct bytes name, const struct name *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (names[i].size == name.size && names[i].text[0] == (char)name.p[0] &&
        memcmp(names[i].text, name.p, name.size) == 0)
      return true;
  return false;
}

static void fill_filter(struct vocabulary *words, const struct name *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    words->filter[names[i].size % VOCABULARY_SIZES] |= UINT64_C(1) << (names[i].text[0] & 63);
}

static bool may_be_listed(const struct vocabulary *words, struct bytes name) {
  return name.size && words->filter[name.size % VOCABULARY_SIZES] >> (name.p[0] & 63) & 1;
}

static unsigned slot_of(const uint8_t *p, size_t size) {
  unsigned hash = (unsigned)size;
  for (size_t i = 0; i < size; i++)
    hash = hash * 31 + p[i];
  return hash % VOCABULARY_SLOTS;
}

static void fill_keys(struct vocabulary *words) {
  for (size_t i = 0; i < COUNT(KEYS); i++) {
    unsigned slot = slot_of((const uint8_t *)KEYS[i].text, KEYS[i].size);
    while (words->key_slots[slot])
      slot = (slot + 1) % VOCABULARY_SLOTS;
    words->key_slots[slot] = (uint8_t)(i + 1);
  }
}

/* F0 of a font, I12 of an image, W0 of the word across a draft. */
static bool is_resource(struct bytes key) {
  size_t digits = 0;
  while (digits + 1 < key.size && key.p[digits + 1] >= '0' && key.p[digits + 1] <= '9')
    digits++;
  return digits > 0 && digits + 1 == key.size && (key.p[0] == 'F' || key.p[0] == 'I' || key.p[0] == 'W');
}

bool vocabulary_has_key(const struct vocabulary *words, struct bytes key) {
  for (unsigned slot = slot_of(key.p, key.size); words->key_slots[slot]; slot = (slot + 1) % VOCABULARY_SLOTS)
    if (is_one_of(key, &KEYS[words->key_slots[slot] - 1], 1)) return true;
  return is_resource(key);
}

bool vocabulary_forbids(const struct vocabulary *words, struct bytes name, bool may_hold_fields) {
  return may_be_listed(words, name) && (is_one_of(name, FORBIDDEN, COUNT(FORBIDDEN)) ||
                                        (!may_hold_fields && is_one_of(name, RESERVED, COUNT(RESERVED))));
}

bool vocabulary_is_subtype(struct bytes name) {
  return is_one_of(name, SUBTYPES, COUNT(SUBTYPES));
}

bool vocabulary_is_mime_type(struct bytes name) {
  return is_one_of(name, MIME_TYPES, COUNT(MIME_TYPES));
}

void vocabulary_prepare(struct vocabulary *words) {
  *words = (struct vocabulary){0};
  fill_keys(words);
  fill_filter(words, FORBIDDEN, COUNT(FORBIDDEN));
  fill_filter(words, RESERVED, COUNT(RESERVED));
}
