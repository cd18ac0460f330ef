// What a message may be.
#include "Inputs/messages.h"
#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
using namespace conure;

struct Point {
  int x, y;
};
struct Line {
  Point from, to;
};
struct CONURE_VALUE Person {
  std::string name;
  std::optional<int> age;
};
struct CONURE_SENDABLE LockFree {
  void *head;
};
struct Tree {
  Tree *parent;
  std::vector<std::unique_ptr<Tree>> kids;
};
enum class Color { Red };
class CONURE_PROCESS Worker;

class CONURE_PROCESS Values {
public:
  CONURE_ASYNC void nothing();
  CONURE_ASYNC void scalars(int, double, bool, Color, std::nullptr_t, int (*)(int *), int Point::*);
  CONURE_ASYNC void constant(const int n, const std::string s);
  CONURE_ASYNC void library(std::string, std::chrono::seconds, std::chrono::system_clock::time_point, std::filesystem::path,
                            std::error_code);
  CONURE_ASYNC void aggregates(std::array<int, 3>, std::pair<int, std::string>, std::tuple<>, std::optional<Person>,
                               std::variant<int, std::string>);
  CONURE_ASYNC void classes(Point, Line, Person, LockFree);
  CONURE_ASYNC void handles(process<Values>, process<Worker>, channel<int>, std::optional<process<Worker>>);
  CONURE_ASYNC void frozen(std::shared_ptr<const std::map<std::string, std::vector<int>>>);
};

class CONURE_PROCESS Uniques {
public:
  CONURE_ASYNC void tree(uni<Tree> t);
  CONURE_ASYNC void vector(uni<std::vector<int>> v);
  CONURE_ASYNC void pair(std::pair<uni<Tree>, process<Values>> p);
  CONURE_ASYNC void answer(promise<uni<Tree>> p, future<int> f);
  CONURE_ASYNC void maybe(std::optional<uni<std::unique_ptr<Tree>>> t);
};

// Overloaded, with default arguments, const, noexcept, virtual, out of line.
class CONURE_PROCESS Forms {
public:
  CONURE_ASYNC void put(int);
  CONURE_ASYNC void put(std::string) noexcept;
  CONURE_ASYNC void put(int, std::string = "none") const;
  CONURE_ASYNC virtual void over(int);
  CONURE_ASYNC void later(uni<Tree>);
  CONURE_ASYNC auto deduced(int) { return; }
  CONURE_ASYNC auto trailing(int) -> void;
  // Not messages: anything goes.
  int &helper(int *p, std::vector<int> &v);
  static void fixed(Tree &);

private:
  void own(Tree *);
};
void Forms::later(uni<Tree>) {}

class CONURE_PROCESS Derived : public Forms {
public:
  void over(int) override;
};
class Mixin {
public:
  virtual ~Mixin() = default;
  virtual void plain(int *p);
};
class CONURE_PROCESS WithMixin : public Mixin {
public:
  void plain(int *p) override; // no message
  CONURE_ASYNC void message(int);
};
struct CONURE_PROCESS Aggregate {
  CONURE_ASYNC void message(int by) { value += by; }
  int value = 0;
};

// A callable, which looks like a reference but is a value.
class CONURE_PROCESS Callables {
public:
  CONURE_ASYNC void function(void (*f)());
};
// expect-error@Inputs/messages.h:9 {{}} [async-signature]
