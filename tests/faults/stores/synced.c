/* Before a server (LD_PRELOAD): keeps for each file, under its inode's number in the folder SYNCED, how many bytes of it
 * are surely on disk. What lies beyond is what a power cut takes away. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int noted(const char *name, int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    struct stat before; /* what is written meanwhile may be on disk or not */
    int known = fstat(fd, &before) == 0 && S_ISREG(before.st_mode);
    int result = real(fd);
    const char *folder = getenv("SYNCED");
    if (result == 0 && known && folder) {
        char path[4096], size[32];
        snprintf(path, sizeof path, "%s/%lu", folder, (unsigned long)before.st_ino);
        int length = snprintf(size, sizeof size, "%-20lld", (long long)before.st_size);
        int note = open(path, O_WRONLY | O_CREAT, 0600);
        if (note < 0 || pwrite(note, size, length, 0) != length)
            abort();
        close(note);
    }
    return result;
}

int fsync(int fd) { return noted("fsync", fd); }
int fdatasync(int fd) { return noted("fdatasync", fd); }
