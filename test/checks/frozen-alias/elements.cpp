// Elements that are moved one by one into what is frozen: their memory goes along.
#include <algorithm>
#include <conure/conure.h>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace conure;
using Strings = std::vector<std::string>;

int by_make_move_iterator(Strings from) {
  std::string_view first = from[0];
  Strings all(std::make_move_iterator(from.begin()), std::make_move_iterator(from.end())); // expect-error {{'make_move_iterator' may move the memory of 'from' into what is frozen while 'first' borrows}} [frozen-alias]
  auto frozen = std::make_shared<const Strings>(std::move(all));
  return first[0];
}
int by_move_iterator(Strings from) {
  std::string &first = from[0];
  Strings all(std::move_iterator(from.begin()), std::move_iterator(from.end())); // expect-error {{a move iterator may move the memory of 'from' into what is frozen while 'first' borrows}} [frozen-alias]
  auto frozen = std::make_shared<const Strings>(std::move(all));
  return first[0];
}
int by_an_algorithm(Strings from) {
  std::string_view first = from[0];
  Strings all;
  std::move(from.begin(), from.end(), std::back_inserter(all)); // expect-error {{'move' may move the memory of 'from' into what is frozen while 'first' borrows}} [frozen-alias]
  auto frozen = std::make_shared<const Strings>(std::move(all));
  return first[0];
}

int used_before(Strings from) {
  const int first = from[0][0];
  Strings all(std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  auto frozen = std::make_shared<const Strings>(std::move(all));
  from.clear();
  return first + int(from.size());
}
int copied(Strings from) {
  std::string_view first = from[0];
  Strings all(from.begin(), from.end());
  auto frozen = std::make_shared<const Strings>(std::move(all));
  return first[0];
}
