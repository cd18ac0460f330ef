// Records events in a buffer for each thread, and writes them as Chrome trace events when the program ends.
#include "trace.h"
#include "scheduler.h"
#include "settings.h"

#include <conure/scheduled/panic.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <tuple>
#include <vector>

namespace conure::rt {

std::atomic<bool> tracing{false};
bool forked() noexcept; // main.cpp

/// The events of one thread. Its thread writes, and counts with a release; the writer of the file reads what is
/// counted.
struct trace_buffer {
  struct event {
    enum kind_t : unsigned char { message, blocking, steal, sent, handled } kind;
    std::int64_t at, length;
    std::string_view process; // types and messages are static
    const char *message_name;
    const char *why;
    const void *who;
  };
  static constexpr std::size_t chunk = 4096, chunks = 1024; // four million events, then they are only counted
  std::string thread;
  unsigned number;
  bool worker;
  std::unique_ptr<event[]> events[chunks];
  // One thread writes. Release, after the event: who reads the count with acquire may read so many events.
  std::atomic<std::size_t> count{0};
  std::size_t lost = 0;
};

namespace {

std::mutex lock;
std::vector<std::unique_ptr<trace_buffer>> &buffers() {
  static auto &all = *new std::vector<std::unique_ptr<trace_buffer>>;
  return all;
}
std::int64_t origin = 0;
std::FILE *file = nullptr;

trace_buffer &buffer() {
  thread_state &t = this_thread();
  if (!t.trace) {
    auto made = std::make_unique<trace_buffer>();
    std::lock_guard hold(lock);
    made->thread = t.work ? "worker " + std::to_string(t.work->index) : "outside the workers";
    made->worker = t.work != nullptr;
    made->number = t.work ? t.work->index : sched.count + static_cast<unsigned>(buffers().size());
    t.trace = made.get();
    buffers().push_back(std::move(made));
  }
  return *t.trace;
}

void record(const trace_buffer::event &e) noexcept {
  trace_buffer &b = buffer();
  std::size_t n = b.count.load(std::memory_order_relaxed);
  if (n == b.chunk * b.chunks) {
    ++b.lost;
    return;
  }
  auto &chunk = b.events[n / b.chunk];
  if (!chunk)
    chunk.reset(new (std::nothrow) trace_buffer::event[b.chunk]);
  if (!chunk) {
    ++b.lost;
    return;
  }
  chunk[n % b.chunk] = e;
  b.count.store(n + 1, std::memory_order_release);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    if (static_cast<unsigned char>(c) >= ' ')
      out += c;
  }
  return out + '"';
}

double microseconds(std::int64_t ns) { return static_cast<double>(ns) / 1000; }

void write_event(const trace_buffer &b, const trace_buffer::event &e) {
  if (e.kind == trace_buffer::event::sent || e.kind == trace_buffer::event::handled)
    return; // see write_arrows
  std::string name(e.process);
  if (e.kind != trace_buffer::event::steal)
    name += std::string(".") + (e.message_name ? e.message_name : "~");
  const char *category[] = {"message", "blocking", "steal"};
  std::fprintf(file, ",\n{\"name\":%s,\"cat\":\"%s\",\"pid\":1,\"tid\":%u,\"ts\":%.3f",
               e.kind == trace_buffer::event::steal ? "\"steal\"" : quoted(name).c_str(), category[e.kind], b.number,
               microseconds(e.at - origin));
  if (e.kind == trace_buffer::event::steal) {
    std::fputs(",\"ph\":\"i\",\"s\":\"t\"}", file);
    return;
  }
  std::fprintf(file, ",\"ph\":\"X\",\"dur\":%.3f,\"args\":{\"process\":\"%p\"", microseconds(e.length), e.who);
  if (e.why)
    std::fprintf(file, ",\"waits\":%s", quoted(e.why).c_str());
  std::fputs("}}", file);
}

// From each send to the beginning of its handling. A node is used again and again: its sends and handlings alternate.
void write_arrows() {
  struct end {
    const void *node;
    std::int64_t at;
    bool handled;
    const trace_buffer *thread;
  };
  std::vector<end> ends;
  for (auto &b : buffers())
    for (std::size_t i = 0, n = b->count.load(std::memory_order_acquire); i < n; ++i) {
      const trace_buffer::event &e = b->events[i / b->chunk][i % b->chunk];
      if (e.kind == trace_buffer::event::sent || e.kind == trace_buffer::event::handled)
        ends.push_back({e.who, e.at, e.kind == trace_buffer::event::handled, b.get()});
    }
  std::sort(ends.begin(), ends.end(), [](const end &a, const end &b) {
    return std::tie(a.node, a.at, a.handled) < std::tie(b.node, b.at, b.handled);
  });
  std::size_t id = 0;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    const end &from = ends[i], &to = ends[i + 1];
    if (from.node != to.node || from.handled || !to.handled)
      continue;
    ++id;
    if (!from.thread->worker) // an arrow begins in a slice, and such a thread handles no message that would be one
      std::fprintf(
          file, ",\n{\"name\":\"send\",\"cat\":\"send\",\"pid\":1,\"tid\":%u,\"ts\":%.3f,\"ph\":\"X\",\"dur\":0.001}",
          from.thread->number, microseconds(from.at - origin));
    std::fprintf(file,
                 ",\n{\"name\":\"message\",\"cat\":\"send\",\"ph\":\"s\",\"id\":%zu,\"pid\":1,\"tid\":%u,\"ts\":%.3f}"
                 ",\n{\"name\":\"message\",\"cat\":\"send\",\"ph\":\"f\",\"bp\":\"e\",\"id\":%zu,\"pid\":1,\"tid\":%u,"
                 "\"ts\":%.3f}",
                 id, from.thread->number, microseconds(from.at - origin), id, to.thread->number,
                 microseconds(to.at - origin));
  }
}

