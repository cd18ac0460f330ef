// How a program starts and ends.
#include "futex.h"
#include "mailbox.h"
#include "scheduler.h"
#include "settings.h"
#include "trace.h"

#include <conure/scheduled/main.h>
#include <conure/scheduled/panic.h>

#include <cstdio>
#include <iostream>
#include <pthread.h>
#include <system_error>
#include <unistd.h>

namespace conure::rt {
namespace {

std::vector<std::string> &program_arguments() {
  static std::vector<std::string> list;
  return list;
}

std::atomic<bool> in_child{false};

// Of all threads only the one that called fork goes on in the child; it may exec, or do without processes. Whatever
// would need another thread passes by `traced()`, and is refused there, so that nobody else pays for the look.
void after_fork() {
  in_child.store(true, std::memory_order_relaxed);
  tracing.store(true, std::memory_order_relaxed);
}

void print_stats() {
  worker_counts all;
  for (unsigned i = 0; i < sched.count; ++i) {
    const worker_counts &c = sched.workers[i].counts;
    std::fprintf(stderr,
                 "conure: worker %u: %llu messages, %llu activations, %llu switches, %llu steals, %llu sleeps, %llu "
                 "preemptions\n",
                 i, (unsigned long long)c.messages, (unsigned long long)c.activations, (unsigned long long)c.switches,
                 (unsigned long long)c.steals, (unsigned long long)c.sleeps, (unsigned long long)c.preempted);
    all.messages += c.messages;
    all.spawned += c.spawned;
    all.ended += c.ended;
  }
  auto stacks = count_stacks();
  std::fprintf(stderr, "conure: %llu messages, %llu processes spawned, %llu ended, %zu stacks (%zu at once)\n",
               (unsigned long long)all.messages, (unsigned long long)all.spawned + 1, (unsigned long long)all.ended,
               stacks.made, stacks.peak);
}

// Some process cannot be stopped: it computes without a preemption point, or is inside a blocking call. The program
// ends all the same; but not through the destructors of static objects, which that process may be using.
[[noreturn]] void end_at_once() {
  for (unsigned i = 0; i < sched.count; ++i)
    sched.workers[i].thread.detach();
  std::cout.flush();
  if (settings().stats)
    print_stats();
  write_trace();
  std::fflush(nullptr);
  _exit(0);
}

} // namespace

bool forked() noexcept { return in_child.load(std::memory_order_relaxed); }

void start() {
  if (sched.running.load())
    fatal("the scheduler was started twice");
  read_settings();
  install_handlers();
  static bool once = (pthread_atfork(nullptr, nullptr, after_fork), true);
  (void)once;
  sched.count = settings().workers;
  sched.workers = std::make_unique<worker[]>(sched.count);
  sched.idlers.store(0);
  sched.sleepers = nullptr;
  sched.stopping.store(false);
  sched.stopped.store(0);
  sched.outside.fetch_add(1); // this thread, until it has sent the first message; others may be counted already
  sched.main_gone = false;
  preempt_requested.store(false);
  if (sched.count == 1)
    begin_alone();
  for (unsigned i = 0; i < sched.count; ++i)
    sched.workers[i].frozen.store(!fence_everywhere(), std::memory_order_relaxed);
  sched.running.store(true);
  start_trace();
  start_monitor();
  for (unsigned i = 0; i < sched.count; ++i) {
    worker &w = sched.workers[i];
    w.index = i;
    w.random = 2654435761u * (i + 1);
    try {
      w.thread = std::thread([&w] {
        char name[16];
        std::snprintf(name, sizeof name, "conure-%u", w.index);
        pthread_setname_np(pthread_self(), name);
        worker_thread(w);
      });
    } catch (const std::system_error &e) {
      fatal("cannot start worker " + std::to_string(i + 1) + " of " + std::to_string(sched.count) + ": " + e.what());
    }
  }
}

void set_main(cell *c) noexcept { c->flags.fetch_or(main_flag, std::memory_order_relaxed); }

void finish() {
  sched.outside.fetch_sub(1, std::memory_order_seq_cst);
  {
    std::unique_lock hold(sched.end_lock);
    sched.ended.wait(hold, [] { return sched.main_gone; });
  }
  sched.stopping.store(true, std::memory_order_seq_cst);
  for (unsigned i = 0; i < sched.count; ++i)
    sched.workers[i].preempt.store(true, std::memory_order_release);
  preempt_requested.store(true, std::memory_order_relaxed);
  wake_all();
  std::int64_t patience = now_ns() + 200'000'000;
  for (unsigned n; (n = sched.stopped.load(std::memory_order_acquire)) != sched.count;) {
    if (now_ns() > patience)
      end_at_once();
    wake_all(); // one may have been on its way to sleep
    usleep(50);
  }
  if (!stop_blocking())
    end_at_once();
  for (unsigned i = 0; i < sched.count; ++i)
    sched.workers[i].thread.join();
  stop_monitor();
  write_trace();
  preempt_requested.store(false);
  sched.running.store(false);
  if (settings().stats)
    print_stats();
  // What was still waiting somewhere is forgotten: the program is over. That is no leak, so the leak checker may find
  // it.
  static auto &left = *new std::vector<cell *>;
  static auto &last_workers = *new std::vector<std::unique_ptr<worker[]>>;
  while (cell *c = sched.shared.pop())
    if (sanitized)
      left.push_back(c);
  reset_timers();
  reset_descriptors();
  reset_stacks();
  if (sanitized)
    last_workers.push_back(std::move(sched.workers));
  sched.workers.reset();
}

void set_arguments(int argc, char **argv) { program_arguments().assign(argv + (argc > 0), argv + argc); }

} // namespace conure::rt

namespace conure {
inline namespace scheduled {
std::vector<std::string> arguments() { return rt::program_arguments(); }
} // namespace scheduled
} // namespace conure
