// The twin of ../pipeline.cpp that must be rejected: a counter that all processes share, a matrix that is shared and not
// frozen, and a view of a row in a message.
#include <conure/conure.h>
#include <memory>
#include <span>
#include <vector>

using namespace conure;

using Matrix = std::vector<double>;
int made = 0;

class CONURE_PROCESS Multiplier {
public:
  explicit Multiplier(std::shared_ptr<const Matrix> a) : a_(a) {}
  CONURE_ASYNC void row(std::span<const double> row, channel<double> out) { // expect: async-signature
    ++made; // expect: shared-state
    out.send(row[0] * (*a_)[0]);
  }

private:
  std::shared_ptr<const Matrix> a_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto shared = std::make_shared<Matrix>(16, 1.5);
    auto one = spawn<Multiplier>(shared); // expect: frozen-alias
  }
};
CONURE_MAIN(Main)
