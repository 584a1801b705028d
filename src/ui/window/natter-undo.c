/* natter-undo.c: something that was done and can be taken back, once. Made by whoever did it, shown
 * by the window. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-undo.h"

struct _NatterUndo
{
  GObject          parent_instance;

  char            *message;
  GSourceOnceFunc  func;      /* NULL once it was run */
  gpointer         data;
  GDestroyNotify   destroy;
};

G_DEFINE_FINAL_TYPE (NatterUndo, natter_undo, G_TYPE_OBJECT)

static void
natter_undo_dispose (GObject *object)
{
  NatterUndo *self = NATTER_UNDO (object);
  gpointer data = g_steal_pointer (&self->data);

  self->func = NULL;
  if (data && self->destroy)
    self->destroy (data);

  G_OBJECT_CLASS (natter_undo_parent_class)->dispose (object);
}

static void
natter_undo_finalize (GObject *object)
{
  g_free (NATTER_UNDO (object)->message);

  G_OBJECT_CLASS (natter_undo_parent_class)->finalize (object);
}

static void
natter_undo_class_init (NatterUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_undo_dispose;
  object_class->finalize = natter_undo_finalize;
}

static void
natter_undo_init (NatterUndo *self)
{
}

/**
 * natter_undo_new:
 * @message: what was done, for a person
 * @func: takes it back
 * @data: for @func
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): what a toast needs
 */
NatterUndo *
natter_undo_new (const char      *message,
                 GSourceOnceFunc  func,
                 gpointer         data,
                 GDestroyNotify   destroy)
{
  NatterUndo *self = NULL;

  g_return_val_if_fail (message != NULL && func != NULL, NULL);

  self = g_object_new (NATTER_TYPE_UNDO, NULL);
  self->message = g_strdup (message);
  self->func = func;
  self->data = data;
  self->destroy = destroy;

  return self;
}

const char *
natter_undo_get_message (NatterUndo *self)
{
  g_return_val_if_fail (NATTER_IS_UNDO (self), NULL);

  return self->message;
}

/**
 * natter_undo_run:
 *
 * Takes it back; a second time it does nothing.
 */
void
natter_undo_run (NatterUndo *self)
{
  GSourceOnceFunc func = NULL;

  g_return_if_fail (NATTER_IS_UNDO (self));

  func = g_steal_pointer (&self->func);
  if (func)
    func (self->data);
}
