// RUN: %counts %s
// Each form of borrow: with the argument "bad" the value goes first, which must end in a panic that names the line
// marked DROP and the line marked BORROW of that form; with "good" the borrow goes first, and nothing happens.
#include <conure/conure.h>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

class CONURE_COUNTED Node {
 public:
  explicit Node(int v) : value(v) {}
  Node(Node &&) = default;
  virtual ~Node() {}
  int read() const { return value; }
  void drop_owner(std::unique_ptr<Node> &owner, bool bad) { // BORROW receiver
    if (bad)
      owner.reset(); // DROP receiver
  }
  int value;
  std::unique_ptr<Node> next;
};
class Leaf : public Node {
 public:
  using Node::Node;
};
using Owner = std::unique_ptr<Node>;
int sum = 0;

void local_pointer(bool bad) {
  auto owner = std::make_unique<Node>(1);
  Node *p = owner.get(); // BORROW local_pointer
  if (!bad)
    p = nullptr;
  owner.reset(); // DROP local_pointer
  sum += p != nullptr;
}
void reassigned(bool bad) {
  auto a = std::make_unique<Node>(1), b = std::make_unique<Node>(2);
  Node *p = a.get();
  p = b.get(); // BORROW reassigned
  a.reset();
  if (!bad)
    p = nullptr;
  b.reset(); // DROP reassigned
  sum += p != nullptr;
}
void local_reference(bool bad) {
  auto owner = std::make_unique<Node>(1);
  {
    const Node &r = *owner; // BORROW local_reference
    if (bad)
      owner.reset(); // DROP local_reference
    else
      sum += r.read();
  }
  owner.reset();
}
void deduced(bool bad) {
  auto owner = std::make_unique<Node>(1);
  {
    auto *p = owner.get(); // BORROW deduced
    const auto &r = *p;
    if (bad)
      owner.reset(); // DROP deduced
    else
      sum += r.read();
  }
}
void take_reference(Owner &owner, Node &r, bool bad) { // BORROW parameter
  if (bad)
    owner.reset(); // DROP parameter
  else
    sum += r.read();
}
void parameter(bool bad) {
  auto owner = std::make_unique<Node>(1);
  take_reference(owner, *owner, bad);
}
void take_pointer(Owner &owner, const Node *p, bool bad) { // BORROW pointer_parameter
  if (bad)
    owner.reset(); // DROP pointer_parameter
  else
    sum += p->read();
}
void pointer_parameter(bool bad) {
  auto owner = std::make_unique<Node>(1);
  take_pointer(owner, owner.get(), bad);
}
void receiver(bool bad) {
  auto owner = std::make_unique<Node>(1);
  owner->drop_owner(owner, bad);
}
void range_for(bool bad) {
  std::vector<Owner> all;
  all.push_back(std::make_unique<Node>(1));
  for (auto &owner : all)
    for (Node *p : {owner.get()}) { // BORROW range_for
      if (bad)
        owner.reset(); // DROP range_for
      else
        sum += p->read();
    }
}
void range_for_values(bool bad) {
  std::optional<Node> holder(std::in_place, 1);
  std::vector<std::optional<Node> *> all = {&holder};
  for (auto *one : all) {
    for (Node &n : std::span<Node>(&**one, 1)) // BORROW range_for_values
      if (bad) // BORROW range_for_values
        holder.reset(); // DROP range_for_values
      else
        sum += n.read();
  }
}
void for_init(bool bad) {
  Owner list = std::make_unique<Node>(1);
  list->next = std::make_unique<Node>(2);
  for (Node *p = list.get(); p; p = p->next.get()) { // BORROW for_init
    if (bad && p->value == 2)
      list->next.reset(); // DROP for_init
    sum += 1;
  }
}
void if_condition(bool bad) {
  auto owner = std::make_unique<Node>(1);
  if (Node *p = owner.get()) { // BORROW if_condition
    if (bad)
      owner.reset(); // DROP if_condition
    else
      sum += p->read();
  }
}
void while_condition(bool bad) {
  auto owner = std::make_unique<Node>(1);
  while (Node *p = owner.get()) { // BORROW while_condition
    sum += p->read();
    if (bad)
      owner.reset(); // DROP while_condition
    else
      break;
  }
}
void binding(bool bad) {
  auto both = std::make_unique<std::pair<Node, int>>(Node(1), 2);
  {
    auto &[node, number] = *both; // BORROW binding
    if (bad)
      both.reset(); // DROP binding
    else
      sum += node.read() + number;
  }
}
void pointer_binding(bool bad) {
  auto owner = std::make_unique<Node>(1);
  {
    auto [number, p] = std::make_pair(1, owner.get()); // BORROW pointer_binding
    if (bad)
      owner.reset(); // DROP pointer_binding
    else
      sum += p->read() + number;
  }
}
void closure(bool bad) {
  std::function<int()> later;
  auto owner = std::make_unique<Node>(1);
  {
    Node &n = *owner;
    later = [&n] { return n.read(); }; // BORROW closure
  }
  if (!bad)
    later = nullptr;
  owner.reset(); // DROP closure
}
void closure_of_pointer(bool bad) {
  std::function<int()> later;
  auto owner = std::make_unique<Node>(1);
  {
    Node *const p = owner.get();
    later = [=] { return p->read(); }; // BORROW closure_of_pointer
  }
  if (!bad)
    later = nullptr;
  owner.reset(); // DROP closure_of_pointer
}
struct HasPointer {
  Node *to = nullptr;
  int other = 0;
};
void pointer_field(bool bad) {
  HasPointer h;
  auto owner = std::make_unique<Node>(1);
  h.to = owner.get(); // BORROW pointer_field
  sum += h.to->read() + (h.to ? 1 : 0) + h.other;
  if (!bad)
    h.to = nullptr;
  owner.reset(); // DROP pointer_field
}
struct Chain {
  Chain() : first(0), second(NULL) {}
  Node *first;
  Node *second;
};
void fields_among_themselves(bool bad) {
  Chain c;
  auto owner = std::make_unique<Node>(1);
  c.first = owner.get();
  for (Node *p = c.first; p; p = c.second)
    sum += p == c.first;
  c.second = c.first; // BORROW fields_among_themselves
  c.first = 0;
  if (!bad)
    c.second = NULL;
  owner.reset(); // DROP fields_among_themselves
}
class HasReference {
 public:
  explicit HasReference(Node &n) : to_(n) {} // BORROW reference_field
  int read() const { return to_.read(); }

