//===- ClosureFacts.cpp - What closures do to what they captured ----------===//
//
// Where a closure is called, its body takes effect on the variables it captured by
// reference. Where it is handed on, it may run or not.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"

using namespace clang;

namespace conure {

const LambdaExpr *FactBuilder::closureOf(const Expr *E) const {
  E = withoutWrappers(E)->IgnoreImpCasts();
  if (const auto *C = dyn_cast<CallExpr>(E); C && isNamingCall(C))
    E = withoutWrappers(C->getArg(0))->IgnoreImpCasts();
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return L;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  auto It = V ? Closures.find(V) : Closures.end();
  return It == Closures.end() ? nullptr : It->second;
}

void FactBuilder::lambda(const LambdaExpr *L) {
  if (!Walked.insert(L).second)
    return;
  bool Mine = Accounted == L;
  Accounted = nullptr;
  for (auto [Capture, Init] : llvm::zip(L->captures(), L->capture_inits()))
    if (Init && !Capture.capturesThis())
      expr(Init, Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef ? Role::None : Role::Read);
  // A closure that is handed on may run at once.
  if (!Mine)
    applyClosure(L, nullptr, L, false);
}

/// \p Operator is the one that is called; null if that cannot be seen. \p Once:
/// certainly, and only once.
void FactBuilder::applyClosure(const LambdaExpr *L, const CXXMethodDecl *Operator, const Expr *Key, bool Called,
                               bool Once) {
  if (!L->isGenericLambda())
    return applyBody(L->getCallOperator(), Key, Called, Once);
  if (Operator && !Operator->isDependentContext())
    return applyBody(Operator, Key, Called, Once);
  if (const FunctionTemplateDecl *T = L->getCallOperator()->getDescribedFunctionTemplate())
    for (const FunctionDecl *Each : T->specializations())
      applyBody(cast<CXXMethodDecl>(Each), Key, Called, /*Once=*/false);
}

void FactBuilder::applyBody(const CXXMethodDecl *Operator, const Expr *Key, bool Called, bool Once) {
  closureOutputs(Operator, Key);
  const Summary &S = Engine.summary(Operator);
  PlaceTable &Table = Places.table();
  if (!S.Known)
    return;
  auto Add = [&](FactKind Kind, const Effect &E, bool Maybe = false) {
    PlaceRef P{Table.translate(*S.Places, E.Where), nullptr};
    Fact F = fact(Kind, P, Key);
    F.Indirect = true;
    F.Maybe = Maybe;
    F.At = E.At;
    F.Loc = E.Loc;
    Facts.add(Key, F);
  };
  for (const Effect &E : S.Reads)
    Add(FactKind::Use, E);
  for (const Effect &E : S.Restores)
    Add(FactKind::Restore, E);
  for (const Effect &E : S.Moves) {
    // Whether a closure that is handed on runs cannot be seen: a unique value
    // counts as gone, anything else as still there.
    bool ProcessField = Table.isThisRooted(Table.translate(*S.Places, E.Where)) && Engine.processOf(Function);
    if (Called || ProcessField || wrapperOf(E.Type) == Wrapper::Uni)
      Add(FactKind::Move, E, !Once || !E.Always);
  }
}

} // namespace conure
