// Processes, channels and futures by serial elision.
#include <conure/conure.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace {

using namespace conure;
using namespace std::chrono_literals;

class CONURE_PROCESS Counter {
public:
  explicit Counter(int value) : value_(value) {}
  CONURE_ASYNC void increment(int by = 1) { value_ += by; }
  CONURE_ASYNC void increment(std::string by) { value_ += static_cast<int>(by.size()); }
  CONURE_ASYNC void value(channel<int> out) const { out.send(value_); }
  CONURE_ASYNC void twice() {
    increment(1);
    self(*this)->increment(1);
  }
  template <class T> CONURE_ASYNC void add(T n) { value_ += static_cast<int>(n); }
  CONURE_ASYNC void get(promise<int> answer) const { std::move(answer).set(value_); }
  CONURE_ASYNC void sum(promise<long> answer, int a, long b) noexcept { std::move(answer).set(value_ + a + b); }
  CONURE_ASYNC void forget(promise<int>) {}

private:
  int value_;
};

int value_of(const process<Counter> &c) { return ask(c, &Counter::get).get(); }

class CONURE_PROCESS List {
public:
  explicit List(uni<std::vector<int>> values) : values_(std::move(values)) {}
  CONURE_ASYNC void size(promise<std::size_t> p) { std::move(p).set(values_.size()); }

private:
  std::vector<int> values_;
};

struct CONURE_PROCESS Aggregate {
  std::vector<int> numbers;
  int scale = 2;
  CONURE_ASYNC void total(promise<int> p) {
    int sum = 0;
    for (int n : numbers)
      sum += n * scale;
    std::move(p).set(sum);
  }
};

struct Padding { // so that the process base is not at the start
  long words[3] = {};
};
class CONURE_PROCESS Animal {
public:
  virtual ~Animal() = default;
  CONURE_ASYNC virtual void name(channel<std::string> out) { out.send("animal"); }
  CONURE_ASYNC void me(channel<process<Animal>> out) { out.send(self(*this)); }
};
class CONURE_PROCESS Dog : Padding, public Animal {
public:
  CONURE_ASYNC void name(channel<std::string> out) override { out.send("dog"); }
  CONURE_ASYNC void bark(channel<std::string> out) { out.send("woof"); }
};

template <class T> class CONURE_PROCESS Cell {
public:
  explicit Cell(T v) : v_(std::move(v)) {}
  CONURE_ASYNC void get(promise<T> p) const { std::move(p).set(v_); }

private:
  T v_;
};

class CONURE_PROCESS Witness {
public:
  explicit Witness(channel<std::string> log) : log_(log) {}
  ~Witness() { log_.send("gone"); }
  CONURE_ASYNC void keep(process<Witness> other) { other_ = other; }
  CONURE_ASYNC void drop_within(channel<int> done);
  CONURE_ASYNC void nothing() {}

private:
  friend struct Owner;
  channel<std::string> log_;
  std::optional<process<Witness>> other_;
};

TEST(Process, HandlesMessages) {
  auto c = spawn<Counter>(0);
  c->increment(2);
  c->increment();
  c->increment("four");
  c->add(1.5);
  c->add<long>(2);
  c->twice();
  channel<int> out(1);
  c->value(out);
  EXPECT_EQ(out.receive(), 12);
}

TEST(Process, TakesUniqueValues) {
  auto l = spawn<List>(recover(std::vector{10, 20}));
  EXPECT_EQ(ask(l, &List::size).get(), 2u);
}

TEST(Process, MayBeAnAggregate) {
  auto a = spawn<Aggregate>(recover(std::vector{1, 2}));
  EXPECT_EQ(ask(a, &Aggregate::total).get(), 6);
  auto b = spawn<Aggregate>(std::vector{1, 2}, 3);
  EXPECT_EQ(ask(b, &Aggregate::total).get(), 9);
  EXPECT_EQ(ask(spawn<Aggregate>(), &Aggregate::total).get(), 0);
}

TEST(Process, MayBeATemplate) {
  auto c = spawn<Cell<std::string>>("x");
  EXPECT_EQ(ask(c, &Cell<std::string>::get).get(), "x");
}

TEST(Process, ConvertsToItsBaseAndDispatches) {
  auto dog = spawn<Dog>();
  process<Animal> animal = dog;
  channel<std::string> out(2);
  animal->name(out);
  dog->bark(out);
  EXPECT_EQ(out.receive(), "dog");
  EXPECT_EQ(out.receive(), "woof");
  channel<process<Animal>> who(1);
  animal->me(who); // self in a base that does not lie at the start of the object
  process<Animal> me = who.receive();
  EXPECT_EQ(me, animal);
  me->name(out);
  EXPECT_EQ(out.receive(), "dog");
  static_assert(!std::is_convertible_v<process<Animal>, process<Dog>>);
}

TEST(Process, HandlesCompareAndHash) {
  auto a = spawn<Counter>(0), b = spawn<Counter>(0);
  auto c = a;
  EXPECT_EQ(a, c);
  EXPECT_NE(a, b);
  std::unordered_set<process<Counter>> all{a, b, c};
  EXPECT_EQ(all.size(), 2u);
  std::swap(a, b);
  EXPECT_EQ(b, c);
  std::unordered_map<process<Counter>, int> names{{a, 1}};
  EXPECT_EQ(names.count(b), 0u);
}

TEST(Process, SendsThroughConstHandles) {
  const auto c = spawn<Counter>(1);
  [c] { c->increment(1); }();
  EXPECT_EQ(value_of(c), 2);
}

TEST(Process, EndsWithItsLastHandle) {
  channel<std::string> log(8);
  {
    auto w = spawn<Witness>(log);
    auto copy = w;
    {
      auto moved = std::move(w);
    }
    copy->nothing();
    EXPECT_EQ(log.size(), 0u);
    w = copy; // a moved handle may be assigned again
  }
  EXPECT_EQ(log.receive(), "gone");
}

TEST(Process, DropsWhatItHolds) {
  channel<std::string> log(8);
  {
    auto outer = spawn<Witness>(log);
    outer->keep(spawn<Witness>(log));
    EXPECT_EQ(log.size(), 0u);
  }
  EXPECT_EQ(log.size(), 2u);
}

struct Owner {
  inline static std::optional<process<Witness>> only;
};
void Witness::drop_within(channel<int> done) {
  Owner::only.reset(); // the last handle goes while the message runs
  done.send(static_cast<int>(log_.size()));
}

TEST(Process, LivesToTheEndOfItsMessage) {
  channel<std::string> log(8);
  channel<int> seen(1);
  Owner::only = spawn<Witness>(log);
  (*Owner::only)->drop_within(seen);
  EXPECT_EQ(seen.receive(), 0);
  EXPECT_EQ(log.receive(), "gone");
}

TEST(Process, AThrowingConstructorLeavesNothing) {
  struct CONURE_PROCESS Throws {
    explicit Throws(int) { throw 3; }
  };
  auto before = conure::serial::detail::live_processes().size();
  EXPECT_THROW((void)spawn<Throws>(1), int);
  EXPECT_EQ(conure::serial::detail::live_processes().size(), before);
}

TEST(ProcessDeathTest, ExplainsMisuse) {
  auto c = spawn<Counter>(0);
  auto d = std::move(c);
  EXPECT_EXIT(c->increment(), testing::ExitedWithCode(101), "process handle that had been moved");
  Counter outside(3);
  EXPECT_EXIT((void)self(outside), testing::ExitedWithCode(101), "made by spawn");
  EXPECT_EXIT(conure::panic("no way on"), testing::ExitedWithCode(101), "panic: no way on\n  at .*ProcessTest.cpp:");
}

TEST(Channel, IsAQueue) {
  channel<int> c(2);
  EXPECT_EQ(c.capacity(), 2u);
  c.send(1);
  EXPECT_TRUE(c.try_send(2));
  EXPECT_FALSE(c.try_send(3));
  c.send(4); // grows: nobody else could make room
  EXPECT_EQ(c.size(), 3u);
  EXPECT_EQ(c.receive(), 1);
  EXPECT_EQ(c.try_receive(), 2);
  EXPECT_EQ(c.next(), 4);
  EXPECT_EQ(c.try_receive(), std::nullopt);
  channel<int> meeting(0);
  EXPECT_FALSE(meeting.try_send(1)) << "nobody waits to receive";
  meeting.send(1);
  EXPECT_EQ(meeting.receive(), 1);
}

TEST(Channel, MovesOnlyWhatItTakes) {
  channel<uni<std::string>> c(1);
  auto a = recover(std::string("a")), b = recover(std::string("b"));
  EXPECT_TRUE(c.try_send(std::move(a)));
  EXPECT_FALSE(c.try_send(std::move(b)));
  EXPECT_EQ(*b, "b");
  EXPECT_EQ(*c.receive(), "a");
}

TEST(Channel, Closes) {
  channel<int> c(3);
  c.send(1);
  c.close();
  EXPECT_TRUE(c.is_closed());
  EXPECT_FALSE(c.try_send(2));
  EXPECT_FALSE(c.send_until(std::chrono::steady_clock::now(), 2));
  int sum = 0;
  while (auto v = c.next())
    sum += *v;
  EXPECT_EQ(sum, 1);
  EXPECT_EQ(c.receive_for(1h), std::nullopt) << "a closed channel must not be waited for";
}

TEST(Channel, WaitsForTheDeadline) {
  channel<int> c(1);
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(c.receive_for(20ms), std::nullopt);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
  EXPECT_EQ(c.receive_until(std::chrono::system_clock::now()), std::nullopt);
}

TEST(Channel, CopiesNameOneQueue) {
  channel<int> a(1), b = a, c(1);
  EXPECT_EQ(a, b);
  EXPECT_NE(a, c);
  std::unordered_set<channel<int>> set{a, b, c};
  EXPECT_EQ(set.size(), 2u);
  const channel<int> constant = a;
  constant.send(1);
  EXPECT_EQ(b.receive(), 1);
}

TEST(ChannelDeathTest, SaysWhyNothingCanCome) {
  channel<int> c(1);
  EXPECT_EXIT(c.receive(), testing::ExitedWithCode(101), "receive on an empty channel");
  EXPECT_EXIT(c.next(), testing::ExitedWithCode(101), "receive on an empty channel");
  c.close();
  EXPECT_EXIT(c.receive(), testing::ExitedWithCode(101), "receive on a closed channel");
  EXPECT_EXIT(c.send(1), testing::ExitedWithCode(101), "send on a closed channel");
}

TEST(Channel, SelectsOverSeveral) {
  channel<int> a(1);
  channel<uni<std::string>> b(1);
  b.send(recover(std::string("b")));
  auto got = select(a, b);
  ASSERT_TRUE(got && got->index() == 1);
  EXPECT_EQ(*std::get<1>(*got), "b");
  a.send(7);
  b.send(recover(std::string("later")));
  EXPECT_EQ(std::get<0>(*select(a, b)), 7);
  EXPECT_EQ(select_until(std::chrono::steady_clock::now(), a), std::nullopt);
  EXPECT_EXIT((void)select(a), testing::ExitedWithCode(101), "select on empty channels");
  a.close();
  b.close();
  EXPECT_EQ(select(a, b)->index(), 1u) << "a closed channel's values can still be received";
  EXPECT_FALSE(select(a, b));
}

TEST(Future, CarriesOneValue) {
  auto [f, p] = make_future<std::string>();
  EXPECT_EQ(f.try_get(), std::nullopt);
  EXPECT_EQ(f.get_for(1ms), std::nullopt);
  std::move(p).set("v");
  EXPECT_EQ(f.get_until(std::chrono::steady_clock::now()), "v");
  auto [g, q] = make_future<uni<std::vector<int>>>();
  std::move(q).set(recover(std::vector{1}));
  std::vector<int> v = std::move(g).get();
  EXPECT_EQ(v.size(), 1u);
}

TEST(Future, MayCarryNothing) {
  auto [f, p] = make_future<void>();
  EXPECT_FALSE(f.try_get());
  std::move(p).set();
  std::move(f).get();
}

TEST(Future, IsAsked) {
  auto c = spawn<Counter>(1);
  auto f = ask(c, &Counter::sum, 2, 3L);
  static_assert(std::same_as<decltype(f), future<long>>);
  EXPECT_EQ(std::move(f).get(), 6);
}

TEST(FutureDeathTest, SaysWhyNothingCanCome) {
  auto c = spawn<Counter>(1);
  EXPECT_EXIT(ask(c, &Counter::forget).get(), testing::ExitedWithCode(101), "dropped without a value");
  EXPECT_EXIT(ask(c, &Counter::forget).try_get(), testing::ExitedWithCode(101), "dropped without a value");
  auto [f, p] = make_future<int>();
  EXPECT_EXIT(std::move(f).get(), testing::ExitedWithCode(101), "nobody can set it");
  std::move(p).set(1);
  EXPECT_EXIT(std::move(p).set(2), testing::ExitedWithCode(101), "set already");
  EXPECT_EQ(f.try_get(), 1);
  EXPECT_EXIT(f.try_get(), testing::ExitedWithCode(101), "taken already");
}

TEST(Time, SleepsAndBlocks) {
  auto start = std::chrono::steady_clock::now();
  sleep_for(5ms);
  sleep_until(start + 10ms);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 10ms);
  EXPECT_EQ(blocking([] { return std::string("r"); }), "r");
  blocking([] {});
  EXPECT_THROW(blocking([] { throw 1; }), int);
}

} // namespace
