//===- LocalSources.h - What comes into the variables of a body -----------===//
//
// Defines StoreWalk, which finds each expression of a body that puts a value
// somewhere, StoreRoot, where that is, and LocalSources: for each local variable
// what is put into it. For what functions keep of their arguments: few return
// them as they are, most build a result from them.
//
// A body is looked at as a set of statements, in no order.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_LOCALSOURCES_H
#define CONURE_CHECKS_MODEL_LOCALSOURCES_H

#include "checks/model/Annotations.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/Places.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace conure {

/// What a place is a part of, or is reached through.
struct StoreRoot {
  const clang::VarDecl *Variable = nullptr;
  bool This = false;
  bool Behind = false;  ///< a pointer leads there: somebody else may change it
  bool Element = false; ///< it is in a container: which one is not known
  bool Unknown = false; ///< a function gave the place out, or it is one of several: neither of the first two
  explicit operator bool() const { return Variable || This; }

  /// A reference is followed to what it was bound to; so are a pointer, an iterator and an inserter, where \p E is what
  /// one of them leads to, or hands one on.
  static StoreRoot of(const clang::Expr *E);
};

/// The closure that \p E makes, also where it becomes a std::function; null if it is none.
const clang::LambdaExpr *madeClosure(const clang::Expr *E);

/// Calls \p Do with what each `return` of \p F returns, those of closures within it apart.
void eachReturned(const clang::FunctionDecl *F, llvm::function_ref<void(const clang::Expr *)> Do);

/// Calls `stored(Target, Value, K)` of \p Derived for each expression by which \p K of Value comes into Target.
/// Closures are parts of the body that they are in.
template <class Derived> class StoreWalk : public clang::RecursiveASTVisitor<Derived> {
public:
  explicit StoreWalk(BorrowTypes &Types) : Types(Types) {}

  bool VisitBinaryOperator(clang::BinaryOperator *B) {
    if (B->isAssignmentOp() && Types.mayHold(B->getLHS()->getType()))
      self().stored(B->getLHS(), B->getRHS(), Kept::Whole);
    return true;
  }
  bool VisitCallExpr(clang::CallExpr *C) {
    call(C);
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *C) {
    const clang::CXXConstructorDecl *D = C->getConstructor();
    if (!isStd(D) && !D->isCopyOrMoveConstructor())
      function(D, Arguments(C->getArgs(), C->getNumArgs()));
    return true;
  }

protected:
  BorrowTypes &Types;

private:
  using Arguments = llvm::ArrayRef<const clang::Expr *>;

  Derived &self() { return *static_cast<Derived *>(this); }
  void call(const clang::CallExpr *C);
  void method(const clang::CXXMethodDecl *M, const clang::Expr *Object, Arguments Args);
  void function(const clang::FunctionDecl *F, Arguments Args, const clang::Expr *Object = nullptr);
};

class LocalSources {
public:
  struct Source {
    const clang::Expr *Value;
    Kept As; ///< what of it
  };
  /// Linear in the size of \p Body.
  LocalSources(BorrowTypes &Types, const clang::Stmt *Body);

  /// Over and above its initialiser: what is assigned to \p V or to a part of it, what its methods are given, what
  /// functions leave in it; of a closure's parameter what the closure is called with.
  llvm::ArrayRef<Source> of(const clang::VarDecl *V) const;

private:
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<Source, 2>> Found;
};

template <class Derived> void StoreWalk<Derived>::call(const clang::CallExpr *C) {
  using namespace clang;
  const FunctionDecl *F = C->getDirectCallee();
  if (!F)
    return;
  llvm::SmallVector<const Expr *, 4> Args(C->arg_begin(), C->arg_end());
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(C))
    return method(M, Call->getImplicitObjectArgument(), Args);
  if (M && isa<CXXOperatorCallExpr>(C) && !M->isStatic())
    return M->getOverloadedOperator() == OO_Call && isStd(M) ? function(M, Arguments(Args).drop_front())
                                                             : method(M, Args[0], Arguments(Args).drop_front());
  function(F, Args);
}

template <class Derived>
void StoreWalk<Derived>::method(const clang::CXXMethodDecl *M, const clang::Expr *Object, Arguments Args) {
  using namespace clang;
  if (!M || !Object || M->isStatic() || M->getParent()->isLambda())
    return;
  QualType T = Object->getType();
  T = plainType(T->isPointerType() ? T->getPointeeType() : T);
  const bool Copies = M->isCopyAssignmentOperator() || M->isMoveAssignmentOperator();
  if (!M->isConst() && Types.mayHold(T)) {
    const KeptList *Keeps = isInStd(M->getParent()) || Copies ? nullptr : &Types.keptByObject(M);
    for (unsigned I = 0; I < Args.size(); ++I)
      if (Copies)
        self().stored(Object, Args[I], Kept::Whole);
      else if (!Keeps)
        self().stored(Object, Args[I], Types.keptByLibrary(M, I, T, Args[I]->getType()));
      else if (I < M->getNumParams()) // without a body it may keep what its class has a place for
        self().stored(Object, Args[I],
                      Types.isKnown(M) && I < Keeps->size() ? (*Keeps)[I]
                                                            : Types.byType(T, M->getParamDecl(I)->getType()));
  }
  // The other side of a swap.
  if (Args.size() == 1 && M->getIdentifier() && M->getName() == "swap" && plainType(Args[0]->getType()) == T &&
      Types.mayHold(T))
    self().stored(Args[0], Object, Kept::Whole);
  if (!isInStd(M->getParent()))
    function(M, Args, Object);
}

template <class Derived>
void StoreWalk<Derived>::function(const clang::FunctionDecl *F, Arguments Args, const clang::Expr *Object) {
  using namespace clang;
  if (isStd(F)) {
    const llvm::StringRef Name = algorithmName(F);
    const bool Writes = writesElements(Name) || isOneOf(Name, {"swap", "exchange", "construct_at"});
    for (unsigned I = 0; Writes && I < Args.size(); ++I)
      for (unsigned J = 0; J < Args.size(); ++J)
        if (I != J && Types.mayHold(Args[I]->getType()))
          self().stored(Args[I], Args[J], Types.keptByWriting(Args[J]->getType()));
    return;
  }
  for (unsigned I = 0; I < Args.size() && I < F->getNumParams(); ++I) {
    const QualType T = F->getParamDecl(I)->getType();
    if (!Types.mayHold(BorrowTypes::writtenThrough(T)))
      continue;
    const KeptList Inner = Types.keptByParameter(F, I);
    for (unsigned J = 0; J < Args.size() && J < F->getNumParams() && J < Inner.size(); ++J)
      if (J != I)
        self().stored(Args[I], Args[J], Inner[J]);
    if (Object && Inner.size() > F->getNumParams() && Inner.back() != Kept::Nothing)
      self().stored(Args[I], Object, Object->getType()->isPointerType() ? Kept::Whole : Kept::Address);
  }
}

} // namespace conure

#endif
