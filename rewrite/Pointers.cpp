//===- Pointers.cpp -------------------------------------------------------===//
#include "rewrite/Pointers.h"
#include <vector>

namespace conure::rewrite {

void PointerFacts::merge(const PointerFacts &Other) {
  Flows.insert(Other.Flows.begin(), Other.Flows.end());
  // The first reason by its text stands for all, so that no order of units shows.
  for (const auto &[Node, Why] : Other.Ends)
    if (auto [It, New] = Ends.try_emplace(Node, Why); !New && Why < It->second)
      It->second = Why;
  for (const auto &[Node, Why] : Other.Computed)
    if (auto [It, New] = Computed.try_emplace(Node, Why); !New && Why < It->second)
      It->second = Why;
  Compared.insert(Other.Compared.begin(), Other.Compared.end());
  for (const auto &[Node, What] : Other.Taken)
    if (auto [It, New] = Taken.try_emplace(Node, What); !New && What < It->second)
      It->second = What;
  Bodies.insert(Other.Bodies.begin(), Other.Bodies.end());
  Groups.insert(Other.Groups.begin(), Other.Groups.end());
}

void PointerFacts::addPastEnds(std::map<std::string, std::string> &Reasons) const {
  if (Computed.empty())
    return;
  std::map<std::string, std::vector<const std::string *>> Forwards;
  for (const auto &[From, To] : Flows)
    Forwards[From].push_back(&To);
  for (const auto &[A, B] : Compared) {
    Forwards[A].push_back(&B);
    Forwards[B].push_back(&A);
  }
  std::map<std::string, std::string> Past = Computed;
  std::vector<std::string> Work;
  for (const auto &[Node, Why] : Past)
    Work.push_back(Node);
  for (size_t I = 0; I != Work.size(); ++I) {
    auto Targets = Forwards.find(Work[I]);
    if (Targets == Forwards.end())
      continue;
    std::string Why = Past[Work[I]];
    for (const std::string *To : Targets->second)
      // Whose method is called is there; and hardly anybody keeps an end in a container.
      if (To->rfind("#this") == std::string::npos && To->rfind("any ", 0) == std::string::npos &&
          Past.try_emplace(*To, Why).second)
        Work.push_back(*To);
  }
  for (const auto &[Node, Why] : Past)
    Reasons.try_emplace(Node, Why);
}

std::map<std::string, std::string> PointerFacts::owners() const {
  std::map<std::string, std::vector<const std::string *>> Backwards;
  for (const auto &[From, To] : Flows)
    Backwards[To].push_back(&From);
  // The nearest end gives the reason; ends are in the order of their names.
  std::map<std::string, std::string> Owning = Ends;
  for (const auto &[Node, What] : Taken)
    if (!Bodies.count(What.first))
      Owning.try_emplace(Node, What.second);
  std::vector<std::string> Work;
  for (const auto &[Node, Why] : Owning)
    Work.push_back(Node);
  for (size_t I = 0; I != Work.size(); ++I) {
    auto Sources = Backwards.find(Work[I]);
    if (Sources == Backwards.end())
      continue;
    std::string Why = Owning[Work[I]];
    for (const std::string *From : Sources->second)
      if (Owning.try_emplace(*From, Why).second)
        Work.push_back(*From);
  }
  addPastEnds(Owning);
  std::map<std::string, std::string> Result;
  for (const auto &[Node, Group] : Groups)
    if (auto It = Owning.find(Node); It != Owning.end())
      Result.try_emplace(Group, It->second);
  return Result;
}

} // namespace conure::rewrite
