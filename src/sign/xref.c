/* xref.c - reading is taking what is needed, making the bytes again and comparing. */
#include "sign/xref.h"

#include "base/limits.h"
#include "sign/inflate.h"

#include <string.h>

enum { ENTRY_SIZE = 7, ID_SIZE = 70, FREE_GENERATION = 65535 };

/* ---- writing ---- */

static void put_big_endian(struct buf *out, uint32_t value, int width) {
  for (int i = width - 1; i >= 0; i--)
    buf_putc(out, (char)(value >> (8 * i) & 0xFF));
}

static void put_index(const struct xref *xref, struct buf *out) {
  buf_puts(out, "/Index[");
  for (size_t i = 0; i < xref->count;) {
    size_t stop = i + 1;
    while (stop < xref->count && xref->entries[stop].number == xref->entries[stop - 1].number + 1)
      stop++;
    buf_printf(out, "%s%u %zu", i ? " " : "", xref->entries[i].number, stop - i);
    i = stop;
  }
  buf_printf(out, "]/Prev %zu", xref->previous);
}

static void put_dictionary(const struct xref *xref, size_t length, struct buf *out) {
  buf_printf(out, "<</Type/XRef/Size %u/W[1 4 2]", xref->size);
  if (xref->previous)
    put_index(xref, out);
  buf_printf(out, "/Root %u 0 R/Info %u 0 R/ID", xref->root, xref->info);
  buf_put(out, xref->id.p, xref->id.size);
  buf_printf(out, "%s/Length %zu>>", xref->previous ? "" : "/Filter/FlateDecode", length);
}

