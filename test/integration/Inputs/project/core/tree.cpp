#include "core/list.h"
int Item::length() const { return static_cast<int>(name_.size()); }
const Item *List::longest() const {
  const Item *best = nullptr;
  for (const auto &item : items_)
    if (!best || item->length() > best->length())
      best = item.get();
  return best;
}
#ifdef EXTRA_CHECKS
bool List::holds(const Item &item) const {
  for (const auto &one : items_)
    if (one.get() == &item)
      return true;
  return false;
}
#endif
