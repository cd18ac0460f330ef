// Closures: what they capture, move, read and give back.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
void initCapture(std::string s) { auto f = [t = std::move(s)] { look(t); }; f(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void movedInBody(std::string s) { auto f = [&] { take(std::move(s)); }; f(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void calledTwice(std::string s) { auto f = [&] { take(std::move(s)); }; f(); f(); } // expect-error {{}} [use-after-move]
void readsAfterMove(std::string s) { auto f = [&] { look(s); }; take(std::move(s)); f(); } // expect-error {{}} [use-after-move]
void restoresInBody(std::string s) { auto f = [&] { s = "x"; look(s); }; take(std::move(s)); f(); look(s); }
void nestedClosures(std::string s) { auto f = [&] { auto g = [&] { take(std::move(s)); }; g(); }; f(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void copyIsItsOwn(std::string s) { auto f = [s]() mutable { take(std::move(s)); }; f(); look(s); }
void ownCopyUsedTwice(std::string s) { auto f = [s]() mutable { take(std::move(s)); look(s); }; f(); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void calledAtOnce(std::string s) { [&] { take(std::move(s)); }(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void algorithmRunsIt(std::vector<std::string> v, std::string s) { std::for_each(v.begin(), v.end(), [&](std::string &x) { take(std::move(s)); }); look(s); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
struct CapturesThis { std::string s; void m() { auto f = [this] { take(std::move(s)); }; f(); look(s); } }; // expect-error {{'s' is used after it was moved}} [use-after-move]
struct CapturesStarThis { std::string s; void m() { auto f = [self = std::move(*this)] {}; look(s); } }; // expect-error {{'s' is used after it was moved}} [use-after-move]
void onSomePath(std::string s) { auto f = [&](bool b) { if (b) take(std::move(s)); }; f(true); look(s); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
void genericClosure(std::string s) { auto f = [&](auto x) { take(std::move(s)); }; f(1); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
auto returnsCopy() { std::string s = make(); return [s] { look(s); }; }
void lastCallBefore(std::string s) { auto f = [&s] { look(s); }; f(); take(std::move(s)); }
void uniquePointerCapture(std::unique_ptr<Part> p) { auto f = [p = std::move(p)] { p->use(); }; f(); p->use(); } // expect-error {{'p' is used after it was moved}} [use-after-move]
void returnsMovedValue(std::string s) { auto f = [&] { return std::move(s); }; take(f()); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void movedInEachIteration(std::string s) { while (chance()) { auto f = [t = std::move(s)] {}; } } // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
void run(std::function<void()>);
void handedOn(std::string s) { run([&] { take(std::move(s)); }); look(s); }
void handedOnUnique(conure::uni<std::string> s) { run([&] { auto t = std::move(s); }); auto u = std::move(s); } // expect-error {{}} [use-after-move]
void copiedClosure(std::string s) { auto f = [&] { take(std::move(s)); }; auto g = f; g(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
