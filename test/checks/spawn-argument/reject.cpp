// What a process may not be spawned with.
#include <conure/conure.h>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct Node {
  Node *next;
};

class CONURE_PROCESS List {
public:
  explicit List(std::vector<int> values); // expect-note {{parameter 'values' is declared here}}
  List(const std::string &name, int);
  List(Node *node);
  List(std::string_view view, double);
  List(std::function<void()> f);
  List(int, std::vector<int> defaulted = {});
  List(uni<std::vector<int>> values, bool);
  List(char, ...);
  template <class T> List(T &&anything, char, char);
};
class Plain { // expect-note {{'Plain' is declared here}}
public:
  explicit Plain(int);
};
struct CONURE_PROCESS Aggregate {
  std::vector<int> numbers; // expect-note {{field 'numbers' is declared here}}
  std::string name;
  std::string_view view{};
  CONURE_ASYNC void message() {}
};
struct CONURE_PROCESS Refers {
  int &number;
  Node *node = nullptr;
};
class CONURE_PROCESS Inherits : public List {
public:
  using List::List;
};
class CONURE_PROCESS Copied {
public:
  Copied() = default;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    std::vector<int> v{1, 2};
    std::string s;
    Node n{};
    int i = 0;
    auto a = spawn<List>(v);                      // expect-error {{parameter 'values' of its constructor is not sendable: its type is 'std::vector<int>'}} [spawn-argument]
    auto b = spawn<List>(std::vector{10, 20});    // expect-error {{process 'List' cannot be spawned with this}} [spawn-argument]
    auto c = spawn<List>(s, 1);                   // expect-error {{parameter 'name' of its constructor is a reference}} [spawn-argument]
    auto d = spawn<List>(&n);                     // expect-error {{'Node *'}} [spawn-argument]
    auto e = spawn<List>(std::string_view(s), .5); // expect-error {{'std::string_view'}} [spawn-argument]
    auto f = spawn<List>([] {});                  // expect-error {{'std::function<void ()>'}} [spawn-argument]
    auto g = spawn<List>(1);                      // expect-error {{parameter 'defaulted' of its constructor}} [spawn-argument]
    auto h = spawn<List>(std::vector{1}, true);   // expect-error {{a new process needs a 'uni<std::vector<int>>', but this is a 'std::vector<int>', which is not sendable}} [spawn-argument]
    auto j = spawn<List>('c', &n);                // expect-error {{takes any arguments}} [spawn-argument]
    auto k = spawn<List>(v, 'a', 'b');            // expect-error {{parameter 'anything' of its constructor is a reference}} [spawn-argument]
    auto l = spawn<Plain>(1);                     // expect-error {{'Plain' is spawned, but is not a process class}} [spawn-argument]
    auto m = spawn<Aggregate>(std::vector{1});    // expect-error {{a new process needs a sendable value for its field 'numbers'}} [spawn-argument]
    auto o = spawn<Aggregate>(recover(std::vector{1}), "n", std::string("dangles")); // expect-error {{field 'view' of process 'Aggregate' would borrow from its sender}} [spawn-argument]
    auto p = spawn<Refers>(i);                    // expect-error {{field 'number' of process 'Refers' is a reference}} [spawn-argument]
    auto q = spawn<Refers>(i, &n);                // expect-error {{field 'number'}} [spawn-argument] expect-error {{a new process needs a sendable value for its field 'node'}} [spawn-argument]
    auto r = spawn<Inherits>(v);                  // expect-error {{process 'Inherits' cannot be spawned with this}} [spawn-argument]
  }
};

template <class T, class A> process<T> start(A argument) {
  return spawn<T>(std::move(argument)); // expect-error {{'std::vector<int>'}} [spawn-argument]
}
template <class T> void unused(T value) { auto p = spawn<List>(value); } // never instantiated: nothing to say
void templates() {
  auto bad = start<List>(std::vector<int>());
  auto again = start<List>(std::vector<int>());
}
