// Runs a program and says what it alone took: MEASURE PROGRAM ARG... writes "processor-seconds peak-KiB status" to the
// descriptor 3. A process of its own, since the peak that the kernel reports of a child starts at that of its parent,
// which had better be small. For bench/counts/run.py.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char **argv) {
  if (argc < 2)
    return 2;
  pid_t child = fork();
  if (child == 0) {
    close(3);
    execv(argv[1], argv + 1);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child)
    return 1;
  auto seconds = [](const timeval &t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  dprintf(3, "%.6f %ld %d\n", seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss, status);
  return 0;
}
