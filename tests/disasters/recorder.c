/* Records what a process writes to its SQLite database, and when it asks for it to be on the disk, so that a test can work out what a power cut
 * would have left. Loaded by LD_PRELOAD; MIERNIK_RECORD names the file that the record is appended to: a header for each operation, then the bytes. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, TRUNCATE = 2, SYNC = 3 };
enum file { OTHER = 0, DATABASE = 1, LOG = 2 };
struct header {
    uint32_t kind, file;
    uint64_t offset, length;
};

#define DESCRIPTORS 65536
static unsigned char files[DESCRIPTORS];
static int record = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("MIERNIK_RECORD");
    if (path)
        record = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static enum file file_of(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? files[descriptor] : OTHER;
}

static int ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && !strcmp(text + length - tail, end);
}

/* The lock is held. A record that cannot be written would hide a loss: then the process ends. */
static void note(enum kind kind, int descriptor, uint64_t offset, const void *bytes, uint64_t length) {
    struct header header = {kind, files[descriptor], offset, length};
    struct iovec parts[2] = {{&header, sizeof header}, {(void *)bytes, bytes ? length : 0}};
    if (syscall(SYS_writev, record, parts, 2) != (long)(sizeof header + parts[1].iov_len))
        abort();
}

static int opened(int directory, const char *path, int flags, mode_t mode) {
    int descriptor = syscall(SYS_openat, directory, path, flags, mode);
    if (record >= 0 && descriptor >= 0 && descriptor < DESCRIPTORS)
        files[descriptor] = ends_with(path, "/miernik.sqlite") ? DATABASE : ends_with(path, "/miernik.sqlite-wal") ? LOG : OTHER;
    return descriptor;
}

#define MODE(flags, mode)                                                                                                                              \
    mode_t mode = 0;                                                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                                                             \
        va_list rest;                                                                                                                                  \
        va_start(rest, flags);                                                                                                                         \
        mode = va_arg(rest, mode_t);                                                                                                                   \
        va_end(rest);                                                                                                                                  \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int close(int descriptor) {
    if (file_of(descriptor))
        files[descriptor] = OTHER;
    return syscall(SYS_close, descriptor);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    if (!file_of(descriptor))
        return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    pthread_mutex_lock(&lock);
    ssize_t done = syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    if (done > 0)
        note(WRITE, descriptor, offset, bytes, done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite64(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (!file_of(descriptor))
        return syscall(SYS_write, descriptor, bytes, length);
    pthread_mutex_lock(&lock);
    off64_t offset = syscall(SYS_lseek, descriptor, 0, SEEK_CUR);
    ssize_t done = syscall(SYS_write, descriptor, bytes, length);
    if (done > 0)
        note(WRITE, descriptor, offset, bytes, done);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate64(int descriptor, off64_t length) {
    if (!file_of(descriptor))
        return syscall(SYS_ftruncate, descriptor, length);
    pthread_mutex_lock(&lock);
    int failed = syscall(SYS_ftruncate, descriptor, length);
    if (!failed)
        note(TRUNCATE, descriptor, length, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

static int synced(int descriptor, long call) {
    if (!file_of(descriptor))
        return syscall(call, descriptor);
    pthread_mutex_lock(&lock);
    int failed = syscall(call, descriptor);
    if (!failed)
        note(SYNC, descriptor, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}

int fsync(int descriptor) { return synced(descriptor, SYS_fsync); }

int fdatasync(int descriptor) { return synced(descriptor, SYS_fdatasync); }
