/// Sums of squares in double, shared by the kernels that report norms.
#ifndef DESCENT_CKERNELS_SUMS_H
#define DESCENT_CKERNELS_SUMS_H

#include <stddef.h>

#include "versions.h"

/// Squares are summed in float over a block this long, and the blocks in double: a vector of floats adds twice as many
/// at once, and over so few terms it stays within 1e-6 of the exact sum.
enum { CK_BLOCK = 512 };

/// Visits n elements by blocks; `start` is where the block begins.
#define CK_FOR_BLOCKS(n) for (size_t start = 0; start < (n); start += CK_BLOCK)

CK_INLINE size_t ck_block_count(size_t n, size_t start) { return n - start < CK_BLOCK ? n - start : CK_BLOCK; }

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

/// The sum of the squares of at most CK_BLOCK elements. Where floats would under- or overflow, doubles count again:
/// vanishing gradients live there.
CK_INLINE double ck_block_squares(const float *x, size_t n) {
    CK_REORDER
    float sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i] * x[i];
    if (sum > 1e-28f && sum < 1e37f) return (double)sum;
    double exact = 0;
    for (size_t i = 0; i < n; i++) exact += (double)x[i] * (double)x[i];
    return exact;
}

CK_INLINE double ck_sum_of_squares(const float *x, size_t n) {
    double sum = 0;
    CK_FOR_BLOCKS(n) sum += ck_block_squares(x + start, ck_block_count(n, start));
    return sum;
}

#endif
