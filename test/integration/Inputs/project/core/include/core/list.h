#pragma once
#include <memory>
#include <string>
#include <vector>
#define CONURE_PROJECT_LIST 1
class Item {
 public:
  explicit Item(std::string name) : name_(std::move(name)) {}
  virtual ~Item() {}
  const std::string &name() const { return name_; }
  int length() const;

 private:
  std::string name_;
};
class List {
 public:
  Item &add(const std::string &name);
  void clear();
  int total() const;
  const Item *longest() const;
#ifdef EXTRA_CHECKS
  bool holds(const Item &item) const;
#endif

 private:
  std::vector<std::unique_ptr<Item>> items_;
};
extern "C" int plain_number(void);
