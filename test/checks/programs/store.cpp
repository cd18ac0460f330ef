// A key-value store with an LRU cache, transactions, subscriptions and an expression evaluator.
#include <algorithm>
#include <cctype>
#include <concepts>
#include <conure/conure.h>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>
using namespace conure;
template <class K, class V> class Lru {
public:
  explicit Lru(std::size_t capacity) : capacity_(capacity) {}
  std::optional<V> get(const K &key) {
    auto it = index_.find(key);
    if (it == index_.end())
      return std::nullopt;
    order_.splice(order_.begin(), order_, it->second);
    return it->second->second;
  }
  void put(K key, V value) {
    if (auto it = index_.find(key); it != index_.end()) {
      it->second->second = std::move(value);
      order_.splice(order_.begin(), order_, it->second);
      return;
    }
    if (order_.size() == capacity_) {
      index_.erase(order_.back().first);
      order_.pop_back();
    }
    order_.emplace_front(std::move(key), std::move(value));
    index_.emplace(order_.front().first, order_.begin());
  }
  bool erase(const K &key) {
    auto it = index_.find(key);
    if (it == index_.end())
      return false;
    order_.erase(it->second);
    index_.erase(it);
    return true;
  }
  std::size_t size() const { return order_.size(); }

private:
  std::size_t capacity_;
  std::list<std::pair<K, V>> order_;
  std::unordered_map<K, typename std::list<std::pair<K, V>>::iterator> index_;
};
struct Expr;
using ExprPtr = std::unique_ptr<Expr>;
struct Number {
  double value;
};
struct Name {
  std::string name;
};
struct Binary {
  char op;
  ExprPtr left, right;
};
struct Expr {
  std::variant<Number, Name, Binary> node;
};
class Syntax : public std::runtime_error {
  using runtime_error::runtime_error;
};
class ExprParser {
public:
  explicit ExprParser(std::string_view text) : text_(text) {}
  ExprPtr parse() {
    auto e = sum();
    skip();
    if (at_ != text_.size())
      throw Syntax("rest");
    return e;
  }

private:
  void skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])))
      ++at_;
  }
  bool eat(char c) {
    skip();
    if (at_ < text_.size() && text_[at_] == c) {
      ++at_;
      return true;
    }
    return false;
  }
  ExprPtr sum() {
    auto left = product();
    while (true) {
      char op = eat('+') ? '+' : eat('-') ? '-' : 0;
      if (!op)
        return left;
      left = std::make_unique<Expr>(Expr{Binary{op, std::move(left), product()}});
    }
  }
  ExprPtr product() {
    auto left = atom();
    while (eat('*'))
      left = std::make_unique<Expr>(Expr{Binary{'*', std::move(left), atom()}});
    return left;
  }
  ExprPtr atom() {
    skip();
    if (eat('(')) {
      auto e = sum();
      if (!eat(')'))
        throw Syntax("')'");
      return e;
    }
    std::size_t from = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '.'))
      ++at_;
    std::string word(text_.substr(from, at_ - from));
    if (word.empty())
      throw Syntax("atom");
    if (std::isdigit(static_cast<unsigned char>(word[0])))
      return std::make_unique<Expr>(Expr{Number{std::stod(word)}});
    return std::make_unique<Expr>(Expr{Name{std::move(word)}});
  }
  std::string_view text_;
  std::size_t at_ = 0;
};
template <class Lookup>
  requires std::invocable<Lookup, const std::string &>
double evaluate(const Expr &e, Lookup &&lookup) {
  return std::visit(
      [&](const auto &n) -> double {
        using T = std::decay_t<decltype(n)>;
        if constexpr (std::same_as<T, Number>)
          return n.value;
        else if constexpr (std::same_as<T, Name>)
          return lookup(n.name);
        else {
          double l = evaluate(*n.left, lookup), r = evaluate(*n.right, lookup);
          switch (n.op) {
          case '+':
            return l + r;
          case '-':
            return l - r;
          default:
            return l * r;
          }
        }
      },
      e.node);
}
struct Change {
  std::string key;
  double value;
};
class CONURE_PROCESS Watcher {
public:
  explicit Watcher(channel<int> out) : out_(out) {}
  CONURE_ASYNC void changed(std::string key, double value) {
    total_ += value;
    seen_.insert(std::move(key));
  }
  CONURE_ASYNC void finish() { out_.send(static_cast<int>(total_) + static_cast<int>(seen_.size())); }

private:
  channel<int> out_;
  double total_ = 0;
  std::set<std::string> seen_;
};
class CONURE_PROCESS Store {
public:
  CONURE_ASYNC void set(std::string key, double value) {
    cache_.put(key, value);
    values_[key] = value;
    notify(key, value);
  }
  CONURE_ASYNC void compute(promise<std::optional<double>> out, std::string key, std::string formula) {
    try {
      ExprParser parser(formula);
      auto tree = parser.parse();
      double v = evaluate(*tree, [this](const std::string &name) {
        if (auto hit = cache_.get(name))
          return *hit;
        auto it = values_.find(name);
        if (it == values_.end())
          throw Syntax("unknown " + name);
        cache_.put(name, it->second);
        return it->second;
      });
      values_.insert_or_assign(key, v);
      notify(key, v);
      std::move(out).set(v);
    } catch (const Syntax &) {
      std::move(out).set(std::nullopt);
    }
  }
  CONURE_ASYNC void batch(uni<std::vector<Change>> changes) {
    std::vector<Change> all = std::move(changes);
    std::ranges::sort(all, {}, &Change::key);
    for (auto &[key, value] : all) {
      values_[key] += value;
      notify(key, value);
    }
  }
  CONURE_ASYNC void watch(std::string prefix, process<Watcher> who) {
    watchers_.emplace_back(std::move(prefix), std::move(who));
  }
  CONURE_ASYNC void dump(channel<uni<std::vector<std::pair<std::string, double>>>> out) const {
    out.send(recover([&] { return std::vector<std::pair<std::string, double>>(values_.begin(), values_.end()); }));
  }

private:
  void notify(const std::string &key, double value) {
    for (auto &[prefix, who] : watchers_)
      if (key.starts_with(prefix))
        who->changed(key, value);
  }
  std::map<std::string, double> values_;
  Lru<std::string, double> cache_{2};
  std::vector<std::pair<std::string, process<Watcher>>> watchers_;
};
class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto store = spawn<Store>();
    channel<int> sum(1);
    auto watcher = spawn<Watcher>(sum);
    store->watch("x", watcher);
    for (int i = 0; auto key : {"x1", "x2", "y"})
      store->set(key, ++i);
    auto f = ask(store, &Store::compute, std::string("x3"), std::string("x1 + x2 * (y - 1)"));
    auto bad = ask(store, &Store::compute, std::string("z"), std::string("1 + "));
    store->batch(recover([] {
      std::vector<Change> c;
      c.push_back({"x1", 2});
      c.push_back({"a", 1});
      return c;
    }));
    channel<uni<std::vector<std::pair<std::string, double>>>> out(1);
    store->dump(out);
    auto all = out.receive();
    watcher->finish();
    std::cout << std::move(f).get().value_or(-1) << ' ' << std::move(bad).get().has_value() << ' ' << all->size()
              << '\n';
    for (auto [k, v] : *all)
      std::cout << k << '=' << v << ' ';
    std::cout << sum.receive() << '\n';
  }
};
CONURE_MAIN(Main)
