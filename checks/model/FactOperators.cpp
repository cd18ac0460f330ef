//===- FactOperators.cpp - Operators that are functions, and swaps --------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/MovedValues.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

static bool isNullPointer(const Expr *E) { return E->IgnoreParenImpCasts()->getType()->isNullPtrType(); }

/// Each side has what the other one had, be it gone. What cannot be named has a
/// value of its own.
void FactBuilder::swapped(const Expr *A, const Expr *B, const CallExpr *C, Pending &P) {
  PlaceRef First = Places.object(A, A->getType()->isPointerType()), Second = Places.resolve(B);
  swapBorrows(First, Second, C);
  for (auto [To, From, Place] : {std::tuple(A, B, First), std::tuple(B, A, Second)}) {
    if (!Leaving || To->getType()->isPointerType() || !Engine.borrows().mayHold(To->getType()) || holderOf(Place))
      continue;
    Origins O;
    const Expr *Bare = withoutWrappers(From);
    const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Bare);
    Temporary || !Bare->isGLValue() ? held(Temporary ? Temporary->getSubExpr() : Bare, Bare->getType(), O, 0)
                                    : loaded(Bare, O, 0);
    storedInto(To, /*Behind=*/false, std::move(O), C);
  }
  const PlaceTable &Table = Places.table();
  const bool Apart = First && Second && !Table.overlap(First.Id, Second.Id);
  if (Apart && !Table.isSummary(First.Id) && !Table.isSummary(Second.Id)) {
    Fact F = fact(FactKind::Swap, First, C);
    F.Other = Second.Id;
    const auto *Left = dyn_cast_or_null<VarDecl>(Table.rootDecl(First.Id));
    const auto *Right = dyn_cast_or_null<VarDecl>(Table.rootDecl(Second.Id));
    if (Left && Right && Left != Right && Left->hasLocalStorage() && Right->hasLocalStorage() &&
        wrapperOf(Left->getType()) != Wrapper::Uni && wrapperOf(Right->getType()) != Wrapper::Uni) {
      MovedInto.push_back({Left, Right, C});
      MovedInto.push_back({Right, Left, C});
    }
    P.Writes.push_back(F);
  } else {
    for (PlaceRef Side : {First, Second})
      if (Side)
        P.Writes.push_back(fact(FactKind::Restore, Side, C));
  }
}

/// `swap(a, b)` of two values of one type: std::swap, the object std::ranges::swap, or what the type's namespace has of
/// that name.
bool FactBuilder::isFreeSwap(const FunctionDecl *F, llvm::ArrayRef<const Expr *> Args) {
  if (!F || Args.size() != 2)
    return false;
  const bool Named = isa<CXXMethodDecl>(F) ? algorithmName(F) == "swap" : F->getIdentifier() && F->getName() == "swap";
  return Named && Args[0]->isLValue() && Args[1]->isLValue() &&
         Places.context().hasSameUnqualifiedType(Args[0]->getType(), Args[1]->getType());
}

