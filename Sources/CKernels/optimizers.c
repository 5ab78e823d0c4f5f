#include "CKernels.h"
#include "sums.h"
#include "versions.h"

/// Counts a block's new parameters and their changes.
CK_INLINE void ck_count(ck_update_norms *norms, const float *w, const float *change, size_t n) {
    norms->weights += ck_block_squares(w, n);
    norms->update += ck_block_squares(change, n);
}

CK_INLINE float ck_move(float old, float new, ck_average average) { return average.keep * old + average.take * new; }

CK_INLINE float ck_gradient(float g, float w, ck_gradient_terms terms) { return terms.scale * g + terms.decay * w; }

CK_VERSIONED
ck_update_norms ck_sgd(float *restrict w, const float *restrict g, size_t n, float scale, float lr, float decay) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            w[i] = old - lr * (scale * g[i] + decay * old);
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
ck_update_norms ck_momentum(float *restrict w, const float *restrict g, float *restrict v, size_t n,
                            ck_gradient_terms terms, float keep, float take, float rate) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            v[i] = keep * v[i] + take * ck_gradient(g[i], old, terms);
            w[i] = old - rate * v[i];
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
ck_update_norms ck_nesterov(float *restrict w, const float *restrict g, float *restrict v, size_t n,
                            ck_gradient_terms terms, float beta, float rate) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            float gradient = ck_gradient(g[i], old, terms);
            v[i] = beta * v[i] + gradient;
            w[i] = old - rate * (gradient + beta * v[i]);
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
ck_update_norms ck_adagrad(float *restrict w, const float *restrict g, float *restrict sum, size_t n,
                           ck_gradient_terms terms, float rate, float initial, float epsilon) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            float gradient = ck_gradient(g[i], old, terms);
            sum[i] = sum[i] + gradient * gradient;
            w[i] = old - rate * gradient / (__builtin_sqrtf(sum[i] + initial) + epsilon);
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

/// `centered` and `hasVelocity` are constants where this is inlined.
CK_INLINE ck_update_norms ck_rmsprop_loop(float *restrict w, const float *restrict g, float *restrict square,
                                          float *restrict mean, float *restrict velocity, size_t n,
                                          ck_gradient_terms terms, ck_rmsprop_terms rms, int centered, int hasVelocity) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            float gradient = ck_gradient(g[i], old, terms);
            float spread = ck_move(square[i], gradient * gradient, rms.square);
            square[i] = spread;
            if (centered) {
                mean[i] = ck_move(mean[i], gradient, rms.mean);
                spread = spread - mean[i] * mean[i];
                spread = spread < 0.0f ? 0.0f : spread;
            }
            float direction = gradient / (__builtin_sqrtf(spread) + rms.epsilon);
            if (hasVelocity) {
                direction = rms.momentum * velocity[i] + direction;
                velocity[i] = direction;
            }
            w[i] = old - rms.rate * direction;
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
ck_update_norms ck_rmsprop(float *w, const float *g, float *square, float *mean, float *velocity, size_t n,
                           ck_gradient_terms terms, ck_rmsprop_terms rms) {
    if (mean && velocity) return ck_rmsprop_loop(w, g, square, mean, velocity, n, terms, rms, 1, 1);
    if (mean) return ck_rmsprop_loop(w, g, square, mean, velocity, n, terms, rms, 1, 0);
    if (velocity) return ck_rmsprop_loop(w, g, square, mean, velocity, n, terms, rms, 0, 1);
    return ck_rmsprop_loop(w, g, square, mean, velocity, n, terms, rms, 0, 0);
}

CK_VERSIONED
ck_update_norms ck_adadelta(float *restrict w, const float *restrict g, float *restrict square,
                            float *restrict accumulated, size_t n, ck_gradient_terms terms, float rate,
                            ck_average average, float epsilon) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            float gradient = ck_gradient(g[i], old, terms);
            square[i] = ck_move(square[i], gradient * gradient, average);
            float direction =
                gradient * __builtin_sqrtf(accumulated[i] + epsilon) / __builtin_sqrtf(square[i] + epsilon);
            accumulated[i] = ck_move(accumulated[i], direction * direction, average);
            w[i] = old - rate * direction;
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_INLINE ck_update_norms ck_adam_loop(float *restrict w, const float *restrict g, float *restrict m, float *restrict v,
                                       float *restrict greatest, size_t n, ck_gradient_terms terms, ck_adam_terms adam,
                                       int keepsGreatest) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            float gradient = ck_gradient(g[i], old, terms);
            float moment = ck_move(m[i], gradient, adam.first);
            float spread = ck_move(v[i], gradient * gradient, adam.second);
            m[i] = moment;
            v[i] = spread;
            if (keepsGreatest) {
                spread = spread > greatest[i] ? spread : greatest[i];
                greatest[i] = spread;
            }
            float direction = adam.gradientRate * gradient + adam.momentRate * moment;
            w[i] = adam.shrink * old - direction / (adam.root * __builtin_sqrtf(spread) + adam.epsilon);
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
ck_update_norms ck_adam(float *w, const float *g, float *m, float *v, size_t n, ck_gradient_terms terms,
                        ck_adam_terms adam) {
    return ck_adam_loop(w, g, m, v, 0, n, terms, adam, 0);
}

