// Twelve small programs of processes and channels, to be timed beside those of other runtimes.
//
//   actors BENCH WORKERS SCALE_PERCENT      prints one JSON object
//
// Written as a user would: Conure rewrites and builds it. With CONURE_BY_HAND the proxies come from macros instead, so
// that the runtime can be measured without the tool.
#include "harness.h"

#include <conure/conure.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace conure;

//===-- pingpong and threadring: a ring of players and one ball --------------------------------------------------===//

class CONURE_PROCESS Player {
public:
  explicit Player(channel<int> done) : done_(std::move(done)) {}
  CONURE_ASYNC void meet(process<Player> next) { next_ = std::move(next); }
  CONURE_ASYNC void ball(long left) {
    if (left == 0)
      done_.send(1);
    else
      (*next_)->ball(left - 1);
  }

private:
  channel<int> done_;
  std::optional<process<Player>> next_;
  BY_HAND(Player, MESSAGE(Player, meet) MESSAGE(Player, ball))
};

static Result ring(int players, long hops) {
  channel<int> done(1);
  std::vector<process<Player>> all;
  for (int i = 0; i < players; ++i)
    all.push_back(spawn<Player>(done));
  for (int i = 0; i < players; ++i)
    all[std::size_t(i)]->meet(all[std::size_t((i + 1) % players)]);
  Stopwatch time;
  all[0]->ball(hops - 1);
  done.receive();
  return {hops, time.seconds()};
}

//===-- spawn and idle -------------------------------------------------------------------------------------------===//

class CONURE_PROCESS Collector {
public:
  Collector(long expected, channel<int> done) : left_(expected), done_(std::move(done)) {}
  CONURE_ASYNC void hit(long) {
    if (--left_ == 0)
      done_.send(1);
  }

private:
  long left_;
  channel<int> done_;
  BY_HAND(Collector, MESSAGE(Collector, hit))
};

class CONURE_PROCESS Once {
public:
  explicit Once(process<Collector> to) : to_(std::move(to)) {}
  CONURE_ASYNC void go(long n) { to_->hit(n); }

private:
  process<Collector> to_;
  BY_HAND(Once, MESSAGE(Once, go))
};

class CONURE_PROCESS Maker {
public:
  explicit Maker(process<Collector> to) : to_(std::move(to)) {}
  CONURE_ASYNC void make(long n) {
    for (long i = 0; i < n; ++i) {
      PREEMPT;
      spawn<Once>(to_)->go(i);
    }
  }
  CONURE_ASYNC void keep(long n) {
    kept_.reserve(std::size_t(n));
    for (long i = 0; i < n; ++i) {
      PREEMPT;
      kept_.push_back(spawn<Once>(to_));
      kept_.back()->go(i);
    }
  }

private:
  process<Collector> to_;
  std::vector<process<Once>> kept_;
  BY_HAND(Maker, MESSAGE(Maker, make) MESSAGE(Maker, keep))
};

static Result spawn_many(long n) {
  Stopwatch time;
  channel<int> done(1);
  auto maker = spawn<Maker>(spawn<Collector>(n, done));
  maker->make(n);
  done.receive();
  return {n, time.seconds()};
}

static Result idle(long n) {
  long before = resident_kb();
  Stopwatch time;
  channel<int> done(1);
  auto maker = spawn<Maker>(spawn<Collector>(n, done));
  maker->keep(n);
  done.receive();
  Result r{n, time.seconds()};
  sleep_for(std::chrono::milliseconds(200));
  r.idle_bytes = double(resident_kb() - before) * 1024.0 / double(n);
  return r;
}

//===-- blocked: not one of the twelve; processes that wait half-way through a message ---------------------------===//

class CONURE_PROCESS Waiter {
public:
  CONURE_ASYNC void wait(process<Collector> to, channel<int> gate) {
    to->hit(0);
    gate.next();
  }
  BY_HAND(Waiter, MESSAGE(Waiter, wait))
};

