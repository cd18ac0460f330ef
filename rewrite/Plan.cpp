//===- Plan.cpp -----------------------------------------------------------===//
#include "rewrite/Plan.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <set>

namespace conure::rewrite {

bool editBefore(const Edit &A, const Edit &B) {
  if (A.File != B.File)
    return A.File < B.File;
  if (A.Offset != B.Offset)
    return A.Offset < B.Offset;
  // An insertion goes before the text that is replaced at its place.
  if ((A.Length == 0) != (B.Length == 0))
    return A.Length == 0;
  if (A.Kind != B.Kind)
    return A.Kind < B.Kind;
  if (A.Kind != EditKind::Insert && A.Partner != B.Partner)
    return A.Partner > B.Partner;
  // Two wraps of the same text: whichever opens first closes last.
  if (A.Group != B.Group)
    return A.Kind == EditKind::Close ? A.Group > B.Group : A.Group < B.Group;
  return std::tie(A.Length, A.Text) < std::tie(B.Length, B.Text);
}

uint64_t contentHash(const char *Data, size_t Size) {
  return llvm::xxh3_64bits(llvm::ArrayRef(reinterpret_cast<const uint8_t *>(Data), Size));
}

namespace {

using GroupEdits = std::map<std::string, std::vector<Edit>>;

/// Merges what units say about each group. One that units disagree about is
/// refused: the text would be right for one of them only. A group may have
/// edits in files that only some units read.
void mergeGroups(const std::vector<const Proposal *> &Proposals, GroupEdits &Groups, std::vector<Refusal> &Refusals) {
  using Key = std::pair<std::string, std::string>; // group, file
  std::map<Key, std::vector<Edit>> Agreed;
  std::map<Key, std::string> FirstUnit;
  std::map<std::string, Refusal> Disputed;
  for (const Proposal *P : Proposals) {
    std::map<Key, std::vector<Edit>> Mine;
    for (const Edit &E : P->Edits)
      Mine[{E.Group, E.File}].push_back(E);
    for (auto &[Name, Edits] : Mine) {
      std::sort(Edits.begin(), Edits.end(), editBefore);
      Edits.erase(std::unique(Edits.begin(), Edits.end()), Edits.end());
      auto [It, New] = Agreed.try_emplace(Name, Edits);
      if (New)
        FirstUnit[Name] = P->Unit;
      else if (It->second != Edits)
        Disputed.try_emplace(Name.first, Refusal{Name.first, "",
                                                 "it reads differently in " + FirstUnit[Name] + " and in " + P->Unit,
                                                 It->second.front()});
    }
  }
  for (auto &[Name, Edits] : Agreed)
    for (Edit &E : Edits)
      Groups[Name.first].push_back(std::move(E));
  // The first veto by place stands for all of them.
  std::map<std::string, const Veto *> Vetoes;
  for (const Proposal *P : Proposals)
    for (const Veto &V : P->Vetoes) {
      const Veto *&First = Vetoes[V.Group];
      if (!First || std::tie(V.File, V.Line, V.Why) < std::tie(First->File, First->Line, First->Why))
        First = &V;
    }
  for (const auto &[Name, V] : Vetoes)
    if (auto It = Groups.find(Name); It != Groups.end()) {
      std::string At = V->File.empty() ? "" : " (" + V->File + ":" + std::to_string(V->Line) + ")";
      Disputed.insert_or_assign(Name, Refusal{Name, "", V->Why + At, It->second.front()});
    }
  PointerFacts Pointers;
  for (const Proposal *P : Proposals)
    Pointers.merge(P->Pointers);
  for (const auto &[Name, Why] : Pointers.owners())
    if (auto It = Groups.find(Name); It != Groups.end())
      Disputed.try_emplace(Name, Refusal{Name, "", Why, It->second.front()});
  for (auto &[Name, R] : Disputed) {
    Groups.erase(Name);
    Refusals.push_back(std::move(R));
  }
}

/// All groups that replace text which another group edits too.
void refuseCollisions(GroupEdits &Groups, std::vector<Refusal> &Refusals) {
  std::vector<const Edit *> All;
  for (const auto &[Name, Edits] : Groups)
    for (const Edit &E : Edits)
      All.push_back(&E);
  std::sort(All.begin(), All.end(), [](const Edit *A, const Edit *B) { return editBefore(*A, *B); });
  std::set<std::pair<std::string, std::string>> Pairs;
  std::map<std::string, const Edit *> FirstOf;
  const Edit *Open = nullptr; // the replacement that reaches furthest so far
  for (const Edit *E : All) {
    FirstOf.try_emplace(E->Group, E);
    if (Open && Open->File == E->File && E->Offset < Open->Offset + Open->Length && E->Group != Open->Group) {
      Pairs.insert({E->Group, Open->Group});
      Pairs.insert({Open->Group, E->Group});
    }
    if (E->Length && (!Open || Open->File != E->File || E->Offset + E->Length > Open->Offset + Open->Length))
      Open = E;
  }
  for (const auto &[Group, Other] : Pairs) {
    Refusals.push_back({Group, Other, "it edits the same text as " + Other, *FirstOf[Group]});
  }
  for (const auto &[Group, Other] : Pairs)
    Groups.erase(Group);
}

} // namespace

Plan makePlan(const std::vector<Proposal> &Proposals) {
  Plan Result;
  std::vector<const Proposal *> Sorted;
  for (const Proposal &P : Proposals)
    Sorted.push_back(&P);
  std::sort(Sorted.begin(), Sorted.end(), [](const Proposal *A, const Proposal *B) { return A->Unit < B->Unit; });

  std::set<std::string> Changed;
  for (const Proposal *P : Sorted)
    for (const auto &[Path, Hash] : P->Files) {
      auto [It, New] = Result.Hashes.try_emplace(Path, Hash);
      if (!New && It->second != Hash)
        Changed.insert(Path);
      Result.Edits[Path];
    }
  Result.Changed.assign(Changed.begin(), Changed.end());

  GroupEdits Groups;
  mergeGroups(Sorted, Groups, Result.Refusals);
  refuseCollisions(Groups, Result.Refusals);
  for (auto &[Name, Edits] : Groups)
    for (Edit &E : Edits)
      Result.Edits[E.File].push_back(std::move(E));
  for (auto &[Path, Edits] : Result.Edits)
    std::sort(Edits.begin(), Edits.end(), editBefore);
  std::sort(Result.Refusals.begin(), Result.Refusals.end(), [](const Refusal &A, const Refusal &B) {
    return std::tie(A.First.File, A.First.Offset, A.Group, A.Other) <
           std::tie(B.First.File, B.First.Offset, B.Group, B.Other);
  });
  return Result;
}

std::string applyEdits(const std::string &Content, const std::vector<Edit> &Edits) {
  std::string Out;
  size_t At = 0;
  for (const Edit &E : Edits) {
    Out.append(Content, At, E.Offset - At);
    Out += E.Text;
    At = E.Offset + E.Length;
  }
  Out.append(Content, At, std::string::npos);
  return Out;
}

} // namespace conure::rewrite
