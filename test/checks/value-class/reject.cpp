// Parts that a value type may not have.
#include <conure/conure.h>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct Node {
  int *p; // expect-note {{'Node' has a field 'p' of type 'int *'}}
};
struct Owner {
  std::vector<int> v;
};

struct CONURE_VALUE Pointer {
  int *p; // expect-error {{field 'p' of value type 'Pointer' is no value: its type is 'int *'}} [value-class]
};
struct CONURE_VALUE Reference {
  int &r; // expect-error {{'int &'}} [value-class]
};
struct CONURE_VALUE View {
  std::string name;
  std::string_view view; // expect-error {{'std::string_view'}} [value-class]
};
struct CONURE_VALUE Vector {
  std::vector<int> v; // expect-error {{'std::vector<int>'}} [value-class]
};
struct CONURE_VALUE Deep {
  Node n;  // expect-error {{'Node'}} [value-class]
  Owner o; // expect-error {{'Owner'}} [value-class]
};
struct CONURE_VALUE Based : Node { // expect-error {{base 'Node' of value type 'Based' is no value}} [value-class]
  int x;
};
struct CONURE_VALUE Unique {
  uni<int> u;                     // expect-error {{'uni<int>'}} [value-class]
  std::unique_ptr<int> p;         // expect-error {{'std::unique_ptr<int>'}} [value-class]
  std::shared_ptr<int> s;         // expect-error {{'std::shared_ptr<int>'}} [value-class]
  std::shared_ptr<const Node> c;  // expect-error {{'std::shared_ptr<const Node>'}} [value-class]
  std::function<void()> f;        // expect-error {{'std::function<void ()>'}} [value-class]
};
struct CONURE_VALUE Anonymous {
  union { // expect-error {{an unnamed field}} [value-class]
    int i;
    int *p;
  };
};
struct CONURE_VALUE Array {
  Node nodes[2]; // expect-error {{'Node[2]'}} [value-class]
};
template <class T> struct CONURE_VALUE Template {
  T value;
  int *p; // expect-error {{'int *'}} [value-class]
};
template struct Template<int>;
class CONURE_PROCESS CONURE_VALUE Both { // expect-error {{'Both' is a process class and cannot be a value too}} [value-class]
};
struct CONURE_VALUE Shape {
  virtual ~Shape() = default;
};
struct Circle : Shape { // expect-error {{'Circle' derives from 'Shape', which is marked CONURE_VALUE, but is not marked itself}} [value-class]
  int *p;
};
struct CONURE_SENDABLE Queue {
  virtual ~Queue() = default;
};
struct Slow : Queue {}; // expect-error {{which is marked CONURE_SENDABLE}} [value-class]
struct Outer {
  struct CONURE_VALUE Inner {
    const char *text; // expect-error {{'const char *'}} [value-class]
  };
};
void local() {
  struct CONURE_VALUE Local {
    void *p; // expect-error {{'void *'}} [value-class]
  };
}
// rules: value-class
