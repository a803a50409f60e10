/* SPDX-License-Identifier: Apache-2.0 */
/* A shared object that is no plugin: it exports something else. */
#include <stet/plugin.h>

STET_EXPORT extern const int no_descriptor_LTX_something_else;
const int no_descriptor_LTX_something_else = STET_ABI;
