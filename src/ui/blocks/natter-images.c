/* natter-images.c: where images come from, and which of them may. An image that an answer names is
 * fetched only when a person has allowed it: the address alone can carry what was said to whoever
 * owns it. What is allowed is kept for as long as the program runs; hosts are kept in the settings.
 * Images travel through a session of their own, which knows no account. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-images.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-block-options.h"
#include "natter-http-image.h"
#include "natter-link.h"

#define SHOWN_SIZE   1600   /* pixels of the longer side in a row */
#define KEPT_IMAGES  24
#define MAX_DATA_URL (28 * 1024 * 1024)   /* 20 MiB in base64 */

struct _NatterImages
{
  GObject     parent_instance;

  NatterHttp *http;       /* made when the first image is fetched */
  GHashTable *allowed;    /* addresses */
  GQueue      kept;       /* Kept, the last used first */
};

/* What a person allowed for a conversation. */
enum
{
  GRANTED = 1,
  GRANTED_METERED,   /* over a metered network, and knew it */
};

typedef struct
{
  char             *target;
  NatterAttachment *attachment;
  NatterImage      *image;
} Kept;

enum
{
  SIGNAL_ALLOWED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterImages, natter_images, G_TYPE_OBJECT)

static G_DEFINE_QUARK (natter-images-allowed, allowed)

static void
kept_free (Kept *kept)
{
  g_clear_pointer (&kept->target, g_free);
  g_clear_pointer (&kept->attachment, natter_attachment_unref);
  g_clear_object (&kept->image);
  g_free (kept);
}

static void
natter_images_finalize (GObject *object)
{
  NatterImages *self = NATTER_IMAGES (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->allowed, g_hash_table_unref);
  g_queue_clear_full (&self->kept, (GDestroyNotify) kept_free);

  G_OBJECT_CLASS (natter_images_parent_class)->finalize (object);
}

static void
natter_images_class_init (NatterImagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_images_finalize;

  /**
   * NatterImages::allowed:
   *
   * More may be loaded than before: whoever waits for it asks again.
   */
  signals[SIGNAL_ALLOWED] =
    g_signal_new ("allowed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_images_init (NatterImages *self)
{
  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->kept);
}

/**
 * natter_images_get_default:
 *
 * Returns: (transfer none): the one of the program
 */
NatterImages *
natter_images_get_default (void)
{
  static NatterImages *the_one;

  if (!the_one)
    the_one = g_object_new (NATTER_TYPE_IMAGES, NULL);

  return the_one;
}

/**
 * natter_image_place_of:
 * @target: an image's address, as a model wrote it
 *
 * Returns: where that is
 */
NatterImagePlace
natter_image_place_of (const char *target)
{
  g_return_val_if_fail (target != NULL, NATTER_IMAGE_PLACE_NOWHERE);

  if (g_ascii_strncasecmp (target, "data:image/", 11) == 0)
    return NATTER_IMAGE_PLACE_HERE;
  if (g_ascii_strncasecmp (target, "https://", 8) == 0 && natter_link_is_allowed (target))
    return NATTER_IMAGE_PLACE_REMOTE;

  return NATTER_IMAGE_PLACE_NOWHERE;
}

/**
 * natter_images_is_allowed:
 * @target: an image's address
 * @conversation: (nullable): where it stands
 *
 * What was allowed for more than one image is asked for one by one where the network is metered.
 *
 * Returns: whether it may be loaded without asking
 */
gboolean
natter_images_is_allowed (NatterImages       *self,
                          const char         *target,
                          NatterConversation *conversation)
{
  NatterBlockOptions *options = natter_block_options_get_default ();
  g_autofree char *host = NULL;
  int granted = 0;

  g_return_val_if_fail (NATTER_IS_IMAGES (self), FALSE);

  if (natter_image_place_of (target) == NATTER_IMAGE_PLACE_HERE)
    return TRUE;
  if (natter_image_place_of (target) != NATTER_IMAGE_PLACE_REMOTE)
    return FALSE;
  if (g_hash_table_contains (self->allowed, target))
    return TRUE;

  granted = conversation ? GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (conversation),
                                                                allowed_quark ())) : 0;
  if (natter_block_options_get_metered (options))
    return granted == GRANTED_METERED;
  if (granted)
    return TRUE;

  host = natter_link_dup_host (target);

  return host && g_strv_contains (natter_block_options_get_image_hosts (options), host);
}

/**
 * natter_images_allow:
 * @target: an image's address
 *
 * Allows this one image, until the program ends.
 */
void
natter_images_allow (NatterImages *self,
                     const char   *target)
{
  g_return_if_fail (NATTER_IS_IMAGES (self));

  g_hash_table_add (self->allowed, g_strdup (target));
  g_signal_emit (self, signals[SIGNAL_ALLOWED], 0);
}

/**
 * natter_images_allow_host:
 * @target: an image's address
 *
 * Allows all images of its host, until that is taken back in the preferences.
 */
void
natter_images_allow_host (NatterImages *self,
                          const char   *target)
{
  g_autofree char *host = natter_link_dup_host (target);

  g_return_if_fail (NATTER_IS_IMAGES (self));

  if (!host)
    return;

  /* The one that was asked for, whatever it costs. */
  g_hash_table_add (self->allowed, g_strdup (target));
  natter_block_options_add_image_host (natter_block_options_get_default (), host);
  g_signal_emit (self, signals[SIGNAL_ALLOWED], 0);
}

/**
 * natter_images_allow_conversation:
 *
 * Allows all images of a conversation, until the program ends.
 */
