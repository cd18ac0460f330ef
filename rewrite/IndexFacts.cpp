//===- IndexFacts.cpp -----------------------------------------------------===//
#include "rewrite/IndexFacts.h"
#include "llvm/ADT/StringRef.h"

namespace conure::rewrite {

std::set<Index::Fact> factsOf(const Proposal &P) {
  std::set<Index::Fact> Facts;
  for (const auto &[From, To] : P.Pointers.Flows)
    Facts.insert({"flow", From, To});
  for (const auto &[Node, Why] : P.Pointers.Ends)
    Facts.insert({"end", Node, Why});
  for (const auto &[Node, What] : P.Pointers.Taken)
    Facts.insert({"taken", Node, What.first, What.second});
  for (const auto &[Node, Why] : P.Pointers.Computed)
    Facts.insert({"computed", Node, Why});
  for (const auto &[A, B] : P.Pointers.Compared)
    Facts.insert({"compared", A, B});
  for (const std::string &Function : P.Pointers.Bodies)
    Facts.insert({"body", Function});
  for (const Veto &V : P.Vetoes)
    Facts.insert({"veto", V.Group, V.Why, V.File, std::to_string(V.Line)});
  return Facts;
}

Proposal proposalOf(const std::set<Index::Fact> &Facts) {
  Proposal P;
  for (const Index::Fact &F : Facts) {
    if (F.size() == 3 && F[0] == "flow") {
      P.Pointers.Flows.insert({F[1], F[2]});
    } else if (F.size() == 3 && F[0] == "end") {
      P.Pointers.Ends.try_emplace(F[1], F[2]);
    } else if (F.size() == 4 && F[0] == "taken") {
      P.Pointers.Taken.try_emplace(F[1], F[2], F[3]);
    } else if (F.size() == 3 && F[0] == "computed") {
      P.Pointers.Computed.try_emplace(F[1], F[2]);
    } else if (F.size() == 3 && F[0] == "compared") {
      P.Pointers.Compared.insert({F[1], F[2]});
    } else if (F.size() == 2 && F[0] == "body") {
      P.Pointers.Bodies.insert(F[1]);
    } else if (F.size() == 5 && F[0] == "veto") {
      unsigned Line = 0;
      if (!llvm::StringRef(F[4]).getAsInteger(10, Line))
        P.Vetoes.push_back({F[1], F[2], F[3], Line});
    }
  }
  return P;
}

DropFacts::DropFacts(const std::set<Index::Fact> &Facts) {
  std::map<std::string, std::set<std::string>> Callers;
  std::set<std::string> Called;
  for (const Index::Fact &F : Facts) {
    if (F.size() == 2 && F[0] == "body")
      Known.insert(F[1]);
    if (F.size() == 3 && F[0] == "drops")
      Dropping.try_emplace(F[1], F[2]);
    if (F.size() == 3 && F[0] == "calls") {
      Callers[F[2]].insert(F[1]);
      Called.insert(F[2]);
    }
  }
  for (const std::string &Callee : Called)
    if (!Known.count(Callee))
      Dropping.try_emplace(Callee, Unseen);
  std::vector<std::string> Work;
  for (const auto &[Function, Why] : Dropping)
    Work.push_back(Function);
  for (size_t I = 0; I != Work.size(); ++I) {
    const std::string Why = Dropping[Work[I]];
    for (const std::string &Caller : Callers[Work[I]])
      if (Dropping.try_emplace(Caller, Why).second)
        Work.push_back(Caller);
  }
}

const std::string *DropFacts::mayDrop(const std::string &Function) const {
  if (auto It = Dropping.find(Function); It != Dropping.end())
    return &It->second;
  return Known.count(Function) ? nullptr : &Unseen;
}

} // namespace conure::rewrite
