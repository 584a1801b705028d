/* natter-test-wire.h: a dialect of the scripted server: reads its requests, writes its events.
 * Pure, stateless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What was asked. */
typedef struct
{
  const char *path;            /* that was asked for; set before the rest is read */
  guint      *phase;           /* for a dialect that must know what it said last; 0 at first */

  char       *model;
  char       *prompt;          /* the user's last words, "" when there are none */
  char       *begun;           /* words to go on with, which stand behind them; or NULL */
  gboolean    stream;
  gboolean    include_usage;
  guint       max_tokens;      /* 0: no limit */
  guint       n_prompt_tokens;
} NatterTestAsk;

/* What is known of an answer when it ends. */
typedef struct
{
  guint       n_tokens;
  guint       n_reasoning_tokens;
  const char *finish_reason;
} NatterTestEnding;

typedef struct
{
  const char *id;
  const char *method_path;     /* "POST /v1/chat/completions", or what it begins with, then "*" */
  const char *content_type;    /* of a stream; NULL: events */

  /* FALSE: the body is no request of this dialect. */
  gboolean  (*read_ask)        (GBytes                 *body,
                                NatterTestAsk          *ask);

  /* Each appends whole events. */
  void      (*begin)           (GString                *out,
                                const NatterTestAsk    *ask);
  void      (*reasoning)       (GString                *out,
                                const NatterTestAsk    *ask,
                                const char             *text,
                                gsize                   length);
  void      (*text)            (GString                *out,
                                const NatterTestAsk    *ask,
                                const char             *text,
                                gsize                   length);
  void      (*end)             (GString                *out,
                                const NatterTestAsk    *ask,
                                const NatterTestEnding *ending);
  void      (*error)           (GString                *out,
                                const NatterTestAsk    *ask);
  void      (*malformed)       (GString                *out,
                                const NatterTestAsk    *ask);

  /* Each appends a whole body. */
  void      (*whole)           (GString                *out,
                                const NatterTestAsk    *ask,
                                const char             *reasoning,
                                const char             *text,
                                const NatterTestEnding *ending);
  void      (*http_error)      (GString                *out,
                                guint                   status);
  /* A 429 that says how long to wait. NULL: a header says it beside the usual one. */
  void      (*busy)            (GString                *out,
                                double                  seconds);
  void      (*models)          (GString                *out);
} NatterTestWire;

extern const NatterTestWire natter_test_wire_anthropic;
extern const NatterTestWire natter_test_wire_cohere;
extern const NatterTestWire natter_test_wire_gemini;
extern const NatterTestWire natter_test_wire_ollama;
extern const NatterTestWire natter_test_wire_openai_chat;
extern const NatterTestWire natter_test_wire_openai_responses;

void        natter_test_ask_clear          (NatterTestAsk *ask);

/* For the dialects. */
JsonObject *natter_test_wire_parse_object  (GBytes        *body);
char       *natter_test_wire_dup_content   (JsonNode      *content);
void        natter_test_wire_read_messages (JsonArray     *messages,
                                            const char    *content,
                                            NatterTestAsk *ask);
void        natter_test_wire_append_string (GString       *out,
                                            const char    *text,
                                            gsize          length);
void        natter_test_wire_append_text   (GString       *out,
                                            const char    *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NatterTestAsk, natter_test_ask_clear)

G_END_DECLS