 private:
  Node &to_;
};
void reference_field(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::optional<HasReference> h(*owner);
  sum += h->read();
  if (!bad)
    h.reset();
  owner.reset(); // DROP reference_field
}
void stored_borrow(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::vector<conure::mut<Node>> all;
  all.push_back(*owner);
  if (!bad)
    all.clear();
  owner.reset(); // DROP stored_borrow
}
void base_pointer(bool bad) {
  auto owner = std::make_unique<Leaf>(1);
  Node *p = owner.get(); // BORROW base_pointer
  if (!bad)
    p = nullptr;
  owner.reset(); // DROP base_pointer
  sum += p != nullptr;
}
void down_cast(bool bad) {
  Owner owner = std::make_unique<Leaf>(1);
  auto *p = static_cast<Leaf *>(owner.get()); // BORROW down_cast
  if (!bad)
    p = nullptr;
  owner.reset(); // DROP down_cast
  sum += p != nullptr;
}
void part(bool bad) {
  auto owner = std::make_unique<Node>(1);
  {
    Node *p = owner.get();
    int &v = p->value; // BORROW part
    p = nullptr;
    if (bad)
      owner.reset(); // DROP part
    else
      sum += v;
  }
}
template <class T> void generic_body(std::unique_ptr<T> &owner, T &r, bool bad) { // BORROW generic
  if (bad)
    owner.reset(); // DROP generic
  else
    sum += r.read();
}
struct Uncounted {
  int read() const { return 1; }
};
void generic(bool bad) {
  auto owner = std::make_unique<Node>(1);
  generic_body(owner, *owner, bad);
  auto other = std::make_unique<Uncounted>();
  generic_body(other, *other, false);
}
void array(bool bad) {
  auto owner = std::make_unique<std::array<Node, 2>>(std::array<Node, 2>{Node(1), Node(2)});
  Node *p = &(*owner)[1]; // BORROW array
  if (!bad)
    p = nullptr;
  owner.reset(); // DROP array
  sum += p != nullptr;
}
void scope_end(bool bad) {
  Node *p = nullptr;
  {
    Node n(1);
    p = &n; // BORROW scope_end
    if (!bad)
      p = nullptr;
  } // DROP scope_end
  sum += p != nullptr;
}
void moved(bool bad) {
  Node n(1);
  Node *p = &n; // BORROW moved
  if (!bad)
    p = nullptr;
  Node other = std::move(n); // DROP moved
  sum += p != nullptr;
}
void moved_pointer_is_fine(bool) {
  auto owner = std::make_unique<Node>(1);
  Owner other;
  Node *p = owner.get();
  other = std::move(owner);
  sum += p->read();
}
void optional_reset(bool bad) {
  std::optional<Node> n(std::in_place, 1);
  Node *p = &*n; // BORROW optional_reset
  if (!bad)
    p = nullptr;
  n.reset(); // DROP optional_reset
  sum += p != nullptr;
}
void temporary(bool bad) {
  const Node &fine = Node(1);
  Node *p = std::make_unique<Node>(bad ? 1 : 2)->next.get(); // null: no borrow
  sum += fine.read() + (p != nullptr);
  if (bad) {
    const Node *q = std::make_unique<Node>(3).get(); // BORROW temporary DROP temporary
    sum += q != nullptr;
  }
}
void exception(bool bad) {
  Node *p = nullptr;
  try {
    Node n(1);
    p = &n; // BORROW exception
    if (!bad)
      p = nullptr;
    throw 1; // the value goes while the stack unwinds
  } catch (int) { // DROP exception
  }
  sum += p != nullptr;
}
void reallocation(bool bad) {
  std::vector<Leaf> all;
  all.reserve(1);
  all.emplace_back(1);
  Node *p = &all[0]; // BORROW reallocation
  if (!bad)
    p = nullptr;
  all.emplace_back(2); // DROP reallocation
  sum += p != nullptr;
}

