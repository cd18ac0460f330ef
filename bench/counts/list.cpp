// A doubly linked list with back pointers: append, walk both ways, erase in the middle.
#include "ownership.h"

struct CONURE_COUNTED node {
  owner<node> next;
  borrow<node> previous = nullptr;
  std::uint64_t value = 0;
};

class CONURE_COUNTED list {
public:
  ~list() { clear(); }

  void append(std::uint64_t value) {
    owner<node> fresh = make<node>();
    fresh->value = value;
    borrow<node> added = lend(fresh);
    if (tail_) {
      added->previous = tail_;
      tail_->next = std::move(fresh);
    } else {
      head_ = std::move(fresh);
    }
    tail_ = added;
    ++size_;
  }

  std::uint64_t forward() const {
    std::uint64_t sum = 0;
    for (borrow<node> n = lend(head_); n; n = lend(n->next))
      sum = sum * 31 + n->value;
    return sum;
  }

  std::uint64_t backward() const {
    std::uint64_t sum = 0;
    for (borrow<node> n = tail_; n; n = n->previous)
      sum = sum * 31 + n->value;
    return sum;
  }

  void erase_every(int step) {
    owner<node> *link = &head_;
    for (int i = 0; *link; ++i)
      if (i % step == step - 1)
        erase(*link);
      else
        link = &(*link)->next;
  }

  int size() const { return size_; }

private:
  void erase(owner<node> &link) {
    owner<node> rest = std::move(link->next);
    if (rest)
      rest->previous = link->previous;
    else
      tail_ = link->previous;
    link = std::move(rest);
    --size_;
  }

  void clear() {
    tail_ = nullptr;
    while (head_) {
      owner<node> rest = std::move(head_->next);
      if (rest)
        rest->previous = nullptr;
      head_ = std::move(rest);
    }
  }

  owner<node> head_;
  borrow<node> tail_ = nullptr;
  int size_ = 0;
};

int main(int argc, char **argv) {
  const int rounds = scaled(argc, argv, 60);
  std::uint64_t sum = 0;
  for (int round = 0; round < rounds; ++round) {
    list l;
    for (int i = 0; i < 40000; ++i)
      l.append(static_cast<std::uint64_t>(i) * 7 + static_cast<std::uint64_t>(round));
    for (int i = 0; i < 6; ++i) {
      sum += l.forward() ^ l.backward();
      l.erase_every(3);
    }
    sum += static_cast<std::uint64_t>(l.size());
  }
  std::printf("%llu\n", static_cast<unsigned long long>(sum));
}
