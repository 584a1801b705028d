/* test-connection-test-page.c: a connection test as a person sees, hears and copies it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-test-page.h"

#include <string.h>

#include "natter-announce.h"
#include "natter-connection-step-row.h"
#include "natter-provider-dialog.h"
#include "natter-test-async.h"
#include "natter-ui-test.h"

#define KEY "sk-very-secret-0123456789"

typedef struct
{
  char *folder;
  NatterTestServer *server;
  NatterChat *chat;
  NatterProvider *provider;
  GtkWidget *page;
  GtkWidget *window;
  GString *announced;
} Fixture;

static void
announced_cb (const char                        *text,
              GtkAccessibleAnnouncementPriority  priority,
              gpointer                           data)
{
  g_string_append_printf (data, "%s\n", text);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  fixture->server = natter_test_server_new ();
  fixture->chat = ui_test_chat_new (fixture->folder);
  fixture->provider = ui_test_add_provider (fixture->chat, "Test Server",
                                            natter_test_server_get_url (fixture->server), NULL);
  fixture->announced = g_string_new (NULL);
  natter_announce_set_recorder (announced_cb, fixture->announced);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  natter_announce_set_recorder (NULL, NULL);
  g_string_free (fixture->announced, TRUE);
  ui_test_assert_freed (fixture->chat);
  g_object_unref (fixture->server);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
store_key (Fixture *fixture)
{
  NatterSecrets *secrets = natter_chat_get_secrets (fixture->chat);
  g_autoptr(GAsyncResult) result = NULL;

  natter_secrets_store_async (secrets, natter_provider_get_id (fixture->provider),
                              natter_provider_get_base_url (fixture->provider), "Test", KEY, NULL,
                              natter_test_async_cb, &result);
  natter_test_async_wait (&result);
  g_assert_true (natter_secrets_store_finish (secrets, result, NULL));
}

static void
present (Fixture    *fixture,
         const char *model)
{
  GtkWidget *view = adw_navigation_view_new ();

  fixture->page = GTK_WIDGET (natter_connection_test_page_new
                                (natter_chat_get_http (fixture->chat),
                                 natter_chat_get_secrets (fixture->chat), fixture->provider,
                                 model));
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  fixture->window = ui_test_window_new (view);
}

static void
assert_row (Fixture    *fixture,
            const char *title,
            const char *icon,
            const char *subtitle)
{
  GtkWidget *row = ui_test_find (fixture->page, NATTER_TYPE_CONNECTION_STEP_ROW, title);
  GtkWidget *image;
  const char *shown;

  g_assert_nonnull (row);
  image = ui_test_find (row, GTK_TYPE_IMAGE, NULL);
  g_assert_nonnull (image);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (image)), ==, icon);
  shown = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  if (!strstr (shown, subtitle))
    g_error ("“%s” does not say “%s”", shown, subtitle);
}

typedef struct
{
  GdkClipboard *clipboard;
  char *text;
} Paste;

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Paste *paste = data;

  paste->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_pasted (gpointer data)
{
  return ((Paste *) data)->text != NULL;
}

static char *
copy_report (Fixture *fixture)
{
  Paste paste = { gtk_widget_get_clipboard (fixture->page), NULL };

  g_signal_emit_by_name (ui_test_find (fixture->page, GTK_TYPE_BUTTON, "_Copy Report"), "clicked");
  gdk_clipboard_read_text_async (paste.clipboard, NULL, pasted_cb, &paste);
  natter_test_run_until (is_pasted, &paste);

  return paste.text;
}

static void
test_passes (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *report = NULL;
  GtkWidget *row;

  store_key (fixture);
  present (fixture, "echo");
  ui_test_wait_for (fixture->page, GTK_TYPE_LABEL, "Everything works");

  assert_row (fixture, "Name Resolution", "object-select-symbolic", "127.0.0.1");
  assert_row (fixture, "Connection", "object-select-symbolic", "Port ");
  assert_row (fixture, "Encryption", "list-remove-symbolic", "http://");
  assert_row (fixture, "Authentication", "object-select-symbolic", "accepts the key");
  assert_row (fixture, "Model List", "object-select-symbolic", " models");
  assert_row (fixture, "Answer", "object-select-symbolic", "echo answered in ");
  g_assert_nonnull (strstr (fixture->announced->str, "Authentication: Passed\n"));
  g_assert_true (g_str_has_suffix (fixture->announced->str, "Everything works\n"));

  row = ui_test_find (fixture->page, NATTER_TYPE_CONNECTION_STEP_ROW, "Encryption");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Encryption: Skipped");

  report = copy_report (fixture);
  g_assert_nonnull (strstr (report, "Test Server"));
  g_assert_nonnull (strstr (report, "Result: Everything works"));
  g_assert_nonnull (strstr (report, natter_test_server_get_url (fixture->server)));
  g_assert_null (strstr (report, KEY));

  ui_test_assert_gone (fixture->window, fixture->page);
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *report = NULL;

  store_key (fixture);
  natter_test_server_add_reply (fixture->server, natter_test_reply_new_whole
                                  (401, "Content-Type: application/json\r\n",
                                   "{\"error\":{\"message\":\"No <b>" KEY "</b> & co\"}}"));
  present (fixture, "echo");
  ui_test_wait_for (fixture->page, GTK_TYPE_LABEL, "Natter could not sign in");

  assert_row (fixture, "Authentication", "dialog-error-symbolic",
              "No <b>•••</b> & co\nCheck the API key");
  assert_row (fixture, "Answer", "list-remove-symbolic", "Not tried");
  g_assert_nonnull (strstr (fixture->announced->str, "Authentication: Failed\n"));
  g_assert_nonnull (strstr (fixture->announced->str, "Natter could not sign in. No <b>"));
  g_assert_null (strstr (fixture->announced->str, "Answer: "));

  report = copy_report (fixture);
  g_assert_nonnull (strstr (report, "Authentication: Failed"));
  g_assert_null (strstr (report, KEY));

  /* mended */
  g_signal_emit_by_name (ui_test_find (fixture->page, GTK_TYPE_BUTTON, "_Test Again"), "clicked");
  ui_test_wait_for (fixture->page, GTK_TYPE_LABEL, "Everything works");

  ui_test_assert_gone (fixture->window, fixture->page);
}

