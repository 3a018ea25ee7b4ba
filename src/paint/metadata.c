/* How: a table of facts gives both forms. XMP knows three shapes of a value: plain, a list (creator), a text with a
 * language (title, description). The identifier schema of PDF/UA is foreign to PDF/A, so a claim of both carries an
 * extension schema that describes it (PDF/A-3 6.6.2.3). */
#include "paint/metadata.h"

#include "base/utf8.h"
#include "paint/syntax.h"

#include <hpdf_doc.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum xmp_shape { XMP_PLAIN, XMP_SEQUENCE, XMP_LANGUAGES };

struct fact {
  const char *info_key, *xmp_property;
  enum xmp_shape shape;
  const char *value; /* NULL: not said */
};
enum { FACT_COUNT = 6 };

static const char *const SHAPE_OPEN[] = {"", "<rdf:Seq><rdf:li>", "<rdf:Alt><rdf:li xml:lang=\"x-default\">"};
static const char *const SHAPE_CLOSE[] = {"", "</rdf:li></rdf:Seq>", "</rdf:li></rdf:Alt>"};

static void collect_facts(const struct document *document, struct fact facts[FACT_COUNT]) {
  const struct content *content = document->pages->content;
  const char *producer = document->settings->producer;
  const struct fact all[FACT_COUNT] = {
      {"Title", "dc:title", XMP_LANGUAGES, content->title},
      {"Author", "dc:creator", XMP_SEQUENCE, content->author},
      {"Subject", "dc:description", XMP_LANGUAGES, content->subject},
      {"Keywords", "pdf:Keywords", XMP_PLAIN, content->keywords},
      {"Creator", "xmp:CreatorTool", XMP_PLAIN, producer},
      {"Producer", "pdf:Producer", XMP_PLAIN, producer},
  };
  memcpy(facts, all, sizeof all);
}

static const char *language_tag(const struct document *document) {
  return document->pages->content->language == LANG_JA ? "ja-JP" : "en-GB";
}

void metadata_put_date(struct buf *out, const char *iso_date) {
  buf_printf(out, "(D:%.4s%.2s%.2s000000+09'00')", iso_date, iso_date + 5, iso_date + 8);
}

/* ---- information dictionary ---- */

static HPDF_Binary utf16_binary(struct document *document, const char *utf8) {
  struct buf bytes = {0};
  const char *p = utf8, *end = utf8 + strlen(utf8);
  buf_put(&bytes, "\xFE\xFF", 2);
  while (p < end) {
    uint32_t c = utf8_next(&p, end);
    uint32_t units[2] = {c > 0xFFFF ? 0xD7C0 + (c >> 10) : c, 0xDC00 + (c & 0x3FF)};
    for (int i = 0; i < (c > 0xFFFF ? 2 : 1); i++) {
      buf_putc(&bytes, (char)(units[i] >> 8));
      buf_putc(&bytes, (char)(units[i] & 0xFF));
    }
  }
  HPDF_Binary binary = HPDF_Binary_New(document->haru->mmgr, (HPDF_BYTE *)bytes.data, (HPDF_UINT)bytes.size);
  buf_free(&bytes);
  return binary;
}

static void write_info(struct document *document, const struct fact facts[FACT_COUNT]) {
  HPDF_Dict info = document->haru->info;
  char day[40];
  snprintf(day, sizeof day, "D:%.4s%.2s%.2s000000+09'00'", document->pages->content->date_iso,
           document->pages->content->date_iso + 5, document->pages->content->date_iso + 8);
  for (int i = 0; i < FACT_COUNT; i++)
    if (facts[i].value)
      document_check(document, HPDF_Dict_Add(info, facts[i].info_key, utf16_binary(document, facts[i].value)));
  document_check(document, HPDF_Dict_Add(info, "CreationDate", HPDF_String_New(document->haru->mmgr, day, NULL)));
  document_check(document, HPDF_Dict_Add(info, "ModDate", HPDF_String_New(document->haru->mmgr, day, NULL)));
}

