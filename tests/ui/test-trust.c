/* test-trust.c: the questions before a key goes unencrypted and before an unknown certificate is
 * trusted, and that an answer counts for one address or certificate only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-trust.h"

#include "natter-account-load.h"
#include "natter-error.h"
#include "natter-test-async.h"
#include "natter-ui-test.h"

#define REMOTE "http://model.invalid/v1"
#define PAIRS "A0:B1:C2:D3:E4:F5:67:89"
#define FINGERPRINT PAIRS ":" PAIRS ":" PAIRS ":" PAIRS
#define OTHER PAIRS ":" PAIRS ":" PAIRS ":00:00:00:00:00:00:00:00"
#define PLACE "a.example:8443"

typedef struct
{
  NatterProvider *provider;
  GtkWidget *content;
  GtkWidget *window;
  GError *error;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  fingerprint)
{
  fixture->provider = natter_provider_new ("Test", "openai-chat", REMOTE);
  fixture->content = gtk_label_new ("content");
  fixture->window = ui_test_window_new (fixture->content);

  if (fingerprint)
    {
      fixture->error = natter_error_new (NATTER_ERROR_TLS, "It is not secure.");
      natter_error_set_certificate (fixture->error, PLACE, fingerprint);
    }
  else
    {
      natter_provider_check_key_allowed (fixture->provider, "sk-test", &fixture->error);
    }
  g_assert_true (natter_trust_can_ask (fixture->error));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->content);
  ui_test_assert_freed (fixture->provider);
  g_clear_error (&fixture->error);
}

static gboolean
alert_is_shown (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (adw_window_get_visible_dialog (window));
}

static GtkWidget *
wait_for_alert (GtkWidget *window)
{
  natter_test_run_until (alert_is_shown, window);

  return GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (window)));
}

static void
press (GtkWidget  *window,
       const char *button)
{
  g_signal_emit_by_name (ui_test_wait_for (wait_for_alert (window), GTK_TYPE_BUTTON, button),
                         "clicked");
}

static gboolean
ask (Fixture    *fixture,
     const char *heading,
     const char *button)
{
  g_autoptr(GAsyncResult) result = NULL;
  AdwAlertDialog *alert;

  natter_trust_ask_async (fixture->content, fixture->provider, fixture->error, NULL,
                          natter_test_async_cb, &result);
  alert = ADW_ALERT_DIALOG (wait_for_alert (fixture->window));
  g_assert_cmpstr (adw_alert_dialog_get_heading (alert), ==, heading);
  g_assert_cmpstr (adw_alert_dialog_get_default_response (alert), ==, "cancel");
  press (fixture->window, button);
  natter_test_async_wait (&result);

  return natter_trust_ask_finish (fixture->content, result);
}

static void
test_can_ask (void)
{
  g_autoptr(GError) plain = natter_error_new (NATTER_ERROR_PLAIN_HTTP, "No.");
  g_autoptr(GError) tls = natter_error_new (NATTER_ERROR_TLS, "No.");
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No.");

  g_assert_true (natter_trust_can_ask (plain));
  g_assert_false (natter_trust_can_ask (tls));
  g_assert_false (natter_trust_can_ask (other));
  g_assert_false (natter_trust_can_ask (NULL));
}

static void
test_lines (void)
{
  g_autofree char *two = natter_trust_dup_lines ("AB:CD:EF:01", 2);
  g_autofree char *three = natter_trust_dup_lines ("AB:CD:EF:01", 3);
  g_autofree char *four = natter_trust_dup_lines ("AB:CD:EF:01", 4);

  g_assert_cmpstr (two, ==, "AB:CD\nEF:01");
  g_assert_cmpstr (three, ==, "AB:CD:EF\n01");
  g_assert_cmpstr (four, ==, "AB:CD:EF:01");
}

static void
test_plain_http (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ask (fixture, "Send the Key Unencrypted?", "_Cancel"));
  g_assert_false (natter_provider_check_key_allowed (fixture->provider, "sk-test", NULL));

  g_assert_true (ask (fixture, "Send the Key Unencrypted?", "_Send Anyway"));
  g_assert_true (natter_provider_check_key_allowed (fixture->provider, "sk-test", &error));
  g_assert_no_error (error);
  natter_provider_set_base_url (fixture->provider, "http://other.invalid/v1");
  g_assert_false (natter_provider_check_key_allowed (fixture->provider, "sk-test", NULL));
}

static void
test_certificate (Fixture       *fixture,
                  gconstpointer  data)
{
  g_assert_false (ask (fixture, "Trust This Certificate?", "_Cancel"));
  g_assert_false (natter_connection_accepts (natter_provider_get_connection (fixture->provider),
                                             PLACE, FINGERPRINT));

  g_assert_true (ask (fixture, "Trust This Certificate?", "_Trust This Certificate"));
  g_assert_true (natter_connection_accepts (natter_provider_get_connection (fixture->provider),
                                            PLACE, FINGERPRINT));

  /* another one is asked about again, and takes the place of the first */
  natter_error_set_certificate (fixture->error, PLACE, OTHER);
  g_assert_true (ask (fixture, "The Certificate Has Changed", "_Trust This Certificate"));
  g_assert_false (natter_connection_accepts (natter_provider_get_connection (fixture->provider),
                                             PLACE, FINGERPRINT));
  g_assert_true (natter_connection_accepts (natter_provider_get_connection (fixture->provider),
                                            PLACE, OTHER));
}

