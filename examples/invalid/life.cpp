// The twin of ../life.cpp that must be rejected: rows that are still the band's own, and one that is used after it left.
#include <conure/conure.h>
#include <optional>
#include <utility>
#include <vector>

using namespace conure;

using Row = std::vector<char>;

class CONURE_PROCESS Band {
public:
  CONURE_ASYNC void link(process<Band> above) { above_.emplace(above); }
  CONURE_ASYNC void halo(uni<Row> row) { top_ = recover(std::move(row)); }
  CONURE_ASYNC void step() {
    (*above_)->halo(rows_.front()); // expect: implicit-recover
    uni<Row> edge = recover(Row(3));
    (*above_)->halo(std::move(edge));
    edge->push_back(1);      // expect: use-after-move
    const Row &kept = *edge; // expect: uni-borrow
    (void)kept;
  }

private:
  std::vector<Row> rows_;
  Row top_;
  std::optional<process<Band>> above_;
};
