#include <conure/conure.h>
#include <bit>
#include <coroutine>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <new>
#include <pthread.h>
#include <stop_token>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>
using namespace conure;

struct Thing { int n = 0; };
union Bits { int i; float f; };
struct WithUnion {
  union { int a; float b; };
};

void writes(const Thing &t) {
  const_cast<Thing &>(t).n = 1; // expect-warning {{a 'const_cast' that removes 'const'}} [unsafe]
  // expect-note@+35 {{'writes()' is called here, in message 'Wild::casts'}}
}
template <class T> T *unwrap(void *p) {
  return static_cast<T *>(p); // expect-warning {{a cast from 'void *'}} [unsafe]
}
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
Task coroutine() { // expect-warning {{a coroutine}} [unsafe]
  co_return;
}
struct Owner {
  Thing *thing = new Thing; // expect-warning {{a raw 'new'}} [unsafe]
  ~Owner() {
    delete thing; // expect-warning {{a raw 'delete'}} [unsafe]
  }
};
#define AS_INT(p) (*(int *)(p))
void in_lambda(const std::string &s) {
  auto f = [&] { return const_cast<std::string &>(s).data(); }; // expect-warning {{const_cast}} [unsafe]
  f();
}
void *start(void *) { return nullptr; }

class CONURE_PROCESS Wild {
public:
  CONURE_ASYNC void casts(int n) {
    Thing t;
    const Thing c;
    writes(t);
    auto p = reinterpret_cast<char *>(&t);        // expect-warning {{a 'reinterpret_cast'}} [unsafe]
    auto &r = reinterpret_cast<long &>(n);        // expect-warning {{a 'reinterpret_cast'}} [unsafe]
    auto q = (char *)&t;                          // expect-warning {{a C cast}} [unsafe]
    auto w = (Thing *)&c;                         // expect-warning {{a C cast}} [unsafe]
    auto address = (int *)static_cast<std::uintptr_t>(n); // expect-warning {{a C cast}} [unsafe]
    using ThingPointer = Thing *;
    auto fn = ThingPointer(&c);                   // expect-warning {{a C cast}} [unsafe]
    void *v = &t;
    unwrap<Thing>(v);
    auto back = (Thing *)v;                       // expect-warning {{a cast from 'void *'}} [unsafe]
    int i = AS_INT(&t);                           // expect-warning {{a C cast}} [unsafe]
    auto bits = std::bit_cast<Thing *>(std::uintptr_t(n)); // expect-warning {{a 'reinterpret_cast'}} [unsafe]
    in_lambda("x");
    const int *const *pp = nullptr;
    auto deep = const_cast<int **>(pp);           // expect-warning {{const_cast}} [unsafe]
  }
  CONURE_ASYNC void ownership() {
    Owner o;
    int *a = new int[3];                          // expect-warning {{a raw 'new'}} [unsafe]
    delete[] a;                                   // expect-warning {{a raw 'delete'}} [unsafe]
    auto n = new (std::nothrow) Thing;            // expect-warning {{a raw 'new'}} [unsafe]
    alignas(Thing) char room[sizeof(Thing)];
    new (room) Thing;                             // expect-warning {{a placement 'new'}} [unsafe]
    void *m = std::malloc(4);                     // expect-warning {{'malloc'}} [unsafe]
    std::free(m);                                 // expect-warning {{'free'}} [unsafe]
  }
  CONURE_ASYNC void control() {
    std::thread t([] {});                         // expect-warning {{makes a 'std::thread'}} [unsafe]
    t.detach();
    std::jthread j([] {});                        // expect-warning {{'std::jthread'}} [unsafe]
    auto f = std::async([] { return 1; });        // expect-warning {{'std::async'}} [unsafe]
    pthread_t p;
    pthread_create(&p, nullptr, &start, nullptr); // expect-warning {{'pthread_create'}} [unsafe]
    coroutine();
    std::jmp_buf b;
    if (setjmp(b) == 0)                           // expect-warning {{setjmp'}} [unsafe]
      std::longjmp(b, 1);                         // expect-warning {{'longjmp'}} [unsafe]
    std::stop_source stop;
    std::stop_callback callback(stop.get_token(), [] {}); // expect-warning {{its callback runs in the thread}} [unsafe]
    asm("nop");                                   // expect-warning {{inline assembly}} [unsafe]
    ::fork();                                     // expect-warning {{'fork'}} [unsafe]
  }
  CONURE_ASYNC void unions() {
    Bits b;
    b.i = 1;                                      // expect-warning {{a member of a 'union'}} [unsafe]
    WithUnion w;
    w.b = 1;                                      // expect-warning {{a member of a 'union'}} [unsafe]
  }
};
void outside(const Thing &t) {
  auto u = recover([&] {
    return const_cast<Thing &>(t).n; // expect-warning {{const_cast}} [unsafe]
  });
}