class CONURE_COUNTED Inner {
 public:
  Inner() {}
  int value = 3;
};
class CONURE_COUNTED Whole : public virtual Inner {
 public:
  Whole() {}
  Inner part;
  Inner parts[2];
};
void member_object(bool bad) {
  auto owner = std::make_unique<Whole>();
  {
    Inner &in = owner->part; // BORROW member_object
    if (bad)
      owner.reset(); // DROP member_object
    else
      sum += in.value;
  }
}
void member_array(bool bad) {
  auto owner = std::make_unique<Whole>();
  Inner *in = &owner->parts[1]; // BORROW member_array
  if (!bad)
    in = nullptr;
  owner.reset(); // DROP member_array
  sum += in != nullptr;
}
void virtual_base(bool bad) {
  auto owner = std::make_unique<Whole>();
  Inner *in = owner.get(); // BORROW virtual_base
  if (!bad)
    in = nullptr;
  owner.reset(); // DROP virtual_base
  sum += in != nullptr;
}
void swapped_values(bool bad) {
  Inner a, b;
  {
    Inner &r = a; // BORROW swapped_values
    if (bad)
      std::swap(a, b); // DROP swapped_values
    sum += r.value;
  }
  std::swap(a, b);
}
void swapped_owners(bool bad) {
  auto a = std::make_unique<Node>(1), b = std::make_unique<Node>(2);
  Node *p = a.get(); // BORROW swapped_owners
  std::swap(a, b);
  if (!bad)
    p = nullptr;
  b.reset(); // DROP swapped_owners
  sum += p != nullptr;
}
class Household {
 public:
  void add() { members_.push_back(std::make_unique<Node>(1)); }
  Node &first() { return *members_[0]; }
  void leave() { members_.erase(members_.begin()); } // DROP owner_in_container
 private:
  std::vector<Owner> members_;
};
void owner_in_container(bool bad) {
  Household all;
  all.add();
  {
    Node &n = all.first(); // BORROW owner_in_container
    if (bad)
      all.leave();
    else
      sum += n.read();
  }
}
void owner_in_map(bool bad) {
  std::map<int, Node> all;
  all.emplace(1, 1);
  Node *n = &all.at(1); // BORROW owner_in_map
  if (!bad)
    n = nullptr;
  all.erase(1); // DROP owner_in_map
  sum += n != nullptr;
}
void assigned_over(bool bad) {
  auto owner = std::make_unique<Node>(1);
  Node *n = &*owner; // BORROW assigned_over
  if (!bad)
    n = nullptr;
  owner = std::make_unique<Node>(2); // DROP assigned_over
  sum += n != nullptr;
}
void copied_borrow(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::optional<conure::ref<Node>> kept;
  {
    conure::mut<Node> m(*owner); // BORROW copied_borrow
    std::vector<conure::mut<Node>> some(3, m);
    kept = conure::ref<Node>(m); // BORROW copied_borrow
  }
  if (!bad)
    kept.reset();
  owner.reset(); // DROP copied_borrow
}
void several_mutable(bool bad) { // seed 004: any number of mutable borrows
  auto owner = std::make_unique<Node>(1);
  conure::mut<Node> a(*owner), b(*owner);
  a->value = 2;
  b->value = 3;
  Node &c = *a; // BORROW several_mutable
  c.value = 4;
  if (bad)
    owner.reset(); // DROP several_mutable
}
// Seed 003: a list whose nodes know their predecessor is dropped as a whole, and no part of it alone.
class CONURE_COUNTED Link {
 public:
  explicit Link(int v) : value(v) {}
  int value;
  Link *previous = nullptr;
  std::unique_ptr<Link> next;
};
void back_pointers(bool bad) {
  auto first = std::make_unique<Link>(1);
  first->next = std::make_unique<Link>(2);
  first->next->previous = first.get(); // BORROW back_pointers
  if (bad) {
    auto rest = std::move(first->next);
    first.reset(); // DROP back_pointers
    sum += rest->previous->value;
  }
}
// Fields are dropped from the last to the first, so a borrow must be declared after its owner.
class Ordered {
 public:
  explicit Ordered(bool bad) {
    if (bad)
      before = &owner; // BORROW drop_order
    else
      after = &owner;
  }
 private:
  Node *before = nullptr;
  Node owner{1};
  Node *after = nullptr;
};
void drop_order(bool bad) { Ordered o(bad); } // DROP drop_order
// A destructor that lets `this` escape.
class Escaping : public Node {
 public:
  explicit Escaping(bool bad) : Node(1), bad_(bad) {}
  ~Escaping() {
    if (bad_)
      keep.push_back(*this); // BORROW destructor
  }
  static std::vector<conure::mut<Node>> keep;

