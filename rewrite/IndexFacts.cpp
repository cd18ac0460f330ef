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

std::string *fileOf(Index::Fact &F) { return F.size() == 5 && F[0] == "veto" ? &F[3] : nullptr; }

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

DropFacts::Id DropFacts::idOf(const std::string &Name) {
  return Ids.try_emplace(Name, static_cast<Id>(Ids.size())).first->second;
}

DropFacts::DropFacts(const std::set<Index::Fact> &Facts) {
  idOf("*");
  Reasons.push_back("its code is in no unit of the index");
  std::map<std::string, Id> ByText;
  auto ReasonOf = [&](const std::string &Why) {
    auto [It, New] = ByText.try_emplace(Why, static_cast<Id>(Reasons.size()));
    if (New)
      Reasons.push_back(Why);
    return It->second;
  };
  std::map<Id, std::vector<Id>> Callers;
  std::set<Id> Called;
  for (const Index::Fact &F : Facts) {
    if (F.size() == 2 && F[0] == "effects") {
      Known.insert(idOf(F[1]));
    } else if (F.size() == 4 && F[0] == "drops") {
      Dropping[idOf(F[1])].try_emplace(idOf(F[2]), ReasonOf(F[3]));
    } else if (F.size() == 3 && F[0] == "calls") {
      Callers[idOf(F[2])].push_back(idOf(F[1]));
      Called.insert(idOf(F[2]));
    }
  }
  for (Id Callee : Called)
    if (!Known.count(Callee))
      Dropping[Callee].try_emplace(0, 0);
  std::vector<std::pair<Id, Id>> Work;
  for (const auto &[Function, Classes] : Dropping)
    for (const auto &[Class, Why] : Classes)
      Work.emplace_back(Function, Class);
  for (size_t I = 0; I != Work.size(); ++I) {
    const auto [Function, Class] = Work[I];
    auto It = Callers.find(Function);
    if (It == Callers.end())
      continue;
    const Id Why = Dropping[Function][Class];
    for (Id Caller : It->second)
      if (Dropping[Caller].try_emplace(Class, Why).second)
        Work.emplace_back(Caller, Class);
  }
}

const std::string *DropFacts::mayDrop(const std::string &Function, const std::string &Class) const {
  auto Name = Ids.find(Function);
  if (Name == Ids.end() || !Known.count(Name->second))
    return &Reasons[0];
  auto It = Dropping.find(Name->second);
  if (It == Dropping.end())
    return nullptr;
  if (Class.empty())
    return &Reasons[It->second.begin()->second];
  auto Why = It->second.find(0);
  if (auto Of = Ids.find(Class); Why == It->second.end() && Of != Ids.end())
    Why = It->second.find(Of->second);
  return Why == It->second.end() ? nullptr : &Reasons[Why->second];
}

} // namespace conure::rewrite
