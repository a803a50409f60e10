/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"

static const stet_check_type *const checks[] = {
    &record_chat,     &record_turns,      &record_calls, &record_fields,
    &record_distinct, &record_preference, &record_drift,
};

STET_PLUGIN(record) = {
    STET_HEADER, "record",
    "0.1.0",     "Records of data sets: chats, preferences, keys and what they hold",
    "",          STET_CHECKS(checks),
};