static NatterProvider *
add_proxied (NatterChat       *chat,
             NatterTestServer *server)
{
  NatterProvider *provider = ui_test_add_provider (chat, "Test", REMOTE, NULL);
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  const char *url = natter_test_server_get_url (server);
  g_autofree char *proxy = g_strndup (url, strlen (url) - strlen ("/v1"));
  g_autoptr(GAsyncResult) result = NULL;

  natter_connection_set_proxy (connection, proxy, NULL);
  natter_provider_set_connection (provider, connection);
  natter_secrets_store_async (natter_chat_get_secrets (chat), natter_provider_get_id (provider),
                              REMOTE, "Test", "sk-test", NULL, natter_test_async_cb, &result);
  natter_test_async_wait (&result);

  return provider;
}

/* The key goes only after the yes, which is kept in the file. */
static void
test_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "providers.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  NatterChat *chat = ui_test_chat_new (folder);
  NatterProvider *provider = add_proxied (chat, server);
  GtkWidget *content = gtk_label_new ("content");
  GtkWidget *window = ui_test_window_new (content);
  g_autoptr(GPtrArray) requests = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_test_server_add_reply (server, natter_test_reply_new_whole (200, "",
                                                                     "{\"data\":[{\"id\":\"m\"}]}"));
  natter_account_load_async (chat, provider, content, NULL, natter_test_async_cb, &result);
  wait_for_alert (window);
  g_assert_cmpuint (natter_test_server_get_n_requests (server), ==, 0);
  press (window, "_Send Anyway");
  natter_test_async_wait (&result);
  g_assert_true (natter_account_load_finish (chat, result, &error));
  g_assert_no_error (error);

  requests = natter_test_server_dup_requests (server);
  g_assert_cmpstr (natter_test_request_get_header (g_ptr_array_index (requests, 0),
                                                   "authorization"), ==, "Bearer sk-test");
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"plain-http\""));

  g_clear_object (&result);
  ui_test_assert_gone (window, content);
  ui_test_assert_freed (chat);
  ui_test_remove_folder (folder);
}

#define add(path, fingerprint, test) \
  g_test_add (path, Fixture, fingerprint, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/trust/can-ask", test_can_ask);
  g_test_add_func ("/trust/lines", test_lines);
  add ("/trust/plain-http", NULL, test_plain_http);
  add ("/trust/certificate", FINGERPRINT, test_certificate);
  g_test_add_func ("/trust/load", test_load);

  return g_test_run ();
}
