//===- Closures.cpp -------------------------------------------------------===//
#include "rewrite/counts/Closures.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

std::vector<ClosureBorrow> closureBorrows(const LambdaExpr *L, Counted &C) {
  std::vector<ClosureBorrow> All;
  for (const LambdaCapture &Capture : L->captures()) {
    if (Capture.getCaptureKind() == LCK_This) {
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(L->getCallOperator()->getParent()->getParent());
      if (M && C.isCounted(M->getParent()))
        All.push_back({"this", "*this", "", Capture.getLocation()});
      continue;
    }
    if (!Capture.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
    if (!V)
      continue;
    Counted::Borrow Kind = C.borrowOf(V->getType());
    if (V->isInitCapture()) {
      if (Kind == Counted::Borrow::Pointer || Kind == Counted::Borrow::Reference)
        All.push_back({V->getNameAsString(), "", "it is made in the capture itself", Capture.getLocation()});
      continue;
    }
    bool ByReference = Capture.getCaptureKind() == LCK_ByRef;
    // By reference: a counted variable, or what a reference refers to. By copy: where a pointer points.
    bool Borrows = ByReference ? C.isCountedType(V->getType().getNonReferenceType()) : Kind == Counted::Borrow::Pointer;
    if (Borrows)
      All.push_back({V->getNameAsString(), V->getNameAsString(), "", Capture.getLocation(), V});
  }
  return All;
}

bool runsAtOnce(const LambdaExpr *L, const std::vector<const Stmt *> &Stack) {
  const Stmt *Inner = L;
  for (size_t I = Stack.size(); I-- != 0;) {
    const Stmt *S = Stack[I];
    if (S == L || isa<ImplicitCastExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ParenExpr>(S)) {
      Inner = S;
      continue;
    }
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(S); Construct && Construct->isElidable()) {
      Inner = S;
      continue;
    }
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call)
      return false;
    if (isa<CXXOperatorCallExpr>(Call))
      return Call->getNumArgs() > 0 && Call->getArg(0) == Inner;
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || !F->getIdentifier())
      return false;
    if (isConureLibrary(F))
      return F->getName() == "recover" || F->getName() == "blocking";
    static constexpr llvm::StringLiteral KeepNone[] = {
        "for_each",    "for_each_n",    "find_if",     "find_if_not", "any_of",       "all_of",
        "none_of",     "count_if",      "sort",        "stable_sort", "partial_sort", "nth_element",
        "transform",   "accumulate",    "reduce",      "copy_if",     "remove_if",    "erase_if",
        "partition",   "generate",      "min_element", "max_element", "lower_bound",  "upper_bound",
        "equal_range", "binary_search", "visit",       "invoke",      "apply",        "unique"};
    return isStd(F) && llvm::is_contained(KeepNone, F->getName());
  }
  return false;
}

} // namespace conure::rewrite