static Result blocked(long n) {
  long before = resident_kb();
  Stopwatch time;
  channel<int> gate(1), done(1);
  auto collector = spawn<Collector>(n, done);
  std::vector<process<Waiter>> all;
  all.reserve(std::size_t(n));
  for (long i = 0; i < n; ++i) {
    PREEMPT;
    all.push_back(spawn<Waiter>());
    all.back()->wait(collector, gate);
  }
  done.receive();
  Result r{n, time.seconds()};
  sleep_for(std::chrono::milliseconds(200));
  r.idle_bytes = double(resident_kb() - before) * 1024.0 / double(n);
  gate.close();
  return r;
}

//===-- count1 and fanin8 ----------------------------------------------------------------------------------------===//

class CONURE_PROCESS Counter {
public:
  Counter(long expected, channel<long> done) : left_(expected), done_(std::move(done)) {}
  CONURE_ASYNC void add(long by) {
    sum_ += by;
    if (--left_ == 0)
      done_.send(sum_);
  }

private:
  long left_, sum_ = 0;
  channel<long> done_;
  BY_HAND(Counter, MESSAGE(Counter, add))
};

class CONURE_PROCESS Flooder {
public:
  explicit Flooder(process<Counter> to) : to_(std::move(to)) {}
  CONURE_ASYNC void go(long n) {
    for (long i = 0; i < n; ++i) {
      PREEMPT;
      to_->add(1);
    }
  }

private:
  process<Counter> to_;
  BY_HAND(Flooder, MESSAGE(Flooder, go))
};

static Result flood(long total, int senders) {
  long each = total / senders;
  total = each * senders;
  channel<long> done(1);
  auto counter = spawn<Counter>(total, done);
  std::vector<process<Flooder>> all;
  for (int i = 0; i < senders; ++i)
    all.push_back(spawn<Flooder>(counter));
  Stopwatch time;
  for (auto &f : all)
    f->go(each);
  long sum = done.receive();
  Result r{total, time.seconds()};
  if (sum != total)
    panic("bad sum");
  return r;
}

//===-- big ------------------------------------------------------------------------------------------------------===//

class CONURE_PROCESS Chatter {
public:
  Chatter(int number, long pings, channel<int> done)
      : random_(std::uint64_t(number)), left_(pings), done_(std::move(done)) {}
  CONURE_ASYNC void meet(uni<std::vector<process<Chatter>>> all) { all_ = std::move(all); }
  CONURE_ASYNC void start() { next(); }
  CONURE_ASYNC void ping(process<Chatter> from) { from->pong(); }
  CONURE_ASYNC void pong() {
    if (--left_ > 0)
      next();
    else
      done_.send(1);
  }

private:
  void next() { all_[random_.next() % all_.size()]->ping(self(*this)); }

  XorShift random_;
  long left_;
  channel<int> done_;
  std::vector<process<Chatter>> all_;
  BY_HAND(Chatter, MESSAGE(Chatter, meet) MESSAGE(Chatter, start) MESSAGE(Chatter, ping) MESSAGE(Chatter, pong))
};

static Result big(long pings) {
  constexpr int n = 200;
  channel<int> done(n);
  std::vector<process<Chatter>> all;
  for (int i = 0; i < n; ++i)
    all.push_back(spawn<Chatter>(i, pings, done));
  for (auto &c : all)
    c->meet(recover(std::vector<process<Chatter>>(all)));
  Stopwatch time;
  for (auto &c : all)
    c->start();
  for (int i = 0; i < n; ++i)
    done.receive();
  return {2L * n * pings, time.seconds()};
}

//===-- chan100, chanmpmc and rendezvous -------------------------------------------------------------------------===//

class CONURE_PROCESS Source {
public:
  CONURE_ASYNC void go(channel<long> out, long n, channel<int> done) {
    for (long i = 0; i < n; ++i) {
      PREEMPT;
      out.send(i);
    }
    done.send(1);
  }
  BY_HAND(Source, MESSAGE(Source, go))
};

