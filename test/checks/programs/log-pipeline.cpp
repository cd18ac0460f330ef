// A log pipeline: parse → aggregate → report, with variant/visit, optional, ranges, CRTP, structured bindings.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <conure/conure.h>
#include <cstdint>
#include <deque>
#include <iostream>
#include <map>
#include <memory_resource>
#include <numeric>
#include <optional>
#include <ranges>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>
using namespace conure;
namespace log_app {
enum class Level { Debug, Info, Warn, Error };
struct Login {
  std::string user;
};
struct Request {
  std::string path;
  int status = 0;
  std::chrono::milliseconds took{};
};
struct Unknown {
  std::string line;
};
using Event = std::variant<Login, Request, Unknown>;
struct Record {
  Level level = Level::Info;
  Event event;
};
template <class... F> struct overloaded : F... {
  using F::operator()...;
};
template <class... F> overloaded(F...) -> overloaded<F...>;

template <class Derived> class Parser {
public:
  std::vector<Record> parse_all(std::string_view text) {
    std::vector<Record> out;
    for (std::size_t at = 0; at < text.size();) {
      auto end = text.find('\n', at);
      if (end == std::string_view::npos)
        end = text.size();
      if (auto r = static_cast<Derived *>(this)->parse(text.substr(at, end - at)))
        out.push_back(std::move(*r));
      at = end + 1;
    }
    return out;
  }
};
std::optional<int> to_int(std::string_view s) {
  int v = 0;
  auto [p, ec] = std::from_chars(s.data(), s.data() + s.size(), v);
  if (ec != std::errc{} || p != s.data() + s.size())
    return std::nullopt;
  return v;
}
std::vector<std::string_view> split(std::string_view s, char by) {
  std::vector<std::string_view> out;
  while (!s.empty()) {
    auto at = s.find(by);
    out.push_back(s.substr(0, at));
    if (at == std::string_view::npos)
      break;
    s.remove_prefix(at + 1);
  }
  return out;
}
class LineParser : public Parser<LineParser> {
public:
  std::optional<Record> parse(std::string_view line) {
    ++lines_;
    auto words = split(line, ' ');
    if (words.empty())
      return std::nullopt;
    static constexpr std::array<std::pair<std::string_view, Level>, 4> names{
        {{"D", Level::Debug}, {"I", Level::Info}, {"W", Level::Warn}, {"E", Level::Error}}};
    auto it = std::ranges::find(names, words[0], &std::pair<std::string_view, Level>::first);
    if (it == names.end())
      return Record{Level::Info, Unknown{std::string(line)}};
    Record r{it->second, {}};
    if (words.size() == 3 && words[1] == "login")
      r.event = Login{std::string(words[2])};
    else if (words.size() == 5 && words[1] == "get") {
      auto status = to_int(words[3]);
      auto took = to_int(words[4]);
      if (!status || !took)
        return std::nullopt;
      r.event = Request{std::string(words[2]), *status, std::chrono::milliseconds(*took)};
    } else
      r.event = Unknown{std::string(line)};
    return r;
  }
  int lines() const { return lines_; }

private:
  int lines_ = 0;
};
struct Stats {
  std::map<std::string, int> logins;
  std::map<int, int> by_status;
  std::vector<std::int64_t> latencies;
  int unknown = 0;
  void add(const Record &r) {
    std::visit(overloaded{[&](const Login &l) { ++logins[l.user]; },
                          [&](const Request &q) {
                            ++by_status[q.status];
                            latencies.push_back(q.took.count());
                          },
                          [&](const Unknown &) { ++unknown; }},
               r.event);
  }
  void merge(Stats other) {
    for (auto &[user, n] : other.logins)
      logins[user] += n;
    for (const auto &[status, n] : other.by_status)
      by_status[status] += n;
    latencies.insert(latencies.end(), other.latencies.begin(), other.latencies.end());
    unknown += other.unknown;
  }
  std::optional<std::int64_t> percentile(double p) const {
    if (latencies.empty())
      return std::nullopt;
    auto sorted = latencies;
    std::ranges::sort(sorted);
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(p * sorted.size()))];
  }
  std::string text() const {
    std::ostringstream out;
    for (const auto &[user, n] : logins)
      out << user << '=' << n << ' ';
    for (const auto &[status, n] : by_status)
      out << status << ':' << n << ' ';
    if (auto p = percentile(0.5))
      out << "p50=" << *p << ' ';
    auto slow = latencies | std::views::filter([](auto n) { return n > 100; });
    out << "slow=" << std::ranges::distance(slow) << " unknown=" << unknown;
    return out.str();
  }
};
class CONURE_PROCESS Aggregator {
public:
  explicit Aggregator(int expected, channel<std::string> done) : waiting_(expected), done_(done) {}
  CONURE_ASYNC void partial(uni<Stats> s) {
    stats_.merge(std::move(s));
    if (--waiting_ == 0)
      done_.send(stats_.text());
  }
  CONURE_ASYNC void snapshot(promise<std::shared_ptr<const std::string>> out) {
    std::move(out).set(std::make_shared<const std::string>(stats_.text()));
  }

private:
  Stats stats_;
  int waiting_;
  channel<std::string> done_;
};
class CONURE_PROCESS Worker {
public:
  explicit Worker(process<Aggregator> to) : to_(std::move(to)) {}
  CONURE_ASYNC void work(std::string text) {
    auto stats = recover([&] {
      LineParser p;
      Stats s;
      for (const auto &r : p.parse_all(text))
        s.add(r);
      return s;
    });
    to_->partial(std::move(stats));
    ++handled_;
  }

private:
  process<Aggregator> to_;
  int handled_ = 0;
};
class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    const std::vector<std::string> chunks{"I login ann\nI get /a 200 12\nW get /b 404 300\nbad\n",
                                          "I login bob\nE get /c 500 7\nI login ann\n", "D get /d 200 150\n"};
    channel<std::string> done(1);
    auto all = spawn<Aggregator>(static_cast<int>(chunks.size()), done);
    std::vector<process<Worker>> workers;
    std::generate_n(std::back_inserter(workers), 2, [&] { return spawn<Worker>(all); });
    for (std::size_t i = 0; const auto &c : chunks)
      workers[i++ % workers.size()]->work(c);
    std::string report = done.receive();
    auto snapshot = ask(all, &Aggregator::snapshot).get();
    std::cout << report << '\n' << (report == *snapshot) << '\n';
  }
};
} // namespace log_app
using log_app::Main;
CONURE_MAIN(log_app::Main)
