/* natter-row-widget.c: the widget of one row of the transcript. List views bind rows to widgets
 * all the time: any row can be set at any time, and only a row of another kind builds new content.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-row-widget.h"

#include <glib/gi18n-lib.h>

#include "natter-block-widget.h"
#include "natter-image-block.h"
#include "natter-measure.h"
#include "natter-message-editor.h"
#include "natter-message-footer.h"
#include "natter-reasoning-block.h"
#include "natter-text-block.h"

struct _NatterRowWidget
{
  GtkWidget      parent_instance;

  GtkWidget     *bubble;
  GtkWidget     *content;
  NatterRowKind  content_kind;
  NatterRow     *row;
  GtkListItem   *item;     /* weak: what the widget is the child of */
  gboolean       is_fresh; /* the row is not shown yet */
  char          *author;   /* as it was told; the server may name another model later */
};

G_DEFINE_FINAL_TYPE (NatterRowWidget, natter_row_widget, GTK_TYPE_WIDGET)

static GtkWidget *
make_text (const char *css_class)
{
  GtkWidget *block = natter_text_block_new (GTK_ACCESSIBLE_ROLE_PARAGRAPH);

  gtk_widget_add_css_class (block, css_class);

  return block;
}

static GtkWidget *
make_header (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "author");

  return label;
}

static GtkWidget *
make_content (NatterRowKind kind)
{
  switch (kind)
    {
    case NATTER_ROW_HEADER:
      return make_header ();

    case NATTER_ROW_REASONING:
      return natter_reasoning_block_new ();

    case NATTER_ROW_BLOCK:
      return natter_block_widget_new ();

    case NATTER_ROW_REFUSAL:
      return make_text ("refusal");

    case NATTER_ROW_TOOL_CALL:
      return make_text ("tool-call");

    case NATTER_ROW_ATTACHMENT:
      return natter_image_block_new ();

    case NATTER_ROW_CITATIONS:
      return make_text ("citations");

    case NATTER_ROW_EDITOR:
      return natter_message_editor_new ();

    case NATTER_ROW_FOOTER:
      return natter_message_footer_new ();

    default:
      g_assert_not_reached ();
    }
}

static char *
dup_header (NatterRow *row)
{
  NatterMessage *message = natter_row_get_message (row);
  g_autoptr(GDateTime) local = g_date_time_to_local (natter_message_get_time (message));
  /* Translators: the time of a message, as in g_date_time_format(); use what is usual in your
   * language, like "%H:%M" or "%l:%M %p" */
  g_autofree char *time = g_date_time_format (local, _("%H:%M"));

  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    return g_steal_pointer (&time);

  /* Translators: the model that answered, then the time: "gpt-5 · 14:02" */
  return g_strdup_printf (_("%s · %s"), natter_row_get_author (row), time);
}

/* What the row is part of, for those who do not see where it stands. */
static void
update_accessible (NatterRowWidget *self)
{
  const char *author = natter_row_get_author (self->row);
  g_autofree char *description = NULL;

  if (!g_set_str (&self->author, author))
    return;

  if (self->content_kind == NATTER_ROW_HEADER)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, author, -1);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  description = natter_row_dup_origin (self->row);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
update_text (NatterRowWidget *self)
{
  gsize length = 0;
  const char *text = natter_row_get_text (self->row, &length);
  guint n_links = 0;
  const NatterSpan *links = natter_row_get_links (self->row, &n_links);
  NatterMarkable *markable = NATTER_MARKABLE (self->content);

  /* A message that grows tells all of its rows, once a frame. */
  if (!self->is_fresh && g_str_equal (natter_markable_get_text (markable, NULL), text))
    return;

  natter_text_block_set_text (NATTER_TEXT_BLOCK (self->content), text, length, links, n_links);
}

static NatterAttachment *
get_attachment (NatterRow *row)
{
  return g_ptr_array_index (natter_message_get_attachments (natter_row_get_message (row)),
                            natter_row_get_part (row));
}