class CONURE_PROCESS Drain {
public:
  CONURE_ASYNC void go(channel<long> in, channel<long> got) {
    long n = 0;
    while (in.next()) {
      PREEMPT;
      ++n;
    }
    got.send(n);
  }
  BY_HAND(Drain, MESSAGE(Drain, go))
};

static Result through_channel(long total, int sources, int drains) {
  long each = total / sources;
  total = each * sources;
  channel<long> values(100), got{std::size_t(drains)};
  channel<int> done{std::size_t(sources)};
  std::vector<process<Source>> from;
  std::vector<process<Drain>> to;
  for (int i = 0; i < sources; ++i)
    from.push_back(spawn<Source>());
  for (int i = 0; i < drains; ++i)
    to.push_back(spawn<Drain>());
  Stopwatch time;
  for (auto &s : from)
    s->go(values, each, done);
  for (auto &d : to)
    d->go(values, got);
  for (int i = 0; i < sources; ++i)
    done.receive();
  values.close();
  long sum = 0;
  for (int i = 0; i < drains; ++i)
    sum += got.receive();
  Result r{total, time.seconds()};
  if (sum != total)
    panic("lost values");
  return r;
}

class CONURE_PROCESS Echo {
public:
  CONURE_ASYNC void go(channel<long> in, channel<long> out, long n) {
    for (long i = 0; i < n; ++i) {
      PREEMPT;
      out.send(in.receive() + 1);
    }
  }
  BY_HAND(Echo, MESSAGE(Echo, go))
};

class CONURE_PROCESS Caller {
public:
  CONURE_ASYNC void go(channel<long> out, channel<long> in, long n, channel<int> done) {
    for (long i = 0; i < n; ++i) {
      PREEMPT;
      out.send(i);
      if (in.receive() != i + 1)
        panic("bad value");
    }
    done.send(1);
  }
  BY_HAND(Caller, MESSAGE(Caller, go))
};

static Result rendezvous(long trips) {
  channel<long> there(0), back(0);
  channel<int> done(1);
  auto echo = spawn<Echo>();
  auto caller = spawn<Caller>();
  Stopwatch time;
  echo->go(there, back, trips);
  caller->go(there, back, trips, done);
  done.receive();
  return {trips, time.seconds()};
}

//===-- ask ------------------------------------------------------------------------------------------------------===//

class CONURE_PROCESS Server {
public:
  CONURE_ASYNC void next(promise<long> reply, long n) { std::move(reply).set(n + 1); }
  BY_HAND(Server, MESSAGE(Server, next))
};

class CONURE_PROCESS Client {
public:
  explicit Client(process<Server> server) : server_(std::move(server)) {}
  CONURE_ASYNC void go(long n, channel<int> done) {
    for (long i = 0; i < n; ++i) {
      PREEMPT;
      if (ask(server_, &Server::next, i).get() != i + 1)
        panic("bad value");
    }
    done.send(1);
  }

private:
  process<Server> server_;
  BY_HAND(Client, MESSAGE(Client, go))
};

static Result ask_many(long requests) {
  channel<int> done(1);
  auto client = spawn<Client>(spawn<Server>());
  Stopwatch time;
  client->go(requests, done);
  done.receive();
  return {requests, time.seconds()};
}

//===-- skynet ---------------------------------------------------------------------------------------------------===//

class CONURE_PROCESS Node {
public:
  Node(std::optional<process<Node>> up, channel<long> out) : up_(std::move(up)), out_(std::move(out)) {}
  CONURE_ASYNC void grow(long number, long leaves) {
    if (leaves == 1) {
      report(number);
      return;
    }
    left_ = 10;
    for (long i = 0; i < 10; ++i) {
      PREEMPT;
      spawn<Node>(self(*this), out_)->grow(number + i * (leaves / 10), leaves / 10);
    }
  }
  CONURE_ASYNC void result(long sum) {
    sum_ += sum;
    if (--left_ == 0)
      report(sum_);
  }

private:
  void report(long sum) {
    if (up_)
      (*up_)->result(sum);
    else
      out_.send(sum);
  }

