/// Counts every heap allocation of the process by standing in front of the C library's allocator.
#ifndef DESCENT_ALLOCATION_COUNTER_H
#define DESCENT_ALLOCATION_COUNTER_H

#include <stddef.h>

/// Allocations since the program began, of all threads, but those that are counted apart.
size_t allocation_count(void);

/// From now on counts apart what the loaded library asks for whose file name contains `name`: told by the address that calls
/// the allocator. Returns 0 where no such library is loaded; then nothing is counted apart.
int allocation_count_apart(const char *name);

/// Allocations that were counted apart.
size_t allocation_count_of_library(void);

#endif
