#ifndef DESCENT_CKERNELS_OPTIMIZERS_H
#define DESCENT_CKERNELS_OPTIMIZERS_H

#include <stddef.h>

/// Squared norms that an update leaves behind: of the new weights and of the change.
typedef struct {
    double weights;
    double update;
} ck_update_norms;

/// w -= lr * (scale * g + decay * w)
ck_update_norms ck_sgd(float *w, const float *g, size_t n, float scale, float lr, float decay);

#endif
