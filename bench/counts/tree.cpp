// A binary search tree with parent pointers: insert, find, walk in order by successor.
#include "ownership.h"

struct CONURE_COUNTED node {
  explicit node(std::uint32_t k) : key(k) {}
  std::uint32_t key;
  std::uint32_t hits = 0;
  owner<node> left, right;
  borrow<node> parent = nullptr;
};

class CONURE_COUNTED tree {
public:
  bool insert(std::uint32_t key) {
    borrow<node> parent = nullptr;
    borrow<node> at = lend(root_);
    while (at) {
      parent = at;
      if (key == at->key) {
        ++at->hits;
        return false;
      }
      at = key < at->key ? lend(at->left) : lend(at->right);
    }
    owner<node> fresh = make<node>(key);
    fresh->parent = parent;
    if (!parent)
      root_ = std::move(fresh);
    else if (key < parent->key)
      parent->left = std::move(fresh);
    else
      parent->right = std::move(fresh);
    return true;
  }

  borrow<node> find(std::uint32_t key) const {
    borrow<node> at = lend(root_);
    while (at && at->key != key)
      at = key < at->key ? lend(at->left) : lend(at->right);
    return at;
  }

  borrow<node> first() const {
    borrow<node> at = lend(root_);
    while (at && at->left)
      at = lend(at->left);
    return at;
  }

  static borrow<node> successor(borrow<node> n) {
    if (n->right) {
      borrow<node> at = lend(n->right);
      while (at->left)
        at = lend(at->left);
      return at;
    }
    borrow<node> up = n->parent;
    while (up && lend(up->right) == n) {
      n = up;
      up = up->parent;
    }
    return up;
  }

private:
  owner<node> root_;
};

int main(int argc, char **argv) {
  const int rounds = scaled(argc, argv, 8);
  std::uint64_t sum = 0;
  for (int round = 0; round < rounds; ++round) {
    random_numbers random;
    tree t;
    for (int i = 0; i < 60000; ++i)
      t.insert(random() % 100000);
    for (int i = 0; i < 120000; ++i)
      if (borrow<node> n = t.find(random() % 100000))
        sum += n->hits + n->key;
    for (borrow<node> n = t.first(); n; n = tree::successor(n))
      sum = sum * 31 + n->key;
  }
  std::printf("%llu\n", static_cast<unsigned long long>(sum));
}
