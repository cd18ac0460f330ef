// What the help says depends on what recover would accept: a move and what reads outside values are refused there, too.
// rules: implicit-recover, uni-call, uni-assign, spawn-argument, recover-capture
#include <conure/conure.h>
#include <memory>
#include <utility>
#include <vector>
using namespace conure;

using Numbers = std::vector<int>;
struct Document {
  Numbers all;
};
Numbers parse(const Document &d);
void take(uni<Numbers>);
struct CONURE_PROCESS List {
  Numbers numbers;
};

void moved(Numbers v) {
  take(std::move(v)); // expect-error {{does not become a 'uni<Numbers>' by itself}} [implicit-recover]
  // expect-note@-1 {{help: build it inside 'recover([&] { …; return v; })', or give a copy of it: 'recover(v)'}}
}
void moved_and_no_copy(std::vector<std::unique_ptr<int>> list) {
  uni<std::vector<std::unique_ptr<int>>> u = std::move(list); // expect-error {{by itself}} [implicit-recover]
  // expect-note@-1 {{help: build it inside 'recover([&] { …; return list; })'}}
}
void made_of_what_is_outside(Document d) {
  take(parse(d)); // expect-error {{by itself}} [implicit-recover]
  // expect-note@-1 {{help: build it inside 'recover([&] { … })', of values and copies}}
}
void into_a_unique_value(Numbers v, Numbers w) {
  auto u = recover(std::vector<Numbers>{{1}});
  u->push_back(std::move(v)); // expect-error {{'push_back' cannot be called}} [uni-call]
  // expect-note@-1 {{help: build it inside 'recover([&] { …; return v; })', or give a copy of it: 'recover(v)'}}
  u->at(0) = std::move(w); // expect-error {{which is not sendable}} [uni-assign]
  // expect-note@-1 {{help: build it inside 'recover([&] { …; return w; })', or give a copy of it: 'recover(w)'}}
}
void into_a_process(Numbers v) {
  spawn<List>(std::move(v)); // expect-error {{a new process needs a sendable value}} [spawn-argument]
  // expect-note@-1 {{help: build it inside 'recover([&] { …; return v; })', or give a copy of it: 'recover(v)'}}
}

// What the help says, done.
void mended(Numbers v, Numbers w, const Document &d) {
  take(recover(v));
  take(recover([&] {
    Numbers made;
    made.push_back(1);
    return made;
  }));
  take(recover([&] {
    Document mine = d;
    return parse(mine);
  }));
  auto u = recover(std::vector<Numbers>{{1}});
  u->push_back(recover(v));
  u->at(0) = recover(w);
  spawn<List>(recover(v));
}
