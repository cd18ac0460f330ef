// Two functions; the second has more blocks than the test allows.
#include <string>
#include <utility>
void take(std::string);
void look(const std::string &);
bool chance();

void small(std::string s) {
  take(std::move(s));
  s = "x";
  look(s);
}
void large(std::string s) {
  if (chance())
    look(s);
  if (chance())
    look(s);
  if (chance())
    look(s);
  take(std::move(s));
  look(s);
}