  std::optional<process<Node>> up_;
  channel<long> out_;
  long left_ = 0, sum_ = 0;
  BY_HAND(Node, MESSAGE(Node, grow) MESSAGE(Node, result))
};

static Result skynet(long leaves) {
  Stopwatch time;
  channel<long> out(1);
  spawn<Node>(std::nullopt, out)->grow(0, leaves);
  if (out.receive() != leaves * (leaves - 1) / 2)
    panic("bad sum");
  return {leaves, time.seconds()};
}

//===-- grain: not one of the twelve; how work of a given size spreads over the workers ---------------------------===//

class CONURE_PROCESS Grinder {
public:
  Grinder(long steps, channel<long> done) : steps_(steps), done_(std::move(done)) {}
  CONURE_ASYNC void grind(long left) {
    XorShift numbers(std::uint64_t(left) + 1);
    for (long i = 0; i < steps_; ++i) {
      PREEMPT;
      sum_ += long(numbers.next() & 1);
    }
    if (left == 0)
      done_.send(sum_);
    else
      self(*this)->grind(left - 1);
  }

private:
  long steps_, sum_ = 0;
  channel<long> done_;
  BY_HAND(Grinder, MESSAGE(Grinder, grind))
};

static Result grind(long steps, long messages) {
  constexpr int grinders = 64;
  channel<long> done(grinders);
  Stopwatch time;
  for (int i = 0; i < grinders; ++i)
    spawn<Grinder>(steps, done)->grind(messages - 1);
  long sum = 0;
  for (int i = 0; i < grinders; ++i)
    sum += done.receive();
  double seconds = time.seconds();
  if (sum <= 0 || sum >= grinders * messages * steps)
    panic("bad sum");
  return {grinders * messages, seconds};
}

//===-------------------------------------------------------------------------------------------------------------===//

static std::optional<Result> run(const std::string &bench, long percent) {
  auto n = [percent](long whole) { return std::max(1L, whole * percent / 100); };
  if (bench == "pingpong")
    return ring(2, n(2000000));
  if (bench == "threadring")
    return ring(503, n(5000000));
  if (bench == "spawn")
    return spawn_many(n(1000000));
  if (bench == "idle")
    return idle(n(1000000));
  if (bench == "blocked")
    return blocked(n(1000000));
  if (bench == "count1")
    return flood(n(10000000), 1);
  if (bench == "fanin8")
    return flood(n(10000000), 8);
  if (bench == "big")
    return big(n(20000));
  if (bench == "chan100")
    return through_channel(n(5000000), 1, 1);
  if (bench == "chanmpmc")
    return through_channel(n(5000000), 4, 4);
  if (bench == "rendezvous")
    return rendezvous(n(1000000));
  if (bench == "ask")
    return ask_many(n(1000000));
  if (bench == "skynet")
    return skynet(percent < 100 ? 100000 : 1000000);
  if (bench == "grain100")
    return grind(100, n(100000));
  if (bench == "grain1000")
    return grind(1000, n(10000));
  if (bench == "grain10000")
    return grind(10000, n(1000));
  return std::nullopt;
}

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto args = arguments();
    if (args.empty()) {
      std::fputs("usage: actors BENCH [WORKERS [SCALE_PERCENT]]\n", stderr);
      std::_Exit(2);
    }
    std::string workers = args.size() > 1 ? args[1] : "2";
    run_again_with(workers);
    auto r = run(args[0], args.size() > 2 ? std::atol(args[2].c_str()) : 100);
    if (r)
      print(args[0], workers, *r);
    else
      std::puts("{\"unsupported\":true}");
    leave();
  }
  BY_HAND(Main, MESSAGE(Main, main))
};
CONURE_MAIN(Main)
