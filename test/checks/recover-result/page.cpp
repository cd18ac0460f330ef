// What docs/rules/recover-result.md says: the program that would dangle, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
using namespace conure;

struct Node {
  Node *previous = nullptr;
  std::unique_ptr<Node> owned;
  int value = 0;
  int step_back() { return previous->value; }
};
void why() {
  auto n = recover([] {
    Node other;
    Node made;
    made.previous = &other; // expect-error {{would hold a borrow of 'other'}} [recover-result]
    return made;
  });
  n->step_back();
}
void before() {
  auto p = recover(new Node); // expect-error {{is a 'Node *', which is a borrow}} [recover-result]
  auto n = recover([] {
    Node made;
    auto owner = std::make_unique<Node>();
    made.previous = owner.get(); // expect-error {{would hold a borrow of 'owner'}} [recover-result]
    return made;
  });
  auto v = recover([] {
    std::string text = "text";
    return std::string_view(text); // expect-error {{}} [recover-result]
  });
}
void after() {
  auto p = recover(std::make_unique<Node>());
  auto n = recover([] {
    Node made;
    auto owner = std::make_unique<Node>();
    made.previous = owner.get();
    made.owned = std::move(owner);
    return made;
  });
  auto v = recover([] {
    std::string text = "text";
    return text;
  });
}
