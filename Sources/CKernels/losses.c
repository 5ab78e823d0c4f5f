#include "CKernels.h"
#include "elementary.h"

/// Rows at a time whose logits are copied, so that exp runs over them as one long vector even for few classes.
enum { BLOCK = 1024 };

CK_VERSIONED
ck_loss ck_cross_entropy(const float *restrict z, float *restrict d, const int32_t *restrict targets, size_t rows,
                         size_t classes, float smoothing, const float *restrict weights, float scale) {
    CK_REORDER
    ck_loss loss = {0, 0, 0};
    float share = smoothing / (float)classes;
    float block[BLOCK];
    size_t rowsPerBlock = classes <= BLOCK ? BLOCK / classes : 0;
    for (size_t first = 0; first < rows;) {
        size_t taken = rowsPerBlock ? (rows - first < rowsPerBlock ? rows - first : rowsPerBlock) : 1;
        float *exps = block;
        if (!rowsPerBlock && !d) {
            // More classes than the block holds and no buffer to borrow: sum without keeping the exponentials.
            const float *row = z + first * classes;
            float most = row[0];
            size_t best = 0;
            for (size_t c = 1; c < classes; c++)
                if (row[c] > most) { most = row[c]; best = c; }
            double sum = 0, weighted = 0, spread = 0;
            for (size_t c = 0; c < classes; c++) {
                float w = weights ? weights[c] : 1.0f;
                sum += ck_exp1(row[c] - most);
                weighted += (double)w * (row[c] - most);
                spread += w;
            }
            double logSum = ck_log1((float)sum);
            float w = weights ? weights[targets[first]] : 1.0f;
            loss.sum += (1.0 - smoothing) * w * (logSum - (row[targets[first]] - most)) + share * (spread * logSum - weighted);
            loss.weight += w;
            loss.hits += best == (size_t)targets[first];
            first += 1;
            continue;
        }
        if (!rowsPerBlock) exps = d + first * classes;
        for (size_t r = 0; r < taken; r++) {
            const float *row = z + (first + r) * classes;
            float most = row[0];
            for (size_t c = 1; c < classes; c++) most = row[c] > most ? row[c] : most;
            for (size_t c = 0; c < classes; c++) exps[r * classes + c] = row[c] - most;
            // A tie goes to the first class, as argmax does.
            loss.hits += exps[r * classes + targets[first + r]] == 0.0f;
            float w = weights ? weights[targets[first + r]] : 1.0f;
            loss.weight += w;
            loss.sum -= (double)((1.0f - smoothing) * w) * exps[r * classes + targets[first + r]];
            if (smoothing > 0)
                for (size_t c = 0; c < classes; c++)
                    loss.sum -= (double)(share * (weights ? weights[c] : 1.0f)) * exps[r * classes + c];
        }
        for (size_t i = 0; i < taken * classes; i++) exps[i] = ck_exp1(exps[i]);
        for (size_t r = 0; r < taken; r++) {
            float *row = exps + r * classes;
            float sum = 0;
            for (size_t c = 0; c < classes; c++) sum += row[c];
            int32_t target = targets[first + r];
            float w = weights ? weights[target] : 1.0f;
            // How much of the loss hangs on the logarithm of the sum: the weight of all targets together.
            float mass = (1.0f - smoothing) * w;
            if (smoothing > 0)
                for (size_t c = 0; c < classes; c++) mass += share * (weights ? weights[c] : 1.0f);
            loss.sum += (double)mass * ck_log1(sum);
            if (!d) continue;
            float factor = scale * mass / sum;
            float *gradient = d + (first + r) * classes;
            if (smoothing > 0) {
                for (size_t c = 0; c < classes; c++)
                    gradient[c] = factor * row[c] - scale * share * (weights ? weights[c] : 1.0f);
            } else {
                for (size_t c = 0; c < classes; c++) gradient[c] = factor * row[c];
            }
            gradient[target] -= scale * (1.0f - smoothing) * w;
        }
        first += taken;
    }
    return loss;
}

CK_VERSIONED
ck_loss ck_binary_cross_entropy(const float *restrict z, float *restrict d, const float *restrict targets, size_t n,
                                float smoothing, const float *restrict weights, float scale) {
    CK_REORDER
    double sum = 0;
    size_t hits = 0;
    float w0 = weights ? weights[0] : 1.0f, w1 = weights ? weights[1] : 1.0f;
    for (size_t i = 0; i < n; i++) {
        float x = z[i];
        float hard = targets[i];
        float t = (1.0f - smoothing) * hard + 0.5f * smoothing;
        // softplus(x) − t·x, each side with its class's weight
        float positive = ck_softplus1(-x), negative = ck_softplus1(x);
        sum += (double)(w1 * t * positive + w0 * (1.0f - t) * negative);
        hits += (x > 0) == (hard > 0.5f);
        if (d) {
            float p = ck_sigmoid1(x);
            d[i] = scale * (w0 * (1.0f - t) * p - w1 * t * (1.0f - p));
        }
    }
    return (ck_loss){sum, (double)n, hits};
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
        if (d) d[i] = scale * ck_max(ck_min(error, delta), -delta);
    }
    return (ck_loss){sum, (double)n, 0};
}
