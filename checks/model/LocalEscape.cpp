//===- LocalEscape.cpp - Could a borrow of this local outlive it? ---------===//
#include "checks/model/LocalEscape.h"
#include "checks/model/Holding.h"
#include "checks/model/MovedElements.h"
#include "checks/model/MovedValues.h"
#include "checks/model/PathSteps.h"
#include "checks/model/UniquePlaces.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure {

namespace {

bool contains(const Stmt *S, const Stmt *Part) {
  return S && (S == Part || llvm::any_of(S->children(), [&](const Stmt *C) { return contains(C, Part); }));
}

class EscapeSearch {
public:
  EscapeSearch(Model &M, const VarDecl *V, const FunctionDecl *F) : M(M), Type(V->getType()), F(F) {
    Aliases.push_back(V);
    Known.insert(V);
  }

  const Expr *run() {
    Top.Function = F;
    start(cast<VarDecl>(Aliases.front()));
    // Each alias found is looked at in its turn.
    for (unsigned I = 0; I < Aliases.size() && !Found; ++I) {
      Current = Aliases[I];
      visit(F->getBody());
    }
    return Found;
  }

private:
  void visit(const Stmt *S) {
    if (!S || Found || isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr>(S))
      return;
    if (const auto *List = dyn_cast<InitListExpr>(S); List && !List->isSemanticForm() && List->getSemanticForm())
      return visit(List->getSemanticForm());
    if (const auto *R = dyn_cast<DeclRefExpr>(S); R && R->getDecl() == Current)
      return look(R);
    // The implicit variables of a range-based for stand for the range.
    Around.push_back(S);
    for (const Stmt *Child : S->children())
      visit(Child);
    Around.pop_back();
  }

  /// What a local starts with must be as fresh as what is put into it later.
  void start(const VarDecl *V) {
    if (const Expr *Init = V->getInit(); Init && !isFresh(Init))
      Found = Init;
  }

  /// Another local whose value goes into this one: nothing may reach it either.
  bool join(const VarDecl *V) {
    if (!V->hasLocalStorage() || isa<ParmVarDecl>(V) || V->getType()->isReferenceType() || V->getDeclContext() != F)
      return false;
    if (Known.insert(V).second) {
      Aliases.push_back(V);
      if (const Expr *Init = V->getInit(); Init && !isFresh(Init))
        return false;
    }
    return true;
  }

