#ifndef DESCENT_CKERNELS_LAYER_NORM_H
#define DESCENT_CKERNELS_LAYER_NORM_H

#include <stddef.h>

/// Layer normalization: each row to zero mean and unit (biased) variance over its columns, y = gain · x̂ + shift.
/// `normalized` keeps x̂, `inverse` 1/σ of each row.
void ck_layer_norm(const float *x, float *y, float *normalized, float *inverse, const float *gain, const float *shift,
                   size_t rows, size_t columns, float epsilon);

/// From d = dL/dy to dL/dx in place, and the gradients of gain and shift.
void ck_layer_norm_backward(float *d, const float *normalized, const float *inverse, const float *gain,
                            float *gainGradient, float *shiftGradient, int accumulate, size_t rows, size_t columns);

#endif
