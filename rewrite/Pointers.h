//===- Pointers.h - Which raw pointers may own -----------------------------===//
//
// Defines PointerFacts, what one unit says about where raw pointers flow, and
// the answer to which of them may own what they point to: those from which a
// pointer reaches a `delete`, a smart pointer, or a function that nobody sees;
// and which may point past the end of an array, where there is no count.
// For the count pass, which makes the facts, and for the plan, which puts those
// of all units together. Knows no Clang.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_POINTERS_H
#define CONURE_REWRITE_POINTERS_H

#include <map>
#include <set>
#include <string>
#include <utility>

namespace conure::rewrite {

/// Nodes are named alike in every unit: a variable by its place, a field by its
/// class, a parameter by its function.
struct PointerFacts {
  /// From → To: what From points to, To may point to later.
  std::set<std::pair<std::string, std::string>> Flows;
  /// Node → why what it points to ends there: "it is deleted (f.cpp:3)".
  std::map<std::string, std::string> Ends;
  /// Node → why it may point past an end: "it is computed (f.cpp:3)".
  std::map<std::string, std::string> Computed;
  /// Nodes that are compared: if one may be the end of an array, so may the other.
  std::set<std::pair<std::string, std::string>> Compared;
  /// Parameter node → its function and what to say if no unit defines that.
  std::map<std::string, std::pair<std::string, std::string>> Taken;
  /// Functions whose bodies were seen.
  std::set<std::string> Bodies;
  /// Node → the edits that would count it.
  std::set<std::pair<std::string, std::string>> Groups;

  void merge(const PointerFacts &Other);
  /// Group → why what it would count may own, or why there may be nothing to count.
  std::map<std::string, std::string> owners() const;

private:
  void addPastEnds(std::map<std::string, std::string> &Reasons) const;
};

} // namespace conure::rewrite

#endif
