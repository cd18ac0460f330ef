// An accepted program: a tree is parsed in recover and sent to be evaluated, life runs in shards, processes are templates
// with policies, and a message takes any values. test/examples/programs.test runs it both ways.
#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <deque>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>
using namespace conure;

struct Node;
using Tree = std::unique_ptr<Node>;
struct Number {
  double value;
};
struct Variable {
  std::string name;
};
struct Binary {
  char op;
  Tree left, right;
};
struct Call {
  std::string name;
  std::vector<Tree> arguments;
};
struct Node {
  std::variant<Number, Variable, Binary, Call> is;
};

struct Token {
  enum Kind { End, Num, Name, Op } kind = End;
  std::string_view text;
};
class Lexer {
public:
  explicit Lexer(std::string_view text) : text_(text) { next(); }
  const Token &peek() const { return now_; }
  Token next() {
    Token last = now_;
    while (at_ < text_.size() && text_[at_] == ' ')
      ++at_;
    const std::size_t start = at_;
    auto run = [&](auto is) {
      while (at_ < text_.size() && is(static_cast<unsigned char>(text_[at_])))
        ++at_;
      return text_.substr(start, at_ - start);
    };
    if (at_ >= text_.size())
      now_ = {};
    else if (std::isdigit(static_cast<unsigned char>(text_[at_])))
      now_ = {Token::Num, run([](unsigned char c) { return std::isdigit(c) || c == '.'; })};
    else if (std::isalpha(static_cast<unsigned char>(text_[at_])))
      now_ = {Token::Name, run([](unsigned char c) { return std::isalnum(c) != 0; })};
    else
      now_ = {Token::Op, text_.substr(at_++, 1)};
    return last;
  }
  bool accept(std::string_view op) {
    if (now_.kind != Token::Op || now_.text != op)
      return false;
    next();
    return true;
  }

private:
  std::string_view text_;
  std::size_t at_ = 0;
  Token now_;
};

class Parser {
public:
  explicit Parser(std::string_view text) : lexer_(text) {}
  Tree all() {
    Tree t = sum();
    if (lexer_.peek().kind != Token::End)
      throw std::runtime_error("left over: " + std::string(lexer_.peek().text));
    return t;
  }

private:
  Tree sum() {
    Tree left = product();
    for (std::string_view op : {"+", "-"})
      while (lexer_.accept(op))
        left = std::make_unique<Node>(Node{Binary{op[0], std::move(left), product()}});
    return left;
  }
  Tree product() {
    Tree left = atom();
    while (lexer_.accept("*")) {
      Tree right = atom();
      left = std::make_unique<Node>(Node{Binary{'*', std::move(left), std::move(right)}});
    }
    return left;
  }
  Tree atom() {
    if (lexer_.accept("(")) {
      Tree t = sum();
      if (!lexer_.accept(")"))
        throw std::runtime_error("no )");
      return t;
    }
    const Token t = lexer_.next();
    if (t.kind == Token::Num) {
      double v = 0;
      std::from_chars(t.text.data(), t.text.data() + t.text.size(), v);
      return std::make_unique<Node>(Node{Number{v}});
    }
    if (t.kind != Token::Name)
      throw std::runtime_error("unexpected " + std::string(t.text));
    if (!lexer_.accept("("))
      return std::make_unique<Node>(Node{Variable{std::string(t.text)}});
    Call call{std::string(t.text), {}};
    while (!lexer_.accept(")")) {
      call.arguments.push_back(sum());
      lexer_.accept(",");
    }
    return std::make_unique<Node>(Node{std::move(call)});
  }
  Lexer lexer_;
};

using Function = double (*)(double, double);
const std::unordered_map<std::string, Function> functions{{"max", [](double a, double b) { return std::max(a, b); }},
                                                          {"pow", [](double a, double b) { return std::pow(a, b); }}};
struct Unknown : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Evaluator {
public:
  explicit Evaluator(const std::map<std::string, double> &names) : names_(names) {}
  double operator()(const Number &n) const { return n.value; }
  double operator()(const Variable &v) const {
    if (auto it = names_.find(v.name); it != names_.end())
      return it->second;
    throw Unknown(v.name);
  }
  double operator()(const Binary &b) const {
    const double l = of(*b.left), r = of(*b.right);
    switch (b.op) {
    case '+':
      return l + r;
    case '-':
      return l - r;
    default:
      return l * r;
    }
  }
  double operator()(const Call &c) const {
    auto f = functions.find(c.name);
    if (f == functions.end() || c.arguments.size() != 2)
      throw Unknown(c.name);
    return f->second(of(*c.arguments[0]), of(*c.arguments[1]));
  }
  double of(const Node &n) const { return std::visit(*this, n.is); }

private:
  const std::map<std::string, double> &names_;
};

class CONURE_PROCESS Machine {
public:
  CONURE_ASYNC void let(std::string name, double value) { names_[std::move(name)] = value; }
  CONURE_ASYNC void run(promise<std::optional<double>> out, uni<Tree> program) {
    Tree tree = recover(std::move(program));
    try {
      const double v = Evaluator(names_).of(*tree);
      history_.push_back(std::move(tree));
      std::move(out).set(v);
    } catch (const Unknown &) {
      std::move(out).set(std::nullopt);
    }
  }

private:
  std::map<std::string, double> names_;
  std::deque<Tree> history_;
};

