// A unit that names no process.
#include "api.h"
#include <iostream>

namespace {
struct Keeper : Sink {
  const std::string *last = nullptr;
  void look(const std::string &text) override { last = &text; }
  std::string_view name(const std::string &text) const override { return text; }
};
struct Console : Printer {
  void print(const std::string &text) override { std::cout << text; }
};
} // namespace
std::unique_ptr<Sink> keeper() { return std::make_unique<Keeper>(); }
std::unique_ptr<Printer> printer() { return std::make_unique<Console>(); }
void show_far(Sink &to, const std::string &text) { show(to, text); }

struct Store::Hidden {
  std::vector<std::string_view> all;
};
Store::Store() : hidden_(std::make_unique<Hidden>()) {}
Store::~Store() = default;
Store::Store(Store &&) noexcept = default;
void Store::put(const std::string &text) { hidden_->all.push_back(text); }
void Store::show() const { std::cout << hidden_->all.front(); }

struct Copies::Hidden {
  std::vector<std::string> all;
};
Copies::Copies() : hidden_(std::make_unique<Hidden>()) {}
Copies::~Copies() = default;
void Copies::put(const std::string &text) { hidden_->all.push_back(text); }
void Copies::show() const { std::cout << hidden_->all.front(); }

std::string_view label(const std::string &of) { return of.empty() ? "empty" : "full"; }
std::string_view trimmed(const std::string &of) { return std::string_view(of).substr(1); }
void describe(const std::string &of, std::string_view &out) { out = of.empty() ? "empty" : "full"; }
void first_word(const std::string &of, std::string_view &out) { out = std::string_view(of).substr(0, of.find(' ')); }
void Names::see(const std::string &text) { first = text.empty() ? "empty" : "full"; }
void Names::keep(const std::string &text) { first = text; }
