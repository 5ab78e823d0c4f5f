#include <string.h>

#include "CKernels.h"
#include "elementary.h"

void ck_time_major(const float *restrict input, float *restrict x, size_t rows, size_t steps, size_t channels) {
    if (channels == 1) {
        ck_transpose(input, x, rows, steps);
        return;
    }
    for (size_t t = 0; t < steps; t++)
        for (size_t r = 0; r < rows; r++)
            memcpy(x + (t * rows + r) * channels, input + (r * steps + t) * channels, channels * sizeof(float));
}

void ck_batch_major(const float *restrict x, float *restrict output, size_t rows, size_t steps, size_t channels) {
    ck_time_major(x, output, steps, rows, channels);
}

/// Comparisons are so written that a NaN becomes token 0.
CK_INLINE size_t ck_token(float token, size_t vocabulary) {
    return token > 0 && token < (float)vocabulary ? (size_t)token : 0;
}

CK_VERSIONED
void ck_embed(const float *restrict tokens, const float *restrict table, float *restrict y, size_t count,
              size_t vocabulary, size_t width) {
    for (size_t k = 0; k < count; k++)
        memcpy(y + k * width, table + ck_token(tokens[k], vocabulary) * width, width * sizeof(float));
}

CK_VERSIONED
void ck_embed_backward(const float *restrict tokens, const float *restrict d, float *restrict gradient, size_t count,
                       size_t vocabulary, size_t width) {
    for (size_t k = 0; k < count; k++) {
        float *row = gradient + ck_token(tokens[k], vocabulary) * width;
        for (size_t u = 0; u < width; u++) row[u] += d[k * width + u];
    }
}

// Rows one by one, with a pointer a gate, so that each loop runs over neighbors in memory. Whether there is an upstream is
// a constant where these are inlined: a test within the loop makes it ten times as slow.

CK_INLINE void ck_rnn_backward_row(int isRelu, int hasUpstream, const float *restrict h, const float *restrict state,
                                   const float *restrict upstream, float *restrict d, float *restrict bias, size_t n) {
    for (size_t u = 0; u < n; u++) {
        float signal = hasUpstream ? state[u] + upstream[u] : state[u];
        float slope = isRelu ? (h[u] > 0 ? 1.0f : 0.0f) : 1.0f - h[u] * h[u];
        float g = signal * slope;
        d[u] = g;
        bias[u] += g;
    }
}

CK_INLINE void ck_rnn_backward_rows(int isRelu, int hasUpstream, const float *h, const float *state,
                                    const float *upstream, size_t stride, float *d, float *bias, size_t rows,
                                    size_t units) {
    for (size_t r = 0; r < rows; r++)
        ck_rnn_backward_row(isRelu, hasUpstream, h + r * units, state + r * units, upstream + r * stride, d + r * units,
                            bias, units);
}

CK_VERSIONED
void ck_rnn_backward(int isRelu, const float *h, const float *state, const float *upstream, size_t stride, float *d,
                     float *bias, size_t rows, size_t units) {
    if (isRelu) {
        if (upstream)
            ck_rnn_backward_rows(1, 1, h, state, upstream, stride, d, bias, rows, units);
        else
            ck_rnn_backward_rows(1, 0, h, state, h, 0, d, bias, rows, units);
    } else {
        if (upstream)
            ck_rnn_backward_rows(0, 1, h, state, upstream, stride, d, bias, rows, units);
        else
            ck_rnn_backward_rows(0, 0, h, state, h, 0, d, bias, rows, units);
    }
}

CK_INLINE void ck_lstm_row(float *restrict i, float *restrict f, float *restrict g, float *restrict o,
                           const float *restrict bias, const float *restrict before, float *restrict after,
                           float *restrict squashed, float *restrict h, size_t n) {
    for (size_t u = 0; u < n; u++) {
        float in = ck_sigmoid1(i[u] + bias[u]);
        float forget = ck_sigmoid1(f[u] + bias[n + u]);
        float candidate = ck_tanh1(g[u] + bias[2 * n + u]);
        float out = ck_sigmoid1(o[u] + bias[3 * n + u]);
        float cell = forget * before[u] + in * candidate;
        float bounded = ck_tanh1(cell);
        i[u] = in;
        f[u] = forget;
        g[u] = candidate;
        o[u] = out;
        after[u] = cell;
        squashed[u] = bounded;
        h[u] = out * bounded;
    }
}

CK_VERSIONED
void ck_lstm(float *gates, const float *bias, const float *before, float *after, float *squashed, float *h, size_t rows,
             size_t units) {
    for (size_t r = 0; r < rows; r++) {
        float *i = gates + r * 4 * units;
        size_t at = r * units;
        ck_lstm_row(i, i + units, i + 2 * units, i + 3 * units, bias, before + at, after + at, squashed + at, h + at,
                    units);
    }
}

