// Algorithms and other functions of the library that are given a part of a unique value: they read it, unless what else
// they are given could keep a borrow of it, or take its memory.
#include <algorithm>
#include <array>
#include <conure/conure.h>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace conure;
using Texts = std::vector<std::string>;
using Views = std::vector<std::string_view>;
struct Box {
  std::string name;
  Texts texts;
  int count = 0;
};

// --- rejected ---
void filled(uni<Box> u, Views &views, Views more) {
  std::fill(views.begin(), views.end(), u->name); // expect-error {{borrow}} [uni-borrow]
  std::fill_n(more.begin(), 2, u->name); // expect-error {{borrow}} [uni-borrow]
  std::ranges::fill(views, u->name); // expect-error {{borrow}} [uni-borrow]
  std::ranges::fill_n(views.begin(), 2, u->texts[0]); // expect-error {{borrow}} [uni-borrow]
  std::ranges::replace(views, std::string_view(), u->name); // expect-error {{borrow}} [uni-borrow]
}
void constructed(uni<Box> u, std::string_view *place) {
  std::construct_at(place, u->name); // expect-error {{borrow}} [uni-borrow]
  std::ranges::construct_at(place, u->name); // expect-error {{borrow}} [uni-borrow]
  std::uninitialized_fill_n(place, 1, u->name); // expect-error {{borrow}} [uni-borrow]
}
void calledBack(uni<Box> u, Views &views, const Texts &sorted) {
  std::invoke([&](const std::string &s) { views.push_back(s); }, u->name); // expect-error {{borrow}} [uni-borrow]
  auto keep = [&](const std::string &s) { views.push_back(s); };
  std::invoke(keep, u->name); // expect-error {{borrow}} [uni-borrow]
  std::invoke(std::ref(keep), u->name); // expect-error {{borrow}} [uni-borrow]
  auto at = std::upper_bound(sorted.begin(), sorted.end(), u->name, [&](const std::string &a, const std::string &b) { // expect-error@+0 {{borrow}} [uni-borrow]
    views.push_back(a);
    return a < b;
  });
  (void)at;
}
void swapped(uni<Box> u, std::string &text) {
  std::swap(u->name, text); // expect-error {{borrow}} [uni-borrow]
  std::ranges::swap(u->name, text); // expect-error {{borrow}} [uni-borrow]
  std::ranges::swap(text, u->name); // expect-error {{borrow}} [uni-borrow]
}

// --- accepted ---
void swappedWhole(uni<Box> a, uni<Box> b) {
  std::ranges::swap(a, b);
  std::swap(a, b);
}
void swappedNumbers(uni<Box> u, int &n) {
  std::ranges::swap(u->count, n);
  std::swap(n, u->count);
}
void filledWithValues(uni<Box> u, Texts &texts, std::vector<int> &numbers) {
  std::fill(texts.begin(), texts.end(), u->name);
  std::ranges::fill(numbers, u->count);
  std::ranges::fill(u->texts, texts[0]);
  std::ranges::replace(texts, std::string(), u->name);
}
void lookedFor(uni<Box> u, const Views &views, Views &mine) {
  bool there = std::find(views.begin(), views.end(), u->name) != views.end();
  there = std::ranges::binary_search(mine, u->name) || std::count(mine.begin(), mine.end(), u->name) > 1;
  auto at = std::upper_bound(views.begin(), views.end(), u->name, std::less<>());
  at = std::upper_bound(views.begin(), views.end(), u->name, [](std::string_view a, std::string_view b) { return a < b; });
  (void)there;
}
void calledWithCopies(uni<Box> u, std::size_t &sum) {
  std::invoke([](const std::string &s) {}, u->name);
  std::invoke([&](int n) { sum += n; }, u->count);
}
