/// The presets that travel inside the program, the first lesson first.
#ifndef DESCENT_PRESETS_H
#define DESCENT_PRESETS_H

extern const cr_file cr_presets[];
extern const size_t cr_preset_count;

/// The preset at an index below `cr_preset_count` (Swift cannot import an array of unknown length).
static inline cr_file cr_preset(size_t index) { return cr_presets[index]; }

#endif