void FactBuilder::operatorCall(const CXXOperatorCallExpr *C, Pending &P) {
  const FunctionDecl *F = C->getDirectCallee();
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  OverloadedOperatorKind Op = C->getOperator();
  llvm::SmallVector<const Expr *, 8> Args(C->arg_begin(), C->arg_end());
  const FunctionProtoType *Proto = F ? F->getType()->getAs<FunctionProtoType>() : nullptr;
  if (Op == OO_Call && !Args.empty()) {
    const Expr *Object = withoutWrappers(Args[0])->IgnoreImpCasts();
    if (const auto *T = dyn_cast<MaterializeTemporaryExpr>(Object))
      Object = withoutWrappers(T->getSubExpr());
    if (const LambdaExpr *L = closureOf(Object)) {
      if (L == Object) {
        Accounted = L;
        lambda(L);
      } else {
        expr(Args[0], Role::None);
      }
      arguments(llvm::ArrayRef(Args).drop_front(), M, Proto, 0, true, Leaves::No, P);
      if (Leaving)
        callOutputs(M, nullptr, llvm::ArrayRef(Args).drop_front(), C);
      commit(P, C);
      P = {};
      return applyClosure(L, M, C, true);
    }
  }
  if (Op == OO_Call && isFreeSwap(F, llvm::ArrayRef(Args).drop_front())) {
    for (const Expr *A : Args)
      expr(A, Role::None);
    return swapped(Args[1], Args[2], C, P);
  }
  if ((Op == OO_EqualEqual || Op == OO_ExclaimEqual) && Args.size() == 2 &&
      (isNullPointer(Args[0]) || isNullPointer(Args[1]))) {
    const Expr *Tested = isNullPointer(Args[0]) ? Args[1] : Args[0];
    if (isSmartPointer(Tested->getType()))
      return expr(Tested, Role::None);
  }
  if (!M || M->isStatic()) {
    if (M) { // the object is evaluated, but given to nobody
      expr(Args[0], Role::None);
      Args.erase(Args.begin());
    }
    bool Sequenced = Op == OO_LessLess || Op == OO_GreaterGreater || Op == OO_Comma || Op == OO_AmpAmp ||
                     Op == OO_PipePipe || C->isAssignmentOp();
    arguments(Args, F, Proto, 0, !Sequenced, Leaves::No, P);
    return Leaving ? callOutputs(F, nullptr, Args, C) : void();
  }
  const Expr *Base = Args[0];
  PlaceRef Object = Places.resolve(Base);
  FactId Begin = Facts.size();
  // A variable that is assigned is not read by naming it.
  const auto *Target = dyn_cast<DeclRefExpr>(Base->IgnoreParenImpCasts());
  if (Op != OO_Equal || !Target || Target->getDecl()->getType()->isReferenceType()) {
    if (Op == OO_Equal)
      assignedTo(Base);
    expr(Base, Role::None);
  }
  bool Sequenced = Op == OO_LessLess || Op == OO_GreaterGreater || Op == OO_Comma || Op == OO_Subscript ||
                   Op == OO_Call || Op == OO_AmpAmp || Op == OO_PipePipe || C->isAssignmentOp();
  llvm::SmallVector<FactId, 1> Before;
  if (!Sequenced)
    Before.push_back(Begin);
  arguments(llvm::ArrayRef(Args).drop_front(), F, Proto, 0, !Sequenced, Leaves::No, P, Before);
  const bool Assigns = M->isCopyAssignmentOperator() || M->isMoveAssignmentOperator();
  if (Op == OO_Subscript || (Leaving && !Assigns && !isStd(M)))
    keep(Object, Base, M, llvm::ArrayRef(Args).drop_front(), C);
  if (Op == OO_Call)
    passedOn(isStd(M) ? nullptr : F, Base, llvm::ArrayRef(Args).drop_front(), Proto);
  if (Leaving && !Assigns)
    callOutputs(M, Base, llvm::ArrayRef(Args).drop_front(), C);
  if (Op == OO_Equal && Args.size() == 2) {
    if (!writtenByInserter(Base, Args[1], C))
      assignBorrow(Base, Args[1], C);
    tieOutputs(Base, Args[1], C);
    if (isInUnique(Base))
      handedOut(Args[1], Leaves::Sent, /*Unique=*/true);
    else if (const auto *V = Object ? dyn_cast_or_null<VarDecl>(Places.table().rootDecl(Object.Id)) : nullptr)
      handedInto(V, Args[1]);
  }
  if ((Op == OO_PlusPlus || Op == OO_MinusMinus) && Object) {
    P.Writes.push_back(fact(FactKind::Touch, Object, Base));
    Fact Read = fact(FactKind::Use, Object, Base);
    Read.Shallow = true;
    P.Reads.push_back(Read);
    return;
  }
  receiver(Object, Base, M, C, P);
}

} // namespace conure
