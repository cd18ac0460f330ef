//===- FlowTransfer.cpp - What each fact does to the state ----------------===//
//
// The transfer function of the flow analysis: a move marks a place and its inline
// parts, an assignment clears them, a swap exchanges two sides, loans begin and
// end.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Flow.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure {

void FunctionFlow::moveOut(const Fact &F, FlowState &S) {
  forInline(F.Where, [&](PlaceId Id) {
    S.Moved.set(Id);
    if (!F.Maybe)
      S.AllMoved.set(Id);
    if (F.Sent)
      S.Sent.set(Id);
    else
      S.Sent.reset(Id);
  });
}

void FunctionFlow::restore(PlaceId P, FlowState &S) {
  forAll(P, [&](PlaceId Id) {
    S.Moved.reset(Id);
    S.AllMoved.reset(Id);
    S.Sent.reset(Id);
  });
  restoreParents(P, S);
}

/// An object is whole again when the last of its moved fields is assigned.
void FunctionFlow::restoreParents(PlaceId P, FlowState &S) {
  const PlaceNode &Part = (*Places)[P];
  if (Part.Kind != Step::Field || !S.Moved.test(Part.Parent))
    return;
  const auto *Class = dyn_cast<CXXRecordDecl>(static_cast<const FieldDecl *>(Part.Key)->getParent());
  if (!Class || Class->getNumBases())
    return;
  llvm::SmallPtrSet<const void *, 8> Whole;
  Places->forEachChild(Part.Parent, [&](PlaceId C) {
    if ((*Places)[C].Kind == Step::Field && !S.Moved.test(C))
      Whole.insert((*Places)[C].Key);
  });
  for (const FieldDecl *Each : Class->fields())
    if (!Each->getType()->isScalarType() && !Whole.contains(Each->getCanonicalDecl()))
      return;
  S.Moved.reset(Part.Parent);
  S.AllMoved.reset(Part.Parent);
  S.Sent.reset(Part.Parent);
  restoreParents(Part.Parent, S);
}

/// Gives the part of \p To for each part of \p From, so that a swap finds the
/// other side of every place.
void FunctionFlow::mirror(PlaceId From, PlaceId To) {
  llvm::SmallVector<PlaceId, 8> Children;
  Places->forEachChild(From, [&](PlaceId C) { Children.push_back(C); });
  for (PlaceId C : Children) {
    const PlaceNode Node = (*Places)[C];
    if (PlaceId Other = Places->child(To, Node.Kind, Node.Key); Other != NoPlace)
      mirror(C, Other);
  }
}

void FunctionFlow::mirrorSwaps() {
  constexpr unsigned Rounds = 4; // enough for chains of swaps; parts past that count as owned
  unsigned Old = 0;
  for (unsigned Round = 0; Round < Rounds && Places->size() != Old; ++Round) {
    Old = Places->size();
    for (FactId I = 0; I < Facts.size(); ++I)
      if (Facts[I].Kind == FactKind::Swap) {
        mirror(Facts[I].Where, Facts[I].Other);
        mirror(Facts[I].Other, Facts[I].Where);
      }
  }
}

void FunctionFlow::swap(PlaceId A, PlaceId B, FlowState &S) {
  auto Exchange = [&](SharedBits &Bits) {
    const bool First = Bits.test(A);
    Bits.put(A, Bits.test(B));
    Bits.put(B, First);
  };
  Exchange(S.Moved);
  Exchange(S.AllMoved);
  Exchange(S.Sent);
  Places->forEachChild(A, [&](PlaceId C) {
    const PlaceNode &Node = (*Places)[C];
    PlaceId Other = Places->childIfKnown(B, Node.Kind, Node.Key);
    if (Other != NoPlace)
      swap(C, Other, S);
  });
}