static void
hang (Fixture *fixture)
{
  NatterTestReply *reply = natter_test_reply_new ();

  natter_test_reply_hang (reply);
  natter_test_server_add_reply (fixture->server, reply);
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *button;

  hang (fixture);
  present (fixture, "echo");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "Testing…"));
  g_assert_false (gtk_widget_get_sensitive (ui_test_find (fixture->page, GTK_TYPE_BUTTON,
                                                          "_Copy Report")));
  button = ui_test_find (fixture->page, GTK_TYPE_BUTTON, "_Stop");
  g_signal_emit_by_name (button, "clicked");
  ui_test_wait_for (fixture->page, GTK_TYPE_LABEL, "The test was stopped");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Test Again");

  ui_test_assert_gone (fixture->window, fixture->page);
}

/* Nothing waits for a server that does not answer when the page is closed. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  hang (fixture);
  present (fixture, "echo");
  ui_test_assert_gone (fixture->window, fixture->page);
}

static gboolean
is_asked (gpointer data)
{
  return natter_test_server_get_n_requests (data) == 1;
}

/* As the form does it: pushed while it runs, and left before it is over. */
static void
test_pushed (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view = adw_navigation_view_new ();
  AdwNavigationPage *first = adw_navigation_page_new (gtk_label_new ("first"), "First");

  hang (fixture);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), first);
  fixture->window = ui_test_window_new (view);
  fixture->page = GTK_WIDGET (natter_connection_test_page_new
                                (natter_chat_get_http (fixture->chat),
                                 natter_chat_get_secrets (fixture->chat), fixture->provider,
                                 "echo"));
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  natter_test_run_until (ui_test_is_mapped, fixture->page);
  natter_test_run_until (is_asked, fixture->server);
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "Testing…"));

  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
  natter_test_run_until (ui_test_is_gone, &fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* The door to it: the form of an account that is saved. */
static void
test_from_form (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (natter_provider_dialog_new (fixture->chat, fixture->provider));
  GtkWidget *page;

  fixture->window = ui_test_window_new (gtk_label_new ("content"));
  adw_dialog_present (ADW_DIALOG (dialog), fixture->window);
  g_signal_emit_by_name (ui_test_wait_for (dialog, ADW_TYPE_BUTTON_ROW, "_Test Connection"),
                         "activated");
  page = ui_test_wait_for (dialog, NATTER_TYPE_CONNECTION_TEST_PAGE, NULL);
  ui_test_wait_for (page, GTK_TYPE_LABEL, "Everything works");

  ui_test_assert_gone (fixture->window, page);
}

#define ADD(path, func) \
  g_test_add ("/connection-test-page/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("passes", test_passes);
  ADD ("fails", test_fails);
  ADD ("stopped", test_stopped);
  ADD ("closed", test_closed);
  ADD ("pushed", test_pushed);
  ADD ("from-form", test_from_form);

  return g_test_run ();
}