static void
update_footer (NatterRowWidget *self)
{
  NatterMessage *message = natter_row_get_message (self->row);

  natter_message_footer_update (NATTER_MESSAGE_FOOTER (self->content),
                                natter_row_get_conversation (self->row), message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               natter_message_is_streaming (message), -1);
}

static void
update_header (NatterRowWidget *self)
{
  g_autofree char *text = dup_header (self->row);

  gtk_label_set_text (GTK_LABEL (self->content), text);
}

static void
update_block (NatterRowWidget *self)
{
  NatterBlockWidget *widget = NATTER_BLOCK_WIDGET (self->content);

  natter_block_widget_set_conversation (widget, natter_row_get_conversation (self->row));
  natter_block_widget_set_block (widget, natter_row_get_block (self->row));
}

/* Tab goes from row to row, and leaves the list at one in which nothing takes the focus: where the
 * content does not, the row does. */
static void
update_focusable (NatterRowWidget *self)
{
  NatterBlock *block = natter_row_get_block (self->row);
  gboolean is_rule = block && natter_block_get_kind (block) == NATTER_BLOCK_RULE;

  gtk_widget_set_focusable (GTK_WIDGET (self), self->content_kind == NATTER_ROW_HEADER || is_rule);
}

static void
update_content (NatterRowWidget *self)
{
  switch (self->content_kind)
    {
    case NATTER_ROW_HEADER:
      update_header (self);
      break;

    case NATTER_ROW_REASONING:
      natter_reasoning_block_update (NATTER_REASONING_BLOCK (self->content),
                                     natter_row_get_message (self->row));
      break;

    case NATTER_ROW_BLOCK:
      update_block (self);
      break;

    case NATTER_ROW_REFUSAL:
    case NATTER_ROW_TOOL_CALL:
    case NATTER_ROW_CITATIONS:
      update_text (self);
      break;

    case NATTER_ROW_ATTACHMENT:
      natter_image_block_set_attachment (NATTER_IMAGE_BLOCK (self->content),
                                         get_attachment (self->row));
      break;

    case NATTER_ROW_EDITOR:
      natter_message_editor_set_row (NATTER_MESSAGE_EDITOR (self->content), self->row);
      break;

    case NATTER_ROW_FOOTER:
      update_footer (self);
      break;

    default:
      g_assert_not_reached ();
    }

  update_focusable (self);
  update_accessible (self);
}

static const char *
get_kind_class (NatterRowKind kind)
{
  switch (kind)
    {
    case NATTER_ROW_HEADER:
      return "header-row";

    case NATTER_ROW_FOOTER:
      return "footer-row";

    case NATTER_ROW_EDITOR:
      return "editor-row";

    case NATTER_ROW_REASONING:
    case NATTER_ROW_BLOCK:
    case NATTER_ROW_REFUSAL:
    case NATTER_ROW_TOOL_CALL:
    case NATTER_ROW_ATTACHMENT:
    case NATTER_ROW_CITATIONS:
    default:
      return "text-row";
    }
}

static void
update_look (NatterRowWidget *self)
{
  gboolean is_user =
    natter_message_get_role (natter_row_get_message (self->row)) == NATTER_ROLE_USER;
  const char *classes[] = { is_user ? "user" : "assistant", get_kind_class (self->content_kind),
                            NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_widget_set_halign (self->bubble, is_user && self->content_kind != NATTER_ROW_EDITOR
                                         ? GTK_ALIGN_END : GTK_ALIGN_FILL);
}

static void
set_content_kind (NatterRowWidget *self,
                  NatterRowKind    kind)
{
  if (self->content && self->content_kind == kind)
    return;

  if (self->content)
    gtk_box_remove (GTK_BOX (self->bubble), self->content);
  /* Only a footer is ever busy. */
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY);
  self->content = make_content (kind);
  self->content_kind = kind;
  gtk_widget_set_hexpand (self->content, TRUE);
  gtk_box_append (GTK_BOX (self->bubble), self->content);
}

static void
natter_row_widget_dispose (GObject *object)
{
  NatterRowWidget *self = NATTER_ROW_WIDGET (object);

  if (self->row)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);
  g_clear_weak_pointer (&self->item);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->bubble, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_row_widget_parent_class)->dispose (object);
}

