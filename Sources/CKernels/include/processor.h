#ifndef DESCENT_PROCESSOR_H
#define DESCENT_PROCESSOR_H

/// The level of processor whose version of the kernels runs here: "x86-64-v4", "x86-64-v3", or "baseline". Each groups its
/// sums in its own way.
const char *ck_processor_level(void);

#endif
