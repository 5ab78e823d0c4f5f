#include "CKernels.h"
#include "elementary.h"

/// How many logits are taken at a time, so that exp runs over them as one long vector even for few classes.
enum { BLOCK = 1024 };

CK_INLINE void ck_exp_run(float *x, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] = ck_exp1_negative(x[i]);
}

/// One row's share of the loss beyond the logarithm of its sum: −Σ target · (z − max), and the weight of all targets.
CK_INLINE double ck_linear_part(const float *shifted, size_t classes, size_t target, float smoothing,
                                const float *weights, float *mass) {
    float own = (1.0f - smoothing) * (weights ? weights[target] : 1.0f);
    double part = -(double)own * (double)shifted[target];
    *mass = own;
    if (smoothing == 0) return part;
    double share = (double)smoothing / (double)classes, spread = 0;
    for (size_t c = 0; c < classes; c++) {
        double w = share * (double)(weights ? weights[c] : 1.0f);
        part -= w * (double)shifted[c];
        spread += w;
    }
    *mass = (float)((double)own + spread);
    return part;
}

CK_INLINE float ck_greatest(const float *row, size_t n) {
    float most = row[0];
    for (size_t c = 1; c < n; c++) most = row[c] > most ? row[c] : most;
    return most;
}

/// Whether the target's logit is the greatest, the first of equal ones; never where a NaN stands beside it.
CK_INLINE size_t ck_is_first_greatest(const float *row, size_t classes, size_t target) {
    float own = row[target];
    size_t first = own == own;
    for (size_t c = 0; c < target; c++) first &= row[c] < own;
    for (size_t c = target + 1; c < classes; c++) first &= row[c] <= own;
    return first;
}

/// d = scale · (mass · softmax − targets)
CK_INLINE void ck_cross_entropy_gradient(float *gradient, const float *exps, size_t classes, size_t target, float sum,
                                         float mass, float smoothing, const float *weights, float scale) {
    float factor = scale * mass / sum;
    for (size_t c = 0; c < classes; c++) gradient[c] = factor * exps[c];
    if (smoothing > 0) {
        float share = scale * smoothing / (float)classes;
        for (size_t c = 0; c < classes; c++) gradient[c] -= share * (weights ? weights[c] : 1.0f);
    }
    gradient[target] -= scale * (1.0f - smoothing) * (weights ? weights[target] : 1.0f);
}

CK_VERSIONED
ck_loss ck_cross_entropy(const float *restrict z, float *restrict d, const int32_t *restrict targets, size_t rows,
                         size_t classes, float smoothing, const float *restrict weights, float scale) {
    CK_REORDER
    ck_loss loss = {0, 0, 0};
    // More classes than a block holds are walked in pieces by the slow path below.
    size_t rowsAtATime = classes <= BLOCK ? BLOCK / classes : 0;
    float block[BLOCK], masses[BLOCK], sums[BLOCK];
    for (size_t first = 0; rowsAtATime && first < rows; first += rowsAtATime) {
        size_t taken = rows - first < rowsAtATime ? rows - first : rowsAtATime;
        for (size_t r = 0; r < taken; r++) {
            const float *row = z + (first + r) * classes;
            float *shifted = block + r * classes;
            float most = ck_greatest(row, classes);
            for (size_t c = 0; c < classes; c++) shifted[c] = row[c] - most;
            size_t target = (size_t)targets[first + r];
            loss.hits += ck_is_first_greatest(row, classes, target);
            loss.weight += weights ? weights[target] : 1.0f;
            loss.sum += ck_linear_part(shifted, classes, target, smoothing, weights, &masses[r]);
        }
        ck_exp_run(block, taken * classes);
        for (size_t r = 0; r < taken; r++) {
            float sum = 0;
            for (size_t c = 0; c < classes; c++) sum += block[r * classes + c];
            sums[r] = sum;
            if (d)
                ck_cross_entropy_gradient(d + (first + r) * classes, block + r * classes, classes,
                                          (size_t)targets[first + r], sum, masses[r], smoothing, weights, scale);
        }
        for (size_t r = 0; r < taken; r++) loss.sum += (double)(masses[r] * ck_log1(sums[r]));
    }
    for (size_t r = 0; !rowsAtATime && r < rows; r++) {
        const float *row = z + r * classes;
        float most = ck_greatest(row, classes), mass = 0;
        size_t target = (size_t)targets[r];
        double sum = 0, linear = 0, spread = 0;
        float share = smoothing / (float)classes;
        for (size_t c = 0; c < classes; c++) {
            float e = ck_exp1_negative(row[c] - most);
            float w = share * (weights ? weights[c] : 1.0f);
            sum += e;
            linear -= (double)w * (double)(row[c] - most);
            spread += w;
            if (d) d[r * classes + c] = e;
        }
        float own = (1.0f - smoothing) * (weights ? weights[target] : 1.0f);
        mass = own + (float)spread;
        loss.hits += ck_is_first_greatest(row, classes, target);
        loss.weight += weights ? weights[target] : 1.0f;
        loss.sum += linear - (double)own * (double)(row[target] - most) + (double)mass * ck_log1((float)sum);
        if (d)
            ck_cross_entropy_gradient(d + r * classes, d + r * classes, classes, target, (float)sum, mass, smoothing,
                                      weights, scale);
    }
    return loss;
}