 private:
  bool bad_;
};
std::vector<conure::mut<Node>> Escaping::keep;
void destructor(bool bad) {
  auto owner = std::make_unique<Escaping>(bad);
  owner.reset(); // DROP destructor
}
// Seed 004: a file in an optional is closed when that is set to nothing.
int open_files = 0;
class CONURE_COUNTED File {
 public:
  File() { ++open_files; }
  ~File() { --open_files; }
  int descriptor = 3;
};
void file_is_closed(bool bad) {
  std::optional<File> file(std::in_place);
  {
    File &f = *file; // BORROW file_is_closed
    if (bad)
      file = std::nullopt; // DROP file_is_closed
    else
      sum += f.descriptor;
  }
  file = std::nullopt;
  if (open_files != 0)
    std::abort();
}
// Counts balance when borrows are unwound.
void unwound(bool bad) {
  auto owner = std::make_unique<Node>(1);
  Node *late = owner.get(); // BORROW unwound
  try {
    Node &r = *owner;
    conure::mut<Node> m(r);
    std::vector<conure::mut<Node>> many(3, m);
    Node *p = &r;
    take_reference(owner, r, false);
    p = many[0].operator->();
    if (p)
      throw 1;
  } catch (int) {
  }
  if (!bad)
    late = nullptr;
  owner.reset(); // DROP unwound
  sum += late != nullptr;
}

int main(int argc, char **argv) {
  const std::map<std::string, void (*)(bool)> forms = {
#define FORM(name) {#name, name},
      FORM(local_pointer) FORM(reassigned) FORM(local_reference) FORM(deduced) FORM(parameter) FORM(pointer_parameter)
      FORM(range_for) FORM(range_for_values) FORM(for_init) FORM(if_condition) FORM(while_condition) FORM(binding)
      FORM(pointer_binding)
      FORM(closure) FORM(closure_of_pointer) FORM(pointer_field) FORM(reference_field) FORM(stored_borrow)
      FORM(base_pointer) FORM(down_cast) FORM(part) FORM(generic) FORM(array) FORM(scope_end) FORM(moved)
      FORM(moved_pointer_is_fine) FORM(optional_reset) FORM(temporary) FORM(exception) FORM(reallocation)
      FORM(receiver) FORM(fields_among_themselves) FORM(member_object) FORM(member_array) FORM(virtual_base)
      FORM(swapped_values) FORM(swapped_owners) FORM(owner_in_container) FORM(owner_in_map) FORM(assigned_over)
      FORM(copied_borrow) FORM(several_mutable) FORM(back_pointers) FORM(drop_order) FORM(destructor)
      FORM(file_is_closed) FORM(unwound)
#undef FORM
  };
  if (argc == 3)
    forms.at(argv[1])(std::string(argv[2]) == "bad");
}
