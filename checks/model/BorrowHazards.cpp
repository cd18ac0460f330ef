//===- BorrowHazards.cpp - Moves and drops of what is borrowed ------------===//
#include "checks/model/HazardFinder.h"

using namespace clang;

namespace conure {

/// Where control goes if the try \p F, the condition of \p B, succeeds; null if it is no condition.
const CFGBlock *HazardFinder::onSuccess(const Fact &F, const CFGBlock *B) const {
  if (F.Kind != FactKind::Handover || !F.Maybe || B->succ_size() != 2)
    return nullptr;
  const auto *Condition = dyn_cast_or_null<Expr>(B->getTerminatorCondition());
  bool Negated = false;
  while (Condition) {
    Condition = Condition->IgnoreParenImpCasts();
    const auto *Not = dyn_cast<UnaryOperator>(Condition);
    if (!Not || Not->getOpcode() != UO_LNot)
      break;
    Negated = !Negated;
    Condition = Not->getSubExpr();
  }
  return Condition == F.At ? *(Negated ? B->succ_begin() + 1 : B->succ_begin()) : nullptr;
}

bool HazardFinder::later(FlowHazard &H, const VarDecl *Holder, const CFGBlock *B, unsigned Index) {
  const FactId Id = events(B)[Index].Id; // none where a variable ends
  const CFGBlock *Success = Id == NoId ? nullptr : onSuccess(Facts[Id], B);
  FactId Use = Success ? Flow.laterHold(Holder, Success, 0) : Flow.laterHold(Holder, B, Index + 1);
  if (Use == NoId)
    return false;
  H.LaterUse = Facts[Use].At;
  H.LaterLoc = Facts[Use].Loc;
  return true;
}

/// What \p Lent borrows goes along when memory is moved out of what \p F names: not a reference to the variable itself.
bool HazardFinder::isTakenBy(const Fact &F, const Loan &Lent) const {
  if (Lent.SomePart || isOwnedBelow(F.Where, Lent.Of, /*Content=*/false))
    return true;
  if (!Lent.Holder)
    return false;
  const QualType T = Lent.Holder->getType();
  return !T->isReferenceType() && !T->isPointerType();
}

void HazardFinder::move(const CFGBlock *B, unsigned Index, const FlowState &S) {
  const Fact &F = Facts[events(B)[Index].Id];
  if (F.Kind != FactKind::Swap || F.Leaves)
    moveFrom(F.Where, B, Index, S);
  if (F.Kind == FactKind::Swap && F.OtherLeaves)
    moveFrom(F.Other, B, Index, S);
}

void HazardFinder::moveFrom(PlaceId Where, const CFGBlock *B, unsigned Index, const FlowState &S) {
  FactId Id = events(B)[Index].Id;
  Fact F = Facts[Id];
  F.Where = Where;
  F.Leaves |= F.OtherLeaves;
  if (F.Last || (F.Kind == FactKind::Handover && S.Moved.test(F.Where)))
    return; // that was told where it was moved
  const std::size_t Old = Out.size();
  const bool Leaves = F.Sent || F.Frozen || F.Leaves || F.Kind == FactKind::Handover;
  for (LoanId L : Flow.loansUnder(F.Where, S.Loans)) {
    const Loan &Lent = Facts.Loans[L];
    const bool Inside = !Places.isPrefix(F.Where, Lent.Of);
    if ((Inside && !(Leaves && Lent.SomePart && Places.isPrefix(Lent.Of, F.Where))) ||
        (Lent.Holder && Lent.Holder == F.Via))
      continue;
    // A loop that moves each element goes on to the next.
    if (F.Via && F.Via->isImplicit() && Lent.Holder && Lent.Holder->isImplicit())
      continue;
    const bool Uncertain = Inside || Lent.ForSends || !Lent.Holder;
    if (Uncertain && !Leaves)
      continue;
    // What a closure does with what it captured shows when it is called.
    if (Lent.Closure && !Lent.Counted)
      continue;
    if ((F.Kind == FactKind::Handover || F.Kind == FactKind::Swap) && !isTakenBy(F, Lent))
      continue;
    FlowHazard H{FlowHazard::Kind::MoveBorrowed};
    H.AddressStays = !Inside && !Places.isInlinePrefix(F.Where, Lent.Of);
    H.OnlyLeaving = Uncertain || H.AddressStays || F.Kind == FactKind::Swap;
    bool Counted = Lent.Counted && !H.AddressStays;
    if (Lent.Holder && !later(H, Lent.Holder, B, Index) && !Counted)
      continue;
    if (Lent.Holder && (!H.AddressStays || Flow.Engine.model().configuration().StrictMoveWhileBorrowed))
      UnderBorrow.insert({Id, Lent.Holder});
    H.Where = F.Where;
    H.Use = Id;
    H.Lent = L;
    H.Loc = F.Loc;
    Out.push_back(std::move(H));
  }
  keepNearest(Old);
}

/// One cause, one finding: of those since \p Old, which are about one event, the
/// one whose borrower holds the borrow itself and is used first.
void HazardFinder::keepNearest(std::size_t Old) {
  if (Out.size() <= Old + 1)
    return;
  const SourceManager &SM = Flow.Engine.context().getSourceManager();
  auto Worse = [&](const FlowHazard &A, const FlowHazard &B) {
    auto IsNamed = [&](const VarDecl *Holder) { return Holder && !Holder->isImplicit(); };
    const bool Named = IsNamed(Facts.Loans[A.Lent].Holder), OtherNamed = IsNamed(Facts.Loans[B.Lent].Holder);
    if (A.OnlyLeaving != B.OnlyLeaving)
      return A.OnlyLeaving;
    if (A.AddressStays != B.AddressStays)
      return A.AddressStays;
    if (Facts.Loans[A.Lent].Level != Facts.Loans[B.Lent].Level)
      return Facts.Loans[A.Lent].Level > Facts.Loans[B.Lent].Level;
    if (A.LaterLoc.isValid() != B.LaterLoc.isValid())
      return !A.LaterLoc.isValid();
    if (A.LaterLoc.isValid() && A.LaterLoc != B.LaterLoc)
      return SM.isBeforeInTranslationUnit(B.LaterLoc, A.LaterLoc);
    return Named != OtherNamed ? OtherNamed : false;
  };
  std::size_t Best = Old;
  for (std::size_t I = Old + 1; I < Out.size(); ++I)
    if (Worse(Out[Best], Out[I]))
      Best = I;
  if (Best != Old)
    std::swap(Out[Old], Out[Best]);
  Out.erase(Out.begin() + Old + 1, Out.end());
}

/// \p Of lies in what the object at \p Outer owns: in its heap, in its
/// characters, or, with \p Content, in what it holds inline.
bool HazardFinder::isOwnedBelow(PlaceId Outer, PlaceId Of, bool Content) const {
  bool Owned = false;
  for (; Of != Outer; Of = Places[Of].Parent) {
    Step K = Places[Of].Kind;
    if (K == Step::Heap)
      return false;
    Owned |= K == Step::OwnedHeap || K == Step::Element || K == Step::Chars || (Content && K == Step::Inline);
  }
  return Owned;
}

/// The owner of \p Of may have been moved away: it lives on elsewhere.
bool HazardFinder::isGone(PlaceId Of, const FlowState &S) const {
  for (; Of != NoPlace && Places[Of].Parent != NoPlace; Of = Places[Of].Parent)
    if (!isInline(Places[Of].Kind) && S.Moved.test(Places[Of].Parent))
      return true;
  return false;
}

void HazardFinder::dangle(const CFGBlock *B, unsigned Index) {
  const FactId Id = events(B)[Index].Id;
  FlowHazard H{FlowHazard::Kind::Dangling};
  if (!later(H, Facts[Id].Borrower, B, Index))
    return;
  H.Use = Id;
  H.Loc = Facts[Id].Loc;
  // A value may borrow the same temporary in more than one way.
  for (const FlowHazard &Old : Out)
    if (Old.K == H.K && Facts[Old.Use].Borrower == Facts[Id].Borrower && Old.Loc == H.Loc)
      return;
  Out.push_back(std::move(H));
}

void HazardFinder::clear(const CFGBlock *B, unsigned Index, const FlowState &S) {
  FactId Id = events(B)[Index].Id;
  const Fact &F = Facts[Id];
  const std::size_t Old = Out.size();
  for (LoanId L : Flow.loansUnder(F.Where, S.Loans)) {
    const Loan &Lent = Facts.Loans[L];
    if (!Lent.Holder || Lent.ForSends)
      continue;
    // A loop over the container borrows it from its beginning to its end, though the second round comes from where it
    // was cleared.
    const bool Loop = F.Certain && Lent.Holder->isImplicit() && Lent.Holder->getName().starts_with("__");
    if (!Loop && !S.AllLoans.test(L))
      continue;
    if (F.Other != NoPlace && !Places.isPrefix(F.Other, Lent.Of))
      continue;
    if (Lent.Of == F.Where || !Places.isPrefix(F.Where, Lent.Of) || (F.Borrower && F.Borrower != Lent.Holder))
      continue;
    if (!isOwnedBelow(F.Where, Lent.Of, F.Inner) || isGone(Lent.Of, S))
      continue;
    if (!F.Certain) { // a vector that grows moves its own elements, no more
      PlaceId Element = Lent.Of;
      while (Places[Element].Depth > Places[F.Where].Depth + 1)
        Element = Places[Element].Parent;
      if (Places[Element].Kind != Step::Element || !Places.isInlinePrefix(Element, Lent.Of))
        continue;
    }
    FlowHazard H{FlowHazard::Kind::DropBorrowed};
    if (!later(H, Lent.Holder, B, Index) && !(Lent.Counted && F.Certain))
      continue;
    H.Where = F.Where;
    H.Use = Id;
    H.Lent = L;
    H.MayReallocate = !F.Certain;
    H.Loc = F.Loc;
    Out.push_back(std::move(H));
  }
  keepNearest(Old);
}

void HazardFinder::end(const CFGBlock *B, unsigned Index, const FlowState &S) {
  const VarDecl *V = events(B)[Index].Ends;
  PlaceId Root = Places.find(V);
  // What was moved under its borrows has been reported where it was moved.
  if (Root == NoPlace || V->getType()->isReferenceType() || S.Moved.test(Root))
    return;
  const std::size_t Old = Out.size();
  for (LoanId L : Flow.loansUnder(Root, S.AllLoans)) {
    const Loan &Lent = Facts.Loans[L];
    if (Lent.Holder == V || !Lent.Holder || Lent.ForSends)
      continue;
    bool Owned = true;
    for (PlaceId P = Lent.Of; P != Root; P = Places[P].Parent)
      Owned &= Places[P].Kind != Step::Heap;
    if (!Owned || isGone(Lent.Of, S))
      continue;
    FlowHazard H{FlowHazard::Kind::DropBorrowed};
    if (!later(H, Lent.Holder, B, Index) && !Lent.Counted)
      continue;
    H.Where = Root;
    H.Lent = L;
    H.Loc = Lent.Loc;
    Out.push_back(std::move(H));
  }
  keepNearest(Old);
}

void HazardFinder::returns(const Fact &F, FactId Id, const FlowState &S) {
  FlowHazard H{FlowHazard::Kind::ReturnBorrow};
  H.Use = Id;
  H.Loc = F.Loc;
  H.Where = F.Where;
  // A value may borrow from the same place in more than one way.
  for (const FlowHazard &Old : Out)
    if (Old.K == H.K && Facts[Old.Use].At == F.At)
      return;
  if (F.Temporary) {
    Out.push_back(std::move(H));
    return;
  }
  if (F.Loan != NoId) {
    if (!S.AllLoans.test(F.Loan))
      return;
    H.Lent = F.Loan;
    H.Where = Facts.Loans[F.Loan].Of;
    const auto *V = dyn_cast_or_null<VarDecl>(Places.rootDecl(H.Where));
    if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() || V->getDeclContext() != Flow.F)
      return;
  }
  for (PlaceId P = H.Where; Places[P].Parent != NoPlace; P = Places[P].Parent)
    if (Places[P].Kind == Step::Heap)
      return;
  // `view_ = *s; owner_ = std::move(s);`: the value goes where the borrow can find it.
  const PlaceId Root = Places.rootOf(H.Where);
  for (FactId I = 0; F.Into && I < Facts.size(); ++I)
    if (const Fact &Other = Facts[I];
        (Other.Kind == FactKind::Move || Other.Kind == FactKind::Forget || Other.Kind == FactKind::Swap) &&
        ((Other.Where != NoPlace && Places.rootOf(Other.Where) == Root) ||
         (Other.Other != NoPlace && Places.rootOf(Other.Other) == Root)))
      return;
  if (!isGone(H.Where, S))
    Out.push_back(std::move(H));
}

} // namespace conure
