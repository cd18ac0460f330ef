#include "core/list.h"
#include "generated.h"
static const int local_number = generated();
Item &List::add(const std::string &name) {
  items_.push_back(std::make_unique<Item>(name));
  return *items_.back();
}
void List::clear() { items_.clear(); }
int List::total() const {
  int total = local_number + plain_number();
  for (const auto &item : items_)
    total += item->length();
  return total;
}