PlaceId FunctionFlow::swapped(const Fact &F, PlaceId Hit) const {
  for (auto [Side, Other] : {std::pair(F.Where, F.Other), std::pair(F.Other, F.Where)}) {
    if (!Places->isPrefix(Side, Hit))
      continue;
    llvm::SmallVector<PlaceId, 8> Steps;
    for (PlaceId P = Hit; P != Side; P = (*Places)[P].Parent)
      Steps.push_back(P);
    for (PlaceId P : llvm::reverse(Steps)) {
      Other = Places->childIfKnown(Other, (*Places)[P].Kind, (*Places)[P].Key);
      if (Other == NoPlace)
        return Hit;
    }
    return Other;
  }
  return Hit;
}

void FunctionFlow::endHeapLoans(PlaceId Of, FlowState &S) const {
  for (LoanId L : loansUnder(Of, S.Loans))
    if (Places->isPrefix(Of, Facts.Loans[L].Of) && !Places->isInlinePrefix(Of, Facts.Loans[L].Of)) {
      S.Loans.reset(L);
      S.AllLoans.reset(L);
    }
}

void FunctionFlow::apply(const Fact &F, FlowState &S) {
  auto EndLoan = [&](LoanId L) {
    S.Loans.reset(L);
    S.AllLoans.reset(L);
  };
  switch (F.Kind) {
  case FactKind::Move:
    moveOut(F, S);
    endHeapLoans(F.Where, S);
    return;
  case FactKind::Restore:
    return restore(F.Where, S);
  case FactKind::Touch:
    Places->forEachChild(F.Where, [&](PlaceId C) {
      if (!isInline((*Places)[C].Kind))
        restore(C, S);
    });
    return;
  case FactKind::Index:
    if (auto It = PlacesByIndex.find(F.Borrower); It != PlacesByIndex.end())
      for (PlaceId P : It->second)
        restore(P, S);
    return;
  case FactKind::Clear:
    if (F.Borrower) {
      if (auto It = LoansHeldBy.find(F.Borrower); It != LoansHeldBy.end())
        for (LoanId L : It->second)
          EndLoan(L);
    } else if (F.Other != NoPlace) { // one element
      for (LoanId L : loansUnder(F.Other, S.Loans))
        if (Places->isPrefix(F.Other, Facts.Loans[L].Of))
          EndLoan(L);
    } else if (F.Certain) {
      endHeapLoans(F.Where, S);
    }
    return;
  case FactKind::Forget:
    return endHeapLoans(F.Where, S);
  case FactKind::Swap:
    swap(F.Where, F.Other, S);
    endHeapLoans(F.Where, S);
    return endHeapLoans(F.Other, S);
  case FactKind::Issue:
    S.Loans.set(F.Loan);
    if (!F.Maybe)
      S.AllLoans.set(F.Loan);
    return;
  case FactKind::Copy:
    if (S.Loans.test(F.From))
      S.Loans.set(F.Loan);
    if (S.AllLoans.test(F.From) && !F.Maybe)
      S.AllLoans.set(F.Loan);
    return;
  case FactKind::Rebind:
    if (auto It = LoansHeldBy.find(F.Borrower); It != LoansHeldBy.end())
      for (LoanId L : It->second) {
        const PlaceId Slot = Facts.Loans[L].Slot;
        if (F.Where != NoPlace && (Slot == NoPlace || !Places->isPrefix(F.Where, Slot)))
          continue;
        if (!F.Borrower && Facts.Loans[L].At == F.At)
          continue; // what is put there now is there from now on
        if (F.Maybe)
          S.AllLoans.reset(L);
        else
          EndLoan(L);
      }
    return;
  default:
    return;
  }
}

void FunctionFlow::applyEnd(const VarDecl *V, FlowState &S) {
  auto EndLoan = [&](LoanId L) {
    S.Loans.reset(L);
    S.AllLoans.reset(L);
  };
  if (auto It = LoansHeldBy.find(V); It != LoansHeldBy.end())
    for (LoanId L : It->second)
      EndLoan(L);
  PlaceId Root = Places->find(V);
  if (Root == NoPlace)
    return;
  for (LoanId L : loansUnder(Root, S.Loans))
    EndLoan(L);
  restore(Root, S);
}

} // namespace conure
