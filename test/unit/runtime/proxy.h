// Proxies by hand in short form: `PROXY`, `MESSAGE`. What docs/runtime.md shows written out.
//
// For: the runtime's tests, and the benchmarks where they are built without the tool.
#ifndef CONURE_TEST_PROXY_H
#define CONURE_TEST_PROXY_H

#include <conure/conure.h>

#include <utility>

/// What the rewriter adds to a process class without process bases: PROXY(C, MESSAGE(C, m) …).
#define PROXY(C, ...)                                                                                                  \
public:                                                                                                                \
  struct conure_proxy : ::conure::rt::proxy<C> {                                                                       \
    using conure_process = C;                                                                                          \
    explicit conure_proxy(::conure::rt::target<C> to) noexcept : ::conure::rt::proxy<C>(to) {}                         \
    __VA_ARGS__                                                                                                        \
  };
/// A message of any parameters, by value.
#define MESSAGE(C, m)                                                                                                  \
  template <class... A> void m(A... a) const {                                                                         \
    ::conure::rt::send<#m>(                                                                                            \
        ::conure::rt::proxy<C>::conure_target(), [](C &self, A &&...x) { self.m(std::move(x)...); }, std::move(a)...); \
  }

#endif
