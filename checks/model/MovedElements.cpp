//===- MovedElements.cpp --------------------------------------------------===//
#include "checks/model/MovedElements.h"
#include "checks/model/Annotations.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace conure {

static constexpr unsigned MaxRangeSteps = 50;

bool movesElementsOut(QualType T) {
  const CXXRecordDecl *R = plainType(T)->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier() || !isStd(R))
    return false;
  if (isOneOf(R->getName(), {"move_iterator", "as_rvalue_view"}))
    return true;
  // A view of such a view, and its iterator.
  if (!BorrowTypes::isView(plainType(T)) && !R->getName().ends_with("_view"))
    return false;
  const auto *Outer = dyn_cast<CXXRecordDecl>(R->getDeclContext());
  const auto Moves = [](QualType A) { return movesElementsOut(A); };
  return anyTypeArgument(R, Moves) || (Outer && anyTypeArgument(Outer, Moves));
}

static const Expr *stepToRange(const Expr *E) {
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return M->getSubExpr();
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    return Cast->getSubExpr();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    const bool Goes = V && V->hasLocalStorage() && V->getInit() && !isa<ParmVarDecl>(V);
    return Goes && (V->isImplicit() || (V->getType().isConstQualified() && BorrowTypes::isBorrow(V->getType())))
               ? V->getInit()
               : nullptr;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() >= 1 && (BorrowTypes::isBorrow(C->getType()) || movesElementsOut(C->getType()))
               ? C->getArg(0)
               : nullptr;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !isStd(F))
    return nullptr;
  const bool Gives = BorrowTypes::isBorrow(Call->getType()) || movesElementsOut(Call->getType());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return Gives && F->getIdentifier() &&
                   isOneOf(F->getName(), {"begin", "end", "cbegin", "cend", "rbegin", "rend", "data", "base"})
               ? Member->getImplicitObjectArgument()
               : nullptr;
  if (!Gives || !Call->getNumArgs())
    return nullptr;
  const bool Object = isa<CXXOperatorCallExpr>(Call) && F->getOverloadedOperator() == OO_Call && isa<CXXMethodDecl>(F);
  if (!isa<CXXOperatorCallExpr>(Call) || !isa<CXXMethodDecl>(F)) // make_move_iterator, `v | std::views::…`
    return Call->getArg(0);
  return Object && Call->getNumArgs() > 1 ? Call->getArg(1) : Object ? nullptr : Call->getArg(0); // `it++`, `it + 1`
}

const Expr *rangeUnder(const Expr *E) {
  E = withoutWrappers(E)->IgnoreImpCasts();
  for (unsigned Step = 0; Step < MaxRangeSteps; ++Step) {
    const Expr *Under = stepToRange(E);
    if (!Under)
      break;
    E = withoutWrappers(withoutWrappers(Under)->IgnoreImpCasts());
  }
  return E;
}

const Expr *elementMoved(const Expr *E) {
  E = withoutWrappers(withoutWrappers(E)->IgnoreImpCasts());
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !Call->isXValue() || !isStd(F))
    return nullptr;
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call);
  if (Op && Op->getOperator() == OO_Call)
    return algorithmName(F) == "iter_move" && Call->getNumArgs() == 2 ? rangeUnder(Call->getArg(1)) : nullptr;
  return Op && (Op->getOperator() == OO_Star || Op->getOperator() == OO_Subscript) &&
                 movesElementsOut(Op->getArg(0)->getType())
             ? rangeUnder(Op->getArg(0))
             : nullptr;
}

} // namespace conure
