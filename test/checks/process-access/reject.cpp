// What a handle does not reach, and processes that spawn did not make.
#include <conure/conure.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
using namespace conure;

class CONURE_PROCESS Counter {
public:
  Counter() = default;
  explicit Counter(int v) : value(v) {}
  CONURE_ASYNC void add(int by) { value += by; }
  int get() const { return value; } // expect-note {{'get' is declared here}}
  static int count();
  int value = 0;
  std::vector<int> log;
};
class CONURE_PROCESS Special : public Counter {
public:
  CONURE_ASYNC void more() {}
};
class Plain {};
struct CONURE_PROCESS Aggregate {
  int x = 0;
  CONURE_ASYNC void message() {}
};

void access(process<Counter> p, std::map<int, process<Counter>> &m, std::optional<process<Counter>> o) {
  p->value = 1;          // expect-error {{field 'value' of process 'Counter' cannot be reached through a handle}} [process-access]
  int v = p->get();      // expect-error {{'get' of process 'Counter' is not a message, so it cannot be reached through a handle}} [process-access]
  p->log.push_back(1);   // expect-error {{field 'log'}} [process-access]
  int *address = &p->value; // expect-error {{field 'value'}} [process-access]
  auto &ref = p->log;    // expect-error {{field 'log'}} [process-access]
  p->count();            // expect-error {{'count'}} [process-access]
  m.at(1)->get();        // expect-error {{'get'}} [process-access]
  (*o)->get();           // expect-error {{'get'}} [process-access]
  (p)->get();            // expect-error {{'get'}} [process-access]
  p->Counter::add(1);    // expect-error {{message 'add' is named with its class}} [process-access]
  p->~Counter();         // expect-error {{a process is dropped when its last handle goes}} [process-access]
  auto bound = [&] { return p->value; }; // expect-error {{field 'value'}} [process-access]
  self(*p.operator->().operator->());    // expect-error {{address of a process's state}} [process-access]
  Counter *raw = p.operator->().operator->(); // expect-error {{address of a process's state}} [process-access]
  Counter &state = *p.operator->().operator->(); // expect-error {{}} [process-access]
  auto method = &Counter::add;
  (p.operator->().operator->()->*method)(1); // expect-error {{address of a process's state}} [process-access]
  spawn<Special>()->get(); // expect-error {{'get'}} [process-access]
}

template <class T> void generic(process<T> p) {
  p->get(); // expect-error {{'get' of process 'Counter'}} [process-access]
}
void instantiate(process<Counter> p, process<Special> s) {
  generic(p);
  generic(s);
}

Counter global;             // expect-error {{an object of process class 'Counter' is made here, but only spawn makes processes}} [process-access]
Aggregate aggregate{1};     // expect-error {{'Aggregate' is made here}} [process-access]
void made() {
  Counter local;            // expect-error {{'Counter' is made here}} [process-access]
  static Special fixed;     // expect-error {{'Special'}} [process-access]
  auto *heap = new Counter(1); // expect-error {{'Counter'}} [process-access]
  auto unique = std::make_unique<Counter>(1); // expect-error {{'Counter' is made here}} [process-access]
  auto shared = std::make_shared<Special>();  // expect-error {{'Special' is made here}} [process-access]
  Counter(3).add(1);        // expect-error {{'Counter'}} [process-access]
  auto u = recover(Counter(4)); // expect-error {{'Counter'}} [process-access]
  Aggregate a;              // expect-error {{'Aggregate'}} [process-access]
  Counter many[2];          // expect-error {{}} [process-access]
  auto brace = Aggregate{}; // expect-error {{'Aggregate'}} [process-access]
}
struct Holds {
  Counter inner;                      // expect-error {{field 'inner' holds an object of process class 'Counter'}} [process-access]
  std::vector<Counter> *many;         // expect-error {{'std::vector<Counter>' holds objects of process class 'Counter'}} [process-access]
  std::unique_ptr<Special> pointer;   // expect-error {{holds objects of process class 'Special'}} [process-access]
  std::optional<Counter> maybe();     // expect-error {{'std::optional<Counter>'}} [process-access]
};
void parameter(Counter c);            // expect-error {{parameter 'c' holds an object of process class 'Counter'}} [process-access]
uni<Counter> *unique();               // expect-error {{'uni<Counter>'}} [process-access]
void handle(process<Plain> p);        // expect-error {{'process<Plain>' is a handle, but 'Plain' is not a process class}} [process-access]
class CONURE_PROCESS Copies {
public:
  CONURE_ASYNC void copy() { Copies c = *this; } // expect-error {{'Copies' is made here}} [process-access]
};
class NoProcess {
  void me() { auto p = self(*this); } // expect-error {{self gives a handle to the process that runs}} [process-access]
};
// rules: process-access
void captured() {
  auto f = [c = Counter()] { return 1; };       // expect-error {{'Counter' is made here}} [process-access]
  auto g = [c = Counter()](auto) { return 1; }; // expect-error {{'Counter' is made here}} [process-access]
}
