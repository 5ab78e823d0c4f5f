#ifndef DESCENT_CKERNELS_ACTIVATIONS_H
#define DESCENT_CKERNELS_ACTIVATIONS_H

#include <stddef.h>

/// The activation functions; `a` and `b` of the calls below are their parameters.
typedef enum {
    CK_IDENTITY = 0,
    CK_STEP,
    CK_SIGMOID,         // a: slope
    CK_TANH,
    CK_RELU,
    CK_LEAKY_RELU,      // a: slope of the negative side
    CK_ELU,             // a: α
    CK_GELU,            // exact, by erf
    CK_GELU_TANH,       // the tanh approximation
    CK_SILU,
    CK_SOFTPLUS,
    CK_EXPONENTIAL,     // input clamped at 80
    CK_SCALED_SIGMOID,  // a … b: the range of the output
    CK_SOFTMAX          // over each row
} ck_activation;

/// In one pass over rows × columns: y += bias (where given), z = y (where given: functions whose slope needs their
/// input), y = f(y).
void ck_activate(ck_activation kind, float *y, float *z, const float *bias, size_t rows, size_t columns, float a, float b);

/// In one pass: d (dL/dy on entry, dL/dz on return) times f', and the sum of d over the rows into `bias` (where given).
/// `y` is f's output, `z` its input where ck_activation_needs_input says so.
void ck_activate_backward(ck_activation kind, float *d, const float *y, const float *z, float *bias, int accumulate,
                          size_t rows, size_t columns, float a, float b);

/// Whether the slope cannot be told from the output alone.
int ck_activation_needs_input(ck_activation kind);

/// e^x for each of n, within 2 units in the last place; for tests of the error bound.
void ck_exp(float *x, size_t n);
/// tanh x, within 5 units in the last place.
void ck_tanh(float *x, size_t n);
/// ln x for positive normal x, within 2 units in the last place (absolute 1e-7 near 1).
void ck_log(float *x, size_t n);

#endif
