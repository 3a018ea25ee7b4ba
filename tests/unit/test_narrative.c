/* test_narrative.c - the two worked examples of GUIDE-STYLE 8 word for word, and the rules they do not show. The texts of
 * the items are short ones written for the examples. */
#include "compose/parts.h"
#include "read/read.h"
#include "score/score.h"
#include "suites.h"

#include <string.h>

struct text_row {
  const char *topic, *clause, *then, *segment;
};
struct item_row {
  const char *id;
  int level, target, weight, impacts; /* level -1: unanswered */
  const char *merge;
  struct text_row text[LANG_COUNT];
};

static const struct item_row ACCESS[] = {
    {"PR.AC-1", 1, 3, 3, 1 << IMPACT_CUSTOMER | 1 << IMPACT_TRUST, "accounts",
     {
      {"アカウントの管理",
       "アカウントの発行と停止を管理していない場合、",
       "退職者や委託先の古いアカウント、共用アカウントから業務システムに侵入され、誰の操作か分からないまま被害が広がるおそれがある。",
       "退職者や保守会社の古いアカウントから遠隔監視制御システムに入られ、誰の操作か分からないまま設定が変えられるおそれがある。"},
      {"account management",
       "If accounts are issued and stopped without control,",
       "old accounts of leavers and contractors, or shared accounts, may let an intruder into business systems and leave no sign of who did what.",
       "old accounts of leavers or the maintenance company may let an intruder into the remote monitoring and control system and change settings with no sign of who did so."},
     }},
    {"PR.AC-2", 3, 3, 1, 0, NULL, {{0}}},
    {"PR.AC-3", 0, 3, 3, 1 << IMPACT_SUPPLY | 1 << IMPACT_SAFETY | 1 << IMPACT_TRUST, NULL,
     {
      {"遠隔接続の管理",
       "社外からの接続口を把握せず、パスワードだけで入れる場合、",
       "社外から業務システムや制御システムに侵入され、操作の乗っ取りや業務の停止に至るおそれがある。",
       "発電所の遠隔監視制御システムに侵入されて監視と制御を失い、出力制御指令への不対応や計画外停止に至るおそれがある。"},
      {"control of remote access",
       "If entry points from outside are unknown and open to anyone with a password,",
       "an attacker may enter business or control systems from outside, take over their operation or bring work to a halt.",
       "an attacker may enter the plant's remote monitoring and control system, and loss of view and control could lead to missed output-control orders or an unplanned stop."},
     }},
    {"PR.AC-4", 3, 3, 1, 0, NULL, {{0}}},
    {"PR.AC-5", 2, 3, 3, 1 << IMPACT_SUPPLY | 1 << IMPACT_SAFETY, NULL,
     {
      {"ネットワークの分離",
       "事務用と制御用のネットワークを分けていない場合、",
       "事務用の端末に入ったマルウェアが制御システムまで広がり、業務と設備がともに止まるおそれがある。",
       "事務所の端末に入ったマルウェアが電力制御システムまで広がり、事務と発電設備の監視が同時に止まるおそれがある。"},
      {"separation of networks",
       "If office and control networks are not separated,",
       "malware on an office PC may spread to control systems and bring business and equipment to a halt together.",
       "malware on an office PC may spread to the power control system and stop office work and plant monitoring together."},
     }},
    {"PR.AC-6", 3, 3, 1, 0, NULL, {{0}}},
    {"PR.AC-7", 1, 3, 3, 1 << IMPACT_SUPPLY | 1 << IMPACT_CUSTOMER | 1 << IMPACT_TRUST, "accounts",
     {
      {"リスクに応じた認証",
       "操作の重さに応じて認証の強さを変えていない場合、",
       "推測や盗用されたパスワードだけで重要な操作が行われ、業務の停止や情報漏えいに至るおそれがある。",
       NULL},
      {"sign-in strength matched to risk",
       "If sign-in is no stronger for critical operations,",
       "a guessed or stolen password alone may be enough for a critical operation, leading to an outage or data leak.",
       NULL},
     }},
};
static const struct item_row COMMUNICATIONS[] = {
    {"RS.CO-1", 0, 3, 3, 1 << IMPACT_SUPPLY | 1 << IMPACT_CUSTOMER | 1 << IMPACT_TRUST, NULL,
     {
      {"対応時の役割と手順の周知",
       "発生時の役割と動く順番を各人が知らない場合、",
       "連絡と指示が混乱し、業務システムの被害の把握と切離しが遅れるおそれがある。",
       "需給管理と顧客対応の担当者が互いの動きを待ち、計画提出の代替手段や顧客への案内が遅れるおそれがある。"},
      {"awareness of roles and order of action",
       "If people do not know their roles and order of action,",
       "calls and instructions may become confused, delaying the assessment and isolation of business systems.",
       "supply–demand and customer staff may wait for each other, delaying the fallback for plan submission and notice to customers."},
     }},
    {"RS.CO-2", 1, 3, 3, 1 << IMPACT_SAFETY | 1 << IMPACT_CUSTOMER | 1 << IMPACT_TRUST, NULL,
     {
      {"基準に沿った報告",
       "インシデントの報告先や期限の基準がない場合、",
       "業務システムの被害を知らせるべき相手への報告が遅れ、被害の拡大や法令・契約上の責任に至るおそれがある。",
       "顧客情報の漏えい時に個人情報保護委員会と本人への連絡が遅れ、法令上の責任や顧客の離反に至るおそれがある。"},
      {"incident reporting to set criteria",
       "If there are no criteria for whom to report to and by when,",
       "those who need to know of damage to business systems may be told late, letting it spread and creating legal or contractual liability.",
       "the Personal Information Protection Commission and the people affected may be told late of a customer data leak, leading to legal liability and lost customers."},
     }},
    {"RS.CO-3", 1, 3, 2, 1 << IMPACT_SUPPLY | 1 << IMPACT_TRUST, "coordination",
     {
      {"社内外での情報共有",
       "発生時に誰と何を共有するかが決まっていない場合、",
       "判断に要る情報が関係者に届かず、業務システムの対応が食い違って復旧が遅れるおそれがある。",
       NULL},
      {"sharing of incident information",
       "If it is not settled what to share with whom,",
       "those who decide may lack the facts, and mismatched handling of business systems could delay recovery.",
       NULL},
     }},
    {"RS.CO-4", -1, 3, 2, 1 << IMPACT_SUPPLY | 1 << IMPACT_CUSTOMER | 1 << IMPACT_TRUST, "coordination",
     {
      {"関係先との調整",
       "関係先との調整役と手順が決まっていない場合、",
       "委託先や一般送配電事業者との役割の分担が食い違い、業務の再開が遅れるおそれがある。",
       NULL},
      {"coordination with partners",
       "If nobody is named to coordinate with partners,",
       "contractors and the grid company may each wait for the other to act, delaying the return of business systems.",
       NULL},
     }},
    {"RS.CO-5", 0, 2, 1, 1 << IMPACT_TRUST, NULL,
     {
      {"業界への自主的な情報提供",
       "攻撃の情報を業界と分かち合っていない場合、",
       "同じ手口の情報が入らず、自社と取引先の業務システムで被害が繰り返されるおそれがある。",
       NULL},
      {"voluntary information sharing",
       "If attack information is not shared with the sector,",
       "warnings of the same method may not arrive, and the damage could be repeated in our own and partners' systems.",
       NULL},
     }},
};

