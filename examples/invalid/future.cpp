// The twin of ../future.cpp that must be rejected: a promise is kept once, and by
// the one process that it was sent to.
#include <conure/conure.h>
#include <string>
#include <utility>
#include <vector>

using namespace conure;

class CONURE_PROCESS Oracle {
public:
  CONURE_ASYNC void answer(promise<std::string> question) const { std::move(question).set("42"); }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto oracle = spawn<Oracle>();
    auto [answer, question] = make_future<std::string>();
    oracle->answer(std::move(question));
    oracle->answer(std::move(question)); // expect: use-after-move
    std::string text = std::move(answer).get();
  }
};
CONURE_MAIN(Main)
