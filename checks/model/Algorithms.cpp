//===- Algorithms.cpp - Library calls that only look at a range -----------===//
#include "checks/model/Algorithms.h"
#include "checks/model/Annotations.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace conure {

namespace {

template <class... Words> bool isOneOf(llvm::StringRef Name, Words... W) { return ((Name == W) || ...); }

llvm::StringRef nameOf(const NamedDecl *D) { return D->getIdentifier() ? D->getName() : llvm::StringRef(); }

/// They read and rearrange the range, and give out a value or what the caller ignores.
bool isAlgorithm(llvm::StringRef Name) {
  return isOneOf(Name, "sort", "stable_sort", "partial_sort", "nth_element", "is_sorted", "reverse", "rotate",
                 "shuffle", "iota", "fill", "replace", "replace_if", "for_each", "transform_reduce", "accumulate",
                 "reduce", "count", "count_if", "all_of", "any_of", "none_of", "contains", "binary_search", "includes",
                 "equal", "inner_product", "lexicographical_compare", "next_permutation", "prev_permutation",
                 "is_permutation", "make_heap", "push_heap", "pop_heap", "sort_heap", "is_heap", "is_partitioned",
                 "size", "ssize", "empty", "erase", "erase_if");
}

/// The algorithm that \p F is, a std::ranges one by its object's class; empty if it is none.
llvm::StringRef algorithm(const FunctionDecl *F) {
  if (!F || !isStd(F))
    return "";
  llvm::StringRef Name = nameOf(F);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F)) {
    Name = nameOf(Method->getParent());
    if (Method->getOverloadedOperator() != OO_Call || !Name.consume_front("__") || !Name.consume_back("_fn"))
      return "";
  }
  return isAlgorithm(Name) ? Name : "";
}

bool isLibraryClass(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && isStd(R);
}

/// `v.begin()`, `v.end()` of a library container.
bool isEndOfRange(Model &M, const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(ignoreWrappers(E));
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  return Method && isStd(Method) && Call->getNumArgs() == 0 &&
         isOneOf(nameOf(Method), "begin", "end", "cbegin", "cend", "rbegin", "rend", "crbegin", "crend") &&
         M.types().isBorrowFree(Call->getObjectType().getUnqualifiedType());
}

/// A closure that is given copies of the elements, whatever it captures; of other
/// callables, one that holds values only.
bool keepsNoElement(Model &M, QualType T) {
  T = T.getNonReferenceType().getUnqualifiedType();
  if (M.types().isValue(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->isLambda() || R->isGenericLambda())
    return false;
  return llvm::all_of(R->getLambdaCallOperator()->parameters(), [&](const ParmVarDecl *P) {
    return !P->getType()->isReferenceType() && M.types().isValue(P->getType().getUnqualifiedType());
  });
}

bool isHarmless(Model &M, llvm::StringRef Name, const Expr *A) {
  QualType T = A->getType().getNonReferenceType().getUnqualifiedType();
  return isEndOfRange(M, A) || keepsNoElement(M, T) || (Name == "shuffle" && M.types().isBorrowFree(T));
}

bool givesNothingOut(Model &M, QualType Result, bool Unused) {
  return Unused || Result->isVoidType() ||
         (!Result->isReferenceType() && M.types().isValue(Result.getUnqualifiedType()));
}

/// The iterator again, perhaps as a const one.
bool isCopyOfIterator(const Stmt *S) {
  const auto *Made = dyn_cast<CXXConstructExpr>(S);
  return Made && Made->getNumArgs() == 1 && nameOf(Made->getConstructor()->getParent()).contains("iterator");
}

} // namespace

/// A string's own conversion to a view of it that the library only compares: `u->name == view`.
static bool isViewCompared(const Expr *E, Ancestors Around) {
  const auto *Conversion = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Conversion ? Conversion->getMethodDecl() : nullptr;
  if (!isa_and_nonnull<CXXConversionDecl>(Method) || !isStd(Method))
    return false;
  while (!Around.empty() &&
         isa<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Around.back()))
    Around = Around.drop_back();
  const auto *Call = Around.empty() ? nullptr : dyn_cast<CXXOperatorCallExpr>(Around.back());
  return Call && Call->isComparisonOp() && Call->getDirectCallee() && isStd(Call->getDirectCallee());
}

bool isReadAtOnce(Model &M, const Expr *Iterator, Ancestors Around) {
  if (!isEndOfRange(M, Iterator))
    return isViewCompared(Iterator, Around);
  const Stmt *Child = Iterator;
  while (!Around.empty() &&
         (isa<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Around.back()) ||
          isCopyOfIterator(Around.back()))) {
    Child = Around.back();
    Around = Around.drop_back();
  }
  if (Around.empty())
    return false;
  const Stmt *Taker = Around.back();
  // A container that copies the elements.
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Taker))
    return Made->getNumArgs() >= 2 && isLibraryClass(Made->getType()) &&
           M.types().isBorrowFree(Made->getType().getUnqualifiedType());
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Taker)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    return Method && Child != Call->getCallee() &&
           isOneOf(nameOf(Method), "insert", "assign", "append", "erase", "emplace") &&
           isLibraryClass(Call->getObjectType()) &&
           M.types().isBorrowFree(Call->getObjectType().getUnqualifiedType()) &&
           isResultUnused(Call, Around.drop_back());
  }
  const auto *Call = dyn_cast<CallExpr>(Taker);
  llvm::StringRef Name = Call ? algorithm(Call->getDirectCallee()) : "";
  if (Name.empty())
    return false;
  unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  return givesNothingOut(M, Call->getCallReturnType(M.context()), isResultUnused(Call, Around.drop_back())) &&
         llvm::all_of(llvm::drop_begin(Call->arguments(), First),
                      [&](const Expr *A) { return isHarmless(M, Name, A); });
}

bool comparesElements(const FunctionDecl *F, unsigned Index) {
  return F && isStd(F) && Index >= 2 && Index < F->getNumParams() &&
         isOneOf(nameOf(F), "find", "find_end", "lower_bound", "upper_bound", "equal_range", "remove", "remove_copy",
                 "search_n", "adjacent_find") &&
         F->getParamDecl(Index)->getType()->isReferenceType() &&
         F->getParamDecl(Index)->getType()->getPointeeType().isConstQualified();
}

bool looksAtRange(Model &M, const Expr *At, const FunctionDecl *Callee, const Expr *Range, bool ResultUnused) {
  const auto *Call = dyn_cast<CallExpr>(At);
  llvm::StringRef Name = Call ? algorithm(Callee) : "";
  QualType T = Range->getType().getUnqualifiedType();
  if (Name.empty() || Range->isXValue() || !isLibraryClass(T) || !M.types().isBorrowFree(T) ||
      !givesNothingOut(M, Call->getCallReturnType(M.context()), ResultUnused))
    return false;
  unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  return llvm::all_of(llvm::drop_begin(Call->arguments(), First),
                      [&](const Expr *A) { return A == Range || isHarmless(M, Name, A); });
}

} // namespace conure
