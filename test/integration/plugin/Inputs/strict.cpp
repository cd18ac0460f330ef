#include <conure/conure.h>
#include <memory>
#include <utility>
struct CONURE_COUNTED Thing {
  int value = 0;
};
int read(std::unique_ptr<Thing> owner) {
  Thing &borrow = *owner;
  auto other = std::move(owner);
  return borrow.value;
}
