// Results of methods, and of functions without a body: what a function that calls one gives out of what it was given.
// rules: send-alias, move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

class CONURE_PROCESS Printer {
public:
  CONURE_ASYNC void print(std::string s) {}
};
using P = process<Printer>;
using S = std::string;
using V = std::string_view;
void look(V);
void keep(const std::vector<V> &);

struct Splitter {
  std::vector<V> split(const S &s) const {
    std::vector<V> out;
    out.push_back(s);
    return out;
  }
  std::optional<V> first(const S &s) const { return V(s); }
  std::vector<V> unseen(const S &s) const;
  V trim(const S &s) const;
  std::size_t count(const S &s) const;
  std::vector<S> copies(const S &s) const;
};
struct Doc {
  S text;
  std::vector<V> parts() const { return {V(text)}; }
};
struct Builder {
  std::vector<V> all;
  Builder &with(const S &s) {
    all.push_back(s);
    return *this;
  }
  std::vector<V> done() && { return std::move(all); }
};
std::vector<V> unseen(const S &s);
V trim(const S &s);
V title(const Doc &d);
std::size_t count(const S &s);
std::vector<S> copies(const S &s);

std::vector<V> words(const S &s) {
  Splitter sp;
  return sp.split(s);
}
std::vector<V> wordsInVariable(const S &s) {
  Splitter sp;
  auto all = sp.split(s);
  return all;
}
std::vector<V> wordsOfTemporary(const S &s) {
  return Splitter().unseen(s);
}
std::vector<V> listed(const S &s) {
  std::map<int, V> m;
  m = {{1, V(s)}};
  return {m[1]};
}
std::vector<V> built(const S &s) {
  Builder b;
  b.with(s);
  return std::move(b).done();
}
std::vector<V> builtAtOnce(const S &s) {
  return Builder().with(s).all;
}
std::vector<V> handedOn(const S &s) {
  return unseen(s);
}
std::optional<V> first(const S &s) { return Splitter().first(s); }
V trimmed(const S &s) { return Splitter().trim(s); }
std::vector<V> partsOf(const Doc &d) { return d.parts(); }

void words(P p, S s) {
  auto w = words(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void wordsInVariable(P p, S s) {
  auto w = wordsInVariable(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void wordsOfTemporary(P p, S s) {
  auto w = wordsOfTemporary(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void listed(P p, S s) {
  auto w = listed(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void built(P p, S s) {
  auto w = built(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void builtAtOnce(P p, S s) {
  auto w = builtAtOnce(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void handedOn(P p, S s) {
  auto w = handedOn(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void unseen(P p, S s) {
  auto w = unseen(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  keep(w);
}
void first(P p, S s) {
  auto w = first(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  look(*w);
}
void trimmed(P p, S s) {
  auto w = trimmed(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w'}} [send-alias]
  look(w);
}
void trim(P p, S s) {
  V w = trim(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w' may borrow}} [send-alias]
  look(w);
}
void title(P p, Doc d) {
  V w = title(d);
  p->print(std::move(d.text)); // expect-error {{'d.text' is sent while 'w' may borrow}} [send-alias]
  look(w);
}
void method(P p, S s) {
  Splitter sp;
  auto w = sp.unseen(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w' may borrow}} [send-alias]
  keep(w);
}
void partsOf(P p, Doc d) {
  auto w = partsOf(d);
  p->print(std::move(d.text)); // expect-error {{'d.text' is sent while 'w'}} [send-alias]
  keep(w);
}

// Accepted.
V constant(const S &s) { return s.empty() ? "empty" : "full"; }
void constants(P p, S s) {
  V w = constant(s);
  p->print(std::move(s));
  look(w);
}
void values(P p, S s) {
  Splitter sp;
  auto n = count(s) + sp.count(s);
  auto a = copies(s), b = sp.copies(s);
  p->print(std::move(s));
  look(V(a[0]).substr(n));
  look(b[0]);
}
void usedBefore(P p, S s) {
  look(trim(s));
  keep(Splitter().unseen(s));
  p->print(std::move(s));
}
void copied(P p, S s) {
  S w(trim(s));
  p->print(std::move(s));
  look(w);
}
void another(P p, S s, const S &other) {
  V w = trim(other);
  p->print(std::move(s));
  look(w);
}
