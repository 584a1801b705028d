/* natter-test-scene.h: what a scripted model says, how fast, and what goes wrong; in no dialect. A
 * plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_TEST_FAULT_NONE,
  NATTER_TEST_FAULT_STALL,         /* silence after so many tokens */
  NATTER_TEST_FAULT_DROP,          /* the connection closed after so many bytes of body */
  NATTER_TEST_FAULT_RESET,         /* reset after so many bytes of body */
  NATTER_TEST_FAULT_NO_TERMINAL,   /* a clean end of the body, but not of the answer */
  NATTER_TEST_FAULT_ERROR,         /* an error event after so many tokens */
  NATTER_TEST_FAULT_MALFORMED,     /* an event that is no JSON after so many tokens */
  NATTER_TEST_FAULT_NOT_STREAMED,  /* a whole answer to a request for a stream */
  NATTER_TEST_FAULT_HTML,          /* a proxy's page */
} NatterTestFault;

typedef struct
{
  char            *reasoning;      /* or NULL */
  char            *text;
  double           rate;           /* tokens a second, 0 for at once */
  double           delay;          /* seconds between the headers and the first byte of body */
  guint            status;         /* not 200: an HTTP error instead of an answer */
  NatterTestFault  fault;
  gsize            fault_at;
  guint            n_refusals;     /* 429 so often before it answers */
  double           wait;           /* seconds that each of them asks for */
  gboolean         is_picky;       /* refuses a request that sets the temperature */
  gboolean         is_single;      /* the whole text is one token */
  gboolean         has_crlf;
  gboolean         has_bom;
  gboolean         cuts_characters;
} NatterTestScene;

NatterTestScene *natter_test_scene_new          (const char      *name,
                                                 const char      *prompt);
void             natter_test_scene_free         (NatterTestScene *self);
/* Of owned strings: a name for each scene, with a number where it takes one. */
GPtrArray       *natter_test_scene_list_names   (void);

/* Bytes of the token that text begins with, and tokens in a text. */
gsize            natter_test_token_length       (const char      *text);
guint            natter_test_token_count        (const char      *text);

/* The longer texts. */
char            *natter_test_text_new_demo      (const char      *prompt);
char            *natter_test_text_new_markdown  (void);
char            *natter_test_text_new_long      (guint            n_tokens);
char            *natter_test_text_new_mixed     (guint            n_tokens);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterTestScene, natter_test_scene_free)

G_END_DECLS
