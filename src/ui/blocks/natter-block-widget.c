/* natter-block-widget.c: shows one block with its nesting: a bar for each quote it is in, the
 * marker of its list item, then the content, by kind. It follows the block's changes, and is given
 * another block when its row is. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-block-widget.h"

#include <glib/gi18n-lib.h>

#include "natter-code-block.h"
#include "natter-image-block.h"
#include "natter-math-block.h"
#include "natter-table-block.h"
#include "natter-text-block.h"

#define QUOTE_STEP 16   /* pixels of indentation for each quote */
#define LIST_STEP  1.75 /* … for each list, in sizes of the font */
#define BAR_WIDTH  3
#define MARKER_GAP 8    /* pixels between a marker and its text */
#define TASK_OPEN  "☐"
#define TASK_DONE  "☑"
#define MAX_STEPS  8    /* deeper nesting is not indented further: the text needs room */

struct _NatterBlockWidget
{
  GtkWidget           parent_instance;

  NatterBlock        *block;
  NatterConversation *conversation;
  GtkWidget          *marker;
  GtkWidget          *content;
  NatterBlockKind     content_kind;
};

G_DEFINE_FINAL_TYPE (NatterBlockWidget, natter_block_widget, GTK_TYPE_WIDGET)

static int
get_quote_indent (NatterBlockWidget *self)
{
  if (!self->block)
    return 0;

  return (int) MIN (natter_block_get_quote_depth (self->block), MAX_STEPS) * QUOTE_STEP;
}

static double
get_list_step (NatterBlockWidget *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontDescription *font = pango_context_get_font_description (context);

  return LIST_STEP * pango_units_to_double (pango_font_description_get_size (font));
}

/* The number of a long list may need more room than others have. */
static int
get_indent (NatterBlockWidget *self)
{
  int indent, marker = 0;

  if (!self->block)
    return 0;

  indent = get_quote_indent (self) +
           (int) (MIN (natter_block_get_list_depth (self->block), MAX_STEPS) *
                  get_list_step (self));
  if (self->marker)
    {
      gtk_widget_measure (self->marker, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &marker, NULL, NULL);
      marker += get_quote_indent (self) + MARKER_GAP;
    }

  return MAX (indent, marker);
}

static GtkWidget *
make_content (NatterBlockKind kind)
{
  switch (kind)
    {
    case NATTER_BLOCK_CODE:
      return natter_code_block_new ();

    case NATTER_BLOCK_TABLE:
      return natter_table_block_new ();

    case NATTER_BLOCK_IMAGE:
      return natter_image_block_new ();

    case NATTER_BLOCK_RULE:
      return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

    case NATTER_BLOCK_HEADING:
      return natter_text_block_new (GTK_ACCESSIBLE_ROLE_HEADING);

    case NATTER_BLOCK_MATH:
      return natter_math_block_new ();

    case NATTER_BLOCK_PARAGRAPH:
    default:
      return natter_text_block_new (GTK_ACCESSIBLE_ROLE_PARAGRAPH);
    }
}

static void
set_content_kind (NatterBlockWidget *self,
                  NatterBlockKind    kind)
{
  if (self->content && self->content_kind == kind)
    return;

  g_clear_pointer (&self->content, gtk_widget_unparent);
  self->content = make_content (kind);
  self->content_kind = kind;
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
}

static gboolean
is_task (const char *marker)
{
  return g_str_equal (marker, TASK_OPEN) || g_str_equal (marker, TASK_DONE);
}

/* A box that is ticked or not is one for those who hear it, too; nobody can tick it. */
static void
make_marker (NatterBlockWidget *self,
             GtkAccessibleRole  role)
{
  g_clear_pointer (&self->marker, gtk_widget_unparent);
  self->marker = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);
  gtk_widget_add_css_class (self->marker, "marker");
  gtk_widget_set_parent (self->marker, GTK_WIDGET (self));
}

static void
update_task (NatterBlockWidget *self,
             gboolean           is_done)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->marker), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: an item of a list that can be done or not */
                                  C_("list item", "Task"),
                                  GTK_ACCESSIBLE_PROPERTY_READ_ONLY, TRUE, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->marker), GTK_ACCESSIBLE_STATE_CHECKED,
                               is_done ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                       : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
update_marker (NatterBlockWidget *self)
{
  const char *marker = natter_block_get_marker (self->block);
  gboolean wanted = marker && *marker;
  GtkAccessibleRole role = GTK_ACCESSIBLE_ROLE_LABEL;

  if (!wanted)
    {
      g_clear_pointer (&self->marker, gtk_widget_unparent);
      return;
    }

  if (is_task (marker))
    role = GTK_ACCESSIBLE_ROLE_CHECKBOX;
  if (!self->marker || gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self->marker)) != role)
    make_marker (self, role);
  gtk_label_set_text (GTK_LABEL (self->marker), marker);
  if (role == GTK_ACCESSIBLE_ROLE_CHECKBOX)
    update_task (self, g_str_equal (marker, TASK_DONE));
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update (NatterBlockWidget *self)
{
  NatterBlock *block = self->block;
  gboolean in_item = natter_block_get_list_depth (block) > 0;

  set_class (GTK_WIDGET (self), "tight", in_item && natter_block_is_tight (block));
  set_class (GTK_WIDGET (self), "quoted", natter_block_get_quote_depth (block) > 0);
  set_class (GTK_WIDGET (self), "heading", natter_block_get_kind (block) == NATTER_BLOCK_HEADING);
  update_marker (self);

  if (NATTER_IS_TEXT_BLOCK (self->content))
    natter_text_block_set_block (NATTER_TEXT_BLOCK (self->content), block);
  else if (NATTER_IS_MATH_BLOCK (self->content))
    natter_math_block_set_block (NATTER_MATH_BLOCK (self->content), block);
}

