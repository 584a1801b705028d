/* natter-test-models-server.h: a model server on a loopback port, in the test's own main loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define NATTER_TEST_TWO_MODELS \
  "{\"object\": \"list\", \"data\": [{\"id\": \"small\"}, {\"id\": \"org/large\"}]}"

typedef struct
{
  SoupServer *soup;
  char       *url;             /* "http://127.0.0.1:PORT/v1" */

  /* What it answers; for the test to change. */
  guint       status;
  const char *type;
  const char *body;
  const char *const *pages;    /* in place of body: one for each request, the last for all others */
  gboolean    hold;            /* answers nothing until released */

  /* What it was asked. */
  guint       n_requests;
  char       *method;
  char       *path;
  GString    *queries;         /* of all requests, each with a space behind it */
  char       *authorization;

  GPtrArray  *held;
} NatterTestModelsServer;

NatterTestModelsServer *natter_test_models_server_new     (void);
void                    natter_test_models_server_release (NatterTestModelsServer *self);
gboolean                natter_test_models_server_is_left (NatterTestModelsServer *self);
void                    natter_test_models_server_free    (NatterTestModelsServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterTestModelsServer, natter_test_models_server_free)

G_END_DECLS
