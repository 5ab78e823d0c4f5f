#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

int cp_open(int *master, int *slave) {
    char name[128];
    *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0) return -1;
    if (grantpt(*master) != 0 || unlockpt(*master) != 0 || ptsname_r(*master, name, sizeof name) != 0) return -1;
    *slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    return *slave < 0 ? -1 : 0;
}

int cp_start(
    pid_t *process, int slave, const char *path, char *const arguments[], char *const environment[],
    const char *directory, const char *output, const char *errors) {
    char name[128];
    if (ttyname_r(slave, name, sizeof name) != 0) return errno;

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    /* The first terminal that a session's leader opens becomes the session's. */
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0);
    const char *files[] = {NULL, output, errors};
    for (int descriptor = 1; descriptor <= 2; descriptor++) {
        if (files[descriptor]) {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, files[descriptor], O_WRONLY | O_CREAT | O_TRUNC, 0600);
        } else {
            posix_spawn_file_actions_adddup2(&actions, 0, descriptor);
        }
    }
    if (directory) posix_spawn_file_actions_addchdir_np(&actions, directory);

    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int status = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return status;
}

int cp_set_size(int master, int columns, int rows) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(master, TIOCSWINSZ, &size);
}

int cp_width(uint32_t scalar) {
    static locale_t locale = 0;
    if (!locale) locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", 0);
    if (!locale) return -2;
    locale_t before = uselocale(locale);
    int width = wcwidth((wchar_t)scalar);
    uselocale(before);
    return width;
}
