/* natter-test-async.h: waiting for one asynchronous call in a test: pass natter_test_async_cb() and
 * the address of a result that is NULL, then wait for it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-test-server.h"

G_BEGIN_DECLS

static inline void
natter_test_async_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

static inline gboolean
natter_test_async_has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static inline GAsyncResult *
natter_test_async_wait (GAsyncResult **slot)
{
  natter_test_run_until (natter_test_async_has_result, slot);
  return *slot;
}

G_END_DECLS
