#include <conure/conure.h>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>
using namespace conure;

enum class Colour { Red };
struct Point {
  int x, y;
};
class CONURE_VALUE Name {
  std::string text_;
};
struct Worker;

ref<int> number(ref<std::string> name);  // expect-warning {{'ref<int>' borrows an 'int', which is a value type}} [redundant-borrow] expect-warning {{'ref<std::string>'}} [redundant-borrow]
void mutable_one(mut<double> d);         // expect-warning {{'mut<double>'}} [redundant-borrow]
struct Fields {
  ref<Colour> colour;                    // expect-warning {{value type}} [redundant-borrow]
  std::optional<ref<Point>> point;       // expect-warning {{value type}} [redundant-borrow]
  std::vector<mut<Name>> names;          // expect-warning {{value type}} [redundant-borrow]
  ref<std::chrono::seconds> time;        // expect-warning {{value type}} [redundant-borrow]
  ref<std::filesystem::path> path;       // expect-warning {{value type}} [redundant-borrow]
  std::map<int, ref<channel<int>>> out;  // expect-warning {{value type}} [redundant-borrow]
  mut<process<Worker>> worker;           // expect-warning {{value type}} [redundant-borrow]
};
using Alias = ref<bool>;                 // expect-warning {{value type}} [redundant-borrow]
std::function<void(mut<int>)> callback;  // expect-warning {{value type}} [redundant-borrow]
template <class T> struct Box {
  ref<long> fixed;                       // expect-warning {{value type}} [redundant-borrow]
};
void local(int n) {
  ref<int> r(n);                         // expect-warning {{value type}} [redundant-borrow]
  auto f = [](ref<char> c) {};           // expect-warning {{value type}} [redundant-borrow]
  auto cast = static_cast<ref<int>>(n);  // expect-warning {{value type}} [redundant-borrow]
}
