// Immutable pointers with a mutable twin.
#include <conure/conure.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
using namespace conure;

using Table = std::vector<std::string>;
using Frozen = std::shared_ptr<const Table>;
struct Whole {
  Table part;
};
std::shared_ptr<Table> find();
void take(Frozen f);

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main(channel<Frozen> out) {
    auto twin = std::make_shared<Table>(); // expect-note {{'twin' is declared here}}
    Frozen a = twin; // expect-error {{'Frozen' is immutable to everyone, but this 'std::shared_ptr<std::vector<std::string>>' may still change the object}} [frozen-alias]
    Frozen b(std::move(twin));  // expect-error {{may still change the object}} [frozen-alias]
    out.send(twin);             // expect-error {{may still change the object}} [frozen-alias]
    a = twin;                   // expect-error {{may still change the object}} [frozen-alias]
    take(twin);                 // expect-error {{may still change}} [frozen-alias]
    Frozen c = find();          // expect-error {{may still change}} [frozen-alias]
    auto whole = std::make_shared<Whole>();
    Frozen d(whole, &whole->part); // expect-error {{the aliasing constructor}} [frozen-alias]
    auto raw = new Table();
    Frozen e(raw);              // expect-error {{may still change}} [frozen-alias]
    auto unique = std::make_unique<Table>();
    Frozen f = std::move(unique); // expect-error {{may still change}} [frozen-alias]
    a.reset(raw);               // expect-error {{may still change}} [frozen-alias]
    auto g = std::static_pointer_cast<const Table>(twin); // expect-error {{may still change}} [frozen-alias]
    auto h = std::const_pointer_cast<Table>(a); // expect-error {{this cast lets the object}} [frozen-alias]
    std::vector<Frozen> many{twin}; // expect-error {{may still change}} [frozen-alias]
    many.push_back(twin);       // expect-error {{may still change}} [frozen-alias]
    many.emplace_back(twin);    // expect-error {{becomes an immutable one here}} [frozen-alias]
    std::vector<std::shared_ptr<Table>> twins;
    std::vector<Frozen> all(twins.begin(), twins.end()); // expect-error {{becomes an immutable one here}} [frozen-alias]
    std::optional<Frozen> maybe = twin; // expect-error {{becomes an immutable one}} [frozen-alias]
    std::pair<int, Frozen> pair = std::pair(1, twin); // expect-error {{becomes an immutable one}} [frozen-alias]
    std::map<int, Frozen> map;
    map.emplace(1, twin);       // expect-error {{becomes an immutable one}} [frozen-alias]
    auto lambda = [&]() -> Frozen { return twin; }; // expect-error {{may still change}} [frozen-alias]
    field_ = twin;              // expect-error {{may still change}} [frozen-alias]
  }

private:
  Frozen field_;
};
template <class T> std::shared_ptr<const T> share(std::shared_ptr<T> p) {
  return p; // expect-error {{'std::shared_ptr<const int>'}} [frozen-alias]
}
auto shared = share(std::make_shared<int>(1));
void deleters(int &count) {
  Frozen a(new Table, [&count](const Table *t) { ++count; delete t; }); // expect-error {{this deleter borrows what belongs to its process}} [frozen-alias]
  Frozen b;
  b.reset(new Table, [p = &count](const Table *t) { ++*p; delete t; });  // expect-error {{this deleter}} [frozen-alias]
}
Frozen conditional(bool b) {
  auto twin = std::make_shared<Table>();
  return b ? Frozen(twin) : Frozen(); // expect-error {{may still change}} [frozen-alias]
}
// rules: frozen-alias
