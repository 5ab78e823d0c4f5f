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

/* Gives a caught signal back to the crash guard. One that is ignored stays so. */
void cs_give_back(int signal_number);

/* Sends a signal to this process, or to its whole process group as a terminal does. */
int cs_send(int signal_number, int to_group);

/* A file in memory, closed on exec; -1 with errno on failure. */
int cs_open_memory(const char *name);

/* ---- Standard descriptors ---- */

/* Takes 0, 1 and 2 where the process was started without them, so that no file that is opened later (a database) gets
   the number of a stream that messages are written to. Reading or writing them fails as before. */
void cs_reserve_standard_descriptors(void);

/* ---- Crashes ---- */

/* From now on every signal that ends a process by default does so through the guard: a crash (SIGSEGV, SIGBUS, SIGILL,
   SIGTRAP, SIGABRT, SIGFPE, SIGSYS) after whoever handled it before has described it, any other at once. The process
   status is as by that signal. Signals that are ignored stay so. */
void cs_install_crash_guard(void);

/* From now on such an end first puts the terminal back: `bytes` to it, then its modes; then what was written to `log`
   since is copied to `errors` (both -1 if there is no log). */
void cs_arm_crash_guard(
    int terminal, const struct termios *modes, const char *bytes, size_t count, int log, int errors);

/* The terminal is as it was: an end no longer touches it. */
void cs_disarm_crash_guard(void);

#endif
