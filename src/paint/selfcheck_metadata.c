/* How: the packet is read by a small scanner that accepts what XML and our writer have in common: tags that close in
 * order, attributes in double quotes, three entities, strict UTF-8. Properties are found by their element; the prefixes
 * must be bound to the namespaces of the standards. */
#include "base/utf8.h"
#include "paint/selfcheck_parts.h"

#include <stdio.h>
#include <string.h>

enum { ELEMENT_DEPTH = 16, DATE_SIZE = 40 };

struct span_of { /* of the packet */
  const char *p;
  size_t size;
};

static bool same(struct span_of a, const char *text) {
  return a.size == strlen(text) && memcmp(a.p, text, a.size) == 0;
}

static bool is_entity(const char *p) {
  return !strncmp(p, "&amp;", 5) || !strncmp(p, "&lt;", 4) || !strncmp(p, "&gt;", 4);
}

static bool texts_are_clean(const char *packet, size_t size) {
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)packet[i];
    if ((c < ' ' && c != '\n' && c != '\t') || (c == '&' && !is_entity(packet + i))) return false;
  }
  return utf8_check(packet, size) == size;
}

/* Every "<" opens or closes an element or is an instruction; elements close in order. `packet` ends with a NUL. */
static bool is_balanced(const char *packet) {
  struct span_of open[ELEMENT_DEPTH];
  size_t depth = 0, quotes = 0;
  for (const char *p = strchr(packet, '<'); p; p = strchr(p, '<')) {
    const char *end = strchr(++p, '>');
    if (!end) return false;
    bool closes = *p == '/', empty = end[-1] == '/';
    struct span_of name = {p + closes, strcspn(p + closes, " >/")};
    for (const char *q = p; q < end; q++)
      quotes += *q == '"';
    if (*p == '?' ? end[-1] != '?' : !name.size || quotes % 2) return false;
    if (closes && (!depth || open[--depth].size != name.size || memcmp(open[depth].p, name.p, name.size) != 0))
      return false;
    if (*p != '?' && !closes && !empty) {
      if (depth == ELEMENT_DEPTH) return false;
      open[depth++] = name;
    }
  }
  return depth == 0;
}

/* What stands in the only element of this name, without inner tags, entities resolved; NULL: none or several. */
static const char *property(struct selfcheck *check, const char *packet, const char *name) {
  const char *open = arena_printf(check->arena, "<%s>", name), *close = arena_printf(check->arena, "</%s>", name);
  const char *start = strstr(packet, open), *end = start ? strstr(start, close) : NULL;
  if (!end || strstr(end, open)) return NULL;
  start += strlen(open);
  char *out = arena_alloc(check->arena, (size_t)(end - start) + 1), *q = out;
  for (const char *p = start; p < end; p++) {
    if (*p == '<')
      p = strchr(p, '>');
    else if (*p == '&')
      *q++ = p[1] == 'a' ? '&' : p[1] == 'l' ? '<' : '>', p = strchr(p, ';');
    else
      *q++ = *p;
  }
  return out;
}

static bool is(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : !a && !b;
}

/* "D:20261110000000+09'00'" as XMP writes it. */
static const char *date_as_xmp(const char *d, char out[DATE_SIZE]) {
  if (!d || strlen(d) != 23 || strncmp(d, "D:", 2) != 0) return NULL;
  snprintf(out, DATE_SIZE, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%.3s:%.2s", d + 2, d + 6, d + 8, d + 10, d + 12, d + 14,
           d + 16, d + 20);
  return out;
}

static void check_info(struct selfcheck *check, const char *packet) {
  static const struct {
    enum pdf_name key;
    const char *property;
    bool is_moment;
  } FACTS[] = {{PDF_Title, "dc:title", false},
               {PDF_Author, "dc:creator", false},
               {PDF_Subject, "dc:description", false},
               {PDF_Keywords, "pdf:Keywords", false},
               {PDF_Creator, "xmp:CreatorTool", false},
               {PDF_Producer, "pdf:Producer", false},
               {PDF_CreationDate, "xmp:CreateDate", true},
               {PDF_ModDate, "xmp:ModifyDate", true}};
  unsigned number = check->texts->info;
  uint32_t info = number < check->texts->count ? check->roots[number] : 0, known = 0;
  for (size_t i = 0; i < sizeof FACTS / sizeof FACTS[0]; i++) {
    char moment[DATE_SIZE];
    uint32_t node = nodes_get(&check->nodes, info, FACTS[i].key);
    const char *value = nodes_text(&check->nodes, node, check->arena);
    known += node != 0;
    bool agree = !node ? !property(check, packet, FACTS[i].property) : value != NULL;
    if (node && value)
      agree = is(FACTS[i].is_moment ? date_as_xmp(value, moment) : value, property(check, packet, FACTS[i].property));
    check_need(check, agree, RULE_METADATA_INFO, number);
  }
  check_need(check, known * 2 == nodes_length(&check->nodes, info), RULE_METADATA_INFO, number);
}

