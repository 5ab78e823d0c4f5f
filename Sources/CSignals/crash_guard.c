#define _GNU_SOURCE
#include "CSignals.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

/* What a fault raises; whoever stood there before us (the runtime's backtrace) has a word to say about it. */
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS};

/* Every other signal that ends a process by default, real-time signals aside. SIGQUIT is here and not above: ^\ is the
   way out of a program that no longer answers, and a backtrace that takes its time would not be one. */
static const int endings[] = {SIGQUIT, SIGHUP,  SIGINT,    SIGTERM, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM,
                              SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR,  SIGSTKFLT};

enum { crash_count = sizeof crashes / sizeof *crashes, ending_count = sizeof endings / sizeof *endings };

static atomic_int armed = 0;
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

static void restore_terminal(void) {
    if (!atomic_exchange(&armed, 0)) return;
    write_all(guarded_terminal, restoring_bytes, restoring_count);
    tcsetattr(guarded_terminal, TCSANOW, &guarded_modes);
    replay_log();
}

/* Ends the process as the signal would have, had nobody caught it. */
static void end_by(int signal_number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal_number, &action, NULL);
    sigset_t alone;
    sigemptyset(&alone);
    sigaddset(&alone, signal_number);
    raise(signal_number);
    sigprocmask(SIG_UNBLOCK, &alone, NULL);
    _exit(128 + signal_number);
}

/* All signals are blocked meanwhile: in the background, tcsetattr would otherwise stop the process (SIGTTOU). */
static void restore_and_end(int signal_number) {
    restore_terminal();
    end_by(signal_number);
}

/* The runtime's handler describes the crash and returns: a fault then happens again and ends the process, but a signal
   that was sent would not. So it is called from here, and the end follows whatever it was. */
static void restore_and_crash(int signal_number, siginfo_t *info, void *context) {
    restore_terminal();
    for (int i = 0; i < crash_count; i++) {
        const struct sigaction *before = &previous[i];
        if (crashes[i] != signal_number || before->sa_handler == SIG_DFL || before->sa_handler == SIG_IGN) continue;
        sigset_t mask = ((ucontext_t *)context)->uc_sigmask;
        sigaddset(&mask, signal_number);
        sigprocmask(SIG_SETMASK, &mask, NULL);
        if (before->sa_flags & SA_SIGINFO) {
            before->sa_sigaction(signal_number, info, context);
        } else {
            before->sa_handler(signal_number);
        }
    }
    end_by(signal_number);
}

static void guard_ending(int signal_number) {
    struct sigaction action;
    if (sigaction(signal_number, NULL, &action) != 0 || action.sa_handler == SIG_IGN) return;
    memset(&action, 0, sizeof action);
    action.sa_handler = restore_and_end;
    action.sa_flags = SA_ONSTACK;
    sigfillset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

void cs_install_crash_guard(void) {
    static int is_installed = 0;
    if (is_installed) return;
    is_installed = 1;
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = spare_stack;
    stack.ss_size = sizeof spare_stack;
    sigaltstack(&stack, NULL);
    for (int i = 0; i < crash_count; i++) {
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_sigaction = restore_and_crash;
        action.sa_flags = SA_ONSTACK | SA_SIGINFO;
        sigfillset(&action.sa_mask);
        sigaction(crashes[i], &action, &previous[i]);
    }
    for (int i = 0; i < ending_count; i++) guard_ending(endings[i]);
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) guard_ending(number);
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
    cs_install_crash_guard();
    atomic_store(&armed, 1);
}

void cs_disarm_crash_guard(void) { atomic_store(&armed, 0); }

void cs_give_back(int signal_number) { guard_ending(signal_number); }
