// Whole structures that cross between processes: a parsed document, a tree of virtual nodes. Both are built inside of a
// `recover`, out of plain classes that know nothing of Conure. The worker's cache keeps iterators of its own list.
#include <cctype>
#include <conure/conure.h>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
using namespace conure;

// A JSON-like document, built in one process and sent to another.
struct Json;
using Array = std::vector<Json>;
using Object = std::map<std::string, Json>;
struct Json {
  std::variant<std::nullptr_t, bool, double, std::string, std::unique_ptr<Array>, std::unique_ptr<Object>> v = nullptr;
};

class Parser {
public:
  explicit Parser(const std::string &text) : text_(text) {}
  Json parse() {
    skip();
    if (at_ >= text_.size())
      throw std::runtime_error("end");
    switch (text_[at_]) {
    case '[':
      return array();
    case '{':
      return object();
    case '"':
      return Json{string()};
    case 't':
      at_ += 4;
      return Json{true};
    case 'f':
      at_ += 5;
      return Json{false};
    case 'n':
      at_ += 4;
      return Json{};
    default:
      return number();
    }
  }

private:
  void skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])))
      ++at_;
  }
  std::string string() {
    std::string out;
    for (++at_; text_[at_] != '"'; ++at_)
      out += text_[at_];
    ++at_;
    return out;
  }
  Json number() {
    std::size_t used = 0;
    double d = std::stod(text_.substr(at_), &used);
    at_ += used;
    return Json{d};
  }
  Json array() {
    auto items = std::make_unique<Array>();
    for (++at_, skip(); text_[at_] != ']'; skip()) {
      items->push_back(parse());
      skip();
      if (text_[at_] == ',')
        ++at_;
    }
    ++at_;
    return Json{std::move(items)};
  }
  Json object() {
    auto items = std::make_unique<Object>();
    for (++at_, skip(); text_[at_] != '}'; skip()) {
      auto key = string();
      skip();
      ++at_;
      items->emplace(std::move(key), parse());
      skip();
      if (text_[at_] == ',')
        ++at_;
    }
    ++at_;
    return Json{std::move(items)};
  }
  const std::string &text_;
  std::size_t at_ = 0;
};

double sum(const Json &j) {
  return std::visit(
      [](const auto &x) -> double {
        using T = std::decay_t<decltype(x)>;
        if constexpr (std::is_same_v<T, double>)
          return x;
        else if constexpr (std::is_same_v<T, std::unique_ptr<Array>>) {
          double s = 0;
          for (const Json &e : *x)
            s += sum(e);
          return s;
        } else if constexpr (std::is_same_v<T, std::unique_ptr<Object>>)
          return std::accumulate(x->begin(), x->end(), 0.0, [](double a, const auto &e) { return a + sum(e.second); });
        else
          return 0;
      },
      j.v);
}

// An expression tree with virtual nodes.
struct Expr {
  virtual ~Expr() = default;
  virtual double eval(const std::map<std::string, double> &env) const = 0;
};
struct Num final : Expr {
  explicit Num(double v) : v(v) {}
  double eval(const std::map<std::string, double> &) const override { return v; }
  double v;
};
struct Bin final : Expr {
  Bin(char op, std::unique_ptr<Expr> l, std::unique_ptr<Expr> r) : op(op), l(std::move(l)), r(std::move(r)) {}
  double eval(const std::map<std::string, double> &env) const override {
    double a = l->eval(env), b = r->eval(env);
    return op == '+' ? a + b : op == '*' ? a * b : a - b;
  }
  char op;
  std::unique_ptr<Expr> l, r;
};

template <class K, class V> class Lru {
public:
  explicit Lru(std::size_t n) : n_(n) {}
  const V *get(const K &k) {
    auto it = index_.find(k);
    if (it == index_.end())
      return nullptr;
    items_.splice(items_.begin(), items_, it->second);
    return &it->second->second;
  }
  void put(K k, V v) {
    if (auto it = index_.find(k); it != index_.end()) {
      it->second->second = std::move(v);
      return;
    }
    items_.emplace_front(k, std::move(v));
    index_[std::move(k)] = items_.begin();
    if (items_.size() > n_) {
      index_.erase(items_.back().first);
      items_.pop_back();
    }
  }

private:
  std::size_t n_;
  std::list<std::pair<K, V>> items_;
  std::unordered_map<K, typename std::list<std::pair<K, V>>::iterator> index_;
};

class CONURE_PROCESS Worker {
public:
  CONURE_ASYNC void total(promise<double> out, uni<Json> doc) {
    Json j = recover(std::move(doc));
    std::move(out).set(sum(j));
  }
  CONURE_ASYNC void eval(promise<double> out, uni<std::unique_ptr<Expr>> e) {
    std::unique_ptr<Expr> expr = recover(std::move(e));
    std::map<std::string, double> env{{"x", 1}};
    std::move(out).set(expr->eval(env));
  }
  CONURE_ASYNC void cached(promise<std::string> out, int n) {
    if (const std::string *hit = cache_.get(n)) {
      std::move(out).set(*hit);
      return;
    }
    std::string made(static_cast<std::size_t>(n), 'x');
    cache_.put(n, made);
    std::move(out).set(made);
  }

private:
  Lru<int, std::string> cache_{2};
};

uni<Json> document(std::string text) {
  return recover([&] {
    std::string mine = text;
    return Parser(mine).parse();
  });
}

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto w = spawn<Worker>();
    std::cout << ask(w, &Worker::total, document(R"({"a": [1, 2, 3], "b": {"c": 4.5}, "d": "x", "e": true})")).get()
              << '\n';
    auto e = recover([]() -> std::unique_ptr<Expr> {
      return std::make_unique<Bin>('*', std::make_unique<Num>(3),
                                   std::make_unique<Bin>('+', std::make_unique<Num>(1), std::make_unique<Num>(2)));
    });
    std::cout << ask(w, &Worker::eval, std::move(e)).get() << '\n';
    for (int i : {1, 2, 3, 1})
      std::cout << ask(w, &Worker::cached, i).get() << '\n';
  }
};
CONURE_MAIN(Main)
