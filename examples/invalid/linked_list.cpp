// The twin of ../linked_list.cpp that must be rejected: the list that is sent
// was made outside of `recover`, so that borrows of its nodes may stay behind.
#include <conure/conure.h>
#include <memory>
#include <optional>
#include <utility>

using namespace conure;

struct CONURE_COUNTED Node {
  explicit Node(int v) : value(v) {}
  int value;
  std::unique_ptr<Node> next;
  std::optional<mut<Node>> previous;
};

class CONURE_PROCESS Archive {
public:
  explicit Archive(uni<std::unique_ptr<Node>> head) : head_(std::move(head)) {}
  CONURE_ASYNC void touch() { ++head_->value; }

private:
  std::unique_ptr<Node> head_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto head = std::make_unique<Node>(1);
    head->next = std::make_unique<Node>(2);
    head->next->previous = *head;
    auto archive = spawn<Archive>(recover([&] {
      return std::move(head); // expect: recover-capture
    }));
    archive->touch();
  }
};
CONURE_MAIN(Main)
