#include "model.h"

static void inside(Tree &t) { drop_root(t); }
void through(Tree &t) { inside(t); }

struct Pruner : Visitor {
  ~Pruner() override { kept.reset(); }
  void visit(Tree &t) override { t.root->leaf.reset(); }
  void leave(Tree &) override {}
  std::unique_ptr<Leaf> kept;
};
std::unique_ptr<Visitor> make_pruner() { return std::make_unique<Pruner>(); }
