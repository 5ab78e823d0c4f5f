/// Counts every heap allocation of the process by standing in front of the C library's allocator.
#ifndef DESCENT_ALLOCATION_COUNTER_H
#define DESCENT_ALLOCATION_COUNTER_H

#include <stddef.h>

/// Allocations since the program began, of all threads.
size_t allocation_count(void);

#endif
