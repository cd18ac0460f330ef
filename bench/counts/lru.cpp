// A least-recently-used cache: a map owns the entries, a chain of borrows keeps their order.
#include "ownership.h"

#include <unordered_map>

struct CONURE_COUNTED entry {
  explicit entry(std::uint32_t k) : key(k) {}
  std::uint32_t key;
  std::uint64_t value = 0;
  borrow<entry> newer = nullptr;
  borrow<entry> older = nullptr;
};

class CONURE_COUNTED cache {
public:
  explicit cache(std::size_t capacity) : capacity_(capacity) {}

  std::uint64_t get(std::uint32_t key) {
    auto it = entries_.find(key);
    if (it != entries_.end()) {
      ++hits_;
      borrow<entry> e = lend(it->second);
      if (e != newest_) {
        unlink(e);
        push(e);
      }
      return e->value;
    }
    if (entries_.size() == capacity_)
      drop_oldest();
    owner<entry> fresh = make<entry>(key);
    fresh->value = key * 2654435761u;
    push(lend(fresh));
    std::uint64_t value = fresh->value;
    entries_.emplace(key, std::move(fresh));
    return value;
  }

  std::uint64_t hits() const { return hits_; }

  ~cache() {
    for (borrow<entry> e = newest_; e;) {
      borrow<entry> older = e->older;
      e->older = e->newer = nullptr;
      e = older;
    }
    newest_ = oldest_ = nullptr;
  }

private:
  void push(borrow<entry> e) {
    e->older = newest_;
    e->newer = nullptr;
    if (newest_)
      newest_->newer = e;
    newest_ = e;
    if (!oldest_)
      oldest_ = e;
  }

  void unlink(borrow<entry> e) {
    (e->newer ? e->newer->older : newest_) = e->older;
    (e->older ? e->older->newer : oldest_) = e->newer;
    e->newer = e->older = nullptr;
  }

  void drop_oldest() {
    borrow<entry> e = oldest_;
    unlink(e);
    std::uint32_t key = e->key;
    e = nullptr;
    entries_.erase(key);
  }

  std::size_t capacity_;
  std::unordered_map<std::uint32_t, owner<entry>> entries_;
  borrow<entry> newest_ = nullptr;
  borrow<entry> oldest_ = nullptr;
  std::uint64_t hits_ = 0;
};

int main(int argc, char **argv) {
  const int steps = scaled(argc, argv, 9000000);
  cache c(20000);
  random_numbers random;
  std::uint64_t sum = 0;
  for (int i = 0; i < steps; ++i) {
    std::uint32_t r = random();
    sum += c.get(r % 4 ? r % 10000 : r % 100000); // mostly a warm set
  }
  std::printf("%llu %llu\n", static_cast<unsigned long long>(sum), static_cast<unsigned long long>(c.hits()));
}
