// RUN: %same %s
// Counted classes whose size the count makes a multiple of 16 bytes get their memory from a pool: every way to make
// and to drop one still means what it meant.
#include <conure/conure.h>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

struct CONURE_COUNTED Small { // 24 bytes, then 32
  virtual ~Small() = default;
  virtual int value() const { return a; }
  int a = 1, b = 2, c = 3;
  char d = 4;
};
struct CONURE_COUNTED Other { // pooled, too
  virtual ~Other() { std::printf("~Other\n"); }
  std::int64_t x = 5, y = 6;
};
struct Both : Small, Other {}; // both have operators: its own
struct alignas(64) Wide : Small {
  int value() const override { return reinterpret_cast<std::uintptr_t>(this) % 64 == 0 ? 64 : 0; }
};
struct Large : Small {
  char more[300] = {};
};
template <class T> struct Holder : Small, Other {
  T held{};
};

// A base that gives memory itself: classes that also have a pooled base keep to it.
struct Arena {
  static void *operator new(std::size_t n) {
    std::printf("Arena::new\n");
    return std::malloc(n);
  }
  static void operator delete(void *p) {
    std::printf("Arena::delete\n");
    std::free(p);
  }
  int arena = 7;
};
class InArena : public Small, public Arena {
public:
  int value() const override { return secret_ + arena; }

private:
  int secret_ = 1;
};
struct CONURE_COUNTED OwnNew {
  virtual ~OwnNew() = default;
  static void *operator new(std::size_t n) {
    std::printf("OwnNew::new\n");
    return std::malloc(n);
  }
  static void operator delete(void *p) { std::free(p); }
  std::int64_t x = 1, y = 2;
};

// The user's own placement.
struct Shelf {
  alignas(16) unsigned char room[256];
  std::size_t used = 0;
};
void *operator new(std::size_t n, Shelf &shelf) {
  void *at = shelf.room + shelf.used;
  shelf.used += (n + 15) / 16 * 16;
  return at;
}
void operator delete(void *, Shelf &) {}
struct CONURE_COUNTED Shelved { // declared behind that
  virtual ~Shelved() = default;
  std::int64_t x = 8, y = 9;
};

struct CONURE_COUNTED Throwing {
  explicit Throwing(bool now) {
    if (now)
      throw std::runtime_error("no");
  }
  virtual ~Throwing() = default;
  std::int64_t x = 1, y = 2;
};

static int uses(Small &s) { return s.value(); }

int main() {
  {
    std::unique_ptr<Small> s = std::make_unique<Small>();
    std::printf("%d\n", uses(*s));
    s = std::make_unique<Large>();
    std::printf("%d\n", uses(*s));
    s = std::make_unique<Both>();
    std::printf("%d\n", uses(*s));
    s = std::make_unique<Wide>();
    std::printf("%d\n", uses(*s));
    s = std::make_unique<InArena>();
    std::printf("%d\n", uses(*s));
    s = std::make_unique<Holder<int>>();
    std::printf("%d\n", uses(*s));
    std::unique_ptr<Other> o = std::make_unique<Both>();
    std::printf("%d\n", static_cast<int>(o->x));
  }
  std::printf("%d\n", static_cast<int>(std::make_unique<OwnNew>()->y));
  {
    std::unique_ptr<Small> quiet(new (std::nothrow) Small);
    std::shared_ptr<Small> shared = std::make_shared<Small>(), taken(new Small);
    std::vector<Small> many(10);
    auto array = std::make_unique<Small[]>(3);
    std::printf("%d\n", uses(*quiet) + uses(*shared) + uses(*taken) + uses(many[9]) + uses(array[2]));
  }
  alignas(Small) unsigned char room[sizeof(Small)];
  Small *placed = new (room) Small;
  std::printf("%d\n", uses(*placed));
  placed->~Small();
  std::unique_ptr<Small> global(::new Small);
  std::printf("%d\n", uses(*global));
  Shelf shelf;
  Shelved *shelved = new (shelf) Shelved;
  std::printf("%d\n", static_cast<int>(shelved->x) + (shelf.used > 0 ? 1 : 0));
  shelved->~Shelved();
  for (bool now : {false, true})
    try {
      auto t = std::make_unique<Throwing>(now);
      std::printf("%d\n", static_cast<int>(t->y));
      std::unique_ptr<Throwing> u(new (std::nothrow) Throwing(now));
      std::printf("%d\n", static_cast<int>(u->y));
    } catch (const std::exception &e) {
      std::printf("%s\n", e.what());
    }
}
