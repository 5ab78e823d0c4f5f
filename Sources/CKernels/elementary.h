/// exp, log, tanh, sigmoid and the normal distribution as straight lines of arithmetic, so that loops around them vectorize.
///
/// Polynomial coefficients are those of Cephes (Moshier) for exp and log, a rational minimax fit for tanh, and
/// Abramowitz & Stegun 7.1.26 for Φ. The error bounds stated in the headers are held by tests.
#ifndef DESCENT_CKERNELS_ELEMENTARY_H
#define DESCENT_CKERNELS_ELEMENTARY_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "versions.h"

CK_INLINE int32_t ck_bits(float x) {
    int32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

CK_INLINE float ck_from_bits(int32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/// A NaN in x comes through: no NaN is to vanish on its way to the loss.
CK_INLINE float ck_at_most(float x, float limit) { return x > limit ? limit : x; }
CK_INLINE float ck_at_least(float x, float limit) { return x < limit ? limit : x; }
CK_INLINE float ck_absolute(float x) { return ck_from_bits(ck_bits(x) & 0x7fffffff); }
/// The sign of `sign` on the magnitude of x.
CK_INLINE float ck_with_sign(float x, float sign) {
    return ck_from_bits((ck_bits(x) & 0x7fffffff) | (ck_bits(sign) & (int32_t)0x80000000));
}

/// 1/x for positive normal x: a guess from the bits (within 12 %), then three Newton steps. Cheaper than a division.
CK_INLINE float ck_reciprocal(float x) {
    float r = ck_from_bits(0x7EF311C7 - ck_bits(x));
    r = r + r * (1.0f - x * r);
    r = r + r * (1.0f - x * r);
    r = r + r * (1.0f - x * r);
    return r;
}

/// e^x = 2^n · e^r with |r| ≤ ln2/2. From −87.33 down the result is the smallest normal number; above 88.72 infinity.
CK_INLINE float ck_exp1(float x) {
    float clamped = ck_at_least(ck_at_most(x, 88.72f), -87.33f);
    const float magic = 12582912.0f;  // 1.5 · 2^23: adding it rounds to a whole number
    float shifted = clamped * 1.44269504088896341f + magic;
    float n = shifted - magic;
    float r = clamped - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = r * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    // 2^n in two factors, so that n = 128 does not overflow the exponent's field.
    int32_t whole = ck_bits(shifted) - 0x4B400000;
    int32_t half = whole >> 1;
    float scaled = p * ck_from_bits((half + 127) << 23) * ck_from_bits((whole - half + 127) << 23);
    return x > 88.72f ? ck_from_bits(0x7f800000) : scaled;
}

/// e^x for x ≤ 0: no overflow to look after, so one factor serves.
CK_INLINE float ck_exp1_negative(float x) {
    float clamped = ck_at_least(x, -87.33f);
    const float magic = 12582912.0f;
    float shifted = clamped * 1.44269504088896341f + magic;
    float n = shifted - magic;
    float r = clamped - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = r * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    return p * ck_from_bits((ck_bits(shifted) - 0x4B400000 + 127) << 23);
}

/// ln x = e·ln2 + ln m with m in [√½, √2). For positive normal x; infinity and NaN pass through.
CK_INLINE float ck_log1(float x) {
    int32_t bits = ck_bits(x);
    int32_t exponent = (bits - 0x3f3504f3) >> 23;
    float m = ck_from_bits(bits - (exponent << 23)) - 1.0f;
    float e = (float)exponent;
    float z = m * m;
    float p = m * 7.0376836292e-2f - 1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m - 1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m - 1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m - 2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    float y = p * m * z - 2.12194440e-4f * e - 0.5f * z;
    float result = m + y + 0.693359375f * e;
    return x <= 3.4028235e38f ? result : x;
}

CK_INLINE float ck_sigmoid1(float x) {
    float e = ck_exp1_negative(-ck_absolute(x));
    float positive = ck_reciprocal(1.0f + e);
    return x < 0 ? e * positive : positive;
}

/// tanh x = x·P(x²)/Q(x²) on |x| ≤ 7.905, ±1 beyond.
CK_INLINE float ck_tanh1(float x) {
    float c = ck_at_least(ck_at_most(x, 7.90531110763549805f), -7.90531110763549805f);
    float z = c * c;
    float p = z * -2.76076847742355e-16f + 2.00018790482477e-13f;
    p = p * z - 8.60467152213735e-11f;
    p = p * z + 5.12229709037114e-08f;
    p = p * z + 1.48572235717979e-05f;
    p = p * z + 6.37261928875436e-04f;
    p = p * z + 4.89352455891786e-03f;
    float q = z * 1.19825839466702e-06f + 1.18534705686654e-04f;
    q = q * z + 2.26843463243900e-03f;
    q = q * z + 4.89352518554385e-03f;
    float ratio = c * p * ck_reciprocal(q);
    return ck_absolute(x) > 7.9f ? ck_with_sign(1.0f, x) : ratio;
}

/// Φ(x), the normal distribution function.
CK_INLINE float ck_normal_cdf1(float x) {
    float magnitude = ck_at_most(ck_absolute(x), 13.0f) * 0.70710678118654752f;
    float t = ck_reciprocal(1.0f + 0.3275911f * magnitude);
    float p = t * 1.061405429f - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    float tail = 0.5f * p * t * ck_exp1_negative(-magnitude * magnitude);
    return x < 0 ? tail : 1.0f - tail;
}

/// ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|), by the series where the exponential is small.
CK_INLINE float ck_softplus1(float x) {
    float e = ck_exp1_negative(-ck_absolute(x));
    float tail = e < 1e-4f ? e - 0.5f * e * e : ck_log1(1.0f + e);
    return ck_at_least(x, 0.0f) + tail;
}

#endif
