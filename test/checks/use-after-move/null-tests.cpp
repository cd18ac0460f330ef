// Where a null test finds a smart pointer set, it was not moved.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
void refill(std::unique_ptr<Part> p) {
  take(std::move(p));
  if (!p) p = makePart();
  p->use();
}
void positive(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  if (p) p->use();
}
void equality(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  if (p != nullptr) p->use();
  if (nullptr == p) return;
  p->use();
}
void viaGet(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  if (p.get()) p->use();
  if (p.get() == nullptr) return;
  p->use();
}
void andTest(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  if (chance() && p) p->use();
  if (!p || chance()) return;
  p->use();
}
void ternary(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  int n = p ? p->count : 0;
}
void whileTest(std::unique_ptr<Part> p) {
  while (p) { p->use(); if (chance()) take(std::move(p)); }
}
void wrongEdge(std::unique_ptr<Part> p) {
  take(std::move(p));
  if (!p) p->use(); // expect-error {{'p' is used after it was moved}} [use-after-move]
}
void wrongOr(std::unique_ptr<Part> p) {
  take(std::move(p));
  if (chance() || p) p->use(); // expect-error {{'p' is used after it may have been moved}} [use-after-move]
}
void other(std::unique_ptr<Part> p, std::unique_ptr<Part> q) {
  take(std::move(p));
  if (q) p->use(); // expect-error {{'p' is used after it was moved}} [use-after-move]
}
void afterMerge(std::unique_ptr<Part> p) {
  take(std::move(p));
  if (p) {}
  p->use(); // expect-error {{'p' is used after it may have been moved}} [use-after-move]
}
void optionalTest(std::optional<Part> o) {
  take(std::move(o));
  if (o) o->use(); // expect-error {{'o' is used after it was moved}} [use-after-move]
}
void optionalNot(std::optional<Part> o) {
  take(std::move(o));
  if (!o.has_value()) o.emplace(); // expect-error {{}} [use-after-move]
  o->use();
}
void stored(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  bool there = p != nullptr;
  if (there) p->use(); // expect-error {{'p' is used after it may have been moved}} [use-after-move]
}
void contentGone(std::unique_ptr<Part> p) {
  take(std::move(*p));
  if (p) p->use(); // expect-error {{'*p' is used after it was moved}} [use-after-move]
}
struct Node { std::unique_ptr<Node> next; int v; };
int walk(std::unique_ptr<Node> head) {
  std::unique_ptr<Node> tail;
  int n = 0;
  while (head) { auto next = std::move(head->next); n += head->v; head = std::move(next); }
  return n;
}
void ifInit(std::map<int, std::unique_ptr<Part>> &m, std::unique_ptr<Part> p) {
  if (auto q = std::move(p)) q->use();
  if (auto *r = p.get()) lookp(r); // expect-error {{'p' is used after it was moved}} [use-after-move]
}
void shared(std::shared_ptr<Part> p) {
  auto q = std::move(p);
  if (p) p->use();
  if (p == nullptr) return;
}
void function(std::function<void()> f) {
  auto g = std::move(f);
  if (f) f(); // expect-error {{'f' is used after it was moved}} [use-after-move]
}
void assertish(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  if (!p) throw 1;
  p->use();
}
void notnot(std::unique_ptr<Part> p) {
  if (chance()) take(std::move(p));
  if (!!p) p->use();
}
void forLoop(std::unique_ptr<Node> n) {
  for (; n; n = std::move(n->next)) look(n->v);
}
