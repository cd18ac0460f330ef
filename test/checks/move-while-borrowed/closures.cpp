// Closures, std::function and containers of them that hold borrows.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
void storedInFunction(std::string s) { std::function<void()> f = [&] { look(s); }; take(std::move(s)); f(); } // expect-error {{borrows}} [move-while-borrowed]
void capturesAddress(std::string s) { auto f = [p = &s] { look(*p); }; take(std::move(s)); f(); } // expect-error {{is used after it was moved}} [use-after-move]
void capturesView(std::string s) { auto f = [v = std::string_view(s)] { lookv(v); }; take(std::move(s)); f(); } // expect-error {{borrows}} [move-while-borrowed]
std::function<void()> returnsReferences() { std::string s = make(); return [&] { look(s); }; } // expect-error {{}} [drop-while-borrowed]
auto returnsReferencesAuto() { std::string s = make(); return [&] { look(s); }; } // expect-error {{}} [drop-while-borrowed]
auto returnsView() { std::string s = make(); return [v = std::string_view(s)] { lookv(v); }; } // expect-error {{}} [drop-while-borrowed]
void outlivesBlock(std::string s) { std::function<void()> f; { std::string t; f = [&] { look(t); }; } f(); } // expect-error {{}} [drop-while-borrowed]
void storedInVector(std::string s) { std::vector<std::function<void()>> v; v.push_back([&] { look(s); }); take(std::move(s)); v[0](); } // expect-error {{borrows}} [move-while-borrowed]
