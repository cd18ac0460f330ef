// Frozen matrices that four processes read, blocks of results through a channel, a timer, a priority queue behind
// messages, and a `select` over two channels.
#include <array>
#include <atomic>
#include <chrono>
#include <conure/conure.h>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <ranges>
#include <set>
#include <span>
#include <string>
#include <vector>
using namespace conure;
using namespace std::chrono_literals;

std::atomic<int> made{0};
inline constexpr std::array kPrimes{2, 3, 5, 7};
const std::map<std::string, int> kTable{{"a", 1}, {"b", 2}};

class Matrix {
public:
  Matrix(int n, double fill) : n_(n), cells_(static_cast<std::size_t>(n) * n, fill) { ++made; }
  double operator()(int i, int j) const { return cells_[i * n_ + j]; }
  double &operator()(int i, int j) { return cells_[i * n_ + j]; }
  int size() const { return n_; }
  std::span<const double> row(int i) const { return {cells_.data() + i * n_, static_cast<std::size_t>(n_)}; }

private:
  int n_;
  std::vector<double> cells_;
};

struct Block {
  int first = 0;
  std::vector<double> values;
};

class CONURE_PROCESS Multiplier {
public:
  Multiplier(std::shared_ptr<const Matrix> a, std::shared_ptr<const Matrix> b) : a_(std::move(a)), b_(std::move(b)) {}
  CONURE_ASYNC void rows(int from, int to, channel<uni<Block>> out) {
    for (int i = from; i < to; ++i) {
      out.send(recover([&] {
        Block b;
        b.first = i;
        for (int j = 0; j < b_->size(); ++j) {
          double s = 0;
          for (int k = 0; k < a_->size(); ++k)
            s += (*a_)(i, k) * (*b_)(k, j);
          b.values.push_back(s);
        }
        return b;
      }));
    }
  }

private:
  std::shared_ptr<const Matrix> a_, b_;
};

class CONURE_PROCESS Ticker {
public:
  CONURE_ASYNC void run(int n, channel<int> out) {
    for (int i = 0; i < n; ++i) {
      sleep_for(1ms);
      out.send(i);
    }
    out.close();
  }
};

struct CONURE_VALUE Task {
  int priority;
  std::string name;
  auto operator<=>(const Task &) const = default;
};

class CONURE_PROCESS Scheduler {
public:
  CONURE_ASYNC void add(Task t) {
    queue_.push(std::move(t));
    seen_.insert(queue_.top().name);
  }
  CONURE_ASYNC void next(promise<std::optional<Task>> out) {
    if (queue_.empty()) {
      std::move(out).set(std::nullopt);
      return;
    }
    Task t = queue_.top();
    queue_.pop();
    std::move(out).set(std::move(t));
  }
  CONURE_ASYNC void names(promise<std::string> out) const {
    std::string s;
    for (auto &&n : seen_ | std::views::filter([](const std::string &x) { return !x.empty(); }))
      s += n + ",";
    std::move(out).set(s);
  }

private:
  std::priority_queue<Task> queue_;
  std::set<std::string> seen_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto a = freeze(recover([] {
      Matrix m(16, 0);
      for (int i = 0; i < 16; ++i)
        m(i, i) = 2;
      return m;
    }));
    auto b = freeze(recover(Matrix(16, 1.5)));
    channel<uni<Block>> out(4);
    std::vector<process<Multiplier>> workers;
    for (int i = 0; i < 4; ++i) {
      workers.push_back(spawn<Multiplier>(a, b));
      workers.back()->rows(i * 4, i * 4 + 4, out);
    }
    double total = 0;
    for (int i = 0; i < 16; ++i) {
      Block block = recover(out.receive());
      total += std::accumulate(block.values.begin(), block.values.end(), 0.0);
    }
    std::cout << total << ' ' << made.load() << ' ' << kTable.at("b") << ' ' << kPrimes[2] << '\n';

    channel<int> ticks(1);
    spawn<Ticker>()->run(3, ticks);
    while (auto t = ticks.next())
      std::cout << *t;
    std::cout << '\n';

    auto s = spawn<Scheduler>();
    for (int i = 0; i < 3; ++i)
      s->add({i, "t" + std::to_string(i)});
    while (auto t = ask(s, &Scheduler::next).get())
      std::cout << t->name << ' ';
    std::cout << ask(s, &Scheduler::names).get() << '\n';

    channel<int> x(1);
    channel<std::string> y(1);
    y.send("hello");
    if (auto got = select(x, y))
      std::visit([](const auto &v) { std::cout << v << '\n'; }, *got);
  }
};
CONURE_MAIN(Main)
