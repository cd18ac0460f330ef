// What docs/rules/unsafe.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <bit>
#include <memory>
#include <thread>
#include <variant>
#include <vector>
using namespace conure;

namespace why {
const std::vector<int> table{1, 2, 3};

class CONURE_PROCESS Writer {
 public:
  CONURE_ASYNC void run() {
    const_cast<std::vector<int>&>(table).push_back(4); // expect-warning {{'const_cast' that removes 'const'}} [unsafe]
  }
};
}
union Number {
  int i;
  float f;
};
struct Node {
  int n = 0;
};
void helper(void *data) {
  auto *n = static_cast<Node *>(data); // expect-warning {{a cast from 'void *'}} [unsafe]
}
class CONURE_PROCESS Before {
 public:
  CONURE_ASYNC void run() {
    Node *p = new Node; // expect-warning {{raw 'new'}} [unsafe]
    helper(p);
    delete p; // expect-warning {{raw 'delete'}} [unsafe]
    std::thread t([] {}); // expect-warning {{'std::thread'}} [unsafe]
    Number number;
    number.f = 1; // expect-warning {{'union'}} [unsafe]
    float f = 1;
    int bits = *reinterpret_cast<int *>(&f); // expect-warning {{'reinterpret_cast'}} [unsafe]
  }
};
template <class T> void typed(T &data) { data.n = 1; }
class CONURE_PROCESS Work {
 public:
  CONURE_ASYNC void run() {}
};
CONURE_TRUSTED("the register is this driver's alone") void poke(unsigned long at) { *reinterpret_cast<int *>(at) = 1; } // expect-remark {{}} [trusted-reason]
class CONURE_PROCESS After {
 public:
  CONURE_ASYNC void run() {
    // | new T, delete p
    auto p = std::make_unique<Node>();
    // | std::thread, std::async
    spawn<Work>()->run();
    conure::blocking([] {});
    // | a union
    std::variant<int, float> number = 1.0f;
    // | void*
    typed(*p);
    // | reinterpret_cast of bytes
    int bits = std::bit_cast<int>(1.0f);
    poke(0x4000);
  }
};
