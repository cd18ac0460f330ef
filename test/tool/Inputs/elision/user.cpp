#include "model.h"

void looks(Tree &t) {
  Node &looked = *t.root;
  look(looked);
  ++looked.v;
}
void drops_other(Tree &t) {
  Node &kept = *t.root;
  Leaf &lost = *t.root->leaf;
  drop_leaf(t);
  kept.v += lost.v;
}
void drops_far(Tree &t) {
  Node &far = *t.root;
  through(t);
  ++far.v;
}
int ping(const Node &n, int times) { return times ? pong(n, times - 1) : n.v; }
void recurses(Tree &t) {
  Node &again = *t.root;
  again.v = ping(again, 3);
}
void unseen(Tree &t) {
  Node &hidden = *t.root;
  nowhere(t);
  ++hidden.v;
}
void visits(Visitor &v, Tree &t) {
  Node &visited = *t.root;
  Leaf &seen = *t.root->leaf;
  v.visit(t);
  visited.v += seen.v;
}
void leaves(Visitor &v, Tree &t) {
  Node &left = *t.root;
  Leaf &leaf = *t.root->leaf;
  v.leave(t);
  left.v += leaf.v;
}
void ends(std::unique_ptr<Visitor> v, Tree &t) {
  Node &ended = *t.root;
  Leaf &fallen = *t.root->leaf;
  v.reset();
  ended.v += fallen.v;
}
