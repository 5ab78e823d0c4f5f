/// The presets that travel inside the program, the first lesson first.
#ifndef DESCENT_PRESETS_H
#define DESCENT_PRESETS_H

extern const cr_file cr_presets[];
extern const size_t cr_preset_count;

/// The tables that presets read from the folder `data` beside them.
extern const cr_file cr_preset_tables[];
extern const size_t cr_preset_table_count;

// Swift cannot import arrays of unknown length.
static inline cr_file cr_preset(size_t index) { return cr_presets[index]; }
static inline cr_file cr_preset_table(size_t index) { return cr_preset_tables[index]; }

#endif
