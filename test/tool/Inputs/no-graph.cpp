// Clang builds no control flow graph of `loop`.
#include <string>
#include <utility>
void take(std::string);
void loop(std::string s) {
  take(std::move(s));
  while (({ continue; true; })) {
  }
  take(std::move(s));
}
