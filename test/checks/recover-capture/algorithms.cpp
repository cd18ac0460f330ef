// Algorithms over what was declared outside of a recover body.
#include <algorithm>
#include <conure/conure.h>
#include <iterator>
#include <memory>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace conure;
using Texts = std::vector<std::string>;

// --- accepted ---
auto copies(const Texts &all, Texts &changing) {
  return recover([&] {
    Texts mine;
    std::ranges::copy(all, std::back_inserter(mine));
    std::copy(changing.begin(), changing.end(), std::back_inserter(mine));
    std::ranges::copy_if(changing, std::back_inserter(mine), [](const std::string &s) { return s.size() > 4; });
    std::ranges::transform(all, std::back_inserter(mine), [](const std::string &s) { return s + "!"; });
    return mine;
  });
}
auto sizes(Texts &all) {
  return recover([&all] {
    std::vector<std::size_t> sizes;
    std::ranges::transform(all, std::back_inserter(sizes), &std::string::size);
    std::set<std::string> once(all.begin(), all.end());
    sizes.push_back(once.size() + std::ranges::max(all, {}, &std::string::size).size());
    if (std::ranges::find(all, "x") != all.end())
      sizes.push_back(std::accumulate(all.begin(), all.end(), std::string()).size());
    return sizes;
  });
}
auto of_views(std::string_view text, std::span<const int> numbers) {
  return recover([&] {
    std::vector<char> bytes(text.begin(), text.end());
    std::copy(numbers.begin(), numbers.end(), std::back_inserter(bytes));
    return bytes;
  });
}

// --- rejected ---
auto takes_memory_along(Texts &all, std::vector<std::unique_ptr<Texts>> &owners) {
  return recover([&] {
    Texts mine;
    std::ranges::transform(all, std::back_inserter(mine), [](std::string &s) { return std::move(s); }); // expect-error {{this argument borrows 'all'}} [recover-capture]
    std::ranges::transform(all, std::back_inserter(mine), [](auto &&s) -> std::string { return std::move(s); }); // expect-error {{this argument borrows 'all'}} [recover-capture]
    std::ranges::move(all, std::back_inserter(mine)); // expect-error {{this argument borrows 'all'}} [recover-capture]
    return mine;
  });
}
auto takes_what_an_element_owns(std::vector<std::unique_ptr<Texts>> &owners) {
  return recover([&] {
    std::vector<Texts> mine;
    std::ranges::transform(owners, std::back_inserter(mine), [](const std::unique_ptr<Texts> &t) { return std::move(*t); }); // expect-error {{this argument borrows 'owners'}} [recover-capture]
    return mine;
  });
}
std::string taken(std::string a, std::string &b) { return a.empty() ? std::move(b) : a; }
auto accumulates_memory(Texts &all) {
  return recover(std::accumulate(all.begin(), all.end(), std::string(), taken)); // expect-error {{'begin' cannot be called on 'all'}} [recover-capture] expect-error {{'end' cannot be called on 'all'}} [recover-capture]
}
auto addresses(Texts &all) {
  return recover([&] {
    std::vector<std::string *> mine;
    std::ranges::transform(all, std::back_inserter(mine), [](std::string &s) { return &s; }); // expect-error {{this argument borrows 'all'}} [recover-capture]
    return mine;
  });
}
auto copied_borrows(std::vector<std::string *> &all) {
  return recover([&] {
    std::vector<std::string *> mine;
    std::ranges::copy(all, std::back_inserter(mine)); // expect-error {{this argument borrows 'all'}} [recover-capture]
    return mine;
  });
}
