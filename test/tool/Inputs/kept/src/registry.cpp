// Where texts are left for good. The functions are trusted, so that only what they keep is told.
#include "api.h"

CONURE_TRUSTED("a test of what is kept, not of what is shared") std::string_view *last() {
  static std::string_view it;
  return &it;
}
Registrar::Registrar(const std::string &text) { *last() = text; }

static std::size_t odd(const std::string &a, const std::string &b, int n) {
  if (n > 0)
    return even(b, a, n - 1);
  *last() = b;
  return 1;
}
std::size_t even(const std::string &a, const std::string &b, int n) { return n > 0 ? odd(a, b, n - 1) : 0; }
