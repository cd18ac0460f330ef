//===- LocalSources.cpp ---------------------------------------------------===//
#include "checks/model/LocalSources.h"
#include "checks/model/Annotations.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Places.h"

using namespace clang;

namespace conure {

static constexpr unsigned MaxRootDepth = 100;

const LambdaExpr *madeClosure(const Expr *E) {
  for (unsigned Depth = 0; E && Depth < MaxRootDepth; ++Depth) {
    E = withoutWrappers(withoutWrappers(E)->IgnoreImpCasts());
    if (const auto *L = dyn_cast<LambdaExpr>(E))
      return L;
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() >= 1)
      E = C->getArg(0);
    else if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else
      return nullptr;
  }
  return nullptr;
}

void eachReturned(const FunctionDecl *F, llvm::function_ref<void(const Expr *)> Do) {
  llvm::SmallVector<const Stmt *, 16> Work{F->getBody()};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (const auto *R = dyn_cast<ReturnStmt>(S); R && R->getRetValue())
      Do(R->getRetValue());
    else if (!isa<LambdaExpr>(S))
      for (const Stmt *Child : S->children())
        if (Child)
          Work.push_back(Child);
  }
}

/// What an object of the class \p T gives out is not its own: a std::shared_ptr, an iterator, a view.
static bool leadsAway(QualType T) {
  T = plainType(T->isPointerType() ? T->getPointeeType() : T);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return wrapperOf(T) == Wrapper::SharedPtr || (R && isInStd(R) && !BorrowTypes::isOwner(T));
}

/// The place of \p E, a call or a choice, is not known, if it is one that outlives the expression.
static StoreRoot elsewhere(const Expr *E) {
  StoreRoot Root;
  Root.Unknown = !isa<CXXNewExpr>(E) && (E->isGLValue() || BorrowTypes::isBorrow(E->getType()));
  return Root;
}

StoreRoot StoreRoot::of(const Expr *E) {
  StoreRoot Root;
  // What is handed on by value is what it leads to.
  bool Behind = E && !E->isGLValue() && BorrowTypes::isBorrow(E->getType());
  // The last step that led behind something, and whether one before it did.
  const Expr *LedBy = nullptr;
  bool Before = false;
  auto Lead = [&](const Expr *By, bool Away) {
    if (!Away)
      return;
    Before = Root.Behind;
    Root.Behind = true;
    LedBy = withoutWrappers(withoutWrappers(By)->IgnoreImpCasts());
  };
  for (unsigned Depth = 0; E && Depth < MaxRootDepth; ++Depth) {
    E = withoutWrappers(withoutWrappers(E)->IgnoreImpCasts());
    if (isa<CXXThisExpr>(E)) {
      Root.This = true;
      return Root;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (const auto *B = dyn_cast<BindingDecl>(Ref->getDecl()))
        V = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
      if (!V)
        return {};
      if (V->hasLocalStorage() && V->getType()->isReferenceType() && V->getInit() && !isa<ParmVarDecl>(V)) {
        E = V->getInit();
        continue;
      }
      if (Behind && V->hasLocalStorage() && V->getInit() && !isa<ParmVarDecl>(V) &&
          BorrowTypes::isBorrow(V->getType())) {
        StoreRoot To = of(V->getInit());
        if (To || To.Unknown) {
          To.Behind |= LedBy == E ? Before : Root.Behind; // where the variable leads is known
          To.Element = true;                              // which one it leads to by now is not known
          return To;
        }
      }
      Root.Variable = V;
      return Root;
    }
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (!isa<FieldDecl>(M->getMemberDecl()))
        return elsewhere(E);
      E = M->getBase();
      const Expr *Bare = withoutWrappers(E)->IgnoreImpCasts();
      Behind |= M->isArrow();
      Lead(E, M->isArrow() && !isa<CXXThisExpr>(Bare) && !isa<CXXOperatorCallExpr>(Bare));
    } else if (const auto *A = dyn_cast<ArraySubscriptExpr>(E)) {
      Behind = Root.Element = true;
      E = A->getBase();
      Lead(E, withoutWrappers(E)->IgnoreImpCasts()->getType()->isPointerType());
    } else if (const auto *U = dyn_cast<UnaryOperator>(E)) {
      if (U->getOpcode() != UO_Deref && U->getOpcode() != UO_AddrOf && !U->isIncrementDecrementOp())
        return elsewhere(E);
      Behind |= U->getOpcode() == UO_Deref;
      E = U->getSubExpr();
      const Expr *Bare = withoutWrappers(E)->IgnoreImpCasts();
      Lead(E, U->getOpcode() == UO_Deref && Bare->getType()->isPointerType() && !isa<CXXThisExpr>(Bare));
    } else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
      E = M->getSubExpr();
    } else if (const auto *C = dyn_cast<CastExpr>(E)) {
      E = C->getSubExpr();
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
               C && C->getNumArgs() >= 1 && BorrowTypes::isBorrow(C->getType())) {
      E = C->getArg(0); // a copy of an iterator, a span of an array
    } else if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAdditiveOp() && B->getType()->isPointerType()) {
      E = B->getLHS()->getType()->isPointerType() ? B->getLHS() : B->getRHS();
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      // `v.back()`, `m.find(key)`, `p.get()`: of the object.
      if (!Call->isGLValue() && !BorrowTypes::isBorrow(Call->getType()))
        return {};
      Behind = Root.Element = true;
      E = Call->getImplicitObjectArgument();
      Lead(E, leadsAway(E->getType()));
    } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
      const OverloadedOperatorKind Op = Call->getOperator();
      const bool Steps = (Op == OO_PlusPlus || Op == OO_MinusMinus || Op == OO_Plus || Op == OO_Minus ||
                          Op == OO_PlusEqual || Op == OO_MinusEqual) &&
                         BorrowTypes::isBorrow(Call->getType().getNonReferenceType());
      if (Op != OO_Subscript && Op != OO_Star && Op != OO_Arrow && !Steps)
        return elsewhere(E);
      Behind = Root.Element = true;
      E = Call->getArg(0);
      Lead(E, leadsAway(E->getType()));
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      const FunctionDecl *F = Call->getDirectCallee();
      const bool Through = F && isStd(F) && F->getIdentifier() &&
                           isOneOf(F->getName(), {"back_inserter", "front_inserter", "inserter", "begin", "end", "get",
                                                  "addressof", "next", "prev", "data"});
      if (!Call->getNumArgs() || (!isNamingCall(Call) && !Through))
        return elsewhere(E);
      Root.Element |= Through;
      E = Call->getArg(0);
    } else {
      return elsewhere(E);
    }
  }
  return {};
}

