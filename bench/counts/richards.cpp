// Richards: the kernel of a small operating system, with its tasks, packets and queues. The scheduler owns tasks, queues
// own packets; everything else borrows.
#include "ownership.h"

#include <array>
#include <vector>

enum task_id { idle, worker, handler_a, handler_b, device_a, device_b, tasks };
enum packet_kind { device_packet, work_packet };

struct CONURE_COUNTED packet {
  packet(owner<packet> l, int to, packet_kind k) : link(std::move(l)), destination(to), kind(k) {}
  owner<packet> link;
  int destination;
  packet_kind kind;
  int index = 0;
  std::array<int, 4> data{};
};

static owner<packet> append(owner<packet> p, owner<packet> queue) {
  p->link = nullptr;
  if (!queue)
    return p;
  borrow<packet> last = lend(queue);
  while (last->link)
    last = lend(last->link);
  last->link = std::move(p);
  return queue;
}

class scheduler;

struct CONURE_COUNTED task {
  task(int id, int priority, owner<packet> queue, borrow<task> next)
      : id(id), priority(priority), next(next), queue(std::move(queue)) {
    has_packet = static_cast<bool>(this->queue);
  }
  virtual ~task() = default;
  virtual borrow<task> step(scheduler &s, owner<packet> p) = 0;

  borrow<task> run(scheduler &s) {
    owner<packet> p;
    if (waiting && has_packet) {
      p = std::move(queue);
      queue = std::move(p->link);
      waiting = false;
      has_packet = static_cast<bool>(queue);
    }
    return step(s, std::move(p));
  }
  bool blocked() const { return held || (waiting && !has_packet); }

  int id, priority;
  borrow<task> next;
  owner<packet> queue;
  bool held = false, waiting = false, has_packet = false;
};

class CONURE_COUNTED scheduler {
public:
  template <class T, class... A> borrow<task> add(int id, int priority, owner<packet> queue, A... a) {
    owner<T> t = make<T>(id, priority, std::move(queue), list_, a...);
    borrow<task> added = lend(t);
    table_[static_cast<std::size_t>(id)] = std::move(t);
    list_ = added;
    return added;
  }

  void run() {
    current_ = list_;
    while (current_)
      current_ = current_->blocked() ? current_->next : current_->run(*this);
  }

  borrow<task> wait() {
    current_->waiting = true;
    return current_;
  }
  borrow<task> hold() {
    ++holds;
    current_->held = true;
    return current_->next;
  }
  borrow<task> release(int id) {
    borrow<task> t = lend(table_[static_cast<std::size_t>(id)]);
    t->held = false;
    return t->priority > current_->priority ? t : current_;
  }
  borrow<task> send(owner<packet> p) {
    borrow<task> t = lend(table_[static_cast<std::size_t>(p->destination)]);
    ++queued;
    p->link = nullptr;
    p->destination = current_->id;
    if (t->queue) {
      t->queue = append(std::move(p), std::move(t->queue));
      return current_;
    }
    t->queue = std::move(p);
    t->has_packet = true;
    return t->priority > current_->priority ? t : current_;
  }

  ~scheduler() {
    list_ = current_ = nullptr;
    for (owner<task> &t : table_)
      t->next = nullptr; // tasks borrow each other
  }

  int queued = 0, holds = 0;

private:
  std::array<owner<task>, tasks> table_;
  borrow<task> list_ = nullptr;
  borrow<task> current_ = nullptr;
};

struct idle_task final : task {
  idle_task(int id, int priority, owner<packet> q, borrow<task> n, int count)
      : task(id, priority, std::move(q), n), count(count) {}
  borrow<task> step(scheduler &s, owner<packet>) override {
    if (--count == 0)
      return s.hold();
    if (control & 1) {
      control = control / 2 ^ 0xd008;
      return s.release(device_b);
    }
    control /= 2;
    return s.release(device_a);
  }
  int count;
  int control = 1;
};

struct worker_task final : task {
  using task::task;
  borrow<task> step(scheduler &s, owner<packet> p) override {
    if (!p)
      return s.wait();
    destination = destination == handler_a ? handler_b : handler_a;
    p->destination = destination;
    p->index = 0;
    for (int &d : p->data)
      d = 'A' + (letter = (letter + 1) % 26);
    return s.send(std::move(p));
  }
  int destination = handler_a, letter = 0;
};

struct handler_task final : task {
  using task::task;
  borrow<task> step(scheduler &s, owner<packet> p) override {
    if (p) {
      owner<packet> &queue = p->kind == work_packet ? work : device;
      queue = append(std::move(p), std::move(queue));
    }
    if (work) {
      if (work->index < 4) {
        if (device) {
          owner<packet> out = std::move(device);
          device = std::move(out->link);
          out->data[0] = work->data[static_cast<std::size_t>(work->index++)];
          return s.send(std::move(out));
        }
      } else {
        owner<packet> out = std::move(work);
        work = std::move(out->link);
        return s.send(std::move(out));
      }
    }
    return s.wait();
  }
  owner<packet> work, device;
};

struct device_task final : task {
  using task::task;
  borrow<task> step(scheduler &s, owner<packet> p) override {
    if (p) {
      pending = std::move(p);
      return s.hold();
    }
    if (!pending)
      return s.wait();
    return s.send(std::move(pending));
  }
  owner<packet> pending;
};

static owner<packet> packets(int count, int to, packet_kind kind) {
  owner<packet> queue;
  for (int i = 0; i < count; ++i)
    queue = make<packet>(std::move(queue), to, kind);
  return queue;
}

int main(int argc, char **argv) {
  const int rounds = scaled(argc, argv, 250);
  long long queued = 0, holds = 0;
  for (int round = 0; round < rounds; ++round) {
    scheduler s;
    s.add<idle_task>(idle, 0, nullptr, 10000);
    s.add<worker_task>(worker, 1000, packets(2, worker, work_packet))->waiting = true;
    s.add<handler_task>(handler_a, 2000, packets(3, device_a, device_packet))->waiting = true;
    s.add<handler_task>(handler_b, 3000, packets(3, device_b, device_packet))->waiting = true;
    s.add<device_task>(device_a, 4000, nullptr)->waiting = true;
    s.add<device_task>(device_b, 5000, nullptr)->waiting = true;
    s.run();
    queued += s.queued;
    holds += s.holds;
  }
  std::printf("%lld %lld\n", queued, holds);
}
