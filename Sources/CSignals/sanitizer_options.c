/// What the sanitizers are asked for.

// The address sanitizer looks for wrong accesses. Leaks it cannot tell: Swift's globals keep their storage to the end
// behind pointers that it does not follow.
#if __has_feature(address_sanitizer)
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#endif
