// rules: frozen-alias, spawn-argument, async-signature, use-after-move
// Conversions that happen in the library's own code: spawn and ask hand their arguments on, a std::function converts what
// its callable gives.
#include <conure/conure.h>
#include <functional>
#include <memory>
#include <vector>

using namespace conure;
using Table = std::vector<int>;
using Frozen = std::shared_ptr<const Table>;

class CONURE_PROCESS Reader {
public:
  explicit Reader(Frozen table) : table_(table) {}
  CONURE_ASYNC void look(promise<int> out, Frozen table) const { std::move(out).set((*table)[0]); }

private:
  Frozen table_;
};
struct CONURE_PROCESS Open {
  int n;
  Frozen table;
  CONURE_ASYNC void nothing() {}
};

void rejected(Frozen good) {
  auto shared = std::make_shared<Table>(3);
  auto reader = spawn<Reader>(shared); // expect-error {{may still change the object}} [frozen-alias]
  auto open = spawn<Open>(1, shared); // expect-error {{field 'table'}} [spawn-argument]
  auto a = ask(reader, &Reader::look, shared); // expect-error {{may still change the object}} [frozen-alias]
  auto message = &Reader::look;
  auto b = ask(reader, message, shared); // expect-error {{may still change the object}} [frozen-alias]
  std::function<Frozen()> f = [&] { return shared; }; // expect-error {{becomes an immutable one here}} [frozen-alias]
  auto moved = spawn<Reader>(std::move(shared)); // expect-error {{may still change}} [frozen-alias]
}

void accepted(Frozen good) {
  auto reader = spawn<Reader>(good);
  auto fresh = spawn<Reader>(std::make_shared<Table>(3));
  auto frozen = spawn<Reader>(freeze(recover(Table{1})));
  auto open = spawn<Open>(1, good);
  auto a = ask(reader, &Reader::look, good);
  auto b = ask(reader, &Reader::look, freeze(recover(Table{1})));
  std::function<Frozen()> f = [&] { return good; };
  std::function<int(std::shared_ptr<Table>)> g = [](std::shared_ptr<Table> t) { return (*t)[0]; };
}
