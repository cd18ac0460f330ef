// Elements and parts that are moved without a std::move of their own name: by move iterators, std::views::as_rvalue,
// algorithms that move or swap, parts of what is moved; and parts of a variable that is sent later.
// rules: send-alias, move-while-borrowed
#include "../Inputs/as_rvalue.h"
#include <algorithm>
#include <array>
#include <conure/conure.h>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
using namespace conure;

using Pair = std::array<std::string, 2>;
using Named = std::pair<std::string, int>;
void look(std::string_view);

// What nobody can see the borrows of.
struct Fields {
  Pair pair_;
  std::optional<std::string> perhaps_;
  Named named_;
  std::string text_;

  void element(channel<Pair> c) {
    Pair made;
    made[0] = std::move(pair_[0]);
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void exchanged(channel<Pair> c) {
    Pair made;
    made[1] = std::exchange(pair_[0], "");
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void part(channel<Named> c) {
    Named made;
    made.first = std::move(text_);
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void whole(channel<Named> c) {
    Named made;
    made = Named{std::move(text_), 1};
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void emplaced(channel<std::optional<std::string>> c) {
    std::optional<std::string> made;
    made.emplace(std::move(text_));
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  static void set(Named &to, std::string text) { to.first = std::move(text); }
  void byFunction(channel<Named> c) {
    Named made;
    set(made, std::move(text_));
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byRangesMove(channel<Pair> c) {
    Pair made;
    std::ranges::move(pair_, made.begin());
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byMove(channel<Pair> c) {
    Pair made;
    std::move(pair_.begin(), pair_.end(), made.begin());
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byMoveIterators(channel<Pair> c) {
    Pair made;
    std::copy(std::make_move_iterator(pair_.begin()), std::make_move_iterator(pair_.end()), made.begin());
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byView(channel<Pair> c) {
    Pair made;
    std::ranges::copy(pair_ | std::views::as_rvalue, made.begin());
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byViewOfView(channel<Pair> c) {
    Pair made;
    std::ranges::copy(pair_ | std::views::as_rvalue | std::views::take(1), made.begin());
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byLoopOverView(channel<Pair> c) {
    Pair made;
    for (auto &&each : pair_ | std::views::as_rvalue)
      made[0] = std::move(each);
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void bySwap(channel<Pair> c) {
    Pair made;
    std::ranges::swap(made, pair_);
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void bySwapOfElements(channel<Pair> c) {
    Pair made;
    std::swap(made[0], pair_[0]);
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byMemberSwap(channel<Pair> c) {
    Pair made;
    made[0].swap(text_);
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void bySwapRanges(channel<Pair> c) {
    Pair made;
    std::ranges::swap_ranges(made, pair_);
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byIterSwap(channel<Pair> c) {
    Pair made;
    std::iter_swap(made.begin(), pair_.begin());
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byTransform(channel<Pair> c) {
    Pair made;
    std::ranges::transform(pair_, made.begin(), [](std::string &s) { return std::move(s); });
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void byGenerate(channel<Pair> c) {
    Pair made;
    std::ranges::generate(made, [this] { return std::move(text_); });
    c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  }
  void elementsAtOnce(channel<std::string> c) {
    c.send(*std::make_move_iterator(pair_.begin())); // expect-error {{field 'pair_'}} [send-alias]
    c.send(std::ranges::iter_move(pair_.begin())); // expect-error {{is moved into a message}} [send-alias]
    for (std::string each : pair_ | std::views::as_rvalue)
      c.send(std::move(each)); // expect-error {{'each', moved out of}} [send-alias]
    for (auto it = std::make_move_iterator(pair_.begin()); it != std::make_move_iterator(pair_.end()); ++it)
      c.send(*it); // expect-error {{is moved into a message}} [send-alias]
  }
  void partsAtOnce(channel<std::string> c) {
    c.send(std::move(named_).first); // expect-error {{field 'named_'}} [send-alias]
    c.send(std::get<0>(std::move(named_))); // expect-error {{field 'named_'}} [send-alias]
    c.send(*std::move(perhaps_)); // expect-error {{field 'perhaps_'}} [send-alias]
    c.send(std::move(perhaps_).value()); // expect-error {{field 'perhaps_'}} [send-alias]
  }
  void copies(channel<Named> c, channel<std::string> d) {
    Named made;
    set(made, text_);
    made.first += text_;
    made.first.append(pair_[0]).insert(0, text_);
    c.send(std::move(made));
    std::string text = text_.substr(1);
    text.assign(text_.begin(), text_.end());
    d.send(std::move(text));
  }
};

// Borrows in sight.
void movedByRange(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::ranges::move(pair, made.begin()); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void movedBackward(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::ranges::move_backward(pair, made.end()); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void byMoveIterators(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::copy(std::make_move_iterator(pair.begin()), std::make_move_iterator(pair.end()), made.begin()); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void byRvalueView(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::ranges::copy(pair | std::views::as_rvalue, made.begin()); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void byLoop(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  for (auto &&each : pair | std::views::as_rvalue)
    made[0] = std::move(each);
  c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  look(view);
}
void rangesSwapped(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::ranges::swap_ranges(pair, made); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void placesSwapped(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::iter_swap(pair.begin(), made.begin()); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void dereferenced(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  made[0] = *std::make_move_iterator(pair.begin()); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void iteratorMoved(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  made[0] = std::ranges::iter_move(pair.begin());
  c.send(std::move(made)); // expect-error {{'made', moved out of}} [send-alias]
  look(view);
}
void transformed(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::ranges::transform(pair, made.begin(), [](std::string &s) { return std::move(s); }); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void uninitialized(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::uninitialized_move(pair.begin(), pair.end(), made.begin()); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void elementSwapped(channel<Pair> c, Pair pair) {
  std::string_view view = pair[0];
  Pair made;
  std::ranges::swap(pair[0], made[0]); // expect-error {{'pair[0]' is moved to where it may leave}} [send-alias]
  c.send(std::move(made));
  look(view);
}
void byIteratorVariables(channel<Pair> c, Pair pair) {
  auto backward = pair.rbegin();
  auto moving = std::make_move_iterator(pair.begin());
  c.send(std::move(pair)); // expect-error {{'pair' is sent while}} [send-alias]
  look(*backward);
  look(*moving);
}

// Nothing borrows.
void near(channel<Pair> c, Pair pair, Pair other, Pair third) {
  Pair made;
  std::ranges::move(pair, made.begin());
  c.send(std::move(made));
  Pair again;
  again[0] = std::move(other[0]);
  std::swap(again[1], other[1]);
  c.send(std::move(again));
  Pair last;
  std::ranges::transform(third, last.begin(), [](std::string &s) { return std::move(s); });
  c.send(std::move(last));
}
void nearParts(channel<std::string> c, Named named, std::optional<std::string> one, std::optional<std::string> two, Pair pair) {
  c.send(std::move(named).first);
  c.send(*std::move(one));
  c.send(std::move(two).value());
  for (std::string each : pair | std::views::as_rvalue)
    c.send(std::move(each));
}
void partOfWhole(channel<Named> c, Named named) {
  std::string_view view = named.first;
  Named made;
  made.first = std::move(named).first; // expect-error {{'named.first' is moved while 'view' borrows}} [move-while-borrowed]
  c.send(std::move(made));
  look(view);
}
void atOnce(channel<std::string> c, Pair pair) {
  std::string_view view = pair[0];
  c.send(*std::make_move_iterator(pair.begin())); // expect-error {{the memory of 'pair' into what is sent}} [send-alias]
  look(view);
}
