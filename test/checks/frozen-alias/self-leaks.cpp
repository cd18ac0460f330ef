// Objects that become immutable, but whose constructors told others where they are.
// rules: frozen-alias
#include <conure/conure.h>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>
using namespace conure;

struct Node;
struct Registry {
  std::vector<Node *> all;
  void add(Node *n) { all.push_back(n); }
};
struct Node {
  int n = 0;
  explicit Node(Registry &r) { r.all.push_back(this); }
  Node(Registry *r, int) { r->add(this); }
  Node(int, Registry &r) : n((r.add(this), 1)) {}
  Node(Registry &r, char) { enlist(r); }
  explicit Node(Node **out) { *out = this; }
  Node(Registry &r, long) : Node(r) {}
  explicit Node(int n) : n(n) {}
  Node(const Registry &r, std::string name) : n(int(r.all.size() + name.size())) {}

private:
  void enlist(Registry &r) { r.add(this); }
};
struct Base {
  explicit Base(std::vector<Base *> &all) { all.push_back(this); }
};
struct Derived final : Base {
  using Base::Base;
  Derived(std::vector<Base *> &all, int) : Base(all) {}
};
struct Global {
  Global();
  static Global *last;
};
Global::Global() { last = this; }
struct Unseen {
  explicit Unseen(std::vector<Unseen *> &all);
  explicit Unseen(std::vector<int> &numbers);
  Unseen(std::string name, int size);
  Unseen(std::ostream &log, std::string &name);
};

void byMethod(Registry &r) {
  auto p = std::make_shared<const Node>(r); // expect-error {{the constructor of 'Node' may leave the object's address with somebody who changes it}} [frozen-alias]
}
void byPointer(Registry &r) {
  auto p = std::make_shared<const Node>(&r, 1); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void byInitialiser(Registry &r) {
  auto p = std::make_shared<const Node>(1, r); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void byOwnMethod(Registry &r) {
  auto p = std::make_shared<const Node>(r, 'c'); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void byOutput(Node *&out) {
  auto p = std::make_shared<const Node>(&out); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void byDelegation(Registry &r) {
  auto p = std::make_shared<const Node>(r, 1L); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void byBase(std::vector<Base *> &all) {
  auto p = std::make_shared<const Derived>(all, 1); // expect-error {{the constructor of 'Derived' may leave}} [frozen-alias]
}
void byGlobal() {
  auto p = std::make_shared<const Global>(); // expect-error {{the constructor of 'Global' may leave}} [frozen-alias]
}
void converted(Registry &r) {
  std::shared_ptr<const Node> p = std::make_shared<Node>(r); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void fromNew(Registry &r) {
  std::shared_ptr<const Node> p(new Node(r)); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void fromUnique(Registry &r) {
  std::shared_ptr<const Node> p = std::make_unique<Node>(r); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void allocated(Registry &r) {
  auto p = std::allocate_shared<const Node>(std::allocator<Node>(), r); // expect-error {{the constructor of 'Node' may leave}} [frozen-alias]
}
void withoutBody(std::vector<Unseen *> &all) {
  auto p = std::make_shared<const Unseen>(all); // expect-error {{the constructor of 'Unseen' may leave}} [frozen-alias]
}

// Accepted.
struct Tree {
  struct Child {
    int depth = 0;
    explicit Child(const Tree &of) : depth(of.depth + 1) {}
  };
  int depth = 0;
  std::vector<Child> children;
  explicit Tree(int n) {
    for (int i = 0; i < n; ++i)
      children.emplace_back(*this);
  }
};
struct Counted {
  int number;
  explicit Counted(int &next) : number(next++) {}
};
struct Parsed {
  std::vector<std::string> words;
  explicit Parsed(std::vector<std::string> &from) { words.swap(from); }
};
void values(const Registry &r) {
  auto a = std::make_shared<const Node>(1);
  auto b = std::make_shared<const Node>(r, "name");
  auto c = std::make_shared<const Node>(*a);
  std::shared_ptr<const Node> d(new Node(2)), e = std::make_unique<Node>(3);
}
void parts() { auto p = std::make_shared<const Tree>(3); }
void numbers(int &next, std::vector<int> &all) {
  auto p = std::make_shared<const Counted>(next);
  auto q = std::make_shared<const Unseen>(all);
}
void unseenValues() { auto p = std::make_shared<const Unseen>("name", 3); }
void logs(std::ostream &log, std::string &name) { auto p = std::make_shared<const Unseen>(log, name); }
void lists(std::vector<std::string> words) { auto p = std::make_shared<const Parsed>(words); }
void mutableOnes(Registry &r) {
  auto p = std::make_shared<Node>(r);
  p->n = 1;
}