/* ---- XMP ---- */

static void put_escaped(struct buf *out, const char *text) {
  for (; *text; text++) {
    const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
    if (entity)
      buf_puts(out, entity);
    else
      buf_putc(out, *text);
  }
}

static void put_property(struct buf *out, const struct fact *fact) {
  if (!fact->value)
    return;
  buf_printf(out, "<%s>%s", fact->xmp_property, SHAPE_OPEN[fact->shape]);
  put_escaped(out, fact->value);
  buf_printf(out, "%s</%s>\n", SHAPE_CLOSE[fact->shape], fact->xmp_property);
}

static const char CLAIM[] =
    "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n";
static const char CLAIM_SCHEMA[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

static void put_packet(const struct document *document, const struct fact facts[FACT_COUNT], bool claim,
                       struct buf *out) {
  buf_puts(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"");
  if (claim)
    buf_puts(out, " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
  buf_puts(out, ">\n<dc:format>application/pdf</dc:format>\n");
  for (int i = 0; i < FACT_COUNT; i++)
    put_property(out, &facts[i]);
  buf_printf(out, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", language_tag(document));
  static const char *const DATES[] = {"CreateDate", "ModifyDate", "MetadataDate"};
  for (int i = 0; i < 3; i++)
    buf_printf(out, "<xmp:%s>%.10sT00:00:00+09:00</xmp:%s>\n", DATES[i], document->pages->content->date_iso, DATES[i]);
  buf_puts(out, claim ? CLAIM : "");
  buf_puts(out, "</rdf:Description>\n");
  buf_puts(out, claim ? CLAIM_SCHEMA : "");
  buf_puts(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

static struct object *write_xmp(struct document *document, const struct fact facts[FACT_COUNT], bool claim) {
  struct object *object = document_object(document, OBJECT_STREAM);
  object->stored = true; /* tools that know no PDF find the packet by its text */
  buf_puts(&object->body, "/Type/Metadata/Subtype/XML");
  put_packet(document, facts, claim, &object->content);
  document_set(document, document->haru->catalog, "Metadata", object);
  return object;
}

void metadata_withdraw_claim(struct document *document, struct object *packet) {
  struct fact facts[FACT_COUNT];
  collect_facts(document, facts);
  buf_clear(&packet->content);
  put_packet(document, facts, false, &packet->content);
}

/* ---- catalog ---- */

static void write_colour_intent(struct document *document) {
  struct object *profile = document_object(document, OBJECT_STREAM), *intents = document_object(document, OBJECT_ARRAY);
  profile->data = document->settings->icc_profile;
  profile->size = document->settings->icc_size;
  buf_puts(&profile->body, "/N 3");
  buf_printf(&intents->body,
             "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
             "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>",
             profile->number);
  document_set(document, document->haru->catalog, "OutputIntents", intents);
}

static void write_flag(struct document *document, const char *dictionary, const char *flag) {
  HPDF_Dict dict = HPDF_Dict_New(document->haru->mmgr);
  document_check(document, HPDF_Dict_AddBoolean(dict, flag, HPDF_TRUE));
  document_check(document, HPDF_Dict_Add(document->haru->catalog, dictionary, dict));
}

struct object *metadata_add(struct document *document, bool claim) {
  struct fact facts[FACT_COUNT];
  if (document->failed)
    return NULL;
  collect_facts(document, facts);
  write_info(document, facts);
  struct object *packet = write_xmp(document, facts, claim);
  write_colour_intent(document);
  write_flag(document, "MarkInfo", "Marked");
  write_flag(document, "ViewerPreferences", "DisplayDocTitle");
  document_check(document, HPDF_Dict_Add(document->haru->catalog, "Lang",
                                         HPDF_String_New(document->haru->mmgr, language_tag(document), NULL)));
  return packet;
}
