/// Sums of squares in double, shared by the kernels that report norms.
#ifndef DESCENT_CKERNELS_SUMS_H
#define DESCENT_CKERNELS_SUMS_H

#include "versions.h"

/// Adds a square to a sum in double. Only these sums may be reordered: the elements themselves come out the same in
/// the vector loop and in its tail.
CK_INLINE void ck_add_square(double *sum, float x) {
    CK_REORDER
    *sum += (double)x * (double)x;
}

CK_INLINE void ck_add_to(double *sum, double x) {
    CK_REORDER
    *sum += x;
}

#endif
