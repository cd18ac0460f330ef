// What algorithms of the library leave in their outputs, as functions and as the objects of std::ranges; and what comes
// into a container through an iterator, an inserter, a span, a pointer, here or in a function that is given one.
// rules: send-alias
#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <memory>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

using Texts = std::array<std::string, 2>;
using Views = std::vector<std::string_view>;
void look(const Views &);
void look(std::size_t);
void look(const std::string &);
bool chosen(std::string_view);
std::string_view shorter(std::string_view, std::string_view);
std::string_view viewOf(const std::string &);
const std::string &first(const std::string &a, const std::string &);

void putInSpan(const Texts &from, std::span<std::string_view> to) { to[0] = from[0]; }
void putAt(const Texts &from, Views::iterator to) { *to = from[0]; }
void putBehind(const Texts &from, mut<Views> to) { to->push_back(from[0]); }
void putInWrapped(const Texts &from, std::reference_wrapper<Views> to) { to.get().push_back(from[0]); }
void unseen(const Texts &from, std::span<std::string_view> to);
void readSpan(const Texts &from, std::span<const std::string_view> to);
template <class To> void writeTo(const Texts &from, To to) {
  for (const std::string &s : from)
    *to++ = s;
}
template <class To> void transformTo(const Texts &from, To to) {
  std::ranges::transform(from, to, std::identity{});
}

struct Collect {
  static Views throughAnInserter(const Texts &from) {
    Views made;
    auto to = std::back_inserter(made);
    *to++ = from[0];
    return made;
  }
  static Views throughAnIterator(const Texts &from) {
    Views made(2);
    auto to = made.begin();
    *to = from[0];
    return made;
  }
  static Views throughAPointer(const Texts &from) {
    Views made;
    Views *to = &made;
    to->push_back(from[0]);
    return made;
  }
  static Views throughElements(const Texts &from) {
    Views made(2);
    for (std::string_view &each : made)
      each = from[0];
    return made;
  }
  static Views throughASpan(const Texts &from) {
    Views made(2);
    putInSpan(from, made);
    return made;
  }
  static Views byAnAlgorithm(const Texts &from) {
    Views made;
    std::ranges::transform(from, std::back_inserter(made), std::identity{});
    return made;
  }
  static const std::string &found(const Texts &from) { return *std::ranges::find(from, "x"); }
};

struct Keeper {
  Views views;
  void each(const Texts &from) {
    for (auto &view : views)
      view = from[0];
  }
  void step(const Texts &from) {
    for (auto it = views.begin(); it != views.end(); ++it)
      *it = from[0];
  }
  void pointer(const Texts &from) {
    auto *to = &views;
    to->push_back(from[0]);
  }
  void algorithm(const Texts &from) {
    auto to = views.begin();
    std::ranges::transform(from, to, std::identity{});
  }
  void atOffset(const Texts &from) { std::ranges::transform(from, views.begin() + 1, std::identity{}); }
  void inSpan(const Texts &from) {
    std::span<std::string_view> to(views);
    to[0] = from[0];
  }
  void exchange(const Texts &from) { std::exchange(views, Views{from[0]}); }
  void swapSides(const Texts &from) {
    Views made{from[0]};
    made.swap(views);
  }
  void swap(const Texts &from) { views.push_back(from[0]); } // not what its name says
};

