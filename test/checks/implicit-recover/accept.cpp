#include <conure/conure.h>
#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

using Numbers = std::vector<int>;
struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
};
struct Holder {
  uni<Numbers> numbers = recover(Numbers{1});
  explicit Holder(uni<Numbers> n) : numbers(std::move(n)) {}
  Holder() : numbers(recover(Numbers{2})) {}
};
void take(uni<Numbers> v);
void fill(Numbers &v, int n);
int sum(const Numbers &v);
Numbers numbers();

uni<Numbers> temporary() { return Numbers{1, 2}; }
uni<Numbers> called() { return numbers(); }
uni<std::string> text() { return std::string("x"); }
uni<int> scalar() { return 3; }
uni<Numbers> copied(const Numbers &v) { return v; }
uni<std::string> value_parameter(std::string v) { return v; }
uni<Numbers> conditional(bool flag) { return flag ? Numbers{1} : Numbers{2}; }
uni<Numbers> mixed(bool flag) {
  if (flag)
    return Numbers{1};
  return recover(Numbers{2});
}
uni<Node> made(int n) { return Node{n, std::make_unique<Node>()}; }
uni<Numbers> local(int n) {
  Numbers v;
  v.reserve(n);
  for (int i = 0; i < n; ++i)
    v.push_back(i * 2);
  v[0] = 7;
  std::sort(v.begin(), v.end());
  v.erase(std::unique(v.begin(), v.end()), v.end());
  for (int &x : v)
    x += sum(v);
  for (auto it = v.begin(); it != v.end(); ++it)
    *it += 1;
  int &first = v.front();
  first = 3;
  fill(v, n);
  if (v.empty())
    return Numbers{};
  v = Numbers(3, 1);
  return v;
}
uni<std::map<std::string, Numbers>> local_map(const std::vector<std::string> &names) {
  std::map<std::string, Numbers> m;
  for (const std::string &name : names) {
    m[name].push_back(3);
    m.emplace(name, Numbers{1});
    Numbers part(name.size());
    m.insert_or_assign(name, std::move(part));
  }
  auto found = m.find("a");
  if (found != m.end())
    found->second.clear();
  return m;
}
uni<std::vector<std::unique_ptr<Node>>> nodes() {
  std::vector<std::unique_ptr<Node>> v;
  v.push_back(std::make_unique<Node>());
  auto one = std::make_unique<Node>();
  one->value = 3;
  v.push_back(std::move(one));
  return v;
}
uni<Numbers> given_on(uni<Numbers> v) { return v; }
uni<Numbers> moved_on(uni<Numbers> v) { return std::move(v); }
Numbers lifted(uni<Numbers> v) { return std::move(v); }
uni<Numbers> accumulated() {
  Numbers v(10);
  std::iota(v.begin(), v.end(), 0);
  return v;
}

void explicit_ones(Numbers v) {
  uni<Numbers> a = recover(v);
  take(recover(v));
  take(recover(numbers()));
  Holder b(recover(v));
  auto c = std::make_unique<Holder>(recover(v));
  std::vector<uni<Numbers>> all;
  all.push_back(recover(v));
  all.emplace_back(recover(v));
  a = recover(numbers());
  uni<Numbers> d = std::move(a), e(std::move(d)), f{std::move(e)};
  auto g = []() -> uni<Numbers> { return Numbers{1}; };
  auto h = [] { return recover(Numbers{1}); };
}
template <class T> uni<T> templated(const T &value) { return value; }
template uni<Numbers> templated(const Numbers &);
template <class T> uni<std::vector<T>> repeated(T value, int n) {
  std::vector<T> v;
  for (int i = 0; i < n; ++i)
    v.push_back(value);
  return v;
}
template uni<std::vector<int>> repeated(int, int);
template uni<std::vector<std::string>> repeated(std::string, int);