static void put_tail(const struct xref *xref, struct buf *out) {
  buf_printf(out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", xref->offset);
}

void xref_put(const struct xref *xref, struct buf *out) {
  buf_printf(out, "%u 0 obj\n", xref->number);
  put_dictionary(xref, xref->count * ENTRY_SIZE, out);
  buf_puts(out, "\nstream\n");
  for (size_t i = 0; i < xref->count; i++) {
    put_big_endian(out, xref->entries[i].kind, 1);
    put_big_endian(out, xref->entries[i].place, 4);
    put_big_endian(out, xref->entries[i].index, 2);
  }
  put_tail(xref, out);
}

/* ---- reading ---- */

struct reading {
  struct bytes dictionary, data;
  size_t stream_end; /* offset behind the data */
};

static bool take_number(struct bytes dictionary, const char *key, uint64_t limit, uint64_t *out) {
  struct bytes value;
  return value_get(dictionary, key, &value) && value_integer(value, out) && *out <= limit;
}

/* "[<32 digits><32 digits>]" */
static bool id_is_ours(struct bytes id) {
  static const char DIGITS[] = "0123456789abcdefABCDEF";
  if (id.size != ID_SIZE || id.p[0] != '[' || id.p[ID_SIZE - 1] != ']')
    return false;
  for (size_t half = 0; half < 2; half++) {
    const uint8_t *p = id.p + 1 + half * 34;
    if (p[0] != '<' || p[33] != '>')
      return false;
    for (size_t i = 1; i <= 32; i++)
      if (!p[i] || !strchr(DIGITS, p[i]))
        return false;
  }
  return true;
}

static bool starts_as_object(struct bytes file, size_t offset, size_t limit, struct xref *out, struct reading *in) {
  struct bytes rest = {file.p + offset, limit - offset}, digits = {rest.p, 0};
  uint64_t number;
  while (digits.size < rest.size && rest.p[digits.size] >= '0' && rest.p[digits.size] <= '9')
    digits.size++;
  if (!value_integer(digits, &number) || number == 0 || number > LIMIT_PDF_OBJECTS)
    return false;
  out->number = (unsigned)number;
  rest = (struct bytes){rest.p + digits.size, rest.size - digits.size};
  if (!bytes_begin(rest, " 0 obj\n"))
    return false;
  rest = (struct bytes){rest.p + 7, rest.size - 7};
  const uint8_t *start = rest.p;
  return value_next(&rest, &in->dictionary) == VALUE_OK && in->dictionary.p == start &&
         value_is_dictionary(in->dictionary);
}

static bool take_dictionary(struct xref *out, struct reading *in, size_t limit) {
  uint64_t size, length, previous = 0;
  struct bytes root, info, value, d = in->dictionary;
  if (!take_number(d, "Size", LIMIT_PDF_OBJECTS, &size) || size < 2 || !take_number(d, "Length", limit, &length) ||
      !value_get(d, "Root", &root) || !value_reference(root, &out->root) || !value_get(d, "Info", &info) ||
      !value_reference(info, &out->info) || !value_get(d, "ID", &out->id) || !id_is_ours(out->id))
    return false;
  if (value_get(d, "Prev", &value) && (!value_integer(value, &previous) || previous == 0 || previous > limit))
    return false;
  out->size = (unsigned)size;
  out->previous = (size_t)previous;
  in->data.size = (size_t)length;
  return true;
}

static bool take_data(struct bytes file, size_t limit, struct reading *in) {
  static const char WORD[] = "\nstream\n";
  const uint8_t *p = in->dictionary.p + in->dictionary.size;
  struct bytes rest = {p, limit - (size_t)(p - file.p)};
  if (!bytes_begin(rest, WORD) || rest.size - strlen(WORD) < in->data.size)
    return false;
  in->data.p = p + strlen(WORD);
  in->stream_end = (size_t)(in->data.p - file.p) + in->data.size;
  return true;
}

static struct xref_entry entry_of(const uint8_t *p, unsigned number) {
  return (struct xref_entry){number, p[0] == 1 ? XREF_PLAIN : p[0] == 2 ? XREF_PACKED : XREF_FREE,
                             (uint32_t)p[1] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 8 | p[4],
                             (uint16_t)(p[5] << 8 | p[6])};
}

/* Revision 0: number 0 is free, all others are in use. */
static const char *take_all_entries(struct bytes packed, struct arena *arena, struct xref *out) {
  struct bytes data;
  size_t expected = (size_t)out->size * ENTRY_SIZE;
  if (!inflate_all(packed, expected, arena, &data) || data.size != expected)
    return "compressed data";
  out->count = out->size;
  out->entries = arena_array(arena, out->count, sizeof *out->entries);
  for (unsigned i = 0; i < out->size; i++) {
    const uint8_t *p = data.p + (size_t)i * ENTRY_SIZE;
    struct xref_entry *entry = &out->entries[i];
    *entry = entry_of(p, i);
    if (i == 0 ? p[0] != 0 || entry->place != 0 || entry->index != FREE_GENERATION
               : p[0] < 1 || p[0] > 2 || (p[0] == 1 && entry->index != 0))
      return "entry";
  }
  return NULL;
}

/* A later revision: the numbers of /Index, ascending, each a plain object. Its form is compared afterwards. */
static const char *take_changed_entries(const struct reading *in, struct arena *arena, struct xref *out) {
  struct bytes index, rest, item;
  size_t cap = in->data.size / ENTRY_SIZE;
  if (in->data.size % ENTRY_SIZE || cap == 0 || cap > LIMIT_REVISION_OBJECTS ||
      !value_get(in->dictionary, "Index", &index) || !value_is_array(index))
    return "number of entries";
  out->entries = arena_array(arena, cap, sizeof *out->entries);
  rest = value_inside(index);
  while (value_next(&rest, &item) == VALUE_OK) {
    uint64_t first, count;
    if (!value_integer(item, &first) || first == 0 || value_next(&rest, &item) != VALUE_OK ||
        !value_integer(item, &count) || count == 0 || count > cap - out->count || first + count > out->size)
      return "/Index";
    for (uint64_t i = 0; i < count; i++) {
      const uint8_t *p = in->data.p + out->count * ENTRY_SIZE;
      struct xref_entry *entry = &out->entries[out->count];
      *entry = entry_of(p, (unsigned)(first + i));
      if (p[0] != 1 || entry->index != 0)
        return "entry";
      if (out->count && entry[-1].number >= entry->number)
        return "object listed twice or out of order";
      out->count++;
    }
  }
  return out->count == cap ? NULL : "number of entries";
}

static bool is_as_written(struct bytes file, const struct xref *xref, const struct reading *in, size_t limit,
                          size_t *end) {
  struct buf dictionary = {0}, tail = {0};
  put_dictionary(xref, in->data.size, &dictionary);
  put_tail(xref, &tail);
  bool same = value_same((struct bytes){(uint8_t *)dictionary.data, dictionary.size}, in->dictionary) &&
              limit - in->stream_end >= tail.size && memcmp(file.p + in->stream_end, tail.data, tail.size) == 0;
  *end = in->stream_end + tail.size;
  buf_free(&dictionary);
  buf_free(&tail);
  return same;
}

bool xref_read(struct bytes file, size_t offset, size_t limit, struct arena *arena, struct xref *out, size_t *end,
               struct fault *fault) {
  struct reading in = {0};
  *out = (struct xref){.offset = offset};
  if (!starts_as_object(file, offset, limit, out, &in))
    return fault_set_number(fault, REASON_XREF, offset, "no object");
  if (!take_dictionary(out, &in, limit) || !take_data(file, limit, &in))
    return fault_set(fault, REASON_TRAILER, NULL, NULL);
  const char *why = out->previous ? take_changed_entries(&in, arena, out) : take_all_entries(in.data, arena, out);
  if (why)
    return fault_set_number(fault, REASON_XREF, offset, why);
  if (!is_as_written(file, out, &in, limit, end))
    return fault_set(fault, REASON_TRAILER, NULL, NULL);
  return true;
}
