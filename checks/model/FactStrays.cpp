//===- FactStrays.cpp - Borrows that go out of sight ------------------------===//
//
// `view_ = text;`, `out.push_back(text);`, `throw Oops{text};`: a borrow of a local variable that is put where this
// function cannot follow it. Inside one process the counts see to it. Where the variable is sent after that, somebody
// could look at what another process owns, at any time: for sends, such a borrow lives until it is certainly replaced.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

/// The place \p Of lies in a local variable that is no reference: it could be sent.
bool FactBuilder::isOwnPlace(PlaceId Of) const {
  const PlaceTable &Table = Places.table();
  const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(Of));
  if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType())
    return false;
  if (wrapperOf(V->getType()) == Wrapper::Uni)
    return false; // a borrow of a unique value is told where it is made
  for (PlaceId Id = Of; Table[Id].Parent != NoPlace; Id = Table[Id].Parent)
    if (Table[Id].Kind == Step::Heap)
      return false;
  return true;
}

LoanId FactBuilder::strayLoan(PlaceId Of, PlaceId Slot, bool SomePart, const Stmt *At) {
  if (!isOwnPlace(Of))
    return NoId;
  // Past a number that no code written by hand has, nobody takes them back one by one.
  constexpr unsigned Many = 256;
  if (Strays.size() >= Many)
    Slot = NoPlace;
  auto [It, New] = Strays.try_emplace({Of, Slot}, NoId);
  if (New) {
    Loan L{nullptr, Of, At, At->getBeginLoc()};
    L.Slot = Slot;
    L.ForSends = true;
    It->second = Facts.addLoan(L);
  }
  Facts.Loans[It->second].SomePart |= SomePart;
  return It->second;
}

/// What \p From says is borrowed out of sight from \p Key on: in the place \p Slot if that is known.
void FactBuilder::stray(PlaceId Slot, const Origins &From, const Stmt *Key) {
  auto Add = [&](FactKind Kind, LoanId L, LoanId Source) {
    if (L != NoId)
      lentAt(Kind, L, Source, /*Maybe=*/true, Key, Key);
  };
  for (const Origin &Each : From) {
    if (Each.Where && Each.Level >= 0) {
      Add(FactKind::Issue, strayLoan(Each.Where.Id, Slot, Each.SomePart, Key), NoId);
    } else if (Each.Holder) {
      const auto Sources = LoansOf.lookup(Each.Holder);
      for (LoanId Source : Sources)
        if (const Loan Lent = Facts.Loans[Source]; Lent.Level + Each.Level >= 0)
          Add(FactKind::Copy, strayLoan(Lent.Of, Slot, Lent.SomePart || Each.SomePart, Key), Source);
      relendLater(nullptr, Slot, Each, Sources.size(), Key, Key);
    }
  }
}

/// The place that \p Target names, if an assignment replaces all that was there.
PlaceId FactBuilder::strongPlace(PlaceRef P) const {
  if (!P)
    return NoPlace;
  const PlaceTable &Table = Places.table();
  for (PlaceId Id = P.Id; Table[Id].Parent != NoPlace; Id = Table[Id].Parent)
    if (Table[Id].Kind != Step::Field && Table[Id].Kind != Step::Base)
      return NoPlace;
  return P.Id;
}

/// What is put where \p Target names a place that is no variable of the function's own, or (\p Behind) points to.
void FactBuilder::storedInto(const Expr *Target, bool Behind, Origins O, const Stmt *Key) {
  if (!Leaving || O.empty() ||
      (Behind && Target->isNullPointerConstant(Engine.context(), Expr::NPC_ValueDependentIsNotNull)))
    return;
  llvm::SmallVector<const VarDecl *, 2> Into;
  Origins To;
  Behind ? held(Target, Target->getType(), To, 0) : origins(Target, To, 0);
  bool InSight = !To.empty();
  auto Look = [&](PlaceId Of) {
    const auto *V = dyn_cast_or_null<VarDecl>(Places.table().rootDecl(Of));
    if (V && V->getType()->isReferenceType() && !LoansOf.lookup(V).empty())
      return; // what it refers to is looked at
    if (V && isOwnPlace(Of) && Engine.borrows().mayHold(V->getType()))
      Into.push_back(V);
    else
      InSight = false;
  };
  for (const Origin &Each : To) {
    if (Each.Where) {
      Look(Each.Where.Id);
    } else if (Each.Holder) {
      const auto Sources = LoansOf.lookup(Each.Holder);
      if (wrapperOf(Each.Holder->getType()) == Wrapper::Container)
        continue; // what lies in it is not where it goes
      InSight &= !Sources.empty() && !(Each.Holder->getType()->isPointerType() && Places.isChanged(Each.Holder));
      for (LoanId L : Sources)
        Look(Facts.Loans[L].Of);
    }
  }
  for (Origin &Each : O)
    Each.Uncertain = Each.ForSends = true;
  for (const VarDecl *V : Into) {
    Origins Others = O;
    llvm::erase_if(Others, [&](const Origin &Each) { return Each.Holder == V; });
    Borrowers.insert(V);
    lend(V, NoPlace, Others, Key, Key);
  }
  if (!InSight)
    stray(Behind ? NoPlace : strongPlace(Places.resolve(Target)), O, Key);
}

