#ifndef DESCENT_CPSEUDOTERMINAL_H
#define DESCENT_CPSEUDOTERMINAL_H

/* What Swift does not see of pseudo-terminals: GNU extensions. */

#include <stdint.h>
#include <sys/types.h>

/* Opens both ends; 0, or -1 with errno. */
int cp_open(int *master, int *slave);

/* Starts a program as leader of a session of its own whose terminal is `slave`. `output` and `errors` name files that
   its descriptors 1 and 2 go to instead; NULL leaves them to the terminal. Returns 0, or an errno. */
int cp_start(
    pid_t *process, int slave, const char *path, char *const arguments[], char *const environment[],
    const char *directory, const char *output, const char *errors);

/* Sets the size of the window; 0, or -1 with errno. */
int cp_set_size(int master, int columns, int rows);

/* How many columns the C library gives a character in a UTF-8 locale; -1 where it has none for it, -2 without the
   locale. */
int cp_width(uint32_t scalar);

#endif