CK_VERSIONED
ck_loss ck_binary_cross_entropy(const float *restrict z, float *restrict d, const float *restrict targets, size_t n,
                                float smoothing, const float *restrict weights, float scale) {
    CK_REORDER
    double sum = 0, weight = 0;
    size_t hits = 0;
    float w0 = weights ? weights[0] : 1.0f, w1 = weights ? weights[1] : 1.0f;
    for (size_t i = 0; i < n; i++) {
        float x = z[i], hard = targets[i];
        float t = (1.0f - smoothing) * hard + 0.5f * smoothing;
        // −ln σ(x) = softplus(−x) and −ln(1 − σ(x)) = softplus(x), each side with its class's weight
        sum += (double)(w1 * t * ck_softplus1(-x) + w0 * (1.0f - t) * ck_softplus1(x));
        weight += (double)(hard > 0.5f ? w1 : w0);
        hits += ((x > 0) & (hard > 0.5f)) | ((x <= 0) & (hard <= 0.5f));
        float p = ck_sigmoid1(x);
        if (d) d[i] = scale * (w0 * (1.0f - t) * p - w1 * t * (1.0f - p));
    }
    return (ck_loss){sum, weights ? weight : (double)n, hits};
}

CK_VERSIONED
ck_loss ck_squared_error(const float *restrict y, float *restrict d, const float *restrict targets, size_t n, float scale) {
    CK_REORDER
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        float error = y[i] - targets[i];
        sum += (double)error * (double)error;
        if (d) d[i] = 2.0f * scale * error;
    }
    return (ck_loss){sum, (double)n, 0};
}

CK_VERSIONED
ck_loss ck_absolute_error(const float *restrict y, float *restrict d, const float *restrict targets, size_t n, float scale) {
    CK_REORDER
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        float error = y[i] - targets[i];
        sum += (double)(error < 0 ? -error : error);
        // A NaN comes through the last branch.
        if (d) d[i] = error > 0 ? scale : error < 0 ? -scale : error * scale;
    }
    return (ck_loss){sum, (double)n, 0};
}

CK_VERSIONED
ck_loss ck_huber(const float *restrict y, float *restrict d, const float *restrict targets, size_t n, float delta, float scale) {
    CK_REORDER
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        float error = y[i] - targets[i];
        float magnitude = error < 0 ? -error : error;
        float inside = 0.5f * error * error;
        float outside = delta * (magnitude - 0.5f * delta);
        sum += (double)(magnitude <= delta ? inside : outside);
        if (d) d[i] = scale * (error > delta ? delta : error < -delta ? -delta : error);
    }
    return (ck_loss){sum, (double)n, 0};
}
