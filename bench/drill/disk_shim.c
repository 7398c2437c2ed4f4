/* Stands between SQLite and the disk of a server under drill.
 * DRILL_LOG     write down every write, sync and truncation of database files, so that a power cut can be played.
 * DRILL_SYNC_MS let every sync take this long: a slow disk.
 * DRILL_LIES    say "synced" without writing it down: a disk that lies, the control that must lose notes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -2;

static int ours(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, PATH_MAX - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return strstr(path, "goen.sqlite3") != NULL && strstr(path, "-shm") == NULL;
}

static void note(char op, const char *path, uint64_t offset, const void *data, uint32_t size) {
  const char *name = strrchr(path, '/') + 1;
  struct __attribute__((packed)) { char op; uint16_t n; uint64_t offset; uint32_t size; } head =
      {op, (uint16_t)strlen(name), offset, size};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)name, head.n}, {(void *)data, size}};
  if (log_fd == -2) {
    const char *log = getenv("DRILL_LOG");
    log_fd = log ? open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  }
  if (log_fd < 0) return;
  ssize_t done = writev(log_fd, parts, size ? 3 : 2);
  (void)done;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  char path[PATH_MAX];
  if (!ours(fd, path)) return REAL(pwrite64)(fd, data, size, offset);
  pthread_mutex_lock(&turn);
  ssize_t done = REAL(pwrite64)(fd, data, size, offset);
  if (done > 0) note('W', path, (uint64_t)offset, data, (uint32_t)done);
  pthread_mutex_unlock(&turn);
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t write(int fd, const void *data, size_t size) {
  char path[PATH_MAX];
  static __thread int inside;
  if (inside || fd == log_fd) return REAL(write)(fd, data, size);
  inside = 1;
  int is_ours = ours(fd, path);
  inside = 0;
  if (!is_ours) return REAL(write)(fd, data, size);
  pthread_mutex_lock(&turn);
  off_t at = lseek(fd, 0, SEEK_CUR);
  ssize_t done = REAL(write)(fd, data, size);
  if (done > 0) note('W', path, (uint64_t)at, data, (uint32_t)done);
  pthread_mutex_unlock(&turn);
  return done;
}

static int truncated(int fd, off64_t size) {
  char path[PATH_MAX];
  if (!ours(fd, path)) return REAL(ftruncate64)(fd, size);
  pthread_mutex_lock(&turn);
  int done = REAL(ftruncate64)(fd, size);
  if (done == 0) note('T', path, (uint64_t)size, NULL, 0);
  pthread_mutex_unlock(&turn);
  return done;
}
int ftruncate64(int fd, off64_t size) { return truncated(fd, size); }
int ftruncate(int fd, off_t size) { return truncated(fd, size); }

static int synced(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  if (!ours(fd, path)) return real(fd);
  const char *slow = getenv("DRILL_SYNC_MS");
  if (slow) usleep((useconds_t)atoi(slow) * 1000);
  pthread_mutex_lock(&turn);
  int done = real(fd);
  if (done == 0 && !getenv("DRILL_LIES")) note('S', path, 0, NULL, 0);
  pthread_mutex_unlock(&turn);
  return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }
