// Accepted programs with real concurrency: processes that hand each other unique, frozen and plain values, hundreds of
// times. test/examples/no_races.test runs them on the scheduler under ThreadSanitizer.
#include <algorithm>
#include <array>
#include <conure/conure.h>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
using namespace conure;

constexpr int rounds = 200;

// == unique values through a chain of processes, each changing them
struct Batch {
  int id = 0;
  std::string name;
  std::vector<int> numbers;
};

class CONURE_PROCESS Adder {
public:
  CONURE_ASYNC void take(uni<Batch> b) {
    sum_ += std::accumulate(b->numbers.begin(), b->numbers.end(), 0L) + static_cast<long>(b->name.size());
    kept_.push_back(std::move(b)); // destroyed by another process than the one that made it
  }
  CONURE_ASYNC void total(promise<long> out) const { std::move(out).set(sum_); }

private:
  long sum_ = 0;
  std::vector<uni<Batch>> kept_;
};

class CONURE_PROCESS Sorter {
public:
  explicit Sorter(process<Adder> next) : next_(next) {}
  CONURE_ASYNC void take(uni<Batch> b) {
    std::sort(b->numbers.begin(), b->numbers.end());
    std::erase_if(b->numbers, [](int n) { return n % 2 != 0; });
    b->name += "s";
    next_->take(std::move(b));
  }
  CONURE_ASYNC void flush(promise<int> done) { std::move(done).set(0); }

private:
  process<Adder> next_;
};

class CONURE_PROCESS Maker {
public:
  explicit Maker(process<Sorter> next) : next_(next) {}
  CONURE_ASYNC void run(promise<int> done, int from) {
    for (int i = 0; i < rounds; ++i)
      next_->take(recover([&] {
        Batch b;
        b.id = from + i;
        b.name = "batch " + std::to_string(from);
        for (int k = 0; k < 10; ++k)
          b.numbers.push_back((i * 7 + k * 3) % 10);
        return b;
      }));
    std::move(done).set(from);
  }

private:
  process<Sorter> next_;
};

// == one frozen table read by many at once, and replaced
using Table = std::map<std::string, std::vector<int>>;

class CONURE_PROCESS Reader {
public:
  CONURE_ASYNC void use(std::shared_ptr<const Table> t) {
    weak_ = t;
    for (const auto &[key, values] : *t)
      seen_ += static_cast<long>(key.size()) + std::accumulate(values.begin(), values.end(), 0L);
    last_ = std::move(t);
  }
  CONURE_ASYNC void total(promise<long> out) { std::move(out).set(seen_ + (weak_.lock() == last_ ? 0 : 1)); }

private:
  long seen_ = 0;
  std::shared_ptr<const Table> last_;
  std::weak_ptr<const Table> weak_;
};

std::shared_ptr<const Table> table(int version) {
  return freeze(recover([&] {
    Table t;
    for (int i = 0; i < 5; ++i)
      t["key" + std::to_string(i)] = {version, i};
    return t;
  }));
}

// == graphs with borrows inside of them, between two processes and back
struct Knot {
  int value = 0;
  Knot *peer = nullptr;
  std::unique_ptr<Knot> next;
};

class CONURE_PROCESS Player {
public:
  CONURE_ASYNC void play(process<Player> other, uni<std::unique_ptr<Knot>> k, int left, promise<int> result) {
    std::unique_ptr<Knot> mine = recover(std::move(k));
    mine->value += mine->next->peer->value + 1; // the borrow leads back to the first
    const int value = mine->value % 1000;
    if (left == 0)
      return std::move(result).set(value);
    other->play(self(*this), recover([&] {
                  auto head = std::make_unique<Knot>();
                  head->value = value;
                  head->next = std::make_unique<Knot>();
                  head->next->peer = head.get();
                  return head;
                }),
                left - 1, std::move(result));
  }
};

// == plain values of each kind, with back-pressure
struct CONURE_VALUE Order {
  int id = 0;
  std::string customer;
  std::optional<std::string> note;
  std::variant<int, std::string> item;
};