// == life in shards
using Row = std::vector<std::uint8_t>;
class CONURE_PROCESS Shard {
public:
  Shard(int index, int width, uni<std::vector<Row>> rows) : index_(index), width_(width), rows_(std::move(rows)) {}
  CONURE_ASYNC void edges(channel<std::pair<int, uni<std::array<Row, 2>>>> out) const {
    out.send({index_, recover([&] { return std::array<Row, 2>{rows_.front(), rows_.back()}; })});
  }
  CONURE_ASYNC void step(promise<int> alive, uni<Row> above, uni<Row> below) {
    std::vector<Row> all;
    all.reserve(rows_.size() + 2);
    all.push_back(std::move(above));
    std::move(rows_.begin(), rows_.end(), std::back_inserter(all));
    all.push_back(std::move(below));
    rows_.clear();
    int count = 0;
    for (std::size_t r = 1; r + 1 < all.size(); ++r) {
      Row next(static_cast<std::size_t>(width_));
      for (int c = 0; c < width_; ++c) {
        int n = 0;
        for (int dr = -1; dr <= 1; ++dr)
          for (int dc = -1; dc <= 1; ++dc)
            if (dr || dc)
              n += all[r + static_cast<std::size_t>(dr)][static_cast<std::size_t>((c + dc + width_) % width_)];
        const bool was = all[r][static_cast<std::size_t>(c)];
        next[static_cast<std::size_t>(c)] = n == 3 || (was && n == 2);
        count += next[static_cast<std::size_t>(c)];
      }
      rows_.push_back(std::move(next));
    }
    std::move(alive).set(count);
  }

private:
  int index_, width_;
  std::vector<Row> rows_;
};

// == processes by template and inheritance
template <class T> struct Sum {
  T total{};
  void take(const T &v) { total += v; }
};
template <class T, template <class> class Policy> class CONURE_PROCESS Fold {
public:
  CONURE_ASYNC void add(T v) {
    policy_.take(v);
    ++count_;
  }
  CONURE_ASYNC void result(promise<std::pair<T, int>> out) const { std::move(out).set({policy_.total, count_}); }

private:
  Policy<T> policy_;
  int count_ = 0;
};

enum class Level { Info, Warning };
class CONURE_PROCESS Log {
public:
  template <class... Parts> CONURE_ASYNC void write(Level level, Parts... parts) {
    std::ostringstream line;
    line << (level == Level::Info ? "I " : "W ");
    ((line << parts << ' '), ...);
    lines_.push_back(line.str());
  }
  CONURE_ASYNC void flush(promise<void> done) {
    for (const auto &l : lines_)
      std::cout << l << '\n';
    lines_.clear();
    std::move(done).set();
  }

private:
  std::vector<std::string> lines_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto log = spawn<Log>();
    evaluate(log);
    life(log);
    fold(log);
    ask(log, &Log::flush).get();
  }

private:
  void evaluate(process<Log> log) {
    auto machine = spawn<Machine>();
    machine->let("x", 3);
    for (std::string text : {"1 + 2 * x", "max(x, pow(2, 3)) - 1", "y", "2 +"}) {
      try {
        auto tree = recover([&] { return Parser(text).all(); });
        auto v = ask(machine, &Machine::run, std::move(tree)).get();
        log->write(Level::Info, text, v ? *v : std::nan(""));
      } catch (const std::exception &e) {
        log->write(Level::Warning, text, std::string(e.what()));
      }
    }
  }
  void life(process<Log> log) {
    constexpr int shards = 2, height = 3, width = 6;
    std::vector<process<Shard>> all;
    for (int s = 0; s < shards; ++s)
      all.push_back(spawn<Shard>(s, width, recover([s] {
                                   std::vector<Row> rows(height, Row(width));
                                   if (s == 0)
                                     for (std::size_t c = 1; c < 4; ++c)
                                       rows[1][c] = 1;
                                   return rows;
                                 })));
    for (int round = 0; round < 2; ++round) {
      channel<std::pair<int, uni<std::array<Row, 2>>>> edges(shards);
      for (const auto &s : all)
        s->edges(edges);
      std::array<std::array<Row, 2>, shards> got;
      for (int i = 0; i < shards; ++i) {
        auto [index, rows] = edges.receive();
        got[static_cast<std::size_t>(index)] = std::move(rows);
      }
      int alive = 0;
      for (std::size_t s = 0; s < all.size(); ++s) {
        const auto &above = got[(s + shards - 1) % shards][1], &below = got[(s + 1) % shards][0];
        alive += ask(all[s], &Shard::step, recover(above), recover(below)).get();
      }
      log->write(Level::Info, std::string("alive"), alive);
    }
  }
  void fold(process<Log> log) {
    auto numbers = spawn<Fold<long, Sum>>();
    auto words = spawn<Fold<std::string, Sum>>();
    for (int i : {1, 2, 3}) {
      numbers->add(i);
      words->add(std::to_string(i));
    }
    auto [n, count] = ask(numbers, &Fold<long, Sum>::result).get();
    auto [w, many] = ask(words, &Fold<std::string, Sum>::result).get();
    log->write(Level::Info, n, count, w, many);
  }
};
CONURE_MAIN(Main)