/* Prefixes of the packet: each is bound once, to the namespace that its standard names. */
static void check_namespaces(struct selfcheck *check, const char *packet, unsigned object) {
  static const char *const BOUND[] = {
      "x=\"adobe:ns:meta/\"",
      "rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"",
      "dc=\"http://purl.org/dc/elements/1.1/\"",
      "xmp=\"http://ns.adobe.com/xap/1.0/\"",
      "pdf=\"http://ns.adobe.com/pdf/1.3/\"",
      "pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"",
      "pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"",
      "pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"",
      "pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"",
      "pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"",
  };
  enum { COUNT = sizeof BOUND / sizeof BOUND[0] };
  bool seen[COUNT] = {false}, good = true;
  for (const char *p = strstr(packet, "xmlns:"); p; p = strstr(p, "xmlns:")) {
    size_t i = 0;
    p += strlen("xmlns:");
    while (i < COUNT && strncmp(p, BOUND[i], strlen(BOUND[i])) != 0)
      i++;
    good &= i < COUNT && !seen[i];
    if (i < COUNT) seen[i] = true;
  }
  for (size_t i = 0; i < COUNT; i++)
    good &= seen[i];
  check_need(check, good, RULE_METADATA_SCHEMA, object);
}

/* Elements with a prefix of PDF/A's own schemas are the identifiers, and the description of one foreign property. */
static void check_claim(struct selfcheck *check, const char *packet, unsigned object) {
  static const struct {
    const char *property, *value;
  } SCHEMA[] = {{"pdfaSchema:namespaceURI", "http://www.aiim.org/pdfua/ns/id/"},
                {"pdfaSchema:prefix", "pdfuaid"},
                {"pdfaProperty:name", "part"},
                {"pdfaProperty:valueType", "Integer"},
                {"pdfaProperty:category", "internal"}};
  const char *part = strstr(packet, "<pdfuaid:part>");
  check_need(check,
             is(property(check, packet, "pdfaid:part"), "3") && is(property(check, packet, "pdfaid:conformance"), "A"),
             RULE_METADATA_CLAIM, object);
  check_need(check, part && strncmp(part, "<pdfuaid:part>1</pdfuaid:part>", 30) == 0 && !strstr(part + 1, "<pdfuaid:"),
             RULE_METADATA_CLAIM, object);
  for (size_t i = 0; i < sizeof SCHEMA / sizeof SCHEMA[0]; i++)
    check_need(check, is(property(check, packet, SCHEMA[i].property), SCHEMA[i].value), RULE_METADATA_SCHEMA, object);
  check_need(check, property(check, packet, "pdfaSchema:schema") && property(check, packet, "pdfaProperty:description"),
             RULE_METADATA_SCHEMA, object);
}

/* Only properties of the schemas that PDF/A-3 predefines, besides the described one. */
static void check_properties(struct selfcheck *check, const char *packet, unsigned object) {
  static const char *const KNOWN[] = {"dc:format",
                                      "dc:title",
                                      "dc:creator",
                                      "dc:description",
                                      "dc:language",
                                      "pdf:Keywords",
                                      "pdf:Producer",
                                      "xmp:CreatorTool",
                                      "xmp:CreateDate",
                                      "xmp:ModifyDate",
                                      "xmp:MetadataDate",
                                      "pdfaid:part",
                                      "pdfaid:conformance",
                                      "pdfuaid:part",
                                      "pdfaExtension:schemas",
                                      "pdfaSchema:schema",
                                      "pdfaSchema:namespaceURI",
                                      "pdfaSchema:prefix",
                                      "pdfaSchema:property",
                                      "pdfaProperty:name",
                                      "pdfaProperty:valueType",
                                      "pdfaProperty:category",
                                      "pdfaProperty:description",
                                      "x:xmpmeta",
                                      "rdf:RDF",
                                      "rdf:Description",
                                      "rdf:Bag",
                                      "rdf:Seq",
                                      "rdf:Alt",
                                      "rdf:li"};
  bool good = true;
  for (const char *p = strchr(packet, '<'); p && good; p = strchr(p, '<')) {
    p++;
    if (*p == '/' || *p == '?') continue;
    struct span_of name = {p, strcspn(p, " >/")};
    size_t i = 0;
    while (i < sizeof KNOWN / sizeof KNOWN[0] && !same(name, KNOWN[i]))
      i++;
    good = i < sizeof KNOWN / sizeof KNOWN[0];
  }
  check_need(check, good, RULE_METADATA_SCHEMA, object);
}

void selfcheck_metadata(struct selfcheck *check, uint32_t catalog) {
  static const char BEGIN[] = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>";
  uint32_t reference = nodes_get(&check->nodes, catalog, PDF_Metadata), about = check_follow(check, reference);
  unsigned object = nodes_reference(&check->nodes, reference);
  const struct object_text *stream = check_stream(check, reference);
  bool good = stream && stream->stored &&
              nodes_is_name(&check->nodes, check_get(check, about, PDF_Type), PDF_Metadata) &&
              nodes_is_name(&check->nodes, check_get(check, about, PDF_Subtype), PDF_XML);
  if (!check_need(check, good, RULE_METADATA, object)) return;
  const char *packet = arena_strndup(check->arena, stream->data, stream->data_size);
  good = strncmp(packet, BEGIN, sizeof BEGIN - 1) == 0 && texts_are_clean(packet, stream->data_size) &&
         is_balanced(packet);
  if (!check_need(check, good, RULE_METADATA, object)) return;
  const char *title = property(check, packet, "dc:title");
  check_need(check, title && *title, RULE_METADATA_TITLE, object);
  check_namespaces(check, packet, object);
  check_properties(check, packet, object);
  check_claim(check, packet, object);
  check_info(check, packet);
}
