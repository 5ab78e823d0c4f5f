#define _GNU_SOURCE
#include "CSignals.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* SIGQUIT is here because ^\ is the way out of a program that no longer answers. */
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
enum { crash_count = sizeof crashes / sizeof *crashes };

static atomic_int armed = 0;
static int is_installed = 0;
static struct sigaction previous[crash_count];
static int guarded_terminal = -1;
static struct termios guarded_modes;
static char restoring_bytes[512];
static size_t restoring_count = 0;
static int log_file = -1;
static int error_file = -1;

/* A handler needs a stack of its own where the crash is an overflow of the main one. */
static char spare_stack[64 * 1024];

static void write_all(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

static void replay_log(void) {
    if (log_file < 0 || error_file < 0) return;
    char buffer[1024];
    off_t offset = 0;
    ssize_t count;
    while ((count = pread(log_file, buffer, sizeof buffer, offset)) > 0) {
        write_all(error_file, buffer, (size_t)count);
        offset += count;
    }
    /* What the crash has yet to say (a runtime's message, a backtrace) is no longer for the log. */
    dup2(error_file, STDERR_FILENO);
}

static void restore_and_crash(int signal_number) {
    if (atomic_exchange(&armed, 0)) {
        write_all(guarded_terminal, restoring_bytes, restoring_count);
        tcsetattr(guarded_terminal, TCSANOW, &guarded_modes);
        replay_log();
    }
    for (int i = 0; i < crash_count; i++) {
        if (crashes[i] == signal_number) sigaction(signal_number, &previous[i], NULL);
    }
    /* Pending until this handler returns; then it acts as if we had never been here. */
    raise(signal_number);
}

void cs_arm_crash_guard(
    int terminal, const struct termios *modes, const char *bytes, size_t count, int log, int errors) {
    atomic_store(&armed, 0);
    guarded_terminal = terminal;
    guarded_modes = *modes;
    restoring_count = count < sizeof restoring_bytes ? count : sizeof restoring_bytes;
    memcpy(restoring_bytes, bytes, restoring_count);
    log_file = log;
    error_file = errors;
    if (!is_installed) {
        is_installed = 1;
        stack_t stack;
        memset(&stack, 0, sizeof stack);
        stack.ss_sp = spare_stack;
        stack.ss_size = sizeof spare_stack;
        sigaltstack(&stack, NULL);
        for (int i = 0; i < crash_count; i++) {
            struct sigaction action;
            memset(&action, 0, sizeof action);
            action.sa_handler = restore_and_crash;
            action.sa_flags = SA_ONSTACK;
            sigemptyset(&action.sa_mask);
            sigaction(crashes[i], &action, &previous[i]);
        }
    }
    atomic_store(&armed, 1);
}

void cs_disarm_crash_guard(void) { atomic_store(&armed, 0); }
