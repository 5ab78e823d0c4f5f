/// What the sanitizers are asked for.

// The address sanitizer looks for wrong accesses. Leaks it cannot tell: Swift's globals keep their storage to the end
// behind pointers that it does not follow.
#if __has_feature(address_sanitizer)
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#endif

// Swift's Mutex waits inside the standard library, which is not instrumented: once two threads contend for one, the
// thread sanitizer misses that the second came after the first, and calls a race what stands under the lock (four threads
// that add to one number under a Mutex are enough). Only the recorder is contended; its state is reached under its
// lock alone.
#if __has_feature(thread_sanitizer)
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) { return "race:4Runs14PendingChangesV\nrace:4Runs11RunRecorderC\n"; }
#endif
