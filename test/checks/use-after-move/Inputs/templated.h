// Read by templates.cpp and headers.cpp.
#pragma once
#include <string>
#include <utility>
#include <vector>

void takeText(std::string);
void lookText(const std::string &);

inline void inlineFunction(std::string s) {
  takeText(std::move(s));
  lookText(s);
}
template <class T> void inHeader(T value) {
  auto other = std::move(value);
  lookText(value);
}
class InHeader {
public:
  std::size_t give() {
    takeText(std::move(name_));
    return name_.size();
  }
  std::size_t give2();

private:
  std::string name_;
};
#define MOVE(x) std::move(x)
#define MOVE_AND_LOOK(x)                                                                                               \
  takeText(std::move(x));                                                                                              \
  lookText(x)
#define LOOK_AND_MOVE(x)                                                                                               \
  do {                                                                                                                 \
    lookText(x);                                                                                                       \
    takeText(std::move(x));                                                                                            \
  } while (false)
