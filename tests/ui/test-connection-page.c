/* test-connection-page.c: how a server is reached, as a person sets it: shown, changed, refused,
 * saved with the account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-page.h"

#include <json-glib/json-glib.h>

#include "natter-provider-dialog.h"
#include "natter-ui-test.h"

#define NOBODY "http://127.0.0.1:1/v1"
#define PAIRS "A0:B1:C2:D3:E4:F5:67:89"
#define FINGERPRINT PAIRS ":" PAIRS ":" PAIRS ":" PAIRS

typedef struct
{
  NatterProvider *provider;   /* whose settings are shown */
  NatterProvider *applied;    /* that gets them */
  NatterConnectionPage *page;
  GtkWidget *window;
} Fixture;

static NatterProvider *
new_provider (const char *dialect)
{
  NatterProvider *provider = natter_provider_new ("Test", dialect, NOBODY);
  g_autoptr(NatterConnection) connection = natter_connection_new ();

  natter_connection_add_header (connection, "X-Team", "7: seven", NULL);
  natter_connection_set_proxy (connection, "http://proxy.example:3128", NULL);
  natter_connection_set_ca_file (connection, "/etc/authority.pem");
  natter_connection_set_certificate (connection, "a.example:443", FINGERPRINT, NULL);
  natter_connection_set_answer_seconds (connection, 300);
  natter_connection_set_plain_http_url (connection, NOBODY);
  natter_provider_set_connection (provider, connection);
  natter_provider_set_extras_text (provider, "{\"user\": \"me\"}", NULL);

  return provider;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  dialect)
{
  fixture->provider = new_provider (dialect ? dialect : "openai-chat");
  natter_provider_set_organization (fixture->provider, dialect ? NULL : "org-1");
  natter_provider_set_project (fixture->provider, dialect ? NULL : "proj-2");
  fixture->applied = natter_provider_new ("Test", dialect ? dialect : "openai-chat", NOBODY);

  fixture->page = natter_connection_page_new ();
  fixture->window = ui_test_window_new (GTK_WIDGET (fixture->page));
  natter_connection_page_load (fixture->page, fixture->provider);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->applied);
  g_assert_finalize_object (fixture->provider);
}

static GtkWidget *
find (Fixture    *fixture,
      GType       type,
      const char *text)
{
  return ui_test_find (GTK_WIDGET (fixture->page), type, text);
}

static void
enter (Fixture    *fixture,
       const char *title,
       const char *text)
{
  GtkWidget *row = find (fixture, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
apply (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_connection_page_apply (fixture->page, fixture->applied, &error));
  g_assert_no_error (error);
}

static char *
dup_settings (NatterProvider *provider)
{
  g_autoptr(JsonNode) node = natter_provider_to_json (provider);

  json_object_remove_member (json_node_get_object (node), "id");

  return json_to_string (node, FALSE);
}

/* What is shown and not touched is what is saved. */
static void
test_page_round_trip (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *before = dup_settings (fixture->provider);
  g_autofree char *after = NULL;

  apply (fixture);
  after = dup_settings (fixture->applied);
  g_assert_cmpstr (after, ==, before);
}

static void
test_page_change (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *view = find (fixture, GTK_TYPE_TEXT_VIEW, NULL);
  GtkWidget *choice = find (fixture, ADW_TYPE_COMBO_ROW, "Proxy");
  GtkWidget *spin = find (fixture, ADW_TYPE_SPIN_ROW, "Wait for an Answer");
  NatterConnection *connection;
  const char *value = NULL;

  enter (fixture, "Organization ID", "org-9");
  enter (fixture, "Name: Value", "X-Other : eight ");
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Add Header"), "clicked");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "", -1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), 1);
  g_assert_null (find (fixture, ADW_TYPE_ENTRY_ROW, "Proxy Address"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "300");
  adw_spin_row_set_value (ADW_SPIN_ROW (spin), 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "Automatic");
  spin = find (fixture, ADW_TYPE_SPIN_ROW, "Wait in Silence");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "Automatic");
  gtk_editable_set_text (GTK_EDITABLE (spin), "45");
  adw_spin_row_update (ADW_SPIN_ROW (spin));
  apply (fixture);

  /* a row in which nothing is written is no header */
  connection = natter_provider_get_connection (fixture->applied);
  g_assert_cmpuint (natter_connection_get_n_headers (connection), ==, 1);
  g_assert_cmpstr (natter_connection_get_header (connection, 0, &value), ==, "X-Other");
  g_assert_cmpstr (value, ==, "eight");
  g_assert_cmpstr (natter_connection_get_proxy (connection), ==, NATTER_CONNECTION_NO_PROXY);
  g_assert_cmpuint (natter_connection_get_answer_seconds (connection), ==, 0);
  g_assert_cmpuint (natter_connection_get_silence_seconds (connection), ==, 45);
  g_assert_cmpstr (natter_provider_get_organization (fixture->applied), ==, "org-9");
  g_assert_null (natter_provider_get_extras (fixture->applied));

  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Remove Header"), "clicked");
  apply (fixture);
  connection = natter_provider_get_connection (fixture->applied);
  g_assert_cmpuint (natter_connection_get_n_headers (connection), ==, 0);
}

/* What was allowed can be taken back. */
static void
test_page_security (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterConnection *connection;

  g_assert_nonnull (find (fixture, ADW_TYPE_ACTION_ROW, "Trusted Certificate of a.example:443"));
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "No Longer Trust This Certificate"),
                         "clicked");
  g_assert_null (find (fixture, ADW_TYPE_ACTION_ROW, "Trusted Certificate of a.example:443"));
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Ask Again Before Sending the Key"),
                         "clicked");
  g_assert_null (find (fixture, ADW_TYPE_ACTION_ROW, "The Key Is Sent Unencrypted"));
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Use the System’s Authorities"),
                         "clicked");
  apply (fixture);

  connection = natter_provider_get_connection (fixture->applied);
  g_assert_null (natter_connection_get_certificate (connection, NULL));
  g_assert_null (natter_connection_get_plain_http_url (connection));
  g_assert_null (natter_connection_get_ca_file (connection));
  g_assert_nonnull (natter_connection_get_certificate (natter_provider_get_connection (
                                                         fixture->provider), NULL));
}

