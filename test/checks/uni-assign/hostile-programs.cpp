// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace uni_assigned_part_holds_outside_pointer {
void run(process<Sink> s, Node &n) {
  uni<Node> u = recover(Node{});
  u->next = &n; // expect-error {{assigning a 'Node *', which is not sendable, to 'u->next', a part of the unique value 'u'}} [uni-assign]
  s->node(std::move(u));
  n.v = 1;
}
}

namespace uni_assigned_outside_owned {
void run(process<Sink> s) {
  uni<Node> u = recover(Node{});
  auto n = std::make_unique<Node>();
  Node *k = n.get();
  u->own = std::move(n); // expect-error {{assigning a '.*', which is not sendable, to 'u->own', a part of the unique value 'u'}} [uni-assign]
  s->node(std::move(u));
  k->v = 1;
}
}

namespace staru_std_move_o {
void run(process<Sink> s) {
  uni<std::vector<int>> u = recover(std::vector{1});
  std::vector<int> o{1};
  int &r = o[0];
  *u = std::move(o); // expect-error {{assigning a '.*', which is not sendable, to the unique value 'u'}} [uni-assign]
  s->vec(std::move(u));
  r = 2;
}
}

namespace string_ref_moved_into_uni_part {
void run(process<Sink> s, std::string &o) {
  uni<Plain> u = recover(Plain{});
  u->s = std::move(o); // expect-error {{what the reference 'o' refers to is moved into 'u->s', a part of the unique value 'u', but a borrow of it may stay behind}} [uni-assign]
  s->take(std::move(u));
}
}

namespace string_field_moved_into_uni_part {
struct Part {
  std::string name;
  char *p = &name[0];
  void go(process<Sink> s) {
    uni<Plain> u = recover(Plain{});
    u->s = std::move(name); // expect-error {{field 'name' is moved into 'u->s', a part of the unique value 'u', but a borrow of it may stay behind}} [uni-assign]
    s->take(std::move(u));
    *p = 1;
  }
};
}

namespace exchange_into_part {
void run(std::string &o) {
  uni<Plain> u = recover(Plain{});
  u->s = std::exchange(o, ""); // expect-error {{what the reference 'o' refers to is moved into 'u->s', a part of the unique value 'u', but a borrow of it may stay behind}} [uni-assign]
  channel<uni<Plain>> c(1);
  c.send(std::move(u));
}
}
