#ifndef DESCENT_CKERNELS_LAYERS_H
#define DESCENT_CKERNELS_LAYERS_H

#include <stddef.h>
#include <stdint.h>

/// Philox 4×32-10 over n elements: element e takes word (e/16) mod 4 of block 16·(e/64) + e mod 16.
/// `counter` holds words 1…3 of the counter (word 0 counts blocks).
///
/// y = x / (1 − rate) where the draw is at least rate, else 0; `mask` keeps which.
void ck_dropout(const float *x, float *y, uint8_t *mask, size_t n, float rate, const uint32_t key[2],
                const uint32_t counter[3]);

/// d ← d · mask / (1 − rate)
void ck_dropout_backward(float *d, const uint8_t *mask, size_t n, float rate);

/// Uniform words of the same sequence, for tests and noise.
void ck_random_words(uint32_t *words, size_t n, const uint32_t key[2], const uint32_t counter[3]);

/// Batch normalization in training: batch statistics (biased variance normalizes, the unbiased one enters the running
/// variance), y = gain · x̂ + shift. `normalized` keeps x̂, `inverse` 1/σ of each column.
void ck_batch_norm(const float *x, float *y, float *normalized, float *inverse, const float *gain, const float *shift,
                   float *runningMean, float *runningVariance, size_t rows, size_t columns, float momentum, float epsilon);

/// Batch normalization in evaluation, by the running statistics.
void ck_batch_norm_evaluate(const float *x, float *y, const float *gain, const float *shift, const float *runningMean,
                            const float *runningVariance, size_t rows, size_t columns, float epsilon);

/// From d = dL/dy to dx = dL/dx (may be the same buffer), and the gradients of gain and shift.
void ck_batch_norm_backward(const float *d, float *dx, const float *normalized, const float *inverse, const float *gain,
                            float *gainGradient, float *shiftGradient, int accumulate, size_t rows, size_t columns);

/// Numbers below the smallest normal one become zero on this thread (FTZ, DAZ); returns whether the processor can.
int ck_flush_denormals(void);

#endif