/// \p Value is thrown, or yielded: somebody else has it from \p Key on.
void FactBuilder::handedOn(const Expr *Value, const Stmt *Key) {
  if (!Leaving || !Value)
    return;
  Origins O;
  held(Value, Value->getType(), O, 0);
  stray(NoPlace, O, Key);
}

/// What lay at the place of \p Target is replaced.
void FactBuilder::replaced(PlaceRef Target, const Stmt *Key) {
  const PlaceId Slot = Leaving ? strongPlace(Target) : NoPlace;
  if (Slot == NoPlace)
    return;
  Fact F{FactKind::Rebind};
  F.Where = Slot;
  F.At = Key;
  F.Loc = Key->getBeginLoc();
  Replaced.push_back({Key, F});
}

/// A function of the user's runs at \p Key: it could copy a borrow from where it is to elsewhere, if it gets there by
/// its \p Object or an argument.
void FactBuilder::maySpread(const Expr *Object, llvm::ArrayRef<const Expr *> Args, const Stmt *Key) {
  if (!Leaving)
    return;
  auto Leads = [&](QualType T) {
    if (T->isPointerType() || T->isReferenceType())
      T = T->getPointeeType();
    return !T->isScalarType() && !BorrowTypes::isView(T.getUnqualifiedType()) && Engine.borrows().mayHold(T);
  };
  Spreads.push_back({Key, (Object && Leads(Object->getType())) ||
                              llvm::any_of(Args, [&](const Expr *A) { return Leads(A->getType()); })});
}

/// Adds what takes the borrows back that are out of sight, unless a function that ran meanwhile may have copied them.
void FactBuilder::finishStrays() {
  constexpr unsigned Enough = 4096;
  llvm::SmallVector<LoanId, 8> Kept;
  for (const auto &[Key, L] : Strays)
    if (Key.second != NoPlace)
      Kept.push_back(L);
  if (Kept.empty() || Replaced.empty() || Kept.size() * Spreads.size() > Enough)
    return;
  for (const auto &[Key, F] : Replaced)
    Facts.add(Key, F);
  llvm::sort(Kept);
  for (LoanId L : Kept) {
    const Loan Lent = Facts.Loans[L];
    const auto *V = dyn_cast_or_null<VarDecl>(Places.table().rootDecl(Lent.Slot));
    for (const auto &[Key, Leads] : Spreads) {
      if (!Leads && !(V && V->hasGlobalStorage()))
        continue;
      lentAt(FactKind::Copy, strayLoan(Lent.Of, NoPlace, Lent.SomePart, Lent.At), L, /*Maybe=*/true, Key, Key);
    }
  }
}

/// What \p From holds may grow in a later round of a loop; see relend.
void FactBuilder::relendLater(const VarDecl *To, PlaceId Slot, const Origin &From, unsigned Known, const Stmt *At,
                              const void *Key) {
  if (Leaving && !Relending)
    Lent.push_back({To, Slot, From, Known, At, Key});
}

/// `for (…) { last = next; next = text; }`: what a variable holds when control comes by again.
void FactBuilder::relend() {
  if (!HasLoops)
    return;
  constexpr unsigned Rounds = 6; // variables that hand one borrow on from round to round
  Relending = true;
  for (unsigned Round = 0; Round < Rounds; ++Round) {
    bool Changed = false;
    for (LentAgain &Each : Lent) {
      const unsigned Now = LoansOf.lookup(Each.From.Holder).size();
      if (Now <= Each.Known)
        continue;
      Each.Known = Now;
      Changed = true;
      Origin O = Each.From;
      O.Uncertain = O.ForSends = true;
      if (Each.To)
        lend(Each.To, Each.Slot, {O}, Each.Key, Each.At);
      else
        stray(Each.Slot, {O}, Each.At);
    }
    if (!Changed)
      break;
  }
  Relending = false;
}

} // namespace conure