static void
natter_block_widget_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  NatterBlockWidget *self = NATTER_BLOCK_WIDGET (widget);
  int indent = get_indent (self);
  int min = 0, nat = 0, marker_min = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size - indent, 0);
  if (self->content)
    gtk_widget_measure (self->content, orientation, for_size, &min, &nat, NULL, NULL);
  if (self->marker)
    gtk_widget_measure (self->marker, orientation, -1, &marker_min, NULL, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = min + indent;
      *natural = nat + indent;
    }
  else
    {
      *minimum = MAX (min, marker_min);
      *natural = MAX (nat, marker_min);
    }
}

static void
allocate_child (GtkWidget *widget,
                GtkWidget *child,
                int        start,
                int        child_width,
                int        width,
                int        height)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = rtl ? width - start - child_width : start;

  gtk_widget_allocate (child, child_width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, 0)));
}

static void
natter_block_widget_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  NatterBlockWidget *self = NATTER_BLOCK_WIDGET (widget);
  int indent = get_indent (self);

  if (self->marker)
    {
      GtkRequisition size;

      /* Markers stand at the end of their indentation, numbers of any length one under another. */
      gtk_widget_get_preferred_size (self->marker, &size, NULL);
      allocate_child (widget, self->marker, MAX (indent - MARKER_GAP - size.width, 0),
                      size.width, width, MIN (size.height, height));
    }

  if (self->content)
    allocate_child (widget, self->content, indent, MAX (width - indent, 0), width, height);
}

static void
natter_block_widget_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  NatterBlockWidget *self = NATTER_BLOCK_WIDGET (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.2f;
  for (int start = 0; start < get_quote_indent (self); start += QUOTE_STEP)
    {
      int x = rtl ? width - start - BAR_WIDTH : start;

      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT ((float) x, 0, BAR_WIDTH, (float) height));
    }

  GTK_WIDGET_CLASS (natter_block_widget_parent_class)->snapshot (widget, snapshot);
}

static GtkSizeRequestMode
natter_block_widget_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
natter_block_widget_dispose (GObject *object)
{
  NatterBlockWidget *self = NATTER_BLOCK_WIDGET (object);

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_clear_object (&self->block);
  g_clear_object (&self->conversation);
  g_clear_pointer (&self->marker, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_block_widget_parent_class)->dispose (object);
}

static void
natter_block_widget_class_init (NatterBlockWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_block_widget_dispose;
  widget_class->measure = natter_block_widget_measure;
  widget_class->size_allocate = natter_block_widget_size_allocate;
  widget_class->snapshot = natter_block_widget_snapshot;
  widget_class->get_request_mode = natter_block_widget_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "block");
}

static void
natter_block_widget_init (NatterBlockWidget *self)
{
}

/**
 * natter_block_widget_new:
 *
 * Returns: (transfer floating): a widget that shows nothing yet
 */
GtkWidget *
natter_block_widget_new (void)
{
  return g_object_new (NATTER_TYPE_BLOCK_WIDGET, NULL);
}

static void
show_image (NatterBlockWidget *self)
{
  natter_image_block_set_conversation (NATTER_IMAGE_BLOCK (self->content), self->conversation);
  natter_image_block_set_block (NATTER_IMAGE_BLOCK (self->content), self->block);
}

/**
 * natter_block_widget_set_conversation:
 * @conversation: (nullable): where the block stands
 */
void
natter_block_widget_set_conversation (NatterBlockWidget  *self,
                                      NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_BLOCK_WIDGET (self));

  g_set_object (&self->conversation, conversation);
}

/**
 * natter_block_widget_set_block:
 * @block: what to show, of any kind
 */
void
natter_block_widget_set_block (NatterBlockWidget *self,
                               NatterBlock       *block)
{
  g_return_if_fail (NATTER_IS_BLOCK_WIDGET (self));
  g_return_if_fail (NATTER_IS_BLOCK (block));

  if (self->block == block)
    return;

  if (self->block)
    g_signal_handlers_disconnect_by_func (self->block, update, self);
  g_set_object (&self->block, block);
  g_signal_connect_object (block, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  set_content_kind (self, natter_block_get_kind (block));
  if (NATTER_IS_CODE_BLOCK (self->content))
    natter_code_block_set_block (NATTER_CODE_BLOCK (self->content), block);
  else if (NATTER_IS_TABLE_BLOCK (self->content))
    natter_table_block_set_block (NATTER_TABLE_BLOCK (self->content), block);
  else if (NATTER_IS_IMAGE_BLOCK (self->content))
    show_image (self);
  update (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * natter_block_widget_get_markable:
 *
 * Returns: (transfer none) (nullable): the part that shows the block's text; a rule has none
 */
NatterMarkable *
natter_block_widget_get_markable (NatterBlockWidget *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK_WIDGET (self), NULL);

  return NATTER_IS_MARKABLE (self->content) ? NATTER_MARKABLE (self->content) : NULL;
}
