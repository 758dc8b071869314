// SPDX-License-Identifier: MIT
// What of the library may be seen from outside: by programs that link it shared, and by compiled
// migrations that the program loads.
#pragma once

#if defined(_WIN32)
#define RETORT_API
#else
#define RETORT_API __attribute__((visibility("default")))
#endif
