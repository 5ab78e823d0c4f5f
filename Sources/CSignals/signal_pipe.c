#define _GNU_SOURCE
#include "CSignals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int pipe_ends[2] = {-1, -1};

static void write_byte(int signal_number) {
    int saved = errno;
    unsigned char byte = (unsigned char)signal_number;
    /* A full pipe already says more than anyone will read; a byte lost then is no loss. */
    ssize_t written = write(pipe_ends[1], &byte, 1);
    (void)written;
    errno = saved;
}

int cs_open_pipe(void) {
    if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
    return pipe_ends[0];
}

static int is_ignored(int signal_number) {
    struct sigaction action;
    return sigaction(signal_number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int cs_catch(int signal_number) {
    if (is_ignored(signal_number)) return 0;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = write_byte;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    return sigaction(signal_number, &action, NULL);
}

int cs_release(int signal_number) {
    if (is_ignored(signal_number)) return 0;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    return sigaction(signal_number, &action, NULL);
}

int cs_send(int signal_number, int to_group) { return kill(to_group ? 0 : getpid(), signal_number); }

int cs_open_memory(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
