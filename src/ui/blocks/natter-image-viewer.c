/* natter-image-viewer.c: an image as large as it is, to look at closely, to save and to copy.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-image-viewer.h"

#include <glib/gi18n-lib.h>

#include "natter-save-bytes.h"

#define WIDTH     900
#define HEIGHT    700
#define ZOOM_STEP 1.25
#define MIN_ZOOM  0.1
#define MAX_ZOOM  8.0

struct _NatterImageViewer
{
  AdwDialog     parent_instance;

  GtkWidget    *scroller;
  GtkWidget    *picture;
  NatterImage  *image;
  GdkTexture   *texture;      /* all its pixels, once they are decoded */
  char         *name;
  double        zoom;         /* 0: as large as the dialog */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NatterImageViewer, natter_image_viewer, ADW_TYPE_DIALOG)

static double
get_fitting_zoom (NatterImageViewer *self)
{
  double across, down;
  int width, height;

  natter_image_get_size (self->image, &width, &height);
  across = (double) MAX (gtk_widget_get_width (self->scroller), 1) / width;
  down = (double) MAX (gtk_widget_get_height (self->scroller), 1) / height;

  return MIN (MIN (across, down), 1);
}

static void
set_zoom (NatterImageViewer *self,
          double             zoom)
{
  int width, height;

  natter_image_get_size (self->image, &width, &height);
  self->zoom = zoom > 0 ? CLAMP (zoom, MIN_ZOOM, MAX_ZOOM) : 0;
  gtk_widget_set_size_request (self->picture, zoom > 0 ? (int) (width * self->zoom) : -1,
                               zoom > 0 ? (int) (height * self->zoom) : -1);
  gtk_widget_set_halign (self->picture, zoom > 0 ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_valign (self->picture, zoom > 0 ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture),
                               zoom > 0 ? GTK_CONTENT_FIT_FILL : GTK_CONTENT_FIT_SCALE_DOWN);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterImageViewer *self = NATTER_IMAGE_VIEWER (widget);
  double now = natter_image_viewer_get_zoom (self);

  if (g_str_equal (name, "viewer.zoom-in"))
    set_zoom (self, now * ZOOM_STEP);
  else if (g_str_equal (name, "viewer.zoom-out"))
    set_zoom (self, now / ZOOM_STEP);
  else if (g_str_equal (name, "viewer.original"))
    set_zoom (self, 1);
  else
    set_zoom (self, 0);
}

static gboolean
scroll_cb (NatterImageViewer        *self,
           double                    across,
           double                    down,
           GtkEventControllerScroll *scroll)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  if (!(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), down > 0 ? "viewer.zoom-out" : "viewer.zoom-in",
                              NULL);

  return GDK_EVENT_STOP;
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget),
                             NATTER_IMAGE_VIEWER (widget)->texture);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterImageViewer *self = NATTER_IMAGE_VIEWER (widget);

  natter_save_bytes (widget, _("Save Image"), self->name, natter_image_get_bytes (self->image));
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(NatterImageViewer) self = data;
  g_autoptr(NatterImage) image = natter_image_decode_finish (result, NULL);

  if (!image || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_set_object (&self->texture, natter_image_get_texture (image));
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (self->texture));
}

static void
add_button (AdwHeaderBar *header,
            gboolean      at_end,
            const char   *icon,
            const char   *name,
            const char   *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (at_end)
    adw_header_bar_pack_end (header, button);
  else
    adw_header_bar_pack_start (header, button);
}

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();

  add_button (ADW_HEADER_BAR (header), FALSE, "document-save-symbolic", _("Save Image…"),
              "viewer.save");
  add_button (ADW_HEADER_BAR (header), FALSE, "edit-copy-symbolic", _("Copy Image"), "viewer.copy");
  add_button (ADW_HEADER_BAR (header), TRUE, "zoom-in-symbolic", _("Zoom In"), "viewer.zoom-in");
  add_button (ADW_HEADER_BAR (header), TRUE, "zoom-fit-best-symbolic", _("Fit"), "viewer.fit");
  add_button (ADW_HEADER_BAR (header), TRUE, "zoom-out-symbolic", _("Zoom Out"), "viewer.zoom-out");

  return header;
}

static void
natter_image_viewer_dispose (GObject *object)
{
  NatterImageViewer *self = NATTER_IMAGE_VIEWER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->image);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (natter_image_viewer_parent_class)->dispose (object);
}

static void
natter_image_viewer_finalize (GObject *object)
{
  NatterImageViewer *self = NATTER_IMAGE_VIEWER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (natter_image_viewer_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class,
          const guint    *keys,
          const char     *action)
{
  for (; *keys; keys++)
    gtk_widget_class_add_binding_action (widget_class, *keys, GDK_CONTROL_MASK, action, NULL);
}

static void
natter_image_viewer_class_init (NatterImageViewerClass *klass)
{
  static const char *const zooms[] = { "viewer.zoom-in", "viewer.zoom-out", "viewer.original",
                                       "viewer.fit" };
  static const guint in[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add, 0 };
  static const guint out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract, 0 };
  static const guint original[] = { GDK_KEY_1, GDK_KEY_KP_1, 0 };
  static const guint fit[] = { GDK_KEY_0, GDK_KEY_KP_0, 0 };
  static const guint copy[] = { GDK_KEY_c, 0 };
  static const guint save[] = { GDK_KEY_s, 0 };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_image_viewer_dispose;
  object_class->finalize = natter_image_viewer_finalize;

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_install_action (widget_class, zooms[i], NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "viewer.save", NULL, save_action);
  add_keys (widget_class, in, "viewer.zoom-in");
  add_keys (widget_class, out, "viewer.zoom-out");
  add_keys (widget_class, original, "viewer.original");
  add_keys (widget_class, fit, "viewer.fit");
  add_keys (widget_class, copy, "viewer.copy");
  add_keys (widget_class, save, "viewer.save");
}

static void
natter_image_viewer_init (NatterImageViewer *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  self->cancellable = g_cancellable_new ();
  self->picture = gtk_picture_new ();
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->picture);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scroller, scroll);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_header ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->scroller);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
}

/**
 * natter_image_viewer_new:
 * @image: what to show
 * @description: (nullable): what is to be seen in it
 * @name: what its file may be called
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
natter_image_viewer_new (NatterImage *image,
                         const char  *description,
                         const char  *name)
{
  NatterImageViewer *self = g_object_new (NATTER_TYPE_IMAGE_VIEWER, NULL);

  self->image = g_object_ref (image);
  self->texture = g_object_ref (natter_image_get_texture (image));
  self->name = g_strdup (name);
  adw_dialog_set_title (ADW_DIALOG (self),
                        description && *description ? description : _("Image"));
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), description);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (self->texture));
  set_zoom (self, 0);
  natter_image_decode_async (natter_image_get_bytes (image), 0, self->cancellable, decoded_cb,
                             g_object_ref (self));

  return ADW_DIALOG (self);
}

/**
 * natter_image_viewer_get_zoom:
 *
 * Returns: screen pixels for each of the image
 */
double
natter_image_viewer_get_zoom (NatterImageViewer *self)
{
  g_return_val_if_fail (NATTER_IS_IMAGE_VIEWER (self), 1);

  return self->zoom > 0 ? self->zoom : get_fitting_zoom (self);
}
