#ifndef DESCENT_CKERNELS_MATRICES_H
#define DESCENT_CKERNELS_MATRICES_H

#include <stddef.h>
#include <stdint.h>

/// b (columns × rows) = transpose of a (rows × columns).
void ck_transpose(const float *a, float *b, size_t rows, size_t columns);

/// Copies rows `order[0..<rows]` of a table into a contiguous block.
void ck_gather(const float *table, float *block, const int32_t *order, size_t rows, size_t columns);

/// Index of the first non-finite element, or n.
size_t ck_first_non_finite(const float *x, size_t n);

/// x ← factor · x
void ck_scale(float *x, size_t n, float factor);

/// y = a + b; y may be either of them.
void ck_add(const float *a, const float *b, float *y, size_t n);

#endif
