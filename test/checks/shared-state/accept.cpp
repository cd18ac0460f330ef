#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <ranges>
#include <sstream>
#include <string>
#include <string_view>
#include <typeinfo>
#include <variant>
#include <vector>
using namespace conure;
using namespace std::literals;

const int limit = 10;
constexpr double factor = 2.5;
constexpr std::string_view greeting = "hello";
const char *const names[] = {"a", "b"};
constexpr const char *single = "one";
const std::string title = "title";
const std::vector<int> primes{2, 3, 5};
const std::map<std::string, std::vector<int>> lookup{{"a", {1}}};
const std::array<std::pair<int, const char *>, 2> pairs{{{1, "x"}, {2, "y"}}};
std::atomic<int> hits{0};
std::atomic_flag flag;
const std::unique_ptr<const int> boxed(new int(1));
const std::shared_ptr<const std::string> shared = std::make_shared<const std::string>("s");
const std::optional<int> maybe = 1;
const std::variant<int, std::string> either = 1;
enum class Color { Red, Green };
const Color color = Color::Red;
struct Entry {
  const char *name;
  int value;
  std::string_view text;
  double (*compute)(double);
};
double twice(double x) { return x * 2; }
constexpr Entry entries[] = {{"twice", 2, "t", &twice}};
double (*const table[])(double) = {&twice, &std::sqrt};
struct Tree {
  int value;
  std::unique_ptr<const Tree> left;
};
const Tree tree{1, nullptr};
const int &bound = limit;
class CONURE_SENDABLE LockFree {
public:
  void push(int v) { raw_ = v; }
private:
  int raw_ = 0;
};
LockFree queue;
class Locked {
  mutable std::mutex m_;
public:
  int get() const { return 1; }
};
const Locked locked;
const channel<int> log_channel(10);
struct Statics {
  static constexpr int size = 4;
  static const int count;
  inline static const std::string label = "l";
};
const int Statics::count = 3;
constexpr auto square = [](int x) { return x * x; };
template <int N> int fixed() { return N; }
int outside = 0;
int touches_outside() { return outside; } // called by no process
int seed() { return outside; }
const int from_function = seed(); // initialised before any process runs
const int from_lambda = [] { return ++outside; }();

struct Point {
  int x = limit;
  int y = 0;
};

class CONURE_PROCESS Reader {
public:
  explicit Reader(int v) : value_(v) {}
  CONURE_ASYNC void constants() {
    value_ += limit + static_cast<int>(factor) + static_cast<int>(greeting.size()) + names[0][0] + single[0];
    value_ += static_cast<int>(title.size()) + primes[0] + lookup.at("a")[0] + pairs[0].first + *boxed;
    value_ += static_cast<int>(shared->size()) + *maybe + std::get<int>(either) + static_cast<int>(color);
    value_ += entries[0].value + static_cast<int>(entries[0].compute(1)) + static_cast<int>(table[0](1.0));
    value_ += tree.value + bound + Statics::size + Statics::count + square(2) + fixed<limit>() + locked.get();
    value_ += from_function + from_lambda + static_cast<int>(Statics::label.size());
  }
  CONURE_ASYNC void synchronised() {
    hits++;
    flag.test_and_set();
    queue.push(1);
    log_channel.send(1);
  }
  CONURE_ASYNC void streams() {
    std::cout << "value " << value_ << '\n' << std::flush;
    std::cerr << title << std::endl;
    std::printf("%d\n", value_);
    std::fprintf(stderr, "%d\n", value_);
    std::ostringstream os;
    os << value_;
    if (errno == EINTR)
      value_ = 0;
  }
  CONURE_ASYNC void local_constants() {
    static const std::string once = "once";
    static constexpr int sizes[] = {1, 2, 3};
    static const std::vector<int> built = [] { return std::vector<int>{1}; }();
    static std::atomic<int> calls{0};
    calls++;
    value_ += sizes[0] + built[0] + static_cast<int>(once.size());
  }
  CONURE_ASYNC void algorithms() {
    std::vector<int> v{3, 1, 2};
    std::sort(v.begin(), v.end(), [&](int a, int b) { return a < b + value_; });
    std::ranges::sort(v, std::greater{});
    std::map<std::string, int> m{{"a", 1}};
    std::mt19937 generator(1);
    std::uniform_int_distribution<int> dice(1, 6);
    value_ += dice(generator) + m["b"];
    auto now = std::chrono::steady_clock::now();
    std::function<int(int)> f = [this](int x) { return x + value_; };
    value_ += f(1);
    for (int x : v | std::views::filter([](int x) { return x > 1; }))
      value_ += x;
    auto p = std::make_shared<std::vector<int>>(3);
    std::string s = "a"s + std::to_string(value_);
    try {
      throw std::runtime_error(s);
    } catch (const std::exception &e) {
      value_ += static_cast<int>(std::strlen(e.what()));
    }
  }
  CONURE_ASYNC void unevaluated() {
    value_ += sizeof(outside);
    decltype(outside) n = 1;
    static_assert(noexcept(outside = 1));
    value_ += n + static_cast<int>(typeid(outside).before(typeid(n)));
    if constexpr (sizeof(int) == 1)
      outside = 1;
  }
  CONURE_ASYNC void own_fields() {
    Point p;
    value_ = p.x;
    auto other = recover(std::vector<int>{value_});
  }

private:
  int value_;
  std::vector<int> own_{1, 2, limit};
};

CONURE_TRUSTED("the lock is held in every path") int trusted() { return ++outside; } // expect-remark {{}} [trusted-reason]

class CONURE_PROCESS Trusting {
public:
  CONURE_ASYNC void run() { value_ = trusted(); }
private:
  int value_ = 0;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto r = spawn<Reader>(1);
    r->constants();
    std::cout << "done\n";
  }
};
CONURE_MAIN(Main)
