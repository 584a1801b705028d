/* natter-details.h: all that is known of a message but its words, in sections of names and values
 * for a person. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-message.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;       /* or NULL: the value is a sentence of its own */
  char *value;
} NatterDetail;

typedef struct
{
  char      *title; /* or NULL */
  GPtrArray *details; /* of NatterDetail, at least one */
} NatterDetailSection;

/* of NatterDetailSection; what is not known is not in it */
GPtrArray *natter_details_collect  (NatterMessage *message);
/* what the server answered instead of an answer, laid out for a person, or NULL */
char      *natter_details_dup_body (NatterMessage *message);
/* all of it for the clipboard */
char      *natter_details_dup_text (NatterMessage *message);

G_END_DECLS
