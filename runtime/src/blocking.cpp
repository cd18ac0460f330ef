// The pool of threads for `blocking`: grows to CONURE_BLOCKING threads while jobs wait, and a thread that had nothing
// to do for some seconds ends.
#include "scheduler.h"
#include "settings.h"
#include "trace.h"

#include <conure/scheduled/blocking.h>
#include <conure/scheduled/panic.h>

#include <chrono>
#include <pthread.h>
#include <system_error>

namespace conure::rt {
namespace {

struct job {
  void (*body)(void *);
  void *data;
  parking *who;
  cell *process;
  const message_type *message;
  job *next = nullptr;
};

constexpr std::chrono::seconds patience{10};

std::mutex lock;
std::condition_variable work, gone;
job *front = nullptr, *back = nullptr;
unsigned threads = 0, idle = 0, busy = 0;
bool ending = false;

void serve() {
  pthread_setname_np(pthread_self(), "conure-blocking");
  install_signal_stack();
  std::unique_lock hold(lock);
  for (;;) {
    ++idle;
    bool any = work.wait_for(hold, patience, [] { return front || ending; });
    --idle;
    if (!any || (ending && !front))
      break;
    job *j = front;
    front = j->next;
    if (!front)
      back = nullptr;
    ++busy;
    hold.unlock();
    context &me = *this_thread().running; // for reports
    me.process = j->process;
    me.message = j->message;
    std::int64_t begin = traced() ? now_ns() : 0;
    j->body(j->data);
    if (begin)
      trace_blocking(me, begin);
    me.process = nullptr;
    // Last: the job lies on the stack of who waits.
    if (j->who->claim(1))
      j->who->wake();
    sched.outside.fetch_sub(1, std::memory_order_seq_cst);
    hold.lock();
    --busy;
  }
  flush_blocks(this_thread());
  remove_signal_stack();
  --threads;
  gone.notify_all();
}

} // namespace

void run_blocking(void (*body)(void *), void *data) {
  thread_state &t = this_thread();
  if (!t.work) // this thread may be blocked
    return body(data);
  parking p("for a blocking call");
  job j{body, data, &p, t.running->process, t.running->message};
  sched.outside.fetch_add(1, std::memory_order_seq_cst);
  {
    std::lock_guard hold(lock);
    (back ? back->next : front) = &j;
    back = &j;
    if (idle == 0 && threads < settings().blocking) {
      try {
        std::thread(serve).detach();
        ++threads;
      } catch (const std::system_error &e) {
        // With a thread or more in the pool the call has only to wait for its turn.
        if (threads == 0)
          fatal(std::string("no thread for a blocking call: ") + e.what());
      }
    }
  }
  work.notify_one();
  park(p);
}

bool stop_blocking() noexcept {
  std::unique_lock hold(lock);
  for (; front; front = front->next) // nobody waits for them any more
    sched.outside.fetch_sub(1, std::memory_order_seq_cst);
  back = nullptr;
  ending = true;
  work.notify_all();
  bool all = gone.wait_for(hold, std::chrono::milliseconds(200), [] { return threads == 0; });
  ending = false;
  return all;
}

std::size_t blocking_threads() noexcept {
  std::lock_guard hold(lock);
  return threads;
}

} // namespace conure::rt
