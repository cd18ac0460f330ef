// What docs/rules/value-class.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <memory>
#include <string>
#include <vector>
using namespace conure;

namespace why {
struct CONURE_VALUE Settings {
  std::string name;
  int* limit; // expect-error {{field 'limit' of value type 'Settings' is no value}} [value-class]
};
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void configure(Settings s) {}
};
void run(process<Worker> w, Settings s) {
  w->configure(s);
  *s.limit = 2;
}
}
// - Hold a value
struct CONURE_VALUE Held {
  std::string name;
  int limit;
};
// - Hold std::shared_ptr<const T>
struct CONURE_VALUE Large {
  std::shared_ptr<const std::string> text;
};
struct CONURE_VALUE ContainerBefore {
  std::vector<int> v; // expect-error {{field 'v' of value type 'ContainerBefore' is no value}} [value-class]
};
// - A container makes the class owned
struct Settings {
  std::vector<int> v;
};
struct SynchronisedBefore {
  int *shared;
};
struct CONURE_VALUE HoldsBefore {
  SynchronisedBefore part; // expect-error {{field 'part' of value type 'HoldsBefore' is no value}} [value-class]
};
// - A class that synchronises itself
struct CONURE_SENDABLE Synchronised {
  int *shared;
};
struct CONURE_VALUE Holds {
  Synchronised part;
};
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void configure(Held held, Large large, uni<Settings> settings, Holds holds) {}
};
