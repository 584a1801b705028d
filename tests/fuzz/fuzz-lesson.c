/* fuzz-lesson.c: whatever a server says against a request, what is learned of it is a member of
 * that request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error-body.h"
#include "natter-json.h"
#include "natter-lesson.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Its path begins with a name that the request has. */
static void
check_member (const NatterLesson *lesson,
              GBytes             *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr(JsonNode) root = natter_json_parse (data, size, NULL);
  JsonObjectIter iter;
  const char *name = NULL;
  gboolean found = FALSE;

  g_assert (root && JSON_NODE_HOLDS_OBJECT (root));
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, NULL))
    {
      gsize length = strlen (name);

      if (g_str_has_prefix (lesson->member, name) &&
          (lesson->member[length] == '\0' || lesson->member[length] == '.'))
        found = TRUE;
    }

  g_assert (found);
  g_assert (g_strcmp0 (lesson->member, lesson->instead) != 0);
}

/* The first byte says which status, an empty line ends what was said; the request follows. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *middle = size > 1 ? memmem (data + 1, size - 1, "\n\n", 2) : NULL;
  guint status = size > 0 && data[0] % 2 ? 422 : 400;
  g_autoptr(GBytes) said = NULL;
  g_autoptr(GBytes) asked = NULL;
  g_autoptr(NatterHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterLesson) lesson = NULL;

  if (!middle)
    return 0;

  said = g_bytes_new (data + 1, (gsize) (middle - data) - 1);
  asked = g_bytes_new (middle + 2, size - (gsize) (middle - data) - 2);
  response = natter_http_response_new (status);
  natter_http_response_set_body (response, said);
  error = natter_error_body_read (response);
  lesson = natter_lesson_read (error, asked);
  if (lesson)
    check_member (lesson, asked);

  return 0;
}
