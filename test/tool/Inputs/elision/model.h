#pragma once
#include <conure/annotations.h>
#include <memory>

struct CONURE_COUNTED Leaf {
  int v = 1;
};
struct CONURE_COUNTED Node {
  int v = 1;
  std::unique_ptr<Leaf> leaf;
};
struct Tree {
  std::unique_ptr<Node> root;
};
struct Visitor {
  virtual ~Visitor() = default;
  virtual void visit(Tree &t) = 0;
  virtual void leave(Tree &t) = 0;
};

void look(const Node &n);
void drop_leaf(Tree &t);
void drop_root(Tree &t);
void through(Tree &t);
int ping(const Node &n, int times);
int pong(const Node &n, int times);
void nowhere(Tree &t);
std::unique_ptr<Visitor> make_visitor();