  /// True if nothing outside can hold a borrow of the value of \p E.
  bool isFresh(const Expr *E) {
    TypeKinds &K = M.types();
    if (!movedFromAfar(M, E, /*CapturesAreNear=*/true).empty())
      return false; // the memory of a string that somebody may look at
    if (K.isSendable(E->getType().getUnqualifiedType()) || isFromUnique(E))
      return true;
    E = underTemporaries(E);
    if (const Expr *From = movedOperand(E)) {
      const VarDecl *V = namedVariable(From);
      return V && join(V);
    }
    if (const auto *C = dyn_cast<CastExpr>(E))
      return isFresh(C->getSubExpr());
    if (const auto *R = dyn_cast<DeclRefExpr>(E))
      if (const auto *V = dyn_cast<VarDecl>(R->getDecl()); V && E->isXValue())
        return join(V); // an implicit move
    if (const auto *C = dyn_cast<ConditionalOperator>(E))
      return isFresh(C->getTrueExpr()) && isFresh(C->getFalseExpr());
    if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
      return isFresh(List->getSubExpr());
    if (const auto *List = dyn_cast<InitListExpr>(E))
      return llvm::all_of(List->inits(), [&](const Expr *I) { return !I->isLValue() && isFresh(I); });
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      return isFresh(D->getExpr());
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      if (Made->getConstructor()->isCopyConstructor())
        return K.isBorrowFree(Made->getType().getUnqualifiedType());
      return llvm::all_of(Made->arguments(), [&](const Expr *A) { return bringsNoBorrow(A); });
    }
    if (const auto *Call = dyn_cast<CallExpr>(E)) {
      if (!K.isBorrowFree(E->getType().getUnqualifiedType()))
        return false;
      if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call))
        if (const CXXMethodDecl *D = Method->getMethodDecl(); !D || !isPureGetter(Method, D))
          return false;
      return llvm::all_of(Call->arguments(), [&](const Expr *A) { return bringsNoBorrow(A); });
    }
    return isa<CXXScalarValueInitExpr, ImplicitValueInitExpr>(E);
  }

  bool isPureGetter(const CXXMemberCallExpr *Call, const CXXMethodDecl *D) {
    if (M.types().isImmutableMethod(D) && !hasMutableIndirection(M, Call->getObjectType()))
      return true;
    const VarDecl *V = namedVariable(Call->getImplicitObjectArgument());
    return V && join(V);
  }

  /// An argument that goes into a local: read and copied, or as fresh as the local is.
  bool bringsNoBorrow(const Expr *A) {
    if (A->isLValue()) {
      if (A->getType().isConstQualified() || M.types().isSendable(A->getType().getUnqualifiedType()))
        return true;
      const VarDecl *V = namedVariable(A);
      return V && (Known.count(V) || join(V));
    }
    if (movesElementsOut(A->getType())) {
      const VarDecl *V = namedVariable(rangeUnder(A));
      return V && (Known.count(V) || join(V));
    }
    return M.types().isBorrow(A->getType().getUnqualifiedType()) ? onlyShows(A->getType()) : isFresh(A);
  }

  /// A borrow from which nothing can be moved into the local: const, or of what is no part of it.
  bool onlyShows(QualType T) const {
    if (M.types().isImmutableBorrow(T.getUnqualifiedType()))
      return true;
    QualType To = T->isPointerType() ? T->getPointeeType() : QualType();
    if (const CXXRecordDecl *R = T->getAsCXXRecordDecl(); R && R->hasDefinition())
      for (const CXXMethodDecl *Method : R->methods())
        if (Method->getOverloadedOperator() == OO_Star && Method->getNumParams() == 0)
          To = Method->getReturnType().getNonReferenceType();
    return !mayComeOutOf(M, Type, To.isNull() ? T : To);
  }

  bool argumentsAreFresh(const Stmt *At, const Expr *Except) {
    // `other.swap(v)` brings what the other held.
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(At);
        Call && !contains(Call->getCallee(), Except) && Call->getMethodDecl() && !Call->getMethodDecl()->isConst())
      if (!bringsNoBorrow(Call->getImplicitObjectArgument()))
        return false;
    if (const auto *Call = dyn_cast<CallExpr>(At))
      return llvm::all_of(Call->arguments(), [&](const Expr *A) {
        return A == Except || A->getSourceRange() == Except->getSourceRange() || bringsNoBorrow(A);
      });
    return true;
  }

  void alias(const ValueDecl *V) {
    if (const auto *Var = dyn_cast<VarDecl>(V); Var && Var->hasLocalStorage()) {
      if (const auto *Parts = dyn_cast<DecompositionDecl>(Var))
        for (const BindingDecl *B : Parts->bindings())
          if (Known.insert(B).second)
            Aliases.push_back(B);
      if (Known.insert(Var).second)
        Aliases.push_back(Var);
    } else {
      Found = Last;
    }
  }

  void look(const DeclRefExpr *R) {
    UniquePlace P;
    P.Named = R;
    P.Var = Current;
    P.Type = Current->getType().getNonReferenceType();
    Last = R;
    for (const Use &U : traceUses(M, P, Around, Top))
      if (!isHarmless(U))
        Found = U.Path ? U.Path : R;
  }

  bool isHarmless(const Use &U) {
    switch (U.Kind) {
    case UseKind::Assigned:
      return U.Right->isLValue() ? M.types().isBorrowFree(U.Right->getType().getUnqualifiedType()) : isFresh(U.Right);
    case UseKind::Read:
    case UseKind::Discarded:
    case UseKind::Consumed:
    case UseKind::StdValue:
    case UseKind::Inner:
      return true;
    case UseKind::Copied:
    case UseKind::MovedOut:
      // A copy of a borrow is one more borrow.
      return M.types().isBorrowFree(U.Part.getUnqualifiedType()) || copiesIntoLocal(U);
    case UseKind::Receiver:
      return argumentsAreFresh(U.At, U.Path) && resultStays(cast<Expr>(U.At), U.ResultUnused);
    case UseKind::RangeFor:
      if (const auto *Loop = cast<CXXForRangeStmt>(U.At); Loop->getLoopVariable()->getType()->isReferenceType())
        alias(Loop->getLoopVariable());
      return true;
    case UseKind::Variable:
      alias(U.Target);
      return true;
    case UseKind::Argument:
      return argumentsAreFresh(U.At, U.Path) && argumentStays(U);
    case UseKind::Returned:
      return returnsUnique();
    default:
      return false;
    }
  }

  bool returnsUnique() const { return isUni(F->getReturnType()); }

  /// `auto it2 = it;`: the copy is an alias as well.
  bool copiesIntoLocal(const Use &U) {
    const auto *Made = dyn_cast<CXXConstructExpr>(U.At);
    if (!Made)
      return false;
    for (const Stmt *S : llvm::reverse(Around))
      if (const auto *D = dyn_cast<DeclStmt>(S)) {
        for (const Decl *One : D->decls())
          if (const auto *V = dyn_cast<VarDecl>(One);
              V && V->getInit() && ignoreWrappers(V->getInit()) == ignoreWrappers(Made)) {
            alias(V);
            return true;
          }
        return false;
      }
    return passedToLibrary(Made);
  }

  bool isLibrary(const FunctionDecl *Callee) const {
    return Callee && (isStd(Callee) || M.sources().isInSystemHeader(Callee->getLocation()));
  }

  bool mentionsKnown(const Stmt *S) const {
    if (const auto *R = dyn_cast_or_null<DeclRefExpr>(S))
      return Known.count(R->getDecl());
    return S && llvm::any_of(S->children(), [&](const Stmt *C) { return mentionsKnown(C); });
  }

  /// Another argument, such as an output iterator or a closure, could keep a borrow.
  bool givesToOthers(const CallExpr *Call) const {
    return llvm::any_of(Call->arguments(), [&](const Expr *A) {
      bool Own = mentionsKnown(A) && !A->getType()->getAsCXXRecordDecl();
      if (const CXXRecordDecl *R = A->getType()->getAsCXXRecordDecl(); R && !R->isLambda())
        Own = mentionsKnown(A);
      return !Own && mayHoldBorrowOf(M, A->getType(), Type);
    });
  }

  /// The library call around \p Inner takes the borrow and gives out nothing that
  /// could hold it, or another borrow that is dropped or used in the same way.
  bool passedToLibrary(const Expr *Inner) const {
    bool Outside = false;
    for (const Stmt *S : llvm::reverse(Around)) {
      if (S == Inner) {
        Outside = true;
        continue;
      }
      const auto *Call = dyn_cast<CallExpr>(S);
      if (!Call || !Outside)
        continue;
      if (!isLibrary(Call->getDirectCallee()) || givesToOthers(Call))
        return false;
      QualType R = Call->getCallReturnType(M.context());
      if (R->isVoidType() || (!R->isReferenceType() && M.types().isBorrowFree(R.getUnqualifiedType())))
        return true;
      const auto *Unwrapped = cast<Expr>(S);
      const Stmt *const *At = llvm::find(Around, S);
      return isResultUnused(Unwrapped, Ancestors(Around.begin(), At)) || passedToLibrary(Unwrapped);
    }
    return false;
  }

  /// What a method of the local gives out is no borrow, is not kept, or goes into a library call or an alias at once.
  bool resultStays(const Expr *Call, bool Unused) {
    if (Unused)
      return true;
    QualType R = Call->getType();
    const auto *C = dyn_cast<CallExpr>(Call);
    QualType Full = C ? C->getCallReturnType(M.context()) : R;
    if (Full->isVoidType() || (!Full->isReferenceType() && M.types().isBorrowFree(Full.getUnqualifiedType())))
      return true;
    if (Full->isReferenceType() && M.types().isValue(R.getUnqualifiedType()))
      return true; // a part again, traced further
    // A borrow: into a variable of its own, or straight into a function of the library.
    for (const Stmt *S : llvm::reverse(Around)) {
      if (const auto *D = dyn_cast<DeclStmt>(S)) {
        for (const Decl *One : D->decls())
          if (const auto *V = dyn_cast<VarDecl>(One))
            alias(V);
        return true;
      }
      if (const auto *Outer = dyn_cast<CallExpr>(S); Outer && Outer != Call) {
        return passedToLibrary(Call);
      }
      if (isa<CompoundStmt>(S))
        return false;
    }
    return false;
  }

  /// A function that is given the local, gives nothing out, and can put a borrow
  /// of it nowhere.
  bool argumentStays(const Use &U) const {
    const auto *Call = dyn_cast<CallExpr>(U.At);
    if (!Call || !U.Callee)
      return false;
    QualType R = Call->getCallReturnType(M.context());
    if (!R->isVoidType() && !U.ResultUnused && !M.types().isValue(R.getUnqualifiedType()) &&
        (R->isReferenceType() || !M.types().isBorrowFree(R.getUnqualifiedType())) &&
        !isStreamClass(R.getNonReferenceType()))
      return false;
    if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call))
      if (mayHoldBorrowOf(M, Method->getImplicitObjectArgument()->getType(), Type))
        return false;
    for (const Expr *A : Call->arguments())
      if (A->IgnoreParenImpCasts() != U.Path->IgnoreParenImpCasts() && !isStreamClass(A->getType()) &&
          mayHoldBorrowOf(M, A->getType(), Type))
        return false;
    return true;
  }

  Model &M;
  QualType Type;
  const FunctionDecl *F;
  WalkTop Top;
  const ValueDecl *Current = nullptr;
  const Expr *Last = nullptr;
  const Expr *Found = nullptr;
  llvm::SmallVector<const ValueDecl *, 4> Aliases;
  llvm::SmallPtrSet<const ValueDecl *, 8> Known;
  llvm::SmallVector<const Stmt *, 32> Around;
};

} // namespace

const Expr *findEscape(Model &M, const VarDecl *V, const FunctionDecl *F) { return EscapeSearch(M, V, F).run(); }

} // namespace conure
