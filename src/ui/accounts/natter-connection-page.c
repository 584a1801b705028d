/* natter-connection-page.c: how one account's server is reached: on whose behalf, through which
 * proxy, with which certificates, headers, limits and extra members. A page beside the provider
 * form, which saves what it says; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-page.h"

#include <glib/gi18n-lib.h>

#include "natter-header-list.h"
#include "natter-trust.h"

typedef enum
{
  PROXY_SYSTEM,   /* in the order of the choices */
  PROXY_NONE,
  PROXY_OTHER,
} ProxyChoice;

struct _NatterConnectionPage
{
  AdwNavigationPage parent_instance;

  NatterConnection *connection;   /* our own copy: what no widget holds */
  GCancellable *cancellable;      /* of the file dialog */
  GtkWidget *wrong;               /* the widget with an error, or NULL */

  AdwBanner *banner;              /* stays in sight, whatever is scrolled to */
  GtkWidget *organization_group;
  GtkEditable *organization_row;
  GtkEditable *project_row;
  AdwComboRow *proxy_choice;
  GtkEditable *proxy_row;
  AdwSpinRow *answer_row;
  AdwSpinRow *silence_row;
  AdwActionRow *ca_row;
  GtkWidget *ca_reset_button;
  GtkWidget *ca_button;
  AdwActionRow *certificate_row;
  AdwActionRow *plain_http_row;
  NatterHeaderList *headers;
  GtkTextView *extras_view;
};

G_DEFINE_FINAL_TYPE (NatterConnectionPage, natter_connection_page, ADW_TYPE_NAVIGATION_PAGE)

static void
clear_error (NatterConnectionPage *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
  if (self->wrong)
    {
      gtk_widget_remove_css_class (self->wrong, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->wrong), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  g_clear_weak_pointer (&self->wrong);
}

static void
show_error (NatterConnectionPage *self,
            GtkWidget            *wrong,
            const char           *message)
{
  clear_error (self);
  g_set_weak_pointer (&self->wrong, wrong);
  gtk_widget_add_css_class (wrong, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (wrong), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);

  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
changed_cb (NatterConnectionPage *self)
{
  clear_error (self);
}

static void
proxy_chosen_cb (NatterConnectionPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_row),
                          adw_combo_row_get_selected (self->proxy_choice) == PROXY_OTHER);
  clear_error (self);
}

static gboolean
seconds_output_cb (AdwSpinRow *row)
{
  double seconds = adw_spin_row_get_value (row);
  g_autofree char *text = NULL;

  if (seconds >= 1)
    text = g_strdup_printf ("%.0f", seconds);
  else
    /* Translators: how long to wait: as long as Natter thinks right */
    text = g_strdup (_("Automatic"));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  /* by itself a row makes room for numbers only */
  gtk_editable_set_width_chars (GTK_EDITABLE (row), (int) g_utf8_strlen (text, -1));

  return TRUE;
}

/* What is no number is the word for no limit of one's own. */
static int
seconds_input_cb (AdwSpinRow *row,
                  double     *seconds)
{
  *seconds = (double) g_ascii_strtoll (gtk_editable_get_text (GTK_EDITABLE (row)), NULL, 10);

  return TRUE;
}

static void
show_security (NatterConnectionPage *self)
{
  const char *path = natter_connection_get_ca_file (self->connection);
  const char *url = natter_connection_get_plain_http_url (self->connection);
  const char *place = NULL;
  const char *fingerprint = natter_connection_get_certificate (self->connection, &place);
  g_autofree char *shown = path ? g_filename_display_name (path) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *lines = fingerprint ? natter_trust_dup_lines (fingerprint, 16) : NULL;

  /* Translators: whose certificates are trusted: those that the system does */
  adw_action_row_set_subtitle (self->ca_row, shown ? shown : _("Those of the system"));
  gtk_widget_set_visible (self->ca_reset_button, path != NULL);

  /* Translators: %s is a server, like example.com:8443 */
  title = g_strdup_printf (_("Trusted Certificate of %s"), place ? place : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->certificate_row), title);
  adw_action_row_set_subtitle (self->certificate_row, lines ? lines : "");
  gtk_widget_set_visible (GTK_WIDGET (self->certificate_row), fingerprint != NULL);

  adw_action_row_set_subtitle (self->plain_http_row, url ? url : "");
  gtk_widget_set_visible (GTK_WIDGET (self->plain_http_row), url != NULL);
}

