// What docs/rules/frozen-alias.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

struct Table {
  std::string rows;
  void insert(std::string key, int n) { rows += key; }
};
class CONURE_PROCESS Reader {
 public:
  CONURE_ASYNC void use(std::shared_ptr<const Table> table) {}
};
namespace why {
void run(process<Reader> reader) {
  auto table = std::make_shared<Table>();
  std::shared_ptr<const Table> frozen = table; // expect-error {{may still change the object}} [frozen-alias]
  reader->use(frozen);
  table->insert("key", 1);
}
}
void after(process<Reader> reader) {
  // - std::shared_ptr<const Table> frozen = freeze(recover(Table(
  {
    std::shared_ptr<const Table> frozen = freeze(recover(Table()));
    reader->use(frozen);
  }
  // - Make it in the conversion
  {
    std::shared_ptr<const Table> frozen = std::make_shared<Table>();
    reader->use(frozen);
  }
  // - Build first, then freeze
  {
    auto t = recover([&] { Table t; t.insert("key", 1); return t; });
    auto frozen = freeze(std::move(t));
    reader->use(frozen);
  }
}
void weak_before(std::shared_ptr<Table> table) {
  std::weak_ptr<const Table> w = table; // expect-error {{}} [frozen-alias]
}
// - A std::weak_ptr<const T> counts
void weak(std::shared_ptr<const Table> table) { std::weak_ptr<const Table> w = table; }
void part_before(std::shared_ptr<Table> table) {
  std::shared_ptr<const std::string> part(table, &table->rows); // expect-error {{the aliasing constructor}} [frozen-alias]
}
// - A part of a frozen object
void part(std::shared_ptr<const Table> table) {
  std::string copy = table->rows;
  std::shared_ptr<const std::string> frozen = freeze(recover(copy));
}
struct Entry {
  int n = 0;
  explicit Entry(int n) : n(n) {}
  explicit Entry(std::vector<Entry *> &registry) { registry.push_back(this); }
};
void registered_before(std::vector<Entry *> &registry) {
  auto entry = std::make_shared<const Entry>(registry); // expect-error {{the constructor of 'Entry' may leave}} [frozen-alias]
}
// - A constructor that hands out this (to a registry, a global
void registered(std::vector<std::shared_ptr<const Entry>> &registry) {
  registry.push_back(std::make_shared<const Entry>(1));
}
