#include "model.h"

static int looked_at = 0;
void look(const Node &n) { looked_at += n.v; }
void drop_leaf(Tree &t) { t.root->leaf.reset(); }
void drop_root(Tree &t) { t.root.reset(); }
int pong(const Node &n, int times) { return times ? ping(n, times - 1) : n.v; }

namespace {
struct Reader final : Visitor {
  void visit(Tree &t) override { looked_at += t.root->v; }
  void leave(Tree &t) override { look(*t.root); }
};
} // namespace
std::unique_ptr<Visitor> make_visitor() { return std::make_unique<Reader>(); }