void copied(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::copy(texts, std::back_inserter(views));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void copiedIf(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::copy_if(texts, std::back_inserter(views), chosen);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void copiedBackward(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::copy_backward(texts, views.end());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void rotated(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::rotate_copy(texts, texts.begin() + 1, std::back_inserter(views));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void uniqueOnes(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::unique_copy(texts, views.begin());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void partlySorted(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::partial_sort_copy(texts, views);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void sampled(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::sample(texts, std::back_inserter(views), 2, std::mt19937());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void partitioned(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::partition_copy(texts, std::back_inserter(views), std::back_inserter(others), chosen);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void merged(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::merge(more, texts, std::back_inserter(views));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void united(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::set_union(more, texts, std::back_inserter(views));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void transformed(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::transform(texts, std::back_inserter(views), std::identity{});
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void projected(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::transform(texts, views.begin(), std::identity{}, [](const std::string &s) -> std::string_view { return s; });
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void zipped(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::transform(more, texts, views.begin(), [](const std::string &, const std::string &s) -> std::string_view { return s; });
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void filled(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::fill(views, texts[0]);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void generated(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::generate(views, [&texts]() -> std::string_view { return texts[0]; });
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void replaced(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::replace_if(views, chosen, std::string_view(texts[0]));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void swapped(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::vector<std::string_view> made{texts[0]};
  std::ranges::swap(made, views);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void swappedRanges(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::vector<std::string_view> made{texts[0]};
  std::ranges::swap_ranges(made, views);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void swappedPlaces(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::vector<std::string_view> made{texts[0]};
  std::ranges::iter_swap(made.begin(), views.begin());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void constructed(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::construct_at(&views[0], texts[0]);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void ofFunctions(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::transform(texts.begin(), texts.end(), std::back_inserter(views), [](const std::string &s) -> std::string_view { return s; });
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void sampledByFunction(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::sample(texts.begin(), texts.end(), std::back_inserter(views), 2, std::mt19937());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void scanned(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::inclusive_scan(texts.begin(), texts.end(), views.begin(), shorter, std::string_view());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void scannedBefore(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::transform_exclusive_scan(texts.begin(), texts.end(), views.begin(), std::string_view(), shorter, viewOf);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void summed(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::partial_sum(texts.begin(), texts.end(), views.begin(), first);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void adjacent(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::adjacent_difference(texts.begin(), texts.end(), views.begin(), first);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void generatedByFunction(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::generate_n(std::back_inserter(views), 2, [&texts] { return std::string_view(texts[0]); });
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void swappedByFunction(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::vector<std::string_view> made{texts[0]};
  std::iter_swap(made.begin(), views.begin());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void throughInserter(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  auto to = std::back_inserter(views);
  for (const std::string &s : texts)
    *to++ = s;
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void throughTemporaryInserter(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  *std::back_inserter(views) = texts[0];
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void algorithmThroughInserter(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  auto to = std::back_inserter(views);
  std::ranges::set_difference(texts, more, to);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void bySpan(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  putInSpan(texts, views);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void bySpanNotSeen(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  unseen(texts, views);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void byIterator(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  putAt(texts, views.begin());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void byMut(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  putBehind(texts, mut(views));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void byWrapper(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  putInWrapped(texts, std::ref(views));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void byTemplate(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  writeTo(texts, std::back_inserter(views));
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void byTemplateWithAlgorithm(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  transformTo(texts, views.begin());
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void collectedThroughAnInserter(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  views = Collect::throughAnInserter(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void collectedThroughAnIterator(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  views = Collect::throughAnIterator(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void collectedThroughAPointer(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  views = Collect::throughAPointer(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void collectedThroughElements(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  views = Collect::throughElements(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void collectedThroughASpan(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  views = Collect::throughASpan(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void collectedByAnAlgorithm(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  views = Collect::byAnAlgorithm(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(views);
}

void foundByFunction(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  const std::string &found = Collect::found(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(found);
}

void keptEach(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.each(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptStep(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.step(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptPointer(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.pointer(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptAlgorithm(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.algorithm(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptAtOffset(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.atOffset(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptInSpan(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.inSpan(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptExchange(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.exchange(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptSwapSides(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.swapSides(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

void keptSwap(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Keeper keeper;
  keeper.swap(texts);
  chan.send(std::move(texts)); // expect-error {{'texts' is sent while}} [send-alias]
  look(keeper.views);
}

// Nothing that borrows of what is sent.

void numbersOnly(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::vector<std::size_t> sizes;
  std::ranges::transform(texts, std::back_inserter(sizes), &std::string::size);
  chan.send(std::move(texts));
  look(sizes.size());
}

void copies(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::vector<std::string> kept(2);
  std::ranges::merge(texts, more, kept.begin());
  auto to = std::back_inserter(kept);
  *to++ = texts[0];
  chan.send(std::move(texts));
  look(kept[0]);
}

void ofOthers(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::set_union(more, more, std::back_inserter(views));
  chan.send(std::move(texts));
  look(views);
}

void usedBefore(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  auto to = std::back_inserter(views);
  std::ranges::transform(texts, to, std::identity{});
  look(views);
  chan.send(std::move(texts));
}

void readOnlySpan(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  readSpan(texts, views);
  chan.send(std::move(texts));
  look(views);
}

void arranged(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::sort(texts);
  std::ranges::rotate(texts, texts.begin() + 1);
  const bool some = std::ranges::any_of(texts, chosen);
  chan.send(std::move(texts));
  look(some);
  look(views);
}

void filledWithOthers(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  std::ranges::fill(views, more[0]);
  chan.send(std::move(texts));
  look(views);
}

void swappedTexts(channel<Texts> chan, Texts texts, Texts more) {
  Views views(3), others;
  Texts other{"x", "y"};
  std::ranges::swap(texts, other);
  chan.send(std::move(texts));
  look(other[0]);
}
