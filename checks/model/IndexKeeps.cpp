//===- IndexKeeps.cpp - What functions keep, over all units ---------------===//
//
// Each unit says what a function leaves of its arguments by itself, and to whom it hands them on. What comes of that
// over all units is the least solution, found by a worklist: a function leaves elsewhere what those leave there to whom
// it hands on.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Index.h"

namespace conure {

void Index::computeKeeps() const {
  KeepMap &All = KeepsCache.emplace();
  struct HandedBy {
    const std::string *Function;
    const HandOn *Each;
  };
  std::map<std::string, std::vector<HandedBy>> Hands; // by who is given
  for (const auto &[Key, F] : Functions)
    for (const HandOn &H : F.HandsOn)
      Hands[H.To].push_back({&Key, &H});

  struct Item {
    std::string Key;
    bool Hidden;
    Keep What;
    std::string Origin;
  };
  std::vector<Item> Worklist;
  auto Add = [&](const std::string &Key, bool Hidden, Keep K, const std::string &Origin) {
    KeepFacts &Facts = All[{Key, Hidden}];
    if (!Facts.Keeps.insert(K).second || K.Into != Elsewhere)
      return;
    // The least name, so that it does not depend on the way here.
    if (Facts.Elsewhere.empty() || Origin < Facts.Elsewhere)
      Facts.Elsewhere = Origin;
    Worklist.push_back({Key, Hidden, std::move(K), Origin});
  };
  // What a function keeps, and with it what a call that may run it keeps.
  auto Keeps = [&](const std::string &Key, const Function &F, const Keep &K, const std::string &Origin) {
    Add(Key, false, K, Origin);
    Keep Shown = K;
    if (Shown.Into == Object)
      Shown.Into = Elsewhere;
    Add(Key, true, Shown, Origin);
    for (const std::string &Base : F.Overrides)
      Add(Base, true, Shown, Origin);
  };
  for (const auto &[Key, F] : Functions)
    for (const Keep &K : F.Keeps)
      Keeps(Key, F, K, Key);
  while (!Worklist.empty()) {
    const Item Next = std::move(Worklist.back());
    Worklist.pop_back();
    auto It = Hands.find(Next.Key);
    if (It == Hands.end())
      continue;
    for (const HandedBy &By : It->second)
      if (By.Each->Hidden == Next.Hidden && By.Each->Parameter == Next.What.From)
        Keeps(*By.Function, Functions.at(*By.Function), {By.Each->From, Elsewhere, By.Each->As}, Next.Origin);
  }
}

const std::set<Index::Keep> &Index::keeps(const std::string &Key, bool Hidden) const {
  static const std::set<Keep> None;
  if (!KeepsCache)
    computeKeeps();
  auto It = KeepsCache->find({Key, Hidden});
  return It == KeepsCache->end() ? None : It->second.Keeps;
}

std::string Index::keeper(const std::string &Key) const {
  if (!KeepsCache)
    computeKeeps();
  for (bool Hidden : {false, true})
    if (auto It = KeepsCache->find({Key, Hidden}); It != KeepsCache->end())
      if (const Function *F = find(It->second.Elsewhere); F && !F->Names.empty())
        return *F->Names.begin();
  return "";
}

} // namespace conure
