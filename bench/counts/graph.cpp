// A random graph whose edges borrow the nodes that the graph owns: breadth-first search and shortest paths.
#include "ownership.h"

#include <queue>
#include <vector>

struct node;

struct CONURE_COUNTED edge {
  borrow<node> to;
  std::uint32_t cost;
};

struct CONURE_COUNTED node {
  std::vector<edge> edges;
  borrow<node> via = nullptr;
  std::uint64_t distance = 0;
  std::uint32_t seen = 0;
};

class CONURE_COUNTED graph {
public:
  graph(int nodes, int degree) {
    random_numbers random;
    for (int i = 0; i < nodes; ++i)
      nodes_.push_back(make<node>());
    for (owner<node> &from : nodes_)
      for (int i = 0; i < degree; ++i)
        from->edges.push_back({lend(nodes_[random() % nodes_.size()]), random() % 100 + 1});
  }

  std::uint64_t reach(std::size_t start, std::uint32_t mark) {
    std::uint64_t count = 0;
    std::vector<borrow<node>> queue{lend(nodes_[start])};
    queue.front()->seen = mark;
    for (std::size_t at = 0; at < queue.size(); ++at) {
      borrow<node> n = queue[at];
      ++count;
      for (const edge &e : n->edges)
        if (e.to->seen != mark) {
          e.to->seen = mark;
          queue.push_back(e.to);
        }
    }
    return count;
  }

  std::uint64_t farthest(std::size_t start) {
    for (owner<node> &n : nodes_) {
      n->distance = ~std::uint64_t(0);
      n->via = nullptr;
    }
    struct entry {
      std::uint64_t distance;
      borrow<node> at;
      bool operator<(const entry &other) const { return distance > other.distance; }
    };
    std::priority_queue<entry> open;
    nodes_[start]->distance = 0;
    open.push({0, lend(nodes_[start])});
    std::uint64_t last = 0;
    while (!open.empty()) {
      entry e = open.top();
      open.pop();
      if (e.distance != e.at->distance)
        continue;
      last = e.distance;
      for (const edge &out : e.at->edges)
        if (e.distance + out.cost < out.to->distance) {
          out.to->distance = e.distance + out.cost;
          out.to->via = e.at;
          open.push({out.to->distance, out.to});
        }
    }
    return last;
  }

  ~graph() {
    for (owner<node> &n : nodes_) { // nodes borrow each other
      n->edges.clear();
      n->via = nullptr;
    }
  }

private:
  std::vector<owner<node>> nodes_;
};

int main(int argc, char **argv) {
  const int rounds = scaled(argc, argv, 60);
  graph g(20000, 8);
  std::uint64_t sum = 0;
  for (int round = 0; round < rounds; ++round) {
    sum += g.reach(static_cast<std::size_t>(round) * 17, static_cast<std::uint32_t>(round) + 1);
    sum += g.farthest(static_cast<std::size_t>(round) * 31);
  }
  std::printf("%llu\n", static_cast<unsigned long long>(sum));
}
