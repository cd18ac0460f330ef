// Processes: messages, handles, construction, drop.
#include "processes.h"

#include <array>
#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <vector>

using namespace conure;
using namespace conure::test;

namespace {

struct Counter {
  explicit Counter(int start) : value_(start) {}
  void add(int by) { value_ += by; }
  void value(channel<int> out) const { out.send(value_); }
  PROXY(Counter, MESSAGE(Counter, add) MESSAGE(Counter, value))

private:
  int value_;
};

TEST(Process, HandlesMessagesInTheOrderSent) {
  run(2, [] {
    auto counter = spawn<Counter>(1);
    channel<int> out(1);
    for (int i = 0; i < 1000; ++i)
      counter->add(2);
    counter->value(out);
    EXPECT_EQ(out.receive(), 2001);
  });
}

struct Recorder {
  std::vector<std::vector<int>> seen = std::vector<std::vector<int>>(8);
  void note(int from, int n) { seen[std::size_t(from)].push_back(n); }
  void check(channel<bool> out, int each) {
    bool good = true;
    for (auto &one : seen) {
      good = good && int(one.size()) == each;
      for (int i = 0; i < int(one.size()); ++i)
        good = good && one[std::size_t(i)] == i;
    }
    out.send(good);
  }
  PROXY(Recorder, MESSAGE(Recorder, note) MESSAGE(Recorder, check))
};
struct Sender {
  process<Recorder> to;
  int me;
  void go(int n, channel<int> done) {
    for (int i = 0; i < n; ++i)
      to->note(me, i);
    done.send(me);
  }
  PROXY(Sender, MESSAGE(Sender, go))
};

TEST(Process, KeepsTheOrderOfEachSender) {
  for (unsigned workers : {1u, 2u, 4u})
    run(workers, [] {
      auto recorder = spawn<Recorder>();
      channel<int> done(8);
      for (int i = 0; i < 8; ++i)
        spawn<Sender>(recorder, i)->go(2000, done);
      for (int i = 0; i < 8; ++i)
        done.receive();
      channel<bool> good(1);
      recorder->check(good, 2000);
      EXPECT_TRUE(good.receive());
    });
}

std::atomic<int> dropped_in_process{0}, handled_before_drop{0};
struct Dropped {
  ~Dropped() {
    // The destructor runs in the process: it may suspend, and knows itself by its messages having been handled.
    sleep_for(std::chrono::milliseconds(1));
    dropped_in_process = handled_before_drop.load();
  }
  void work() { ++handled_before_drop; }
  PROXY(Dropped, MESSAGE(Dropped, work))
};

TEST(Process, IsDroppedAfterItsRemainingMessages) {
  dropped_in_process = handled_before_drop = 0;
  run(2, [] {
    auto p = spawn<Dropped>();
    for (int i = 0; i < 100; ++i)
      p->work();
    {
      auto last = std::move(p);
    }
    while (!dropped_in_process)
      sleep_for(std::chrono::milliseconds(1));
  });
  EXPECT_EQ(dropped_in_process, 100);
}

TEST(Process, WithoutMessagesIsDroppedToo) {
  dropped_in_process = -1;
  handled_before_drop = 7;
  run(1, [] {
    {
      auto p = spawn<Dropped>();
    }
    while (dropped_in_process != 7)
      sleep_for(std::chrono::milliseconds(1));
  });
}

std::atomic<int> lives{0};
struct Again {
  int left;
  Again(int n) : left(n) { ++lives; }
  ~Again() { --lives; }
  // The last handle is gone by the time this runs, again and again.
  void tick() {
    if (left-- > 0)
      self(*this)->tick();
  }
  PROXY(Again, MESSAGE(Again, tick))
};

TEST(Process, GoesOnWhileItSendsToItself) {
  for (unsigned workers : {1u, 3u}) {
    run(workers, [] {
      for (int i = 0; i < 50; ++i)
        spawn<Again>(200)->tick();
      while (lives)
        sleep_for(std::chrono::milliseconds(1));
    });
    EXPECT_EQ(lives, 0);
  }
}

template <class P> struct Place { // a channel would take too long
  std::optional<process<P>> held;
  std::atomic<int> alive{0};
  std::atomic<bool> begun{false}, full{false};
  void take(P &object) {
    begun = true;
    for (int i = 0; i < 100; ++i) // the last handle goes here
      asm volatile("");
    held = self(object);
    full = true;
  }
};
struct Held {
  std::shared_ptr<Place<Held>> place;
  explicit Held(std::shared_ptr<Place<Held>> p) : place(std::move(p)) { ++place->alive; }
  ~Held() { --place->alive; }
  void hand_out() { place->take(*this); }
  void ask(promise<int> answer) { std::move(answer).set(place->alive); }
  PROXY(Held, MESSAGE(Held, hand_out) MESSAGE(Held, ask))
};
struct Undropped { // the same, without a destructor
  Place<Undropped> *place;
  explicit Undropped(const std::shared_ptr<Place<Undropped>> &p) : place(p.get()) {}
  void hand_out() { place->take(*this); }
  void ask(promise<int> answer) { std::move(answer).set(1); }
  PROXY(Undropped, MESSAGE(Undropped, hand_out) MESSAGE(Undropped, ask))
};

template <class P> void hand_out_often() {
  auto place = std::make_shared<Place<P>>();
  std::optional<process<P>> last;
  std::atomic<bool> has_last{false}, enough{false};
  // The message may end before the drop arrives.
  std::thread dropper([&] {
    while (!enough) {
      if (has_last && place->begun) {
        last.reset();
        has_last = false;
      } else {
        std::this_thread::yield();
      }
    }
  });
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
  for (int i = 0; i < 3000 && std::chrono::steady_clock::now() < end; ++i) {
    place->begun = place->full = false;
    last = spawn<P>(place);
    (*last)->hand_out();
    has_last = true;
    while (!place->full)
      yield();
    {
      process<P> p = *std::exchange(place->held, std::nullopt);
      EXPECT_EQ(ask(p, &P::ask).get(), 1);
    }
    while (place->alive || has_last)
      yield();
  }
  enough = true;
  dropper.join();
}

TEST(Process, HandsItselfOutAsItsLastHandleGoes) {
  for (unsigned workers : {2u, 3u})
    run(workers, [] {
      hand_out_often<Held>();
      hand_out_often<Undropped>();
    });
}

struct Early;
struct Postman {
  void deliver(process<Early> to);
  PROXY(Postman, MESSAGE(Postman, deliver))
};
struct Early {
  bool ready = false;
  channel<bool> out;
  Early(process<Postman> postman, channel<bool> o) : out(o) {
    postman->deliver(self(*this)); // others may send before this constructor is done
    self(*this)->arrived();
    sleep_for(std::chrono::milliseconds(5)); // and it may suspend
    ready = true;
  }
  void arrived() { out.send(ready); }
  PROXY(Early, MESSAGE(Early, arrived))
};
void Postman::deliver(process<Early> to) { to->arrived(); }

TEST(Process, HandsItselfOutInItsConstructor) {
  run(3, [] {
    channel<bool> out(4);
    auto postman = spawn<Postman>();
    auto early = spawn<Early>(postman, out);
    EXPECT_TRUE(out.receive());
    EXPECT_TRUE(out.receive());
  });
}

struct Named {
  int tag = 5;
  virtual ~Named() = default;
  virtual void name(channel<std::string> out) { out.send("named " + std::to_string(tag)); }
  PROXY(Named, MESSAGE(Named, name))
};
struct Plain {
  long padding[3] = {1, 2, 3};
};
struct Sized {
  int size_ = 9;
  void size(channel<int> out) { out.send(size_); }
  PROXY(Sized, MESSAGE(Sized, size))
};
struct Both : Plain, Named, Sized {
  void name(channel<std::string> out) override { out.send("both " + std::to_string(tag)); }
  void more(channel<long> out) { out.send(padding[1]); }
  struct conure_proxy : rt::proxy<Both>, Named::conure_proxy, Sized::conure_proxy {
    using conure_process = Both;
    explicit conure_proxy(rt::target<Both> to) noexcept
        : rt::proxy<Both>(to), Named::conure_proxy(to), Sized::conure_proxy(to) {}
    void more(channel<long> out) const {
      rt::send<"more">(
          rt::proxy<Both>::conure_target(), [](Both &self, channel<long> &&o) { self.more(std::move(o)); },
          std::move(out));
    }
  };
};

TEST(Process, ConvertsToItsBases) {
  run(2, [] {
    channel<std::string> names(1);
    channel<int> sizes(1);
    channel<long> mores(1);
    auto both = spawn<Both>();
    process<Named> named = both;
    process<Sized> sized = both;
    EXPECT_EQ(named, process<Named>(both));
    both->name(names);
    EXPECT_EQ(names.receive(), "both 5");
    named->name(names);
    EXPECT_EQ(names.receive(), "both 5");
    sized->size(sizes);
    EXPECT_EQ(sizes.receive(), 9);
    both->size(sizes);
    EXPECT_EQ(sizes.receive(), 9);
    both->more(mores);
    EXPECT_EQ(mores.receive(), 2);
    static_assert(sizeof(both) == sizeof(void *));
  });
}

struct alignas(128) Aligned {
  std::array<char, 1000> body{};
  void where(channel<bool> out) { out.send(reinterpret_cast<std::uintptr_t>(this) % 128 == 0); }
  PROXY(Aligned, MESSAGE(Aligned, where))
};

TEST(Process, KeepsTheAlignmentOfItsClass) {
  run(1, [] {
    channel<bool> out(1);
    std::vector<process<Aligned>> all;
    for (int i = 0; i < 20; ++i) {
      all.push_back(spawn<Aligned>());
      all.back()->where(out);
      EXPECT_TRUE(out.receive());
    }
  });
}

struct Fussy {
  std::unique_ptr<int> held = std::make_unique<int>(1);
  explicit Fussy(bool bad) {
    if (bad)
      throw std::runtime_error("no");
  }
  void take(std::unique_ptr<int> v, channel<int> out) { out.send(*v + *held); }
  PROXY(Fussy, MESSAGE(Fussy, take))
};

TEST(Process, WhoseConstructorThrowsIsNone) {
  run(1, [] {
    EXPECT_THROW((void)spawn<Fussy>(true), std::runtime_error);
    channel<int> out(1);
    spawn<Fussy>(false)->take(std::make_unique<int>(4), out);
    EXPECT_EQ(out.receive(), 5);
  });
}

struct Bounded {
  std::atomic<int> *sent, *handled, *most;
  void work() {
    int waiting = *sent - *handled;
    int seen = *most;
    while (waiting > seen && !most->compare_exchange_weak(seen, waiting))
      ;
    yield();
    ++*handled;
  }
  PROXY(Bounded, static constexpr std::size_t conure_mailbox = 3; MESSAGE(Bounded, work))
};

TEST(Process, WithABoundedMailboxSuspendsItsSenders) {
  std::atomic<int> sent{0}, handled{0}, most{0};
  run(2, [&] {
    auto bounded = spawn<Bounded>(&sent, &handled, &most);
    channel<int> done(4);
    std::vector<process<Runner>> senders;
    for (int k = 0; k < 4; ++k) {
      senders.push_back(spawn<Runner>());
      senders.back()->run(std::function<void()>([&, bounded, done] {
        for (int i = 0; i < 500; ++i) {
          bounded->work();
          ++sent;
        }
        done.send(1);
      }));
    }
    for (int k = 0; k < 4; ++k)
      done.receive();
    while (handled != 2000)
      yield();
  });
  // Three wait, one is being handled, and each sender may not have counted the last one it got through.
  EXPECT_LE(most, 3 + 1);
}

TEST(Process, RunsOnSeveralThreads) {
  std::mutex lock;
  std::set<std::thread::id> threads;
  run(2, [&] {
    std::atomic<int> here{0};
    std::vector<process<Runner>> all;
    for (int i = 0; i < 2; ++i) {
      all.push_back(spawn<Runner>());
      // Both must be inside at one time, so they cannot share a thread.
      all.back()->run(std::function<void()>([&] {
        ++here;
        while (here < 2)
          std::this_thread::yield();
        std::lock_guard hold(lock);
        threads.insert(std::this_thread::get_id());
        ++here;
      }));
    }
    while (here < 4)
      sleep_for(std::chrono::milliseconds(1));
  });
  EXPECT_EQ(threads.size(), 2u);
}

TEST(Process, EndsTheProgramWithTheMainProcess) {
  std::atomic<bool> main_done{false};
  auto begin = std::chrono::steady_clock::now();
  run(2, [&] {
    auto other = spawn<Runner>();
    other->run(std::function<void()>([] { sleep_for(std::chrono::hours(1)); }));
    sleep_for(std::chrono::milliseconds(5));
    main_done = true;
  });
  EXPECT_TRUE(main_done);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

struct Keeper {
  process<Script> main;
  std::atomic<bool> *released;
  void later() {
    sleep_for(std::chrono::milliseconds(20));
    *released = true;
  }
  PROXY(Keeper, MESSAGE(Keeper, later))
};
struct Main {
  std::atomic<bool> *released;
  void main() {
    auto runner = spawn<Runner>();
    runner->run(std::function<void()>([me = self(*this), r = released]() mutable {
      sleep_for(std::chrono::milliseconds(20));
      *r = true;
    }));
  }
  PROXY(Main, MESSAGE(Main, main))
};

TEST(Process, EndsTheProgramOnlyWhenNoReferenceToMainIsLeft) {
  std::atomic<bool> released{false};
  rt::run<Main>(&released);
  EXPECT_TRUE(released);
}

} // namespace
