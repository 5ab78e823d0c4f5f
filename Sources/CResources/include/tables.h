/// The tables that travel inside the program; their origin and licence stand in tables/README.md.
#ifndef DESCENT_TABLES_H
#define DESCENT_TABLES_H

extern const cr_file cr_tables[];
extern const size_t cr_table_count;

/// The table at an index below `cr_table_count` (Swift cannot import an array of unknown length).
static inline cr_file cr_table(size_t index) { return cr_tables[index]; }

#endif