class CONURE_PROCESS CONURE_MAILBOX(8) Shop {
public:
  CONURE_ASYNC void order(Order o) {
    orders_[o.customer] += o.id + static_cast<int>(o.note ? o.note->size() : 0);
    if (std::holds_alternative<std::string>(o.item))
      orders_[o.customer] += static_cast<int>(std::get<std::string>(o.item).size());
  }
  CONURE_ASYNC void pair(std::tuple<std::string, std::array<int, 3>> t) {
    for (int n : std::get<1>(t))
      orders_[std::get<0>(t)] += n;
  }
  CONURE_ASYNC void total(promise<int> out) {
    int n = 0;
    for (const auto &entry : orders_)
      n += entry.second;
    std::move(out).set(n);
  }

private:
  std::map<std::string, int> orders_;
};

class CONURE_PROCESS Customer {
public:
  explicit Customer(process<Shop> shop, std::string name) : shop_(shop), name_(std::move(name)) {}
  CONURE_ASYNC void buy(promise<int> done) {
    for (int i = 0; i < rounds; ++i) {
      std::string note = name_ + "'s";
      shop_->order(Order{i, name_, std::move(note), i % 2 ? std::variant<int, std::string>("tea") : 1});
      shop_->pair({name_, {1, 2, 3}});
    }
    std::move(done).set(rounds);
  }

private:
  process<Shop> shop_;
  std::string name_;
};

// == a channel of unique values between several writers and readers
class CONURE_PROCESS Writer {
public:
  CONURE_ASYNC void fill(channel<uni<std::vector<std::string>>> c, int from) {
    for (int i = 0; i < rounds; ++i)
      c.send(recover(std::vector<std::string>(3, std::to_string(from + i))));
  }
};

class CONURE_PROCESS Drain {
public:
  CONURE_ASYNC void empty(promise<long> out, channel<uni<std::vector<std::string>>> c, int count) {
    long size = 0;
    for (int i = 0; i < count; ++i) {
      auto got = c.receive();
      got->push_back("end");
      for (std::string s : *got)
        size += static_cast<long>(s.size());
    }
    std::move(out).set(size);
  }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    std::cout << chain() << '\n' << readers() << '\n' << ping_pong() << '\n' << shop() << '\n' << drained() << '\n';
  }

private:
  long chain() {
    auto adder = spawn<Adder>();
    auto sorter = spawn<Sorter>(adder);
    auto first = spawn<Maker>(sorter), second = spawn<Maker>(sorter);
    auto a = ask(first, &Maker::run, 1), b = ask(second, &Maker::run, 2);
    std::move(a).get();
    std::move(b).get();
    // What the makers sent is in the sorter's mailbox; what it sends comes before the question below.
    auto last = ask(sorter, &Sorter::flush);
    std::move(last).get();
    return ask(adder, &Adder::total).get();
  }
  long readers() {
    auto first = spawn<Reader>(), second = spawn<Reader>();
    for (int i = 0; i < rounds; ++i) {
      std::shared_ptr<const Table> t = table(i);
      first->use(t);
      second->use(t);
    }
    auto a = ask(first, &Reader::total), b = ask(second, &Reader::total);
    return std::move(a).get() + std::move(b).get();
  }
  int ping_pong() {
    auto first = spawn<Player>(), second = spawn<Player>();
    auto [result, out] = make_future<int>();
    first->play(second, recover([] {
                  auto head = std::make_unique<Knot>();
                  head->next = std::make_unique<Knot>();
                  head->next->peer = head.get();
                  return head;
                }),
                rounds, std::move(out));
    return std::move(result).get();
  }
  int shop() {
    auto shop = spawn<Shop>();
    auto ann = spawn<Customer>(shop, "Ann"), bob = spawn<Customer>(shop, "Bob");
    auto a = ask(ann, &Customer::buy), b = ask(bob, &Customer::buy);
    std::move(a).get();
    std::move(b).get();
    return ask(shop, &Shop::total).get();
  }
  long drained() {
    channel<uni<std::vector<std::string>>> c(4);
    auto a = ask(spawn<Drain>(), &Drain::empty, c, rounds), b = ask(spawn<Drain>(), &Drain::empty, c, rounds);
    spawn<Writer>()->fill(c, 100);
    spawn<Writer>()->fill(c, 500);
    return std::move(a).get() + std::move(b).get();
  }
};
CONURE_MAIN(Main)
