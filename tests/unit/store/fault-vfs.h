/* fault-vfs.h: SQLite's files with faults at chosen moments. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,    /* only counts */
  FAULT_ERROR,   /* one operation fails */
  FAULT_STOP,    /* it and all after it do nothing: the program stopped just before */
  FAULT_TEAR,    /* half of it is done, nothing after it */
  FAULT_FULL,    /* from it on there is no room */
} FaultKind;

/* All connections that are opened from now on go through it. */
void  fault_vfs_install (void);
/* The fault is at the nth write, sync or truncation from now on, the first being 1. */
void  fault_vfs_arm     (FaultKind kind,
                         guint     nth);
/* Returns: how many operations there were since. */
guint fault_vfs_disarm  (void);

G_END_DECLS
