#ifndef DESCENT_CKERNELS_AVERAGING_H
#define DESCENT_CKERNELS_AVERAGING_H

#include <stddef.h>

/// sum += x, in double.
void ck_add_to_sums(double *sums, const float *x, size_t n);

/// y = sum / count
void ck_mean_of_sums(const double *sums, float *y, size_t n, double count);

/// How many elements are exactly zero.
size_t ck_count_zeros(const float *x, size_t n);

#endif