void record_message(trace_buffer::event::kind_t kind, const context &c, std::int64_t begin, const char *why) noexcept {
  record({kind, begin, now_ns() - begin, c.process ? c.process->type->name : std::string_view(),
          c.message ? c.message->name : nullptr, why, c.process});
}

} // namespace

void trace_begin(context &c) noexcept { c.slice = now_ns(); }
void trace_end(const context &c, const char *why) noexcept {
  if (forked()) // see after_fork
    fatal(why ? "a process waits in a child of fork, where nobody can wake it: the child may exec, or end by _exit"
              : "a message ended in a child of fork: the child may exec, or end by _exit");
  if (c.slice)
    record_message(trace_buffer::event::message, c, c.slice, why);
}
void trace_blocking(const context &c, std::int64_t begin) noexcept {
  record_message(trace_buffer::event::blocking, c, begin, nullptr);
}
void trace_send(const node *n) noexcept {
  if (forked())
    fatal("a message was sent in a child of fork: only the thread that forked exists here, so nobody can handle it");
  record({trace_buffer::event::sent, now_ns(), 0, {}, nullptr, nullptr, n});
}
void trace_handling(const context &c, const node *n) noexcept {
  record({trace_buffer::event::handled, c.slice, 0, {}, nullptr, nullptr, n});
}
void trace_steal() noexcept { record({trace_buffer::event::steal, now_ns(), 0, {}, nullptr, nullptr, nullptr}); }

void start_trace() {
  const std::string &name = settings().trace;
  if (name.empty())
    return;
  file = std::fopen(name.c_str(), "w"); // now, so that a bad name is told before the work and not after it
  if (!file)
    fatal("CONURE_TRACE: cannot write " + name + ": " + std::strerror(errno));
  origin = now_ns();
  tracing.store(true, std::memory_order_relaxed);
}

void write_trace() noexcept {
  if (!tracing.exchange(false))
    return;
  std::lock_guard hold(lock);
  std::fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n"
             "{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":1,\"args\":{\"name\":\"conure\"}}",
             file);
  std::size_t lost = 0;
  write_arrows();
  for (auto &b : buffers()) {
    std::fprintf(file, ",\n{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":%u,\"args\":{\"name\":%s}}",
                 b->number, quoted(b->thread).c_str());
    for (std::size_t i = 0, n = b->count.load(std::memory_order_acquire); i < n; ++i)
      write_event(*b, b->events[i / b->chunk][i % b->chunk]);
    b->count.store(0, std::memory_order_relaxed);
    lost += b->lost;
  }
  std::fprintf(file, "\n],\"otherData\":{\"events_lost\":%zu}}\n", lost);
  bool bad = std::ferror(file);
  if (std::fclose(file) != 0 || bad)
    std::fprintf(stderr, "conure: CONURE_TRACE: %s could not be written whole: %s\n", settings().trace.c_str(),
                 std::strerror(errno));
  file = nullptr;
}

} // namespace conure::rt