CK_VERSIONED
ck_update_norms ck_amsgrad(float *w, const float *g, float *m, float *v, float *greatest, size_t n,
                           ck_gradient_terms terms, ck_adam_terms adam) {
    return ck_adam_loop(w, g, m, v, greatest, n, terms, adam, 1);
}

CK_VERSIONED
ck_update_norms ck_adamax(float *restrict w, const float *restrict g, float *restrict m, float *restrict u, size_t n,
                          ck_gradient_terms terms, ck_average first, float beta2, float momentRate, float epsilon) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            float gradient = ck_gradient(g[i], old, terms);
            float magnitude = (gradient < 0.0f ? -gradient : gradient) + epsilon;
            float faded = beta2 * u[i];
            m[i] = ck_move(m[i], gradient, first);
            u[i] = faded > magnitude ? faded : magnitude;
            w[i] = old - momentRate * m[i] / u[i];
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
ck_update_norms ck_lion(float *restrict w, const float *restrict g, float *restrict m, size_t n, float scale, float shrink,
                        ck_average mixed, ck_average kept, float rate) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            float gradient = scale * g[i];
            float direction = ck_move(m[i], gradient, mixed);
            m[i] = ck_move(m[i], gradient, kept);
            // A NaN comes through as itself; only the sign of a number is taken.
            float step = direction > 0.0f ? rate : direction < 0.0f ? -rate : rate * direction;
            w[i] = shrink * old - step;
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
ck_pair_norms ck_pair(const float *restrict w, const float *restrict g, size_t n) {
    ck_pair_norms norms = {ck_sum_of_squares(w, n), ck_sum_of_squares(g, n)};
    return norms;
}

CK_INLINE float ck_lamb_direction(float w, float m, float v, float decay, ck_adam_terms adam) {
    return adam.momentRate * m / (adam.root * __builtin_sqrtf(v) + adam.epsilon) + decay * w;
}

CK_VERSIONED
ck_pair_norms ck_lamb_moments(const float *restrict w, const float *restrict g, float *restrict m, float *restrict v,
                              size_t n, float scale, float decay, ck_adam_terms adam) {
    ck_pair_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float direction[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float gradient = scale * g[i];
            m[i] = ck_move(m[i], gradient, adam.first);
            v[i] = ck_move(v[i], gradient * gradient, adam.second);
            direction[i - start] = ck_lamb_direction(w[i], m[i], v[i], decay, adam);
        }
        norms.parameters += ck_block_squares(w + start, count);
        norms.direction += ck_block_squares(direction, count);
    }
    return norms;
}

CK_VERSIONED
ck_update_norms ck_lamb_apply(float *restrict w, const float *restrict m, const float *restrict v, size_t n, float decay,
                              float rate, ck_adam_terms adam) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            w[i] = old - rate * ck_lamb_direction(old, m[i], v[i], decay, adam);
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}

CK_VERSIONED
double ck_muon_momentum(const float *restrict g, float *restrict m, float *restrict x, size_t n, float scale,
                        ck_average average, int looksAhead) {
    for (size_t i = 0; i < n; i++) {
        float gradient = scale * g[i];
        float moment = ck_move(m[i], gradient, average);
        m[i] = moment;
        x[i] = looksAhead ? ck_move(moment, gradient, average) : moment;
    }
    return ck_sum_of_squares(x, n);
}

CK_VERSIONED
void ck_multiply_by(float *restrict x, size_t n, float factor) {
    for (size_t i = 0; i < n; i++) x[i] = x[i] * factor;
}

CK_VERSIONED
void ck_newton_schulz_polynomial(float *restrict square, const float *restrict gram, size_t order, float a, float b,
                                 float c) {
    for (size_t i = 0; i < order * order; i++) square[i] = b * gram[i] + c * square[i];
    for (size_t i = 0; i < order; i++) square[i * order + i] += a;
}

CK_VERSIONED
ck_update_norms ck_apply_direction(float *restrict w, const float *restrict x, size_t n, float shrink, float rate) {
    ck_update_norms norms = {0, 0};
    CK_FOR_BLOCKS(n) {
        size_t count = ck_block_count(n, start);
        float change[CK_BLOCK];
        for (size_t i = start; i < start + count; i++) {
            float old = w[i];
            w[i] = shrink * old - rate * x[i];
            change[i - start] = w[i] - old;
        }
        ck_count(&norms, w + start, change, count);
    }
    return norms;
}