static void
certificate_remove_cb (NatterConnectionPage *self)
{
  gtk_widget_grab_focus (self->ca_button);
  natter_connection_set_certificate (self->connection, NULL, NULL, NULL);
  show_security (self);
}

static void
plain_http_remove_cb (NatterConnectionPage *self)
{
  gtk_widget_grab_focus (self->ca_button);
  natter_connection_set_plain_http_url (self->connection, NULL);
  show_security (self);
}

static void
ca_reset_cb (NatterConnectionPage *self)
{
  gtk_widget_grab_focus (self->ca_button);
  natter_connection_set_ca_file (self->connection, NULL);
  clear_error (self);
  show_security (self);
}

/* A file that can't be used is not taken. */
static void
take_ca_file (NatterConnectionPage *self,
              const char           *path)
{
  g_autoptr(NatterConnection) changed = natter_connection_copy (self->connection);
  g_autoptr(GError) error = NULL;

  natter_connection_set_ca_file (changed, path);
  if (!natter_connection_check_ca_file (changed, &error))
    {
      show_error (self, GTK_WIDGET (self->ca_row), error->message);
      return;
    }

  g_clear_pointer (&self->connection, natter_connection_unref);
  self->connection = g_steal_pointer (&changed);
  clear_error (self);
  show_security (self);
}

static void
ca_chosen_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(NatterConnectionPage) self = NATTER_CONNECTION_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);
  const char *path = file ? g_file_peek_path (file) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (path)
    take_ca_file (self, path);
  else if (file)
    show_error (self, GTK_WIDGET (self->ca_row), _("Choose a file on this computer."));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    show_error (self, GTK_WIDGET (self->ca_row), error->message);
}

static void
ca_choose_cb (NatterConnectionPage *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _("Certificates"));
  gtk_file_filter_add_suffix (filter, "pem");
  gtk_file_filter_add_suffix (filter, "crt");
  gtk_file_filter_add_suffix (filter, "cer");
  g_list_store_append (filters, filter);

  gtk_file_dialog_set_title (dialog, _("Choose Certificate Authorities"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        self->cancellable, ca_chosen_cb, g_object_ref (self));
}

static void
natter_connection_page_shown (AdwNavigationPage *page)
{
  NatterConnectionPage *self = NATTER_CONNECTION_PAGE (page);

  if (self->wrong)
    gtk_widget_grab_focus (self->wrong);
}

static void
natter_connection_page_dispose (GObject *object)
{
  NatterConnectionPage *self = NATTER_CONNECTION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->wrong);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_CONNECTION_PAGE);

  G_OBJECT_CLASS (natter_connection_page_parent_class)->dispose (object);
}

static void
natter_connection_page_finalize (GObject *object)
{
  NatterConnectionPage *self = NATTER_CONNECTION_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->connection, natter_connection_unref);

  G_OBJECT_CLASS (natter_connection_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/connection-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, banner);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, organization_group);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, organization_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, project_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, proxy_choice);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, proxy_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, answer_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, silence_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, ca_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, ca_reset_button);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, ca_button);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, plain_http_row);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, headers);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionPage, extras_view);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, proxy_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, seconds_output_cb);
  gtk_widget_class_bind_template_callback (widget_class, seconds_input_cb);
  gtk_widget_class_bind_template_callback (widget_class, ca_choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, ca_reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, certificate_remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, plain_http_remove_cb);
}

