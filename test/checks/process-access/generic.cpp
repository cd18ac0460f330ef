// Handles in generic lambdas and templates, where an overloaded member is known in the instantiations only.
#include <conure/conure.h>
#include <string>
#include <variant>
#include <vector>

using namespace conure;

struct Stop {};
class CONURE_PROCESS Machine {
public:
  CONURE_ASYNC void on(int n) { last_ = n; }
  CONURE_ASYNC void on(std::string s) { last_ = static_cast<int>(s.size()); }
  CONURE_ASYNC void on(Stop) {}
  template <class T> CONURE_ASYNC void put(T t) { last_ = static_cast<int>(sizeof(t)); }
  template <class T> void secret(T) { last_ = 0; }
  void hidden(int) {}
  void hidden(std::string) {}

private:
  int last_ = 0;
};

void visits(process<Machine> m, const std::vector<std::variant<int, std::string, Stop>> &script) {
  for (const auto &step : script)
    std::visit([&](const auto &x) { m->on(x); }, step);
  std::visit([m](auto x) { m->put(x); }, script.front());
}
template <class T> void sends(const process<Machine> &m, T t) {
  m->on(t);
  m->put(t);
  m->template put<T>(t);
}
void instantiates(process<Machine> m) {
  sends(m, 1);
  sends(m, std::string("x"));
}
template <class P, class T> void of_any_process(process<P> p, T t) { p->on(t); }
void also(process<Machine> m) { of_any_process(m, 3); }

void reaches(process<Machine> m) {
  auto f = [&](auto x) {
    m->secret(x); // expect-error {{'secret' of process 'Machine' is not a message}} [process-access]
    m->hidden(x); // expect-error {{'hidden' of process 'Machine' is not a message}} [process-access]
  };
  f(1);
}
template <class T> void arrow(process<Machine> m, T) {
  auto state = m.operator->(); // expect-error {{this takes the address of a process's state}} [process-access]
}
void goes(process<Machine> m) { arrow(m, 1); }
