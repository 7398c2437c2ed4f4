/* Stands between a server under drill and the wall clock: DRILL_CLOCK names a file of eight bytes, the seconds the clock is
 * off, read at every look. Only the wall clock moves, as when somebody sets it: what counts from the start of the machine,
 * and every wait of the system, stays right. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *hand;

__attribute__((constructor)) static void find_hand(void) {
  const char *path = getenv("DRILL_CLOCK");
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  void *seen = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *hand, PROT_READ, MAP_SHARED, fd, 0);
  if (seen != MAP_FAILED) hand = seen;
  if (fd >= 0) close(fd);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = syscall(SYS_clock_gettime, clock, now);
  if (!result && hand && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += *hand;
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec exact;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &exact);
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *kept) {
  struct timespec exact;
  clock_gettime(CLOCK_REALTIME, &exact);
  if (kept) *kept = exact.tv_sec;
  return exact.tv_sec;
}
