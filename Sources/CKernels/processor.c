#include "include/processor.h"

#include "versions.h"

const char *ck_processor_level(void) {
// As CK_VERSIONED picks.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
    if (__builtin_cpu_supports("x86-64-v4")) return "x86-64-v4";
    if (__builtin_cpu_supports("x86-64-v3")) return "x86-64-v3";
#endif
    return "baseline";
}
