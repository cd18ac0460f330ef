// A moved value that is used again, in each form that C++ has for it.
#include <conure/conure.h>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

struct Part {
  std::string name;
  std::vector<int> numbers;
  int count = 0;
  void use() const;
};
void take(std::string);
void take(std::vector<int>);
void take(Part);
void take(std::unique_ptr<Part>);
void take(conure::uni<std::vector<int>>);
void sink(std::string &&);
void sink(Part &&);
void look(const std::string &);
int number(const std::string &);
bool chance();

int plainVariable() {
  std::vector<int> v{1};
  take(std::move(v));
  return v.size(); // expect-error {{'v' is used after it was moved}} [use-after-move]
}

void parameter(std::string s) {
  take(std::move(s)); // expect-note {{'s' is moved here}}
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}

void rvalueReferenceParameter(std::string &&s) {
  std::string mine = std::move(s);
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}

void field(Part p) {
  take(std::move(p.name));
  look(p.name); // expect-error {{'p.name' is used after it was moved}} [use-after-move]
}

void wholeAfterPart(Part p) {
  take(std::move(p.name));
  take(p); // expect-error {{'p' is used after 'p.name' was moved}} [use-after-move]
}

void partAfterWhole(Part p) {
  take(std::move(p));
  look(p.name); // expect-error {{'p.name' is used after it was moved}} [use-after-move]
}

void methodAfterPart(Part p) {
  take(std::move(p.numbers));
  p.use(); // expect-error {{'p' is used after 'p.numbers' was moved}} [use-after-move]
}

void uniqueValue() {
  auto u = conure::recover(std::vector<int>{1});
  take(std::move(u));
  u->push_back(1); // expect-error {{'u' is used after it was moved}} [use-after-move]
}

void secondMove(std::unique_ptr<Part> p) {
  take(std::move(p));
  take(std::move(p)); // expect-error {{'p' is moved again after it was moved}} [use-after-move]
}

void secondMoveInOneCall(std::string s) {
  std::pair<std::string, std::string> both(std::move(s), std::move(s)); // expect-error {{'s' is moved again}} [use-after-move]
}

void dereference(std::unique_ptr<Part> p) {
  auto q = std::move(p);
  p->use(); // expect-error {{'p' is used after it was moved}} [use-after-move]
}

void behindPointer(std::unique_ptr<Part> p) {
  Part mine = std::move(*p);
  look(p->name); // expect-error {{'p->name' is used after it was moved}} [use-after-move]
}

void inOptional(std::optional<Part> o) {
  take(std::move(*o));
  o->use(); // expect-error {{'*o' is used after it was moved}} [use-after-move]
}

void inTuple(std::tuple<std::string, int> t) {
  take(std::move(std::get<0>(t)));
  look(std::get<0>(t)); // expect-error {{is used after it was moved}} [use-after-move]
}

void inPair(std::pair<std::string, int> t) {
  take(std::move(t.first));
  look(std::get<0>(t)); // expect-error {{'t.first' is used after it was moved}} [use-after-move]
}

void constantElement(std::vector<std::string> v) {
  take(std::move(v[0]));
  look(v[0]); // expect-error {{'v[0]' is used after it was moved}} [use-after-move]
}

void sameIndex(std::vector<std::string> &v, unsigned i) {
  take(std::move(v[i]));
  look(v[i]); // expect-error {{'v[i]' is used after it was moved}} [use-after-move]
}

void inArray(std::array<std::string, 2> a) {
  take(std::move(a[1]));
  look(a[1]); // expect-error {{'a[1]' is used after it was moved}} [use-after-move]
}

void onOnePath(std::string s) {
  if (chance())
    take(std::move(s)); // expect-note {{moved here}}
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}

void inLoop(std::string s) {
  for (int i = 0; i < 3; ++i)
    take(std::move(s)); // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
}

void inLaterIteration(std::string s) {
  while (chance()) {
    look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
    take(std::move(s));
  }
}

void inSwitch(int i, std::string s) {
  switch (i) {
  case 1:
    take(std::move(s));
    [[fallthrough]];
  case 2:
    look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
    break;
  }
}

void inCatch(std::string s) {
  try {
    take(std::move(s));
  } catch (...) {
    look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
  }
}

void byGoto(std::string s) {
again:
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
  take(std::move(s));
  if (chance())
    goto again;
}

void inTernary(std::string s) {
  std::string t = chance() ? std::move(s) : std::string("x");
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}

bool consume(std::string);
void inShortCircuit(std::string s) {
  if (chance() && consume(std::move(s)))
    return;
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}

void two(std::string, int);
void two(int, std::string);
void unsequencedAfter(std::string s) {
  two(std::move(s), number(s)); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void unsequencedBefore(std::string s) {
  two(number(s), std::move(s)); // expect-error {{nothing says which comes first}} [use-after-move]
}
int consumed(std::string);
int unsequencedOperands(std::string s) {
  return number(s) + consumed(std::move(s)); // expect-error {{nothing says which comes first}} [use-after-move]
}

struct Taker {
  void take(std::unique_ptr<Taker>);
  void takeReference(std::unique_ptr<Taker> &&);
};
void receiverByValue(std::unique_ptr<Taker> u) {
  u->take(std::move(u)); // expect-error {{'u' was moved}} [use-after-move]
}
void receiverByReference(std::unique_ptr<Taker> u) {
  u->takeReference(std::move(u)); // expect-error {{'u' was moved}} [use-after-move]
}

void throughReference(Part p) {
  Part &r = p;
  take(std::move(r)); // expect-note {{through 'r'}}
  look(p.name); // expect-error {{'p.name' is used after it was moved}} [use-after-move]
}
void throughPointer(Part p) {
  Part *r = &p;
  take(std::move(*r));
  p.use(); // expect-error {{'p' is used after it was moved}} [use-after-move]
}
void referenceMadeLater(Part p) {
  take(std::move(p));
  Part &r = p;
  r.use(); // expect-error {{'r' is used after 'p' was moved}} [use-after-move]
}

void structuredBinding(std::pair<std::string, int> p) {
  auto [name, n] = p;
  take(std::move(name));
  look(name); // expect-error {{is used after it was moved}} [use-after-move]
}

void byCast(std::string s) {
  std::string t = static_cast<std::string &&>(s);
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}

void discarded(std::string s) {
  (void)std::move(s);
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}

struct Builder {
  std::string build() &&;
  std::string text;
};
void rvalueMethod(Builder b) {
  std::string s = std::move(b).build();
  look(b.text); // expect-error {{'b.text' is used after it was moved}} [use-after-move]
}

void intoContainer(std::vector<std::string> &all, std::string s) {
  all.push_back(std::move(s));
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void emplaced(std::map<int, std::string> &all, std::string s) {
  all.emplace(1, std::move(s));
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}

class Holder {
public:
  std::size_t give() {
    take(std::move(name_));
    return name_.size(); // expect-error {{'name_' is used after it was moved}} [use-after-move]
  }

private:
  std::string name_;
};

struct FromOther {
  FromOther(FromOther &&o) : name(std::move(o.name)), size(o.name.size()) {} // expect-error {{'o.name' is used after it was moved}} [use-after-move]
  std::string name;
  std::size_t size;
};

// Once a move: the first use alone is told.
void once(std::string s) {
  take(std::move(s));
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
  look(s);
  look(s);
}
