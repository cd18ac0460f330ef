// Conversions that happen in the library's own code: in a std::function, in an algorithm, in a range constructor.
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <ranges>
#include <tuple>
#include <vector>
using namespace conure;
using V = std::vector<int>;
V copyOf(const V &v) { return v; }
void bad(V &outside, std::vector<V> &vs) {
  std::function<uni<V>()> fn = [&] { return outside; }; // expect-error {{inside of the library}} [implicit-recover]
  std::function<uni<V>(const V &)> fp = &copyOf; // expect-error {{inside of the library}} [implicit-recover]
  std::function<void(V)> taker = [](uni<V> u) { }; // expect-error {{inside of the library}} [implicit-recover]
  auto mk = std::make_from_tuple<uni<V>>(std::tuple<V>(outside)); // expect-error {{inside of the library}} [implicit-recover]
  std::vector<uni<V>> us(vs.begin(), vs.end()); // expect-error {{inside of the library}} [implicit-recover]
  us.insert(us.end(), vs.begin(), vs.end()); // expect-error {{inside of the library}} [implicit-recover]
  us.assign(vs.begin(), vs.end()); // expect-error {{inside of the library}} [implicit-recover]
  std::copy(vs.begin(), vs.end(), us.begin()); // expect-error {{inside of the library}} [implicit-recover]
  std::move(vs.begin(), vs.end(), std::back_inserter(us)); // expect-error {{inside of the library}} [implicit-recover]
  std::ranges::move(vs, std::back_inserter(us)); // expect-error {{inside of the library}} [implicit-recover]
  std::transform(vs.begin(), vs.end(), std::back_inserter(us), [](V &v) { return v; }); // expect-error {{inside of the library}} [implicit-recover]
  std::generate(us.begin(), us.end(), [&] { return outside; }); // expect-error {{inside of the library}} [implicit-recover]
  std::copy_if(vs.begin(), vs.end(), std::back_inserter(us), [](const V &v) { return v.empty(); }); // expect-error {{inside of the library}} [implicit-recover]
  std::pair<int, V> pv; std::pair<int, uni<V>> pu(pv); // expect-error {{inside of the library}} [implicit-recover]
  pu = pv; // expect-error {{inside of the library}} [implicit-recover]
  std::optional<V> ov; std::optional<uni<V>> ou(ov); // expect-error {{inside of the library}} [implicit-recover]
  std::tuple<int, uni<V>> tu(std::tuple<int, V>(1, outside)); // expect-error {{inside of the library}} [implicit-recover]
}
void good(std::vector<V> &vs, std::vector<uni<V>> us) {
  std::function<uni<V>()> fn = [] { return recover(V()); };
  std::function<void(uni<V>)> taker = [](uni<V> u) { V v = recover(std::move(u)); };
  std::function<void(uni<V>)> taker2 = [](V) { };
  std::transform(vs.begin(), vs.end(), std::back_inserter(us), [](const V &v) { V c = v; return recover([c] { return c; }); });
  std::vector<uni<V>> two(std::make_move_iterator(us.begin()), std::make_move_iterator(us.end()));
  std::move(us.begin(), us.end(), std::back_inserter(two));
  std::vector<std::pair<V, uni<V>>> pairs;
  std::sort(vs.begin(), vs.end(), [](const V &a, const V &b) { return a.size() < b.size(); });
  std::for_each(vs.begin(), vs.end(), [&](const V &v) { us.push_back(recover(V(v))); });
  std::generate_n(std::back_inserter(us), 3, [] { return recover(V{1}); });
}
