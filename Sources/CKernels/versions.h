/// CK_VERSIONED compiles a function for three processors; the loader picks one. CK_INLINE is for what they share.
#ifndef DESCENT_CKERNELS_VERSIONS_H
#define DESCENT_CKERNELS_VERSIONS_H

// The thread sanitizer instruments the function that picks a version, and the loader runs that before the sanitizer has
// set itself up: under it the plain version serves.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define CK_VERSIONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), min_vector_width(512)))
#else
#define CK_VERSIONED
#endif
#define CK_INLINE static inline __attribute__((always_inline))

/// Lets the compiler reorder the sums of the loops that follow, which is what vectorizes them.
#define CK_REORDER _Pragma("clang fp reassociate(on) contract(fast)")

#endif
