/* connection-run.c: a connection test in a test: run it and look at its steps. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connection-run.h"

#include <string.h>

#include "natter-secrets-memory.h"

void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = natter_test_server_new ();
  fixture->http = natter_http_new ();
  fixture->secrets = natter_secrets_memory_new ();
  fixture->provider = natter_provider_new ("Test", "openai-chat",
                                           natter_test_server_get_url (fixture->server));
  fixture->cancellable = g_cancellable_new ();
}

void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->test != NULL)
    g_assert_finalize_object (fixture->test);
  g_clear_error (&fixture->error);
  g_object_unref (fixture->cancellable);
  g_object_unref (fixture->provider);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->http);
  g_object_unref (fixture->server);
}

void
store_key (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_secrets_store_async (fixture->secrets, natter_provider_get_id (fixture->provider),
                              natter_provider_get_base_url (fixture->provider), "Test", KEY, NULL,
                              natter_test_async_cb, &result);
  natter_test_async_wait (&result);
  g_assert_true (natter_secrets_store_finish (fixture->secrets, result, NULL));
}

void
start (Fixture    *fixture,
       const char *model)
{
  if (fixture->test == NULL)
    fixture->test = natter_connection_test_new (fixture->http, fixture->secrets, fixture->provider,
                                                model);
  natter_connection_test_set_limits (fixture->test, 3, 5, 5);
  natter_connection_test_run_async (fixture->test, fixture->cancellable, natter_test_async_cb,
                                    &fixture->result);
}

gboolean
finish (Fixture *fixture)
{
  gboolean ok;

  g_clear_error (&fixture->error);
  natter_test_async_wait (&fixture->result);
  ok = natter_connection_test_run_finish (fixture->test, fixture->result, &fixture->error);
  g_clear_object (&fixture->result);

  return ok;
}

gboolean
run (Fixture    *fixture,
     const char *model)
{
  start (fixture, model);
  return finish (fixture);
}

void
assert_states (Fixture    *fixture,
               const char *expected)
{
  static const char letters[] = "wrPFS";
  char states[NATTER_N_CONNECTION_STEPS + 1] = "";

  for (guint i = 0; i < NATTER_N_CONNECTION_STEPS; i++)
    {
      g_autoptr(NatterConnectionStep) step = g_list_model_get_item (G_LIST_MODEL (fixture->test),
                                                                    i);

      g_assert_cmpint (natter_connection_step_get_id (step), ==, i);
      states[i] = letters[natter_connection_step_get_state (step)];
      g_assert_true ((states[i] == 'F') == (natter_connection_step_get_error (step) != NULL));
      g_test_message ("%s: %s", natter_connection_step_get_title (step),
                      natter_connection_step_get_detail (step));
    }

  g_assert_cmpstr (states, ==, expected);
}

const char *
get_detail (Fixture                *fixture,
            NatterConnectionStepId  id)
{
  return natter_connection_step_get_detail (natter_connection_test_get_step (fixture->test, id));
}

void
assert_detail (Fixture                *fixture,
               NatterConnectionStepId  id,
               const char             *part)
{
  const char *detail = get_detail (fixture, id);

  g_assert_nonnull (detail);
  if (!strstr (detail, part))
    g_error ("“%s” does not say “%s”", detail, part);
}

void
assert_verdict (Fixture    *fixture,
                const char *verdict)
{
  g_autofree char *report = natter_connection_test_dup_report (fixture->test);

  g_assert_cmpstr (natter_connection_test_get_verdict (fixture->test), ==, verdict);
  g_assert_nonnull (strstr (report, verdict));
  g_assert_null (strstr (report, KEY));
}

void
reply (Fixture    *fixture,
       guint       status,
       const char *body)
{
  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole
                                  (status, "Content-Type: application/json\r\n", body));
}

char *
dup_last_body (Fixture *fixture)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (fixture->server);
  NatterTestRequest *request = g_ptr_array_index (requests, requests->len - 1);
  gsize size = 0;
  const char *body = g_bytes_get_data (request->body, &size);

  return g_strndup (body, size);
}

void
set_address (Fixture    *fixture,
             const char *url)
{
  natter_provider_set_base_url (fixture->provider, url);
}