void
natter_images_allow_conversation (NatterImages       *self,
                                  NatterConversation *conversation)
{
  gboolean is_metered = natter_block_options_get_metered (natter_block_options_get_default ());

  g_return_if_fail (NATTER_IS_IMAGES (self));

  g_object_set_qdata (G_OBJECT (conversation), allowed_quark (),
                      GINT_TO_POINTER (is_metered ? GRANTED_METERED : GRANTED));
  g_signal_emit (self, signals[SIGNAL_ALLOWED], 0);
}

/**
 * natter_images_find:
 * @target: (nullable): an image's address
 * @attachment: (nullable): or what holds it
 *
 * Returns: (transfer none) (nullable): the image, if it was shown not long ago
 */
NatterImage *
natter_images_find (NatterImages     *self,
                    const char       *target,
                    NatterAttachment *attachment)
{
  g_return_val_if_fail (NATTER_IS_IMAGES (self), NULL);

  for (GList *link = self->kept.head; link; link = link->next)
    {
      Kept *kept = link->data;

      if (kept->attachment != attachment || g_strcmp0 (kept->target, target) != 0)
        continue;

      g_queue_unlink (&self->kept, link);
      g_queue_push_head_link (&self->kept, link);
      return kept->image;
    }

  return NULL;
}

static void
keep (NatterImages     *self,
      const char       *target,
      NatterAttachment *attachment,
      NatterImage      *image)
{
  Kept *kept;

  if (natter_images_find (self, target, attachment))
    return;

  kept = g_new0 (Kept, 1);
  kept->target = g_strdup (target);
  kept->attachment = attachment ? natter_attachment_ref (attachment) : NULL;
  kept->image = g_object_ref (image);
  g_queue_push_head (&self->kept, kept);
  if (g_queue_get_length (&self->kept) > KEPT_IMAGES)
    kept_free (g_queue_pop_tail (&self->kept));
}

typedef struct
{
  char             *target;
  NatterAttachment *attachment;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->target, g_free);
  g_clear_pointer (&load->attachment, natter_attachment_unref);
  g_free (load);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  NatterImage *image = natter_image_decode_finish (result, &error);

  if (!image)
    {
      g_task_return_error (task, error);
      return;
    }

  keep (g_task_get_source_object (task), load->target, load->attachment, image);
  g_task_return_pointer (task, image, g_object_unref);
}

/* Takes the task. */
static void
take_bytes (GTask  *task,
            GBytes *bytes,
            GError *error)
{
  if (bytes)
    {
      natter_image_decode_async (bytes, SHOWN_SIZE, g_task_get_cancellable (task), decoded_cb,
                                 task);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GError *error = NULL;
  g_autoptr(GBytes) bytes = natter_http_fetch_image_finish (NATTER_HTTP (source), result, &error);

  take_bytes (data, bytes, error);
}

static void
attachment_loaded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      data)
{
  GError *error = NULL;
  g_autoptr(GBytes) bytes = natter_attachment_load_finish (result, &error);

  take_bytes (data, bytes, error);
}

/* RFC 2397; only base64, in which images are written. */
static GBytes *
read_data_url (const char  *url,
               GError     **error)
{
  const char *comma = strchr (url, ',');
  gsize length = 0;
  guchar *bytes = NULL;

  if (comma && comma - url >= 7 && g_ascii_strncasecmp (comma - 7, ";base64", 7) == 0 &&
      strlen (comma) <= MAX_DATA_URL && comma[1] != '\0')
    bytes = g_base64_decode (comma + 1, &length);
  if (bytes)
    return g_bytes_new_take (bytes, length);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The image is damaged."));

  return NULL;
}

static void
fetch (NatterImages *self,
       const char   *target,
       GTask        *task)
{
  GError *error = NULL;
  g_autoptr(NatterHttpRequest) request = natter_http_image_request_new (target, &error);

  if (!request)
    {
      take_bytes (task, NULL, error);
      return;
    }

  if (!self->http)
    self->http = natter_http_new ();
  natter_http_fetch_image_async (self->http, request, g_task_get_cancellable (task), fetched_cb,
                                 task);
}

/**
 * natter_images_load_async:
 * @target: (nullable): an image's address; that it is allowed is for the caller to know
 * @attachment: (nullable): or what holds it
 * @cancellable: (nullable): to stop at once
 * @callback: called when the image can be shown
 * @user_data: data for @callback
 *
 * Loads an image and decodes it as large as a row shows it.
 */
void
natter_images_load_async (NatterImages        *self,
                          const char          *target,
                          NatterAttachment    *attachment,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_return_if_fail (NATTER_IS_IMAGES (self));

  g_task_set_source_tag (task, natter_images_load_async);
  load->target = g_strdup (target);
  load->attachment = attachment ? natter_attachment_ref (attachment) : NULL;
  g_task_set_task_data (task, load, load_free);

  if (attachment)
    {
      natter_attachment_load_async (attachment, cancellable, attachment_loaded_cb, task);
    }
  else if (natter_image_place_of (target) == NATTER_IMAGE_PLACE_HERE)
    {
      GError *error = NULL;
      g_autoptr(GBytes) bytes = read_data_url (target, &error);

      take_bytes (task, bytes, error);
    }
  else
    {
      fetch (self, target, task);
    }
}

/**
 * natter_images_load_finish:
 * @result: the result given to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full): the image, or %NULL
 */
NatterImage *
natter_images_load_finish (NatterImages  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
