// A key-value store in shards: a process a shard, a router that is an ordinary class, questions with `ask`, and
// subscribers of any process class that derives from an interface. Its commands come from text, as a client's would.
#include <algorithm>
#include <charconv>
#include <conure/conure.h>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using namespace conure;

struct CONURE_VALUE Command {
  enum class Kind { Get, Set, Del, Incr, Subscribe, Quit, Bad } kind = Kind::Bad;
  std::string key;
  std::string value;
};

namespace {
std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < line.size()) {
    auto start = line.find_first_not_of(' ', at);
    if (start == std::string_view::npos)
      break;
    auto end = line.find(' ', start);
    if (end == std::string_view::npos)
      end = line.size();
    words.push_back(line.substr(start, end - start));
    at = end;
  }
  return words;
}

Command parse(std::string_view line) {
  static const std::map<std::string_view, Command::Kind> names = {
      {"GET", Command::Kind::Get},   {"SET", Command::Kind::Set},       {"DEL", Command::Kind::Del},
      {"INCR", Command::Kind::Incr}, {"SUB", Command::Kind::Subscribe}, {"QUIT", Command::Kind::Quit}};
  auto words = split(line);
  Command command;
  if (words.empty())
    return command;
  if (auto found = names.find(words[0]); found != names.end())
    command.kind = found->second;
  if (words.size() > 1)
    command.key = std::string(words[1]);
  if (words.size() > 2)
    command.value = std::string(words[2]);
  return command;
}

constexpr int kShards = 4;
} // namespace

class CONURE_PROCESS Subscriber {
public:
  virtual ~Subscriber() = default;
  CONURE_ASYNC virtual void changed(std::string key, std::string value) = 0;
};

class CONURE_PROCESS Shard {
public:
  CONURE_ASYNC void get(promise<std::optional<std::string>> answer, std::string key) const {
    auto it = data_.find(key);
    if (it == data_.end()) {
      std::move(answer).set(std::nullopt);
      return;
    }
    ++hits_;
    std::move(answer).set(it->second);
  }
  CONURE_ASYNC void set(std::string key, std::string value) {
    auto &slot = data_[key];
    slot = value;
    if (auto it = subscribers_.find(key); it != subscribers_.end())
      for (const auto &s : it->second)
        s->changed(key, value);
  }
  CONURE_ASYNC void erase(promise<bool> answer, std::string key) { std::move(answer).set(data_.erase(key) > 0); }
  CONURE_ASYNC void incr(promise<long> answer, std::string key) {
    long n = 0;
    auto &slot = data_[key];
    std::from_chars(slot.data(), slot.data() + slot.size(), n);
    slot = std::to_string(++n);
    std::move(answer).set(n);
  }
  CONURE_ASYNC void subscribe(std::string key, process<Subscriber> who) { subscribers_[key].push_back(who); }
  CONURE_ASYNC void dump(promise<uni<std::vector<std::string>>> out) const {
    std::move(out).set(recover([&] {
      std::vector<std::string> all;
      for (auto [k, v] : data_)
        all.push_back(k + "=" + v);
      std::sort(all.begin(), all.end());
      return all;
    }));
  }

private:
  std::unordered_map<std::string, std::string> data_;
  std::unordered_map<std::string, std::vector<process<Subscriber>>> subscribers_;
  mutable long hits_ = 0;
};

class CONURE_PROCESS Printer : public Subscriber {
public:
  explicit Printer(channel<std::string> out) : out_(out) {}
  CONURE_ASYNC void changed(std::string key, std::string value) override { out_.send(key + " is now " + value); }

private:
  channel<std::string> out_;
};

class Router {
public:
  Router() {
    for (int i = 0; i < kShards; ++i)
      shards_.push_back(spawn<Shard>());
  }
  const process<Shard> &of(const std::string &key) const {
    return shards_[std::hash<std::string>{}(key) % shards_.size()];
  }
  const std::vector<process<Shard>> &all() const { return shards_; }

private:
  std::vector<process<Shard>> shards_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    Router router;
    channel<std::string> out(16);
    router.of("b")->subscribe("b", spawn<Printer>(out));
    for (std::string_view line : {"SET a 1", "SET b 2", "INCR a", "GET a", "GET zz", "DEL b", "NOPE"}) {
      Command c = parse(line);
      switch (c.kind) {
      case Command::Kind::Get: {
        auto answer = ask(router.of(c.key), &Shard::get, c.key);
        if (auto v = std::move(answer).get())
          std::cout << *v << '\n';
        else
          std::cout << "(nil)\n";
        break;
      }
      case Command::Kind::Set:
        router.of(c.key)->set(c.key, c.value);
        break;
      case Command::Kind::Del:
        std::cout << ask(router.of(c.key), &Shard::erase, c.key).get() << '\n';
        break;
      case Command::Kind::Incr:
        std::cout << ask(router.of(c.key), &Shard::incr, c.key).get() << '\n';
        break;
      default:
        std::cout << "error\n";
      }
    }
    std::cout << out.receive() << '\n';
    for (const auto &shard : router.all()) {
      auto all = ask(shard, &Shard::dump).get();
      for (std::string s : *all)
        std::cout << s << '\n';
    }
  }
};
CONURE_MAIN(Main)
