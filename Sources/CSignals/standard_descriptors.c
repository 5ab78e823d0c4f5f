#include "CSignals.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

void cs_reserve_standard_descriptors(void) {
    /* Opened the wrong way round: using a stream that was closed stays the error that it was. */
    const int ways[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
        /* The lowest free number is given, and those below are taken by now. */
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) (void)!open("/dev/null", ways[descriptor]);
    }
}