static void
natter_row_widget_class_init (NatterRowWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_row_widget_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, ADW_TYPE_CLAMP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
update_measure (NatterRowWidget *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  int pixels = natter_measure_get_pixels (natter_measure_get_default ());

  adw_clamp_layout_set_maximum_size (ADW_CLAMP_LAYOUT (layout), pixels);
  adw_clamp_layout_set_tightening_threshold (ADW_CLAMP_LAYOUT (layout), pixels);
}

static void
natter_row_widget_init (NatterRowWidget *self)
{
  update_measure (self);
  g_signal_connect_object (natter_measure_get_default (), "notify::pixels",
                           G_CALLBACK (update_measure), self, G_CONNECT_SWAPPED);

  self->bubble = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->bubble, "bubble");
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
}

/**
 * natter_row_widget_new:
 *
 * Returns: (transfer floating): a widget that shows no row yet
 */
GtkWidget *
natter_row_widget_new (void)
{
  return g_object_new (NATTER_TYPE_ROW_WIDGET, NULL);
}

/**
 * natter_row_widget_set_item:
 * @item: (nullable): the item of the list that the widget is the child of
 */
void
natter_row_widget_set_item (NatterRowWidget *self,
                            GtkListItem     *item)
{
  g_return_if_fail (NATTER_IS_ROW_WIDGET (self));

  g_set_weak_pointer (&self->item, item);
}

/**
 * natter_row_widget_get_position:
 *
 * Returns: where in the list the row is, or %GTK_INVALID_LIST_POSITION
 */
guint
natter_row_widget_get_position (NatterRowWidget *self)
{
  g_return_val_if_fail (NATTER_IS_ROW_WIDGET (self), GTK_INVALID_LIST_POSITION);

  return self->item ? gtk_list_item_get_position (self->item) : GTK_INVALID_LIST_POSITION;
}

/**
 * natter_row_widget_get_row:
 *
 * Returns: (transfer none) (nullable): the row that is shown
 */
NatterRow *
natter_row_widget_get_row (NatterRowWidget *self)
{
  g_return_val_if_fail (NATTER_IS_ROW_WIDGET (self), NULL);

  return self->row;
}

/**
 * natter_row_widget_set_row:
 * @row: (nullable): the row to show; %NULL lets go of the last one
 */
void
natter_row_widget_set_row (NatterRowWidget *self,
                           NatterRow       *row)
{
  g_return_if_fail (NATTER_IS_ROW_WIDGET (self));

  if (self->row)
    g_signal_handlers_disconnect_by_func (self->row, update_content, self);
  g_set_object (&self->row, row);
  if (!row)
    return;

  g_signal_connect_object (row, "changed", G_CALLBACK (update_content), self, G_CONNECT_SWAPPED);
  set_content_kind (self, natter_row_get_kind (row));
  update_look (self);
  g_clear_pointer (&self->author, g_free);
  self->is_fresh = TRUE;
  update_content (self);
  self->is_fresh = FALSE;
}

/**
 * natter_row_widget_get_markable:
 *
 * Returns: (transfer none) (nullable): the part that shows the row's text, if it has any
 */
NatterMarkable *
natter_row_widget_get_markable (NatterRowWidget *self)
{
  g_return_val_if_fail (NATTER_IS_ROW_WIDGET (self), NULL);

  if (!self->row)
    return NULL;
  if (NATTER_IS_BLOCK_WIDGET (self->content))
    return natter_block_widget_get_markable (NATTER_BLOCK_WIDGET (self->content));

  return NATTER_IS_MARKABLE (self->content) ? NATTER_MARKABLE (self->content) : NULL;
}

/**
 * natter_row_widget_set_hovered:
 * @hovered: whether the pointer is over the row's message
 */
void
natter_row_widget_set_hovered (NatterRowWidget *self,
                               gboolean         hovered)
{
  g_return_if_fail (NATTER_IS_ROW_WIDGET (self));

  if (self->content && self->content_kind == NATTER_ROW_FOOTER)
    natter_message_footer_set_hovered (NATTER_MESSAGE_FOOTER (self->content), hovered);
}
