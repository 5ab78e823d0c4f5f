/// One fused pass of an optimizer over a stretch of parameters: gradient scale, decay, update, norms.
///
/// In all of them g is read as scale · g + decay · w (the scale is that of clipping by norm, the decay PyTorch's
/// weight decay), and w ← shrink · w − … is the decoupled decay of AdamW (1 without it). Buffers never overlap.
#ifndef DESCENT_CKERNELS_OPTIMIZERS_H
#define DESCENT_CKERNELS_OPTIMIZERS_H

#include <stddef.h>

/// Squared norms that an update leaves behind: of the new weights and of the change.
typedef struct {
    double weights;
    double update;
} ck_update_norms;

/// What every update does to a gradient before using it.
typedef struct {
    float scale;
    float decay;
} ck_gradient_terms;

/// The weights of a moving average, x = keep · x + take · new. Both come from double: 1 − 0.999f is off by 5e-5.
typedef struct {
    float keep;
    float take;
} ck_average;

/// w -= lr * (scale * g + decay * w)
ck_update_norms ck_sgd(float *w, const float *g, size_t n, float scale, float lr, float decay);

/// v = keep · v + take · g; w -= rate · v
ck_update_norms ck_momentum(float *w, const float *g, float *v, size_t n, ck_gradient_terms terms, float keep, float take,
                            float rate);

/// v = beta · v + g; w -= rate · (g + beta · v)
ck_update_norms ck_nesterov(float *w, const float *g, float *v, size_t n, ck_gradient_terms terms, float beta, float rate);

/// G += g²; w -= rate · g / (√(G + initial) + epsilon)
ck_update_norms ck_adagrad(float *w, const float *g, float *sum, size_t n, ck_gradient_terms terms, float rate,
                           float initial, float epsilon);

/// The numbers of RMSprop: the averages of g² and of g, and what is kept of the velocity.
typedef struct {
    float rate;
    float epsilon;
    ck_average square;
    ck_average mean;
    float momentum;
} ck_rmsprop_terms;

/// v = ρv + (1−ρ)g²; d = g / (√v + ε); where `mean` is given, it follows g and its square is taken from v;
/// where `velocity` is given, u = momentum · u + d; w −= rate · u; else w −= rate · d.
ck_update_norms ck_rmsprop(float *w, const float *g, float *square, float *mean, float *velocity, size_t n,
                           ck_gradient_terms terms, ck_rmsprop_terms rms);

/// s = ρs + (1−ρ)g²; d = g · √(a + ε) / √(s + ε); a = ρa + (1−ρ)d²; w −= rate · d
ck_update_norms ck_adadelta(float *w, const float *g, float *square, float *accumulated, size_t n,
                            ck_gradient_terms terms, float rate, ck_average average, float epsilon);

/// The numbers of Adam and its kin for one step, bias corrections folded in.
typedef struct {
    float shrink;
    ck_average first;
    ck_average second;
    /// Factor of the gradient itself (Nadam), and of the first moment.
    float gradientRate;
    float momentRate;
    /// Factor of √v: 1 / √(1 − β₂ᵗ).
    float root;
    float epsilon;
} ck_adam_terms;

/// m = β₁m + (1−β₁)g; v = β₂v + (1−β₂)g²; w = shrink · w − (gradientRate · g + momentRate · m) / (root · √v + ε)
ck_update_norms ck_adam(float *w, const float *g, float *m, float *v, size_t n, ck_gradient_terms terms,
                        ck_adam_terms adam);

/// The same with the greatest v so far under the root (AMSGrad).
ck_update_norms ck_amsgrad(float *w, const float *g, float *m, float *v, float *greatest, size_t n,
                           ck_gradient_terms terms, ck_adam_terms adam);

/// m = β₁m + (1−β₁)g; u = max(β₂u, |g| + ε); w −= momentRate · m / u
ck_update_norms ck_adamax(float *w, const float *g, float *m, float *u, size_t n, ck_gradient_terms terms,
                          ck_average first, float beta2, float momentRate, float epsilon);

/// w = shrink · w − rate · sign(β₁m + (1−β₁)g); m = β₂m + (1−β₂)g
ck_update_norms ck_lion(float *w, const float *g, float *m, size_t n, float scale, float shrink, ck_average mixed,
                        ck_average kept, float rate);

/// Squared norms of parameters and of whatever stands beside them.
typedef struct {
    double parameters;
    double direction;
} ck_pair_norms;

/// Σw² and Σg², without any scale or decay.
ck_pair_norms ck_pair(const float *w, const float *g, size_t n);

/// First half of LAMB: moves m and v as Adam does; returns the norms of w and of r = m̂/(√v̂ + ε) + decay · w, which it
/// does not keep. `adam.momentRate` is 1 / (1 − β₁ᵗ).
ck_pair_norms ck_lamb_moments(const float *w, const float *g, float *m, float *v, size_t n, float scale, float decay,
                              ck_adam_terms adam);

/// Second half: w −= rate · r, with r computed once more from m, v and w.
ck_update_norms ck_lamb_apply(float *w, const float *m, const float *v, size_t n, float decay, float rate,
                              ck_adam_terms adam);

/// Muon's momentum: m = βm + (1−β)g; x = m, or (1−β)g + βm where it looks ahead. Returns Σx².
double ck_muon_momentum(const float *g, float *m, float *x, size_t n, float scale, ck_average average,
                        int looksAhead);

/// x *= factor
void ck_multiply_by(float *x, size_t n, float factor);

/// B = b · A + c · B + a · I, all order × order: the polynomial of a Newton–Schulz step.
void ck_newton_schulz_polynomial(float *square, const float *gram, size_t order, float a, float b, float c);

/// w = shrink · w − rate · x
ck_update_norms ck_apply_direction(float *w, const float *x, size_t n, float shrink, float rate);

#endif
