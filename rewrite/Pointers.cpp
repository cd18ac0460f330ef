//===- Pointers.cpp -------------------------------------------------------===//
#include "rewrite/Pointers.h"
#include <vector>

namespace conure::rewrite {

using Reasons = std::map<std::string, std::string>;
using Edges = std::map<std::string, std::vector<const std::string *>>;

/// Of two reasons the first by its text stands, so that no order of units shows.
template <class Map> static void mergeReasons(Map &Into, const Map &Other) {
  for (const auto &[Node, Why] : Other)
    if (auto [It, New] = Into.try_emplace(Node, Why); !New && Why < It->second)
      It->second = Why;
}

/// Gives the reason of each node to those that \p Next leads to and that \p Take takes, the nearest first.
template <class Pred> static void spread(Reasons &Of, const Edges &Next, Pred Take) {
  std::vector<std::string> Work;
  for (const auto &[Node, Why] : Of)
    Work.push_back(Node);
  for (size_t I = 0; I != Work.size(); ++I) {
    auto Targets = Next.find(Work[I]);
    if (Targets == Next.end())
      continue;
    std::string Why = Of[Work[I]];
    for (const std::string *To : Targets->second)
      if (Take(*To) && Of.try_emplace(*To, Why).second)
        Work.push_back(*To);
  }
}

void PointerFacts::merge(const PointerFacts &Other) {
  Flows.insert(Other.Flows.begin(), Other.Flows.end());
  mergeReasons(Ends, Other.Ends);
  mergeReasons(Computed, Other.Computed);
  Compared.insert(Other.Compared.begin(), Other.Compared.end());
  mergeReasons(Taken, Other.Taken);
  Bodies.insert(Other.Bodies.begin(), Other.Bodies.end());
  Groups.insert(Other.Groups.begin(), Other.Groups.end());
}

void PointerFacts::addPastEnds(Reasons &Found) const {
  Edges Forwards;
  for (const auto &[From, To] : Flows)
    Forwards[From].push_back(&To);
  for (const auto &[A, B] : Compared) {
    Forwards[A].push_back(&B);
    Forwards[B].push_back(&A);
  }
  Reasons Past = Computed;
  // Whose method is called is there; and hardly anybody keeps an end in a container.
  spread(Past, Forwards, [](const std::string &To) {
    return To.rfind("#this") == std::string::npos && To.rfind("any ", 0) == std::string::npos;
  });
  Found.merge(Past);
}

std::map<std::string, std::string> PointerFacts::owners() const {
  Edges Backwards;
  for (const auto &[From, To] : Flows)
    Backwards[To].push_back(&From);
  // The nearest end gives the reason; ends are in the order of their names.
  Reasons Owning = Ends;
  for (const auto &[Node, What] : Taken)
    if (!Bodies.count(What.first))
      Owning.try_emplace(Node, What.second);
  spread(Owning, Backwards, [](const std::string &) { return true; });
  addPastEnds(Owning);
  Reasons Result;
  for (const auto &[Node, Group] : Groups)
    if (auto It = Owning.find(Node); It != Owning.end())
      Result.try_emplace(Group, It->second);
  return Result;
}

} // namespace conure::rewrite