static void
assert_wrong (Fixture   *fixture,
              GtkWidget *wrong)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (natter_connection_page_apply (fixture->page, fixture->applied, &error));
  g_assert_nonnull (error);
  g_assert_true (gtk_widget_has_css_class (wrong, "error"));
  g_assert_nonnull (find (fixture, GTK_TYPE_LABEL, error->message));
}

static void
test_page_wrong (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *view = find (fixture, GTK_TYPE_TEXT_VIEW, NULL);
  GtkWidget *proxy = find (fixture, ADW_TYPE_ENTRY_ROW, "Proxy Address");
  GtkWidget *header = find (fixture, ADW_TYPE_ENTRY_ROW, "Name: Value");

  enter (fixture, "Proxy Address", "http://me:secret@proxy.example");
  assert_wrong (fixture, proxy);
  enter (fixture, "Proxy Address", "http://proxy.example");
  g_assert_false (gtk_widget_has_css_class (proxy, "error"));
  apply (fixture);

  enter (fixture, "Name: Value", "Authorization: Bearer sk-test");
  assert_wrong (fixture, header);
  enter (fixture, "Name: Value", "X-Team");
  assert_wrong (fixture, header);
  enter (fixture, "Name: Value", "X-Team: 7");
  g_assert_false (gtk_widget_has_css_class (header, "error"));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "{\"user\":}", -1);
  assert_wrong (fixture, view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "{}", -1);
  g_assert_false (gtk_widget_has_css_class (view, "error"));
  apply (fixture);
}

static void
test_page_no_organization (Fixture       *fixture,
                           gconstpointer  dialect)
{
  g_assert_null (find (fixture, ADW_TYPE_ENTRY_ROW, "Organization ID"));
  apply (fixture);
}

static gboolean
page_is_shown (gpointer dialog)
{
  return ui_test_find (dialog, ADW_TYPE_COMBO_ROW, "Proxy") != NULL;
}

static gboolean
form_is_shown (gpointer dialog)
{
  return ui_test_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL) != NULL;
}

static void
open_page (GtkWidget *dialog)
{
  g_signal_emit_by_name (ui_test_wait_for (dialog, ADW_TYPE_ACTION_ROW, "Connection"),
                         "activated");
  natter_test_run_until (page_is_shown, dialog);
}

static void
leave_page (GtkWidget *dialog)
{
  GtkWidget *inside = ui_test_find (dialog, ADW_TYPE_COMBO_ROW, "Proxy");

  g_assert_true (gtk_widget_activate_action (inside, "navigation.pop", NULL));
  natter_test_run_until (form_is_shown, dialog);
}

static gboolean
models_failed (gpointer dialog)
{
  return ui_test_find (dialog, ADW_TYPE_ACTION_ROW,
                       "The provider is saved, but its models could not be loaded") != NULL;
}

/* The page is saved with the form; what is wrong on it is shown there again. */
static void
test_dialog (void)
{
  g_autofree char *folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  NatterChat *chat = ui_test_chat_new (folder);
  NatterProvider *provider = ui_test_add_provider (chat, "Test", NOBODY, NULL);
  GtkWidget *window = ui_test_window_new (gtk_label_new ("content"));
  GtkWidget *dialog = GTK_WIDGET (natter_provider_dialog_new (chat, provider));
  g_autofree char *file = g_build_filename (folder, "providers.json", NULL);
  g_autofree char *text = NULL;
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  adw_dialog_present (ADW_DIALOG (dialog), window);
  open_page (dialog);
  g_signal_emit_by_name (ui_test_find (dialog, GTK_TYPE_BUTTON, "Add Header"), "clicked");
  gtk_editable_set_text (GTK_EDITABLE (ui_test_wait_for (dialog, ADW_TYPE_ENTRY_ROW,
                                                         "Name: Value")), "X-Team");
  leave_page (dialog);
  g_assert_true (gtk_widget_has_css_class (ui_test_find (dialog, ADW_TYPE_ACTION_ROW,
                                                         "Connection"), "error"));

  g_signal_emit_by_name (ui_test_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL),
                         "entry-activated");
  natter_test_run_until (page_is_shown, dialog);
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (dialog, ADW_TYPE_ENTRY_ROW, "Name: Value")),
                         "X-Team: 7");
  leave_page (dialog);
  g_signal_emit_by_name (ui_test_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL),
                         "entry-activated");
  natter_test_run_until (models_failed, dialog);

  g_assert_cmpuint (natter_connection_get_n_headers (natter_provider_get_connection (provider)),
                    ==, 1);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"X-Team\""));

  gtk_window_destroy (GTK_WINDOW (window));
  natter_test_run_until (ui_test_is_gone, &gone);
  ui_test_assert_freed (chat);
  ui_test_remove_folder (folder);
}

#define add(path, dialect, test) g_test_add (path, Fixture, dialect, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  add ("/connection-page/round-trip", NULL, test_page_round_trip);
  add ("/connection-page/change", NULL, test_page_change);
  add ("/connection-page/security", NULL, test_page_security);
  add ("/connection-page/wrong", NULL, test_page_wrong);
  add ("/connection-page/no-organization", "anthropic", test_page_no_organization);
  g_test_add_func ("/connection-page/dialog", test_dialog);

  return g_test_run ();
}
