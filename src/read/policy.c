/* policy.c - policy/1: who signs off, in which order, and how many different people that takes. */
#include "read/canonical.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

#define ROLE_AT(member) offsetof(struct policy_role, member)
static const struct field ROLE_FIELDS[] = {
    {.key = "id", .read = shape_string, .offset = ROLE_AT(id), .required = true, .matches = shape_is_id,
     .allowed = SHAPE_ID_ALLOWED},
    {.key = "name", .read = shape_localized, .offset = ROLE_AT(name), .required = true},
    {.key = "optional", .read = shape_bool, .offset = ROLE_AT(optional)},
    {.key = "may_equal", .read = shape_string, .offset = ROLE_AT(may_equal)},
};
static const struct field_table ROLE = FIELD_TABLE(ROLE_FIELDS);

struct raw_policy {
  const char *id, *version, *name[LANG_COUNT];
  struct policy_role *roles;
  size_t role_count;
  int quorum;
};
#define AT(member) offsetof(struct raw_policy, member)
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "id", .read = shape_string, .offset = AT(id), .required = true},
    {.key = "version", .read = shape_string, .offset = AT(version), .required = true},
    {.key = "name", .read = shape_localized, .offset = AT(name), .required = true},
    {.key = "roles", .read = shape_list, .offset = AT(roles), .required = true, .min = 1, .max = POLICY_ROLES_MAX,
     .table = &ROLE, .entry_size = sizeof(struct policy_role), .count_offset = AT(role_count)},
    {.key = "quorum", .read = shape_int, .offset = AT(quorum), .required = true, .min = 1, .max = POLICY_ROLES_MAX},
};
static const struct field_table POLICY_FILE = FIELD_TABLE(FILE_FIELDS);

static bool has_role(const struct policy *p, const char *id, size_t before) {
  for (size_t i = 0; i < before; i++) {
    if (strcmp(p->roles[i].id, id) == 0) return true;
  }
  return false;
}

static void check_roles(const struct policy *p, struct span at, struct diag *d) {
  for (size_t i = 0; i < p->role_count; i++) {
    const struct policy_role *role = &p->roles[i];
    if (has_role(p, role->id, i)) diag_add(d, DIAG_F020, at, "roles", role->id);
    if (role->may_equal && !has_role(p, role->may_equal, i)) diag_add(d, DIAG_D103, at, role->may_equal, role->id);
  }
  if (p->quorum > (int)p->role_count) diag_add(d, DIAG_D104, at);
}

struct policy *read_policy(const char *path, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "policy/1", a, d, &file)) return NULL;
  struct raw_policy raw = {0};
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &POLICY_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct policy *p = arena_alloc(a, sizeof *p);
  *p = (struct policy){.id = raw.id, .version = raw.version, .name = {raw.name[LANG_JA], raw.name[LANG_EN]},
                       .role_count = raw.role_count, .quorum = raw.quorum};
  memcpy(p->roles, raw.roles, raw.role_count * sizeof *raw.roles);
  check_roles(p, yaml_get(file.root, "roles")->at, d);
  p->digest_hex = canonical_file_hex(&file, a);
  return diag_errors(d) == errors_before ? p : NULL;
}