static const char *const ACCESS_TEXT[LANG_COUNT] = {
    "アクセス制御（PR.AC）は、対象7項目のうち4項目が目標に届いていない。社外からの接続口を把握せず、パスワードだけで入れる場合、発電所の遠隔監視制御システムに侵入されて監視と制御を失い、出力制御指令への不対応や計画外停止に至るおそれがある。また、アカウントの管理およびリスクに応じた認証が十分でない場合、退職者や保守会社の古いアカウントから遠隔監視制御システムに入られ、誰の操作か分からないまま設定が変えられるおそれがある。さらに、ネットワークの分離が慣行に頼っており、担当者の交代などで抜けが生じた場合、事務所の端末に入ったマルウェアが電力制御システムまで広がり、事務と発電設備の監視が同時に止まるおそれがある。影響は主に供給・保安・信用に及ぶ。",
    "In Access Control (PR.AC), 4 of the 7 applicable items are below target. If entry points from outside are unknown and open to anyone with a password, an attacker may enter the plant's remote monitoring and control system, and loss of view and control could lead to missed output-control orders or an unplanned stop. In addition, if account management and sign-in strength matched to risk fall short, old accounts of leavers or the maintenance company may let an intruder into the remote monitoring and control system and change settings with no sign of who did so. Moreover, if separation of networks rests on habit and lapses when staff change, malware on an office PC may spread to the power control system and stop office work and plant monitoring together. The effect would fall mainly on supply, safety and trust."};
