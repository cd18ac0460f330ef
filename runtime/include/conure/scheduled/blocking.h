// `blocking(fn)`: runs a call that blocks its thread on a thread of its own, while the process is suspended.
//
// For: user programs that call what the runtime cannot suspend (files, databases, name lookup).
#ifndef CONURE_SCHEDULED_BLOCKING_H
#define CONURE_SCHEDULED_BLOCKING_H

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace conure {
namespace rt {

/// Runs `body(data)` on the pool and waits for it.
void run_blocking(void (*body)(void *), void *data);

} // namespace rt

inline namespace scheduled {

/// The result of `fn()`; what it throws is thrown here.
template <class Fn> std::invoke_result_t<Fn &> blocking(Fn &&fn) {
  using result = std::invoke_result_t<Fn &>;
  struct job {
    std::remove_reference_t<Fn> &fn;
    std::exception_ptr thrown;
    std::conditional_t<std::is_void_v<result>, bool,
                       std::optional<std::conditional_t<std::is_reference_v<result>, std::remove_reference_t<result> *,
                                                        std::conditional_t<std::is_void_v<result>, bool, result>>>>
        value{};
  } work{fn, nullptr};
  rt::run_blocking(
      [](void *data) {
        auto &w = *static_cast<job *>(data);
        try {
          if constexpr (std::is_void_v<result>)
            w.fn();
          else if constexpr (std::is_reference_v<result>)
            w.value = &w.fn();
          else
            w.value.emplace(w.fn());
        } catch (...) {
          w.thrown = std::current_exception();
        }
      },
      &work);
  if (work.thrown)
    std::rethrow_exception(std::move(work.thrown));
  if constexpr (std::is_reference_v<result>)
    return static_cast<result>(**work.value);
  else if constexpr (!std::is_void_v<result>)
    return std::move(*work.value);
}

} // namespace scheduled
} // namespace conure
#endif
