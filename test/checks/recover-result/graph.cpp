// A result that points into itself: into memory that moves along, or into itself, which moves.
#include <conure/conure.h>
#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

using namespace conure;

struct Edge;
struct Vertex {
  std::string name;
  std::vector<Edge *> out;
};
struct Edge {
  Vertex *from, *to;
};
class Graph {
public:
  Vertex &vertex(const std::string &name) {
    auto &v = vertices_.emplace_back(std::make_unique<Vertex>());
    v->name = name;
    return *v;
  }
  Vertex *find(std::size_t i) { return vertices_.at(i).get(); }
  void connect(Vertex &a, Vertex &b) { a.out.push_back(edges_.emplace_back(std::make_unique<Edge>(Edge{&a, &b})).get()); }

private:
  std::vector<std::unique_ptr<Vertex>> vertices_;
  std::deque<std::unique_ptr<Edge>> edges_;
};
auto on_the_heap() {
  return recover([] {
    Graph g;
    auto &a = g.vertex("a");
    Vertex &b = g.vertex("b");
    g.connect(a, b);
    g.connect(b, g.vertex("c"));
    g.connect(*g.find(0), *g.find(1));
    return g;
  });
}
auto nodes_of_a_map() {
  struct Tree {
    std::map<int, Vertex> all;
    Vertex *root = nullptr;
    Vertex &at(int i) { return all[i]; }
  };
  return recover([] {
    Tree t;
    t.root = &t.at(1);
    return t;
  });
}

// --- rejected ---
struct Inline {
  Vertex first;
  Vertex *root = nullptr;
  Vertex &get() { return first; }
};
auto lies_in_itself() {
  return recover([] {
    Inline i;
    i.root = &i.get(); // expect-error {{the result of this recover would hold a borrow of itself, 'i'}} [recover-result]
    return i;
  });
}
struct Perhaps {
  std::optional<Vertex> first;
  std::array<Vertex, 2> more;
  Vertex *root = nullptr;
  Vertex &get() { return first ? *first : more[0]; }
};
auto lies_in_an_optional() {
  return recover([] {
    Perhaps p;
    p.root = &p.get(); // expect-error {{the result of this recover would hold a borrow of itself, 'p'}} [recover-result]
    return p;
  });
}
struct Buffer {
  alignas(Vertex) std::byte memory[sizeof(Vertex)];
  Vertex *root = nullptr;
  Vertex &get();
};
auto lies_in_bytes() {
  return recover([] {
    Buffer b;
    b.root = &b.get(); // expect-error {{the result of this recover would hold a borrow of itself, 'b'}} [recover-result]
    return b;
  });
}
struct Chooser {
  Vertex &same(Vertex &v) const { return v; }
  Vertex &operator()(Vertex &v) const { return v; }
};
auto given_back_by_a_method() {
  return recover([] {
    Vertex local;
    Chooser choose;
    Edge e;
    e.from = &choose.same(local); // expect-error {{the result of this recover would hold a borrow of 'local'}} [recover-result]
    return e;
  });
}
auto given_back_by_an_operator() {
  return recover([] {
    Vertex local;
    Chooser choose;
    Edge e;
    auto &v = choose(local); // expect-error {{the result of this recover would hold a borrow of 'local'}} [recover-result]
    e.from = &v;
    return e;
  });
}
auto another_graph_is_gone() {
  return recover([] {
    Graph other;
    Edge e;
    e.from = &other.vertex("a"); // expect-error {{the result of this recover would hold a borrow of 'other'}} [recover-result]
    return e;
  });
}
