// A doubly linked list with back pointers: append, walk both ways, erase in the middle.
#include "ownership.h"

struct node {
  owner<node> next;
  borrow<node> previous = nullptr;
  std::uint64_t value = 0;
};

class list {
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
    borrow<node> n = lend(head_);
    for (int i = 0; n; ++i) {
      borrow<node> next = lend(n->next);
      if (i % step == step - 1)
        erase(n);
      n = next;
    }
  }

  int size() const { return size_; }

private:
  void erase(borrow<node> n) {
    borrow<node> previous = n->previous;
    n->previous = nullptr;
    owner<node> rest = std::move(n->next);
    n = nullptr;
    if (rest)
      rest->previous = previous;
    else
      tail_ = previous;
    if (previous)
      previous->next = std::move(rest);
    else
      head_ = std::move(rest);
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
