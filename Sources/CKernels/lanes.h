/// Sixteen samples side by side: the vector that image kernels calculate with.
#ifndef DESCENT_CKERNELS_LANES_H
#define DESCENT_CKERNELS_LANES_H

#include <string.h>

#include "include/images.h"
#include "versions.h"

typedef float ck_lanes __attribute__((vector_size(CK_LANES * sizeof(float))));
typedef float ck_lanes_in_memory __attribute__((vector_size(CK_LANES * sizeof(float)), aligned(sizeof(float)), may_alias));

/// The vector that starts at `x`, to read or to write. A macro: vectors handed to functions would depend on the processor.
#define CK_AT(x) (*(ck_lanes_in_memory *)(x))
#define CK_READ(x) (*(const ck_lanes_in_memory *)(x))

#endif
