#pragma once
#include <memory>
#include <string>
class Node {
public:
  explicit Node(std::string name) : name_(std::move(name)) {}
  virtual ~Node() = default;
  const std::string &name() const { return name_; }

private:
  std::string name_;
};
int lengthAfterReset(std::unique_ptr<Node> &owner, bool reset);
