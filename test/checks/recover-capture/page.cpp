// What docs/rules/recover-capture.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
using namespace conure;

struct Node {
  int value = 0;
};
struct List {
  std::vector<Node> nodes;
  Node *tail() { return &nodes.back(); }
};
List make_list() { return {}; }
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void take(uni<List> l) {}
};
void why(process<Worker> worker) {
  Node *last = nullptr;
  auto list = recover([&] {
    List l = make_list();
    last = l.tail(); // expect-error {{'last', which is declared outside}} [recover-capture]
    return l;
  });
  worker->take(std::move(list));
  last->value = 3;
}
using Items = std::vector<std::string>;
struct Document {
  std::string text;
};
Items parse(const Document &document) { return {document.text}; }
void moved_before(Items items) {
  auto u = recover(std::move(items)); // expect-error {{moving 'items'}} [recover-capture]
}
void copied(Items items) { auto u = recover(items); }
void built_inside() { auto u = recover([&] { Items v; v.push_back("x"); return v; }); }
void parsed_before(Document document) {
  auto u = recover(parse(document)); // expect-error {{'document'}} [recover-capture]
}
void parsed(Document document) {
  auto u = recover([&] { Document d = document; return parse(d); });
}
uni<Items> make_items() { return Items{"x"}; }
void unique() {
  uni<Items> items = make_items();
  auto u = recover([&] { Items mine = std::move(items); mine.push_back("y"); return mine; });
}
struct View {
  std::string_view text;
};
struct Text {
  std::string text;
};
void viewed_before(std::string name) {
  auto u = recover(View{name}); // expect-error {{'name'}} [recover-capture]
}
void viewed_copy(std::string name) {
  auto u = recover(View{std::string(name)}); // expect-error {{}} [recover-result]
}
void owned(std::string name) { auto u = recover(Text{name}); }
