// What is built in a local of what is moved out of a parameter: its memory may be borrowed elsewhere.
// rules: recover-capture, implicit-recover
#include "../Inputs/as_rvalue.h"
#include <conure/conure.h>
#include <iterator>
#include <string>
#include <utility>
#include <vector>
using namespace conure;
using Texts = std::vector<std::string>;

uni<Texts> element(Texts &all) {
  Texts made;
  made.push_back(std::move(all[0]));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> each(Texts &all) {
  Texts made;
  for (auto &one : all)
    made.push_back(std::move(one));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> eachExchanged(Texts &all) {
  Texts made;
  for (auto &one : all)
    made.push_back(std::exchange(one, ""));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> eachRvalue(Texts &all) {
  Texts made;
  for (auto &&one : all | std::views::as_rvalue)
    made.push_back(std::forward<decltype(one)>(one));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> constructed(Texts &all) {
  Texts made(std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> assigned(Texts &all) {
  Texts made;
  made.assign(std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> inserted(Texts &all) {
  Texts made;
  made.insert(made.end(), std::move_iterator(all.begin()), std::move_iterator(all.end()));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> dereferenced(Texts &all) {
  Texts made;
  made.push_back(*std::make_move_iterator(all.begin()));
  return made; // expect-error {{'made'}} [recover-capture]
}
uni<Texts> iteratorMoved(Texts &all) {
  Texts made;
  made.push_back(std::ranges::iter_move(all.begin()));
  return made; // expect-error {{'made'}} [recover-capture]
}
// Copies, and what is the function's own.
uni<Texts> copied(const Texts &all, std::string one, const std::string &other) {
  Texts made(all.begin(), all.end());
  made.push_back(all[0]);
  made.push_back(std::move(one));
  made.push_back(other + "!");
  for (const auto &each : all)
    made.push_back(each.substr(1));
  return made;
}
uni<Texts> ofLocals(int n) {
  Texts parts(n), made;
  made.insert(made.end(), std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
  std::string last = "x";
  made.push_back(std::move(last));
  return made;
}
