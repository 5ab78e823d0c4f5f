#ifndef DESCENT_CKERNELS_RECURRENT_H
#define DESCENT_CKERNELS_RECURRENT_H

#include <stddef.h>

/// Sequences come row after row (a sample's steps in one line); recurrent layers work step after step.
///
/// x (steps × rows × channels) from input (rows × steps × channels).
void ck_time_major(const float *input, float *x, size_t rows, size_t steps, size_t channels);
/// output (rows × steps × channels) from x (steps × rows × channels).
void ck_batch_major(const float *x, float *output, size_t rows, size_t steps, size_t channels);

/// y[k] = the table's row number tokens[k], `count` times. A token that is none of the vocabulary's counts as token 0.
void ck_embed(const float *tokens, const float *table, float *y, size_t count, size_t vocabulary, size_t width);
/// Adds d[k] to the gradient's row number tokens[k].
void ck_embed_backward(const float *tokens, const float *d, float *gradient, size_t count, size_t vocabulary, size_t width);

// One step of a cell over a batch: matrices are rows × units, or rows × (gates · units) with one gate after the other.
// Backward, `state` is dL/dh that comes from the step after; `upstream` (where given; rows `stride` apart) is added to it.
// The gradients of the biases are added to what is there.

/// d = (state + upstream) · f'(h), for tanh (1 − h²) or relu (h > 0).
void ck_rnn_backward(int isRelu, const float *h, const float *state, const float *upstream, size_t stride, float *d,
                     float *bias, size_t rows, size_t units);

/// Long short-term memory (Hochreiter & Schmidhuber 1997, with Gers's forget gate), gates in PyTorch's order i, f, g, o:
/// c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c'). `gates` holds the sums on entry, the activated gates on return;
/// `squashed` keeps tanh(c').
void ck_lstm(float *gates, const float *bias, const float *before, float *after, float *squashed, float *h, size_t rows,
             size_t units);
/// Turns the activated gates into dL/d(sums). `cell` is dL/dc' on entry, dL/dc on return.
void ck_lstm_backward(float *gates, const float *before, const float *squashed, const float *state,
                      const float *upstream, size_t stride, float *cell, float *bias, size_t rows, size_t units);

/// Gated recurrent unit (Cho et al. 2014) in PyTorch's form, gates in the order r, z, n:
/// n = tanh(x_n + r·(h_n + b)), h' = (1 − z)·n + z·h. `gates` holds what the inputs add up to, `recurrent` what the state
/// does; on return the activated gates, and h_n + b in the last third.
void ck_gru(float *gates, float *recurrent, const float *bias, const float *recurrentBias, const float *before, float *h,
            size_t rows, size_t units);
/// Turns both matrices into dL/d(sums), and `state` into the part of dL/dh that passes by the gates.
void ck_gru_backward(float *gates, float *recurrent, const float *before, float *state, const float *upstream,
                     size_t stride, float *bias, float *recurrentBias, size_t rows, size_t units);

#endif