CK_INLINE void ck_lstm_backward_row(int hasUpstream, float *restrict i, float *restrict f, float *restrict g, float *restrict o,
                                    const float *restrict before, const float *restrict squashed,
                                    const float *restrict state, const float *restrict upstream, float *restrict cell,
                                    float *restrict biasI, float *restrict biasF, float *restrict biasG,
                                    float *restrict biasO, size_t n) {
    for (size_t u = 0; u < n; u++) {
        float signal = hasUpstream ? state[u] + upstream[u] : state[u];
        float in = i[u], forget = f[u], candidate = g[u], out = o[u], bounded = squashed[u];
        float dc = cell[u] + signal * out * (1.0f - bounded * bounded);
        float di = dc * candidate * (in * (1.0f - in));
        float df = dc * before[u] * (forget * (1.0f - forget));
        float dg = dc * in * (1.0f - candidate * candidate);
        float dout = signal * bounded * (out * (1.0f - out));
        cell[u] = dc * forget;
        i[u] = di;
        f[u] = df;
        g[u] = dg;
        o[u] = dout;
        biasI[u] += di;
        biasF[u] += df;
        biasG[u] += dg;
        biasO[u] += dout;
    }
}

CK_INLINE void ck_lstm_backward_rows(int hasUpstream, float *gates, const float *before, const float *squashed,
                                     const float *state, const float *upstream, size_t stride, float *cell, float *bias,
                                     size_t rows, size_t units) {
    for (size_t r = 0; r < rows; r++) {
        float *i = gates + r * 4 * units;
        size_t at = r * units;
        ck_lstm_backward_row(hasUpstream, i, i + units, i + 2 * units, i + 3 * units, before + at, squashed + at,
                             state + at, upstream + r * stride, cell + at, bias, bias + units, bias + 2 * units,
                             bias + 3 * units, units);
    }
}

CK_VERSIONED
void ck_lstm_backward(float *gates, const float *before, const float *squashed, const float *state,
                      const float *upstream, size_t stride, float *cell, float *bias, size_t rows, size_t units) {
    if (upstream)
        ck_lstm_backward_rows(1, gates, before, squashed, state, upstream, stride, cell, bias, rows, units);
    else
        ck_lstm_backward_rows(0, gates, before, squashed, state, state, 0, cell, bias, rows, units);
}

CK_INLINE void ck_gru_row(float *restrict r, float *restrict z, float *restrict n, const float *restrict sumR,
                          const float *restrict sumZ, float *restrict sumN, const float *restrict bias,
                          const float *restrict recurrentBias, const float *restrict before, float *restrict h,
                          size_t units) {
    for (size_t u = 0; u < units; u++) {
        float reset = ck_sigmoid1(r[u] + sumR[u] + bias[u]);
        float update = ck_sigmoid1(z[u] + sumZ[u] + bias[units + u]);
        float inner = sumN[u] + recurrentBias[u];
        float candidate = ck_tanh1(n[u] + bias[2 * units + u] + reset * inner);
        r[u] = reset;
        z[u] = update;
        n[u] = candidate;
        sumN[u] = inner;
        h[u] = candidate + update * (before[u] - candidate);
    }
}

CK_VERSIONED
void ck_gru(float *gates, float *recurrent, const float *bias, const float *recurrentBias, const float *before, float *h,
            size_t rows, size_t units) {
    for (size_t row = 0; row < rows; row++) {
        float *r = gates + row * 3 * units, *s = recurrent + row * 3 * units;
        ck_gru_row(r, r + units, r + 2 * units, s, s + units, s + 2 * units, bias, recurrentBias, before + row * units,
                   h + row * units, units);
    }
}

CK_INLINE void ck_gru_backward_row(int hasUpstream, float *restrict r, float *restrict z, float *restrict n, float *restrict sumR,
                                   float *restrict sumZ, float *restrict sumN, const float *restrict before,
                                   float *restrict state, const float *restrict upstream, float *restrict biasR,
                                   float *restrict biasZ, float *restrict biasN, float *restrict recurrentBias,
                                   size_t units) {
    for (size_t u = 0; u < units; u++) {
        float signal = hasUpstream ? state[u] + upstream[u] : state[u];
        float reset = r[u], update = z[u], candidate = n[u];
        float dn = signal * (1.0f - update) * (1.0f - candidate * candidate);
        float dz = signal * (before[u] - candidate) * (update * (1.0f - update));
        float dr = dn * sumN[u] * (reset * (1.0f - reset));
        float inner = dn * reset;
        r[u] = dr;
        z[u] = dz;
        n[u] = dn;
        sumR[u] = dr;
        sumZ[u] = dz;
        sumN[u] = inner;
        state[u] = signal * update;
        biasR[u] += dr;
        biasZ[u] += dz;
        biasN[u] += dn;
        recurrentBias[u] += inner;
    }
}

CK_INLINE void ck_gru_backward_rows(int hasUpstream, float *gates, float *recurrent, const float *before, float *state,
                                    const float *upstream, size_t stride, float *bias, float *recurrentBias,
                                    size_t rows, size_t units) {
    for (size_t row = 0; row < rows; row++) {
        float *r = gates + row * 3 * units, *s = recurrent + row * 3 * units;
        ck_gru_backward_row(hasUpstream, r, r + units, r + 2 * units, s, s + units, s + 2 * units, before + row * units,
                            state + row * units, upstream + row * stride, bias, bias + units, bias + 2 * units,
                            recurrentBias, units);
    }
}

CK_VERSIONED
void ck_gru_backward(float *gates, float *recurrent, const float *before, float *state, const float *upstream,
                     size_t stride, float *bias, float *recurrentBias, size_t rows, size_t units) {
    if (upstream)
        ck_gru_backward_rows(1, gates, recurrent, before, state, upstream, stride, bias, recurrentBias, rows, units);
    else
        ck_gru_backward_rows(0, gates, recurrent, before, state, before, 0, bias, recurrentBias, rows, units);
}