namespace {

class Collector : public StoreWalk<Collector> {
public:
  using Sources = llvm::DenseMap<const VarDecl *, llvm::SmallVector<LocalSources::Source, 2>>;
  Collector(BorrowTypes &Types, Sources &Out) : StoreWalk(Types), Out(Out) {}

  void stored(const Expr *Target, const Expr *Value, Kept As) {
    if (As == Kept::Nothing)
      return;
    if (const VarDecl *V = StoreRoot::of(Target).Variable; V && Types.mayHold(plainType(V->getType())))
      Out[V].push_back({Value, As});
  }
  bool VisitCallExpr(CallExpr *C) {
    StoreWalk::VisitCallExpr(C);
    llvm::SmallVector<const Expr *, 4> Args(C->arg_begin(), C->arg_end());
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(C->getDirectCallee()); M && M->getParent()->isLambda()) {
      const unsigned First = isa<CXXOperatorCallExpr>(C) && !M->isStatic() ? 1 : 0;
      for (unsigned I = 0; I < M->getNumParams() && First + I < Args.size(); ++I)
        given(M->getParamDecl(I), Args[First + I]);
      return true;
    }
    // `each(text, [&](std::string_view word) { … })`: with what else the function is given.
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(C))
      Args.push_back(Call->getImplicitObjectArgument());
    for (const Expr *A : Args)
      if (const LambdaExpr *L = A ? madeClosure(A) : nullptr)
        for (const ParmVarDecl *P : L->getCallOperator()->parameters())
          for (const Expr *Other : Args)
            if (Other && Other != A)
              given(P, Other);
    return true;
  }

private:
  void given(const ParmVarDecl *P, const Expr *Value) {
    const QualType T = plainType(Value->getType());
    if (!P->getType()->isReferenceType() && !Types.mayHold(P->getType()))
      return;
    if (Types.mayHold(T))
      Out[P].push_back({Value, Kept::Perhaps});
    if (BorrowTypes::isOwner(T))
      Out[P].push_back({Value, Kept::PerhapsContent});
    else if (Value->isGLValue() && P->getType()->isReferenceType())
      Out[P].push_back({Value, Kept::Perhaps});
  }
  Sources &Out;
};

} // namespace

LocalSources::LocalSources(BorrowTypes &Types, const Stmt *Body) {
  Collector(Types, Found).TraverseStmt(const_cast<Stmt *>(Body));
}

llvm::ArrayRef<LocalSources::Source> LocalSources::of(const VarDecl *V) const {
  auto It = Found.find(V);
  return It == Found.end() ? llvm::ArrayRef<Source>() : llvm::ArrayRef<Source>(It->second);
}

} // namespace conure