static const char *const COMMUNICATIONS_TEXT[LANG_COUNT] = {
    "伝達（RS.CO）は、対象5項目のうち4項目が目標に届いていない。発生時の役割と動く順番を各人が知らない場合、需給管理と顧客対応の担当者が互いの動きを待ち、計画提出の代替手段や顧客への案内が遅れるおそれがある。また、基準に沿った報告が一部の範囲や担当者任せにとどまる場合、顧客情報の漏えい時に個人情報保護委員会と本人への連絡が遅れ、法令上の責任や顧客の離反に至るおそれがある。さらに、社内外での情報共有も同じ状況の場合、判断に要る情報が関係者に届かず、業務システムの対応が食い違って復旧が遅れるおそれがある。このほか、業界への自主的な情報提供も目標に届いていない。影響は主に供給・顧客・信用に及ぶ。未回答の1項目は、評価に含めていない。",
    "In Communications (RS.CO), 4 of the 5 applicable items are below target. If people do not know their roles and order of action, supply–demand and customer staff may wait for each other, delaying the fallback for plan submission and notice to customers. In addition, if incident reporting to set criteria covers only part of the ground or depends on one person, the Personal Information Protection Commission and the people affected may be told late of a customer data leak, leading to legal liability and lost customers. Moreover, if the same is true of sharing of incident information, those who decide may lack the facts, and mismatched handling of business systems could delay recovery. Also below target: voluntary information sharing. The effect would fall mainly on supply, customers and trust. One unanswered item is not rated."};

struct world {
  struct arena *arena;
  struct diag *diag;
  struct framework framework;
  struct guide guide;
  struct scale scale;
  struct profile profile;
  struct stars stars;
  struct answers answers;
  struct input input;
  struct scores scores;
  struct content content;
  struct compose_in in;
  struct compose compose;
};

static void put_item(struct world *w, size_t i, const struct item_row *row, enum segment segment) {
  struct guide_item *g = &w->guide.items[i];
  w->framework.items[i] = (struct framework_item){row->id, 0, 0};
  g->weight = row->weight;
  g->merge = row->merge;
  for (size_t k = 0; k < IMPACT_COUNT; k++)
    g->impact[k] = row->impacts >> k & 1;
  for (size_t l = 0; l < LANG_COUNT; l++) {
    g->text[l].topic = row->text[l].topic;
    g->text[l].risk_if = row->text[l].clause;
    g->text[l].risk_then = row->text[l].then;
    g->text[l].risk_segment[segment] = row->text[l].segment;
  }
  w->profile.target[i] = row->target;
  w->answers.items[i].status = row->level < 0 ? ANSWER_UNANSWERED : ANSWER_LEVEL;
  w->answers.items[i].level = row->level;
}

static struct world *world_new(const struct item_row *rows, size_t count, const char *category, const char *ja,
                               const char *en, enum segment segment) {
  struct arena *a = arena_new();
  struct world *w = arena_alloc(a, sizeof *w);
  w->arena = a;
  w->diag = diag_new();
  w->framework = (struct framework){.id = "test", .name = "test", .function_count = 1, .category_count = 1, .item_count = count};
  w->framework.functions = arena_array(a, 1, sizeof *w->framework.functions);
  w->framework.categories = arena_array(a, 1, sizeof *w->framework.categories);
  w->framework.items = arena_array(a, count, sizeof *w->framework.items);
  w->framework.functions[0] = (struct framework_function){"XX", {"x", "x"}, 0, 1, 0, count};
  w->framework.categories[0] = (struct framework_category){category, {ja, en}, 0, 0, count};
  w->guide.id = "test";
  w->guide.items = arena_array(a, count, sizeof *w->guide.items);
  w->profile.segment = segment;
  w->profile.target = arena_array(a, count, sizeof *w->profile.target);
  w->answers.items = arena_array(a, count, sizeof *w->answers.items);
  for (size_t i = 0; i < count; i++)
    put_item(w, i, &rows[i], segment);
  w->input = (struct input){.framework = &w->framework, .guide = &w->guide, .scale = &w->scale, .profile = &w->profile,
                            .stars = &w->stars, .answers = &w->answers};
  return w;
}

static const char *tell(struct world *w, enum language language) {
  score_run(&w->input, w->arena, &w->scores);
  const char *path = language == LANG_JA ? "data/strings/ja.yaml" : "data/strings/en.yaml";
  w->in = (struct compose_in){.scores = &w->scores, .strings = read_strings(path, language, w->arena, w->diag)};
  ck_assert_ptr_nonnull(w->in.strings);
  w->compose = (struct compose){.in = &w->in, .scores = &w->scores, .input = &w->input, .answers = &w->answers,
                                .framework = &w->framework, .guide = &w->guide, .language = language,
                                .arena = w->arena, .diag = w->diag, .content = &w->content};
  for (size_t i = 0; i < 2; i++)
    w->compose.lacks[i] = arena_array(w->arena, w->framework.item_count, sizeof(bool));
  return narrative_text(&w->compose, 0);
}

