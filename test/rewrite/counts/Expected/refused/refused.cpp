#line 1 "SOURCE/refused.cpp" // Rewritten by Conure: edit the file named here
// RUN: %golden --expected %S/Expected/refused --compilers g++ %s
// What cannot be counted is left as it is, with a reason, and the program still compiles.
#include <conure/conure.h>
#include <cstddef>
#include <map>
#include <memory>
#include <utility>
#include <vector>

class CONURE_COUNTED Node { public: ::conure::rt::count<Node> conure_count; private:
 public:
  explicit Node(int v = 0) : value(v) {}
  Node(Node &&other) : conure_count(::std::move(other.conure_count)), value(other.value) {}
  Node &operator=(Node &&other) { this->conure_count = ::std::move(other.conure_count); value = other.value; return *this; }
  int value;
};
void drop_something(std::unique_ptr<Node> &owner) { owner.reset(); }

union CONURE_COUNTED Either { int i; float f; };
struct CONURE_COUNTED [[gnu::packed]] Packed { char c; int i; };
#define COUNTED_CLASS(name) class CONURE_COUNTED name { int x = 0; }
COUNTED_CLASS(ByMacro);
struct CONURE_COUNTED Listed { int a; int b; };
Listed listed = {1, 2};
struct CONURE_COUNTED Named { int a = 0; int b = 0; };
int sum_of_parts() { Named n; auto [a, b] = n; return a + b; }
struct CONURE_COUNTED Measured { int a = 0; };
static_assert(sizeof(Measured) == sizeof(int));
struct CONURE_COUNTED Offset { int a = 0; int b = 0; };
constexpr std::size_t offset = offsetof(Offset, b);
struct CONURE_COUNTED Fine { public: ::conure::rt::count<Fine> conure_count; int a = 0; };

using Alias = Node *;
struct Fields {
  ::conure::rt::borrowed<Node> counted = nullptr;
  Node *two = nullptr, *together = nullptr;
  ::conure::rt::borrowed<::std::remove_pointer_t<Alias>> hidden = nullptr;
  Node *owned = new Node;
  Node *address_taken = nullptr;
  Node *deleted = nullptr;
  ::conure::rt::borrowed<Node> const constant = nullptr;
  ::conure::rt::borrowed<const Node> to_const = nullptr;
  mutable ::conure::rt::borrowed<Node> changeable = nullptr;
  ::conure::rt::borrowed<Node> array[2] = {};
  std::vector<::conure::rt::borrowed<Node>> many;
  ~Fields() { delete owned; delete deleted; }
};
Node **address(Fields &f) { return &f.address_taken; }
Node *read(Fields &f, bool b) {
  f.counted = f.owned;
  std::swap(f.counted, f.changeable);
  return b ? f.counted.get() : nullptr;
}
struct Reference { Node &in_aggregate; };
static Node *global = nullptr;

void locals(std::unique_ptr<Node> &owner) {
  Node *escapes = owner.get();
  Node **other = &escapes;
  Node *owns = new Node;
  Node *by_closure = owner.get();
  auto assign = [&by_closure] { by_closure = nullptr; };
  Node *stepped = owner.get();
  Node *before = stepped++; ::conure::rt::guard conure_before_g(before, ::conure::rt::place::current());
  std::map<int, ::conure::rt::borrowed<Node>> inside;
  switch (owner->value) {
  case 0:
    Node *in_switch;
    in_switch = owner.get();
    drop_something(owner);
    (void)in_switch;
    break;
  default:
    break;
  }
  assign();
  drop_something(owner);
  delete owns;
  (void)other, (void)before, (void)inside;
}
