/* preset-hints.c: the hints of src/core/provider/presets.json, for translators. Written by
 * build-aux/preset-hints; read by gettext only, never compiled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Translators: on Azure OpenAI; what is in braces stays as it is */
N_("Put the name of your Azure OpenAI resource in place of {resource}. As a model, enter the name of your deployment.")

/* Translators: on Google Vertex AI; what is in braces stays as it is */
N_("Put the region, such as europe-west4, in place of {location} and your project in place of {project}. The key is an access token, which holds for a short time. Enter models by name.")

/* Translators: on GitHub Models; what is in braces stays as it is */
N_("The key is a personal access token that may read models.")