static void
natter_connection_page_class_init (NatterConnectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_connection_page_dispose;
  object_class->finalize = natter_connection_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = natter_connection_page_shown;

  g_type_ensure (NATTER_TYPE_HEADER_LIST);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
natter_connection_page_init (NatterConnectionPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->connection = natter_connection_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->extras_view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_security (self);
}

/**
 * natter_connection_page_new:
 *
 * Returns: (transfer floating): a page that says nothing yet
 */
NatterConnectionPage *
natter_connection_page_new (void)
{
  return g_object_new (NATTER_TYPE_CONNECTION_PAGE, NULL);
}

static void
load_proxy (NatterConnectionPage *self)
{
  const char *proxy = natter_connection_get_proxy (self->connection);
  ProxyChoice choice = PROXY_SYSTEM;

  if (proxy)
    choice = g_str_equal (proxy, NATTER_CONNECTION_NO_PROXY) ? PROXY_NONE : PROXY_OTHER;

  gtk_editable_set_text (self->proxy_row, choice == PROXY_OTHER ? proxy : "");
  adw_combo_row_set_selected (self->proxy_choice, choice);
}

static void
set_text (GtkEditable *row,
          const char  *text)
{
  gtk_editable_set_text (row, text ? text : "");
}

/**
 * natter_connection_page_load:
 * @self: the page
 * @provider: whose settings it shows
 */
void
natter_connection_page_load (NatterConnectionPage *self,
                             NatterProvider       *provider)
{
  g_autofree char *extras = NULL;

  g_return_if_fail (NATTER_IS_CONNECTION_PAGE (self));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));

  g_clear_pointer (&self->connection, natter_connection_unref);
  self->connection = natter_connection_copy (natter_provider_get_connection (provider));
  extras = natter_provider_dup_extras_text (provider);

  gtk_widget_set_visible (self->organization_group, natter_provider_has_organization (provider));
  set_text (self->organization_row, natter_provider_get_organization (provider));
  set_text (self->project_row, natter_provider_get_project (provider));
  load_proxy (self);
  adw_spin_row_set_value (self->answer_row,
                          natter_connection_get_answer_seconds (self->connection));
  adw_spin_row_set_value (self->silence_row,
                          natter_connection_get_silence_seconds (self->connection));
  natter_header_list_load (self->headers, self->connection);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->extras_view), extras, -1);
  show_security (self);
  clear_error (self);
}

static gboolean
apply_proxy (NatterConnectionPage  *self,
             NatterConnection      *connection,
             GError               **error)
{
  switch ((ProxyChoice) adw_combo_row_get_selected (self->proxy_choice))
    {
    case PROXY_NONE:
      return natter_connection_set_proxy (connection, NATTER_CONNECTION_NO_PROXY, error);

    case PROXY_OTHER:
      return natter_connection_set_proxy (connection, gtk_editable_get_text (self->proxy_row),
                                          error);

    case PROXY_SYSTEM:
    default:
      return natter_connection_set_proxy (connection, NULL, error);
    }
}

static gboolean
apply_extras (NatterConnectionPage  *self,
              NatterProvider        *provider,
              GError               **error)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->extras_view), "text", &text, NULL);

  return natter_provider_set_extras_text (provider, text, error);
}

/**
 * natter_connection_page_apply:
 * @self: the page
 * @provider: that gets the settings; it is of no use after an error
 * @error: what is wrong, which the page shows as well
 *
 * Returns: whether all of it can be used
 */
gboolean
natter_connection_page_apply (NatterConnectionPage  *self,
                              NatterProvider        *provider,
                              GError               **error)
{
  g_autoptr(NatterConnection) connection = NULL;
  g_autoptr(GError) cause = NULL;
  GtkWidget *wrong = NULL;

  g_return_val_if_fail (NATTER_IS_CONNECTION_PAGE (self), FALSE);
  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), FALSE);

  connection = natter_connection_copy (self->connection);
  natter_connection_set_answer_seconds (connection,
                                        (guint) adw_spin_row_get_value (self->answer_row));
  natter_connection_set_silence_seconds (connection,
                                         (guint) adw_spin_row_get_value (self->silence_row));
  natter_provider_set_organization (provider, gtk_editable_get_text (self->organization_row));
  natter_provider_set_project (provider, gtk_editable_get_text (self->project_row));

  if (!apply_proxy (self, connection, &cause))
    wrong = GTK_WIDGET (self->proxy_row);
  if (!wrong)
    wrong = natter_header_list_apply (self->headers, connection, &cause);
  if (!wrong && !apply_extras (self, provider, &cause))
    wrong = GTK_WIDGET (self->extras_view);
  natter_provider_set_connection (provider, connection);

  if (wrong)
    {
      show_error (self, wrong, cause->message);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  clear_error (self);

  return TRUE;
}
