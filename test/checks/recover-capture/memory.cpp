// A value outside of a recover body may be read and copied; its memory may only be taken from a local variable or a
// parameter taken by value of the function around, whose borrows are in sight.
// rules: recover-capture recover-result uni-borrow uni-call uni-assign
#include <conure/conure.h>
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>
using namespace conure;
struct Plain { int v = 0; std::string s; std::vector<int> n; };
struct Read { std::string text, error; };
struct CONURE_VALUE Title {
  std::string text;
  std::string take() { return std::move(text); }
  std::string shown() const { return text; }
  void add(const std::string &more) { text += more; }
};

auto by_reference(std::string &o) { return recover([&] { Plain p; p.s = std::move(o); return p; }); } // expect-error {{moving 'o', which is declared outside}} [recover-capture]
auto by_rvalue_reference(std::string &&o) { return recover([&] { return Plain{0, std::move(o), {}}; }); } // expect-error {{moving 'o'}} [recover-capture]
struct Owner {
  std::string name;
  std::optional<std::string> note;
  auto field() { return recover([&] { Plain p; p.s = std::move(name); return p; }); } // expect-error {{moving 'name'}} [recover-capture]
  auto init_capture() { return recover([n = std::move(name)] { return Plain{0, n, {}}; }); } // expect-error {{moving 'name'}} [recover-capture]
  auto inside_of_optional() { return recover([&] { Plain p; p.s = std::move(*note); return p; }); } // expect-error {{moving '*note', a part of 'note'}} [recover-capture]
  uni<Plain> implicit() { return Plain{0, std::move(name), {}}; } // expect-error {{moving 'name'}} [recover-capture]
  auto copies() { return recover([&] { return Plain{0, name, {}}; }); }
};
auto exchanged(std::string &o) { return recover([&] { return Plain{0, std::exchange(o, ""), {}}; }); } // expect-error {{moving 'o'}} [recover-capture]
auto swapped(std::string &o) { return recover([&] { std::string v; std::swap(v, o); return v; }); } // expect-error {{this argument borrows 'o'}} [recover-capture]
auto swaps_itself(std::string &o) { return recover([&] { std::string v; o.swap(v); return v; }); } // expect-error {{'swap' cannot be called on 'o'}} [recover-capture]
auto swapped_by(std::string &o) { return recover([&] { std::string v; v.swap(o); return v; }); } // expect-error {{this argument borrows 'o'}} [recover-capture]
auto rest_of_rvalue(std::string &o) { return recover([&] { std::string v = std::move(o.append("x")); return v; }); } // expect-error {{moving 'o.append("x")', a part of 'o'}} [recover-capture]
std::string steal(std::string &s) { return std::move(s); }
auto handed_over(std::string &o) { return recover([&] { return Plain{0, steal(o), {}}; }); } // expect-error {{this argument borrows 'o'}} [recover-capture]
auto by_alias(std::string &o) { return recover([&] { auto &r = o; return Plain{0, std::move(r), {}}; }); } // expect-error {{'r' borrows 'o'}} [recover-capture]
auto in_a_closure(std::string &o) { return recover([&] { Plain p; auto f = [&] { p.s = std::move(o); }; f(); return p; }); } // expect-error {{moving 'o'}} [recover-capture]
auto by_method(Title &t) { return recover([&] { return Plain{0, t.take(), {}}; }); } // expect-error {{'take' cannot be called on 't'}} [recover-capture]
auto captured_outside(std::string o) {
  auto make = [&o] { return recover([&] { return Plain{0, std::move(o), {}}; }); }; // expect-error {{moving 'o'}} [recover-capture]
  return make();
}
auto container(std::vector<int> &o) { return recover([&] { std::vector<int> v; o.swap(v); return v; }); } // expect-error {{'swap' cannot be called on 'o'}} [recover-capture]
auto nodes(std::set<int> &o) { return recover([&] { std::set<int> v; o.merge(v); return v; }); } // expect-error {{'merge' cannot be called on 'o'}} [recover-capture]
struct Viewer { const char *at = nullptr; };
auto memory_goes_out(std::string &o) {
  return recover([&] {
    std::string t = "long enough";
    Viewer v{t.data()}; // expect-error {{hold a borrow of 't'}} [recover-result]
    o = std::move(t); // expect-error {{takes memory along that the result may hold a borrow of}} [recover-capture]
    return v;
  });
}

// Accepted.
auto of_a_local() { std::string o = "x"; return recover([&] { Plain p; p.s = std::move(o); return p; }); }
auto of_a_parameter(std::string o) { return recover([&] { return Plain{0, std::move(o), {}}; }); }
auto of_an_init_capture(std::string o) { return recover([s = std::move(o)] { return Plain{0, s, {}}; }); }
Read read();
auto of_a_part() { Read r = read(); return recover([text = std::move(r.text)] { return Plain{0, text, {}}; }); }
auto of_a_part_in_the_body() { Read r = read(); return recover([&] { Plain p; p.s = std::move(r.text); return p; }); }
auto of_a_binding() { auto [text, error] = read(); return recover([&] { Plain p; p.s = std::move(text); return p; }); }
uni<Plain> implicitly(std::string s) { return Plain{0, std::move(s), {}}; }
template <class T> auto in_a_template(T given) { return recover([&] { std::vector<T> v; v.push_back(std::move(given)); return v; }); }
auto use = in_a_template(std::string("x"));
auto read_only(const std::string &prefix, const std::vector<int> &all) {
  return recover([&] {
    std::vector<std::string> out;
    for (int x : all)
      out.push_back(prefix + std::to_string(x));
    std::transform(out.begin(), out.end(), out.begin(), [&](const std::string &s) { return prefix + s; });
    return out;
  });
}
auto changed(std::string &log, Title &t) { return recover([&] { log += "made"; log.append("x").append("y"); t.add("z"); return Plain{0, t.shown(), {}}; }); }
auto assigned(std::string &out) { return recover([&] { std::string t = "x"; out = std::move(t); return Plain{}; }); }
auto trivial(int &n, std::pair<int, double> &p) { return recover([&] { int m = std::move(n); std::swap(n, m); auto q = std::move(p); return Plain{m, "", {}}; }); }
