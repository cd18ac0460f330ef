//===- FactLeaving.cpp - What is moved on, and leaves later -----------------===//
//
// `auto other = std::move(table); auto frozen = std::make_shared<const Table>(std::move(other));`: elements keep their
// address when a container moves, so a borrow of one stays good; not so where the new owner leaves the process. A move
// into a variable that leaves somewhere in the function counts as leaving, and so does one into a unique value, or into
// a function that may send what it is given.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "checks/model/MovedValues.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

/// \p Value, which names what is moved from, goes where \p H says.
void FactBuilder::movedOn(const Expr *Value, const Handover &H) {
  PlaceRef P = Places.resolve(Value);
  const auto *V = P ? dyn_cast_or_null<VarDecl>(Places.table().rootDecl(P.Id)) : nullptr;
  if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType())
    return;
  if (H.Into) {
    if (wrapperOf(H.Into->getType()) == Wrapper::Uni && !takesPartsAlong(Engine.model(), Value->getType()))
      return; // told where it becomes unique
    if (H.Into != V)
      MovedInto.push_back({V, H.Into, Value});
    return;
  }
  if (H.Unique && !takesPartsAlong(Engine.model(), Value->getType()))
    return;
  Left[V].first |= H.To == Leaves::Sent;
  Left[V].second |= H.To == Leaves::Frozen;
  LeftAt.insert(Value);
}

/// The arguments of a call of \p F on \p Object (or null): what its body may send, and what may end up in another.
void FactBuilder::passedOn(const FunctionDecl *F, const Expr *Object, llvm::ArrayRef<const Expr *> Args,
                           const FunctionProtoType *Proto) {
  if (!Leaving)
    return;
  // Without a function: one that a pointer or a std::function leads to.
  const bool Library = F && (isStd(F) || isConureLibrary(F));
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  auto Local = [&](const Expr *E) -> const VarDecl * {
    PlaceRef P = E->getType()->isPointerType() ? Places.pointee(E) : Places.resolve(E);
    return P ? dyn_cast_or_null<VarDecl>(Places.table().rootDecl(P.Id)) : nullptr;
  };
  for (unsigned I = 0; I < Args.size(); ++I) {
    const QualType T = Proto && I < Proto->getNumParams() ? Proto->getParamType(I) : Args[I]->getType();
    const QualType Plain = T.getNonReferenceType();
    if (!Plain->isRecordType() || (T->isReferenceType() && (T->isLValueReferenceType() || Plain.isConstQualified())))
      continue;
    // A closure runs here, and is followed.
    if (!Library && !(M && M->getParent()->isLambda()) && Engine.publishes(F, I, Plain))
      handedOut(Args[I], Leaves::Sent);
    if (M && M->isInstance() && !M->isConst() && Object)
      if (const VarDecl *V = Local(Object))
        handedInto(V, Args[I]);
    for (unsigned J = 0; J < Args.size(); ++J) {
      const QualType To = Proto && J < Proto->getNumParams() ? Proto->getParamType(J) : Args[J]->getType();
      if (J == I || !(To->isLValueReferenceType() || To->isPointerType()) || To->getPointeeType().isConstQualified())
        continue;
      if (const VarDecl *V = Local(Args[J]))
        handedInto(V, Args[I]);
    }
  }
}

/// What went into a variable leaves if the variable does.
void FactBuilder::delayedHandovers() {
  if (!Leaving || (Delayed.empty() && MovedInto.empty() && LeftAt.empty()))
    return;
  for (FactId I = 0; I < Facts.size(); ++I)
    if (const Fact &F = Facts[I]; F.Kind == FactKind::Move && (F.Sent || F.Frozen) && F.Where != NoPlace)
      if (const ValueDecl *V = Places.table().rootDecl(F.Where)) {
        Left[V].first |= F.Sent;
        Left[V].second |= F.Frozen;
      }
  for (bool Changed = !Left.empty(); Changed;) { // as many rounds as variables hand a value on
    Changed = false;
    for (const MovedOnce &Each : MovedInto) {
      const auto To = Left.lookup(Each.Into);
      if (!To.first && !To.second)
        continue;
      LeftAt.insert(Each.At);
      auto &From = Left[Each.From];
      Changed |= (To.first && !From.first) || (To.second && !From.second);
      From.first |= To.first;
      From.second |= To.second;
    }
  }
  auto Leaves = [&](PlaceId P) {
    const auto To = Left.lookup(Places.table().rootDecl(P));
    return To.first || To.second;
  };
  for (FactId I = 0; I < Facts.size(); ++I) {
    Fact &F = Facts[I];
    if (F.Kind == FactKind::Move && !F.Sent && !F.Frozen && LeftAt.contains(F.At))
      F.Leaves = true;
    if (F.Kind != FactKind::Swap)
      continue;
    // What is no variable of the function's own may not be swapped into one that is sent, borrowed or not.
    F.Leaves = Leaves(F.Other) && isOwnPlace(F.Where);
    F.OtherLeaves = Leaves(F.Where) && isOwnPlace(F.Other);
  }
  for (const auto &[Into, Key, F] : Delayed)
    if (auto It = Left.find(Into); It != Left.end() && (It->second.first || It->second.second)) {
      Fact New = F;
      New.Sent = It->second.first;
      New.Frozen = !New.Sent && It->second.second;
      Facts.add(Key, New);
    }
}

} // namespace conure
