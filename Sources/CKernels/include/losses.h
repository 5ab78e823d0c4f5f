#ifndef DESCENT_CKERNELS_LOSSES_H
#define DESCENT_CKERNELS_LOSSES_H

#include <stddef.h>
#include <stdint.h>

/// What a loss comes to over a batch: divide `sum` by `weight` for the mean.
typedef struct {
    double sum;
    double weight;
    /// Rows whose largest output is their class; for one output, whose sign is right.
    size_t hits;
} ck_loss;

/// Softmax and cross-entropy in one: from logits z (rows × classes) to the loss and d = scale · dL/dz of the summed loss.
/// `smoothing` is PyTorch's label smoothing, `weights` (a class each) may be null. `d` may be null: the loss alone.
ck_loss ck_cross_entropy(const float *z, float *d, const int32_t *targets, size_t rows, size_t classes,
                         float smoothing, const float *weights, float scale);

/// Sigmoid and cross-entropy in one, from logits; targets in [0, 1]. `weights`: of target 0 and of target 1, or null.
/// The weight of the result counts elements.
ck_loss ck_binary_cross_entropy(const float *z, float *d, const float *targets, size_t n, float smoothing,
                                const float *weights, float scale);

/// The elementwise regression losses; the weight of the result counts elements.
ck_loss ck_squared_error(const float *y, float *d, const float *targets, size_t n, float scale);
ck_loss ck_absolute_error(const float *y, float *d, const float *targets, size_t n, float scale);
ck_loss ck_huber(const float *y, float *d, const float *targets, size_t n, float delta, float scale);

#endif