static void world_free(struct world *w) {
  diag_free(w->diag);
  arena_free(w->arena);
}

static struct world *access_world(void) {
  return world_new(ACCESS, sizeof ACCESS / sizeof *ACCESS, "PR.AC", "アクセス制御", "Access Control", SEGMENT_GENERATION);
}

START_TEST(example_one) {
  struct world *w = access_world();
  ck_assert_str_eq(tell(w, LANG_JA), ACCESS_TEXT[LANG_JA]);
  ck_assert_str_eq(tell(w, LANG_EN), ACCESS_TEXT[LANG_EN]);
  world_free(w);
}
END_TEST

START_TEST(example_two) {
  struct world *w = world_new(COMMUNICATIONS, sizeof COMMUNICATIONS / sizeof *COMMUNICATIONS, "RS.CO", "伝達",
                              "Communications", SEGMENT_RETAIL);
  ck_assert_str_eq(tell(w, LANG_JA), COMMUNICATIONS_TEXT[LANG_JA]);
  ck_assert_str_eq(tell(w, LANG_EN), COMMUNICATIONS_TEXT[LANG_EN]);
  world_free(w);
}
END_TEST

START_TEST(no_gap_no_paragraph) {
  struct world *w = access_world();
  for (size_t i = 0; i < w->framework.item_count; i++)
    w->answers.items[i] = (struct answer){.status = i % 2 ? ANSWER_NA : ANSWER_LEVEL, .level = 4};
  ck_assert_ptr_null(tell(w, LANG_JA));
  world_free(w);
}
END_TEST

/* Several segments answered: the generic text, never two joined. */
START_TEST(strictest_uses_generic_texts) {
  struct world *w = access_world();
  w->profile.segment = -1;
  const char *text = tell(w, LANG_JA);
  ck_assert_ptr_nonnull(strstr(text, "社外から業務システムや制御システムに侵入され"));
  ck_assert_ptr_null(strstr(text, "出力制御指令"));
  world_free(w);
}
END_TEST

START_TEST(official_wording_is_printed_as_it_is) {
  static const char OFFICIAL[] = "公式の文であり、このまま印字する。";
  struct world *w = access_world();
  w->guide.items[4].text[LANG_JA].risk_text = OFFICIAL; /* PR.AC-5, third in order */
  const char *text = tell(w, LANG_JA);
  ck_assert_ptr_nonnull(strstr(text, OFFICIAL));
  ck_assert_ptr_null(strstr(text, "さらに、公式"));
  world_free(w);
}
END_TEST

/* An item without texts is named by its id among the rest and remembered; it is never left out. */
START_TEST(missing_texts_are_named) {
  struct world *w = access_world();
  w->guide.items[2].text[LANG_JA] = (struct guide_text){0}; /* PR.AC-3 */
  const char *text = tell(w, LANG_JA);
  ck_assert_ptr_nonnull(strstr(text, "このほか、PR.AC-3も目標に届いていない。"));
  ck_assert(w->compose.lacks[0][2]);
  ck_assert(!w->compose.lacks[0][0]);
  world_free(w);
}
END_TEST

/* Over 400 characters: fewer sentences, the rest by topic, still every item once. */
START_TEST(long_texts_give_way) {
  struct world *w = access_world();
  char *longer = arena_alloc(w->arena, 3 * 200 + 1);
  for (size_t i = 0; i < 200; i++)
    memcpy(longer + 3 * i, "あ", 3);
  w->guide.items[4].text[LANG_JA].risk_segment[SEGMENT_GENERATION] = longer;
  const char *text = tell(w, LANG_JA);
  ck_assert_ptr_null(strstr(text, "ああ"));
  ck_assert_ptr_nonnull(strstr(text, "このほか、ネットワークの分離も目標に届いていない。"));
  world_free(w);
}
END_TEST

Suite *narrative_suite(void) {
  Suite *suite = suite_create("narrative");
  TCase *tcase = tcase_create("narrative");
  tcase_add_test(tcase, example_one);
  tcase_add_test(tcase, example_two);
  tcase_add_test(tcase, no_gap_no_paragraph);
  tcase_add_test(tcase, strictest_uses_generic_texts);
  tcase_add_test(tcase, official_wording_is_printed_as_it_is);
  tcase_add_test(tcase, missing_texts_are_named);
  tcase_add_test(tcase, long_texts_give_way);
  suite_add_tcase(suite, tcase);
  return suite;
}
