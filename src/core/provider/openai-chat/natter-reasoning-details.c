/* natter-reasoning-details.c: the thoughts of one answer as OpenRouter tells them, put together
 * for the next request. Pure, owned by one decoder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-reasoning-details.h"

#include "natter-json.h"

/* One thought, whose words come piece by piece. */
typedef struct
{
  JsonObject *object;
  const char *member;   /* that holds the words: "text", "summary", or NULL */
  GString    *words;
} Detail;

struct _NatterReasoningDetails
{
  GPtrArray *details;   /* of Detail */
  gboolean   is_signed; /* without a signature or encrypted data no server needs them back */
};

static void
detail_free (Detail *detail)
{
  json_object_unref (detail->object);
  g_string_free (detail->words, TRUE);
  g_free (detail);
}

static const char *
find_member (JsonObject *piece)
{
  const char *type = natter_json_get_string (piece, "type");

  if (g_strcmp0 (type, "reasoning.text") == 0)
    return "text";
  if (g_strcmp0 (type, "reasoning.summary") == 0)
    return "summary";

  return NULL;
}

static gboolean
goes_on (Detail     *detail,
         JsonObject *piece)
{
  const char *id = natter_json_get_string (piece, "id");

  return detail->member && g_strcmp0 (detail->member, find_member (piece)) == 0 &&
         natter_json_get_int (detail->object, "index", 0) ==
         natter_json_get_int (piece, "index", 0) &&
         (!id || g_strcmp0 (id, natter_json_get_string (detail->object, "id")) == 0);
}

static Detail *
begin (NatterReasoningDetails *self,
       JsonObject             *piece)
{
  Detail *detail = g_new0 (Detail, 1);

  detail->object = json_object_new ();
  detail->member = find_member (piece);
  detail->words = g_string_new (NULL);
  g_ptr_array_add (self->details, detail);

  return detail;
}

/* What is told later, a signature, counts. */
static void
add_piece (NatterReasoningDetails *self,
           JsonObject             *piece)
{
  Detail *detail = NULL;
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  if (self->details->len > 0)
    detail = g_ptr_array_index (self->details, self->details->len - 1);
  if (!detail || !goes_on (detail, piece))
    detail = begin (self, piece);

  json_object_iter_init_ordered (&iter, piece);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const char *text = natter_json_as_string (node);

      if (g_strcmp0 (name, detail->member) == 0)
        g_string_append (detail->words, text ? text : "");
      else if (!JSON_NODE_HOLDS_NULL (node))
        json_object_set_member (detail->object, name, json_node_copy (node));

      if (text && *text && (g_str_equal (name, "signature") || g_str_equal (name, "data")))
        self->is_signed = TRUE;
    }
}

NatterReasoningDetails *
natter_reasoning_details_new (void)
{
  NatterReasoningDetails *self = g_new0 (NatterReasoningDetails, 1);

  self->details = g_ptr_array_new_with_free_func ((GDestroyNotify) detail_free);

  return self;
}

void
natter_reasoning_details_free (NatterReasoningDetails *self)
{
  g_ptr_array_unref (self->details);
  g_free (self);
}

/**
 * natter_reasoning_details_add:
 * @self: what was told so far
 * @pieces: `reasoning_details` of one chunk
 */
void
natter_reasoning_details_add (NatterReasoningDetails *self,
                              JsonArray              *pieces)
{
  for (guint i = 0; i < json_array_get_length (pieces); i++)
    {
      JsonObject *piece = natter_json_as_object (json_array_get_element (pieces, i));

      if (piece)
        add_piece (self, piece);
    }
}

/**
 * natter_reasoning_details_dup:
 * @self: all that was told
 *
 * Returns: (transfer full) (nullable): `reasoning_details` for the next request, %NULL when
 * nothing in them is signed or encrypted
 */
JsonNode *
natter_reasoning_details_dup (NatterReasoningDetails *self)
{
  JsonArray *array = NULL;
  JsonNode *node = NULL;

  if (!self->is_signed)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < self->details->len; i++)
    {
      Detail *detail = g_ptr_array_index (self->details, i);

      if (detail->member)
        json_object_set_string_member (detail->object, detail->member, detail->words->str);
      json_array_add_object_element (array, json_object_ref (detail->object));
    }

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);

  return node;
}
