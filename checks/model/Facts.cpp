//===- Facts.cpp - Storing and printing facts -----------------------------===//
#include "checks/model/Facts.h"

using namespace clang;

namespace conure {

FactId FactSet::add(const void *Key, Fact F) {
  FactId Id = All.size();
  Moves += F.Kind == FactKind::Move;
  Drops += F.Kind == FactKind::Drop || F.Kind == FactKind::Clear || F.Kind == FactKind::Return ||
           F.Kind == FactKind::Dangle || F.Kind == FactKind::Handover;
  All.push_back(F);
  auto [It, New] = Chains.try_emplace(Key, Id, Id);
  if (!New) {
    All[It->second.second].Next = Id;
    It->second.second = Id;
  }
  return Id;
}

void FactSet::print(llvm::raw_ostream &OS, FactId Id, const PlaceTable &Places) const {
  static constexpr const char *Names[] = {"use",    "move",   "restore", "touch",  "index",   "drop",
                                          "clear",  "issue",  "copy",    "rebind", "hold",    "return",
                                          "helper", "forget", "dangle",  "swap",   "handover"};
  const Fact &F = All[Id];
  OS << Names[unsigned(F.Kind)];
  if (F.Shallow)
    OS << " shallow";
  if (F.Frozen)
    OS << " frozen";
  if (F.Sent)
    OS << " sent";
  if (F.Leaves)
    OS << " leaves";
  if (F.Indirect)
    OS << " indirect";
  if (F.Where != NoPlace)
    OS << ' ' << Places.name(F.Where);
  if (F.Other != NoPlace)
    OS << " with " << Places.name(F.Other);
  if (F.Via)
    OS << " via " << F.Via->getName();
  auto Lent = [&](LoanId Id) {
    const Loan &L = Loans[Id];
    OS << ' ' << (L.Holder ? L.Holder->getName() : llvm::StringRef("(out of sight)")) << " -> " << Places.name(L.Of);
  };
  if (F.Loan != NoId)
    Lent(F.Loan);
  if (F.From != NoId) {
    OS << " if";
    Lent(F.From);
  }
  if (F.Borrower)
    OS << ' ' << F.Borrower->getName();
  if (F.Callee)
    OS << ' ' << F.Callee->getName();
}

} // namespace conure
