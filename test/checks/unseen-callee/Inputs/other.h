#pragma once
namespace other {
int compute(int);
template <class T> T convert(T);
struct Engine {
  Engine();
  ~Engine();
  void run();
  virtual void tick();
  static int count();
  bool operator==(const Engine &) const;
  operator int() const;
};
struct Interface {
  virtual void call() = 0;
  virtual ~Interface() = default;
};
} // namespace other
extern "C" int c_function(int);
