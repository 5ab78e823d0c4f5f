#include "CKernels.h"
#include "versions.h"

CK_VERSIONED
ck_update_norms ck_sgd(float *restrict w, const float *restrict g, size_t n, float scale, float lr, float decay) {
    CK_REORDER
    ck_update_norms norms = {0, 0};
    for (size_t i = 0; i < n; i++) {
        float old = w[i];
        float new = old - lr * (scale * g[i] + decay * old);
        double change = (double)new - (double)old;
        w[i] = new;
        norms.weights += (double)new * (double)new;
        norms.update += change * change;
    }
    return norms;
}
