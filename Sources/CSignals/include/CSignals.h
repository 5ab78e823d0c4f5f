#ifndef DESCENT_CSIGNALS_H
#define DESCENT_CSIGNALS_H

/* What must be C: signal handlers, which may call nothing but async-signal-safe functions. */

#include <stddef.h>
#include <termios.h>

/* ---- Signals as bytes ---- */

/* Opens the pipe into which caught signals are written as one byte each (their number), once a process.
   Returns the end to read from, non-blocking; -1 with errno on failure. */
int cs_open_pipe(void);

/* Catches a signal: from now on it becomes a byte. Returns 0, or -1 with errno. A signal that whoever started us has
   set to be ignored (nohup, a shell's background job) stays ignored. */
int cs_catch(int signal_number);

/* Gives a caught signal its default action back. */
int cs_release(int signal_number);

/* Sends a signal to this process, or to its whole process group as a terminal does. */
int cs_send(int signal_number, int to_group);

/* A file in memory, closed on exec; -1 with errno on failure. */
int cs_open_memory(const char *name);

/* ---- Crashes ---- */

/* From now on a crash (SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT) first puts the terminal back: its
   modes, then `bytes` to it; then what was written to `log` since is copied to `errors` (both -1 if there is no log).
   Then the signal takes the course it would have taken. */
void cs_arm_crash_guard(
    int terminal, const struct termios *modes, const char *bytes, size_t count, int log, int errors);

/* The terminal is as it was: a crash no longer touches it. */
void cs_disarm_crash_guard(void);

#endif
