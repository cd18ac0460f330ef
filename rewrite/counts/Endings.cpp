//===- Endings.cpp --------------------------------------------------------===//
#include "rewrite/counts/Endings.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// `v`, `object.part`: nothing has to be looked up to get there.
bool isDotPath(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(Member->getMemberDecl()) && !Member->isArrow() && isDotPath(Member->getBase());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && isOwnLocal(dyn_cast<VarDecl>(Ref->getDecl()));
}

/// True if \p Part is, or lies in, what \p Whole names: both are dot paths.
bool isIn(const Expr *Part, const Expr *Whole) {
  auto Same = [](const Expr *A, const Expr *B, auto &&Self) -> bool {
    A = A->IgnoreParenImpCasts();
    B = B->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(A)) {
      const auto *N = dyn_cast<MemberExpr>(B);
      return N && M->getMemberDecl() == N->getMemberDecl() && Self(M->getBase(), N->getBase(), Self);
    }
    const auto *M = dyn_cast<DeclRefExpr>(A), *N = dyn_cast<DeclRefExpr>(B);
    if (isa<CXXThisExpr>(A) && isa<CXXThisExpr>(B))
      return true;
    return M && N && M->getDecl() == N->getDecl();
  };
  for (Part = Part->IgnoreParenImpCasts();; Part = cast<MemberExpr>(Part)->getBase()->IgnoreParenImpCasts()) {
    if (Same(Part, Whole, Same))
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(Part); !Member || !isa<FieldDecl>(Member->getMemberDecl()))
      return false;
  }
}

bool givesElement(const CXXMemberCallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F && F->getIdentifier() && isOneOf(F->getName(), {"front", "back", "at", "value", "get"});
}

/// `v[i]`, `*p`, `p->`: the container that \p Call gives an element of; null otherwise.
const Expr *containerOf(const CXXOperatorCallExpr *Call) {
  const bool Gives = Call->getNumArgs() && llvm::is_contained({OO_Star, OO_Subscript, OO_Arrow}, Call->getOperator()) &&
                     holdingOf(Call->getArg(0)->getType()) != Holding::None;
  return Gives ? Call->getArg(0) : nullptr;
}

} // namespace

const VarDecl *storageOf(const Expr *E) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (V && V->hasLocalStorage() && V->getType()->isReferenceType() && V->hasInit() && !isa<ParmVarDecl>(V) &&
          !V->getInit()->isTypeDependent()) {
        E = V->getInit();
        continue;
      }
      return isOwnLocal(V) && !isHandle(V->getType()) ? V : nullptr;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
      if (!isa<FieldDecl>(Member->getMemberDecl()) || (Member->isArrow() && !isa<CXXOperatorCallExpr>(Base)))
        return nullptr;
      E = Base;
    } else if (const auto *Operator = dyn_cast<UnaryOperator>(E)) {
      E = Operator->getSubExpr()->IgnoreParenImpCasts();
      if (Operator->getOpcode() != UO_Deref || !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(E))
        return nullptr;
    } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Subscript->getBase()->IgnoreParenImpCasts();
      if (!E->getType()->isArrayType())
        return nullptr;
    } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
      E = containerOf(Call);
      if (!E)
        return nullptr;
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
      if (!Member || Member->isArrow() || !givesElement(Call) ||
          holdingOf(Member->getBase()->getType()) == Holding::None)
        return nullptr;
      E = Member->getBase();
    } else {
      return nullptr;
    }
  }
}

bool isTemporaryContainer(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  return E->isPRValue() && !E->getType()->isPointerType() && holdingOf(E->getType()) != Holding::None;
}

std::vector<Ending> endingsOf(const ElementBorrow &B, const ContentsBody &All,
                              llvm::function_ref<const Liveness &()> Live) {
  std::vector<Ending> Result;
  if (!B.Variable || B.Watch.empty() || B.Function->isDependentContext())
    return Result;
  std::vector<const Expr *> Containers(B.From.begin(), B.From.end());
  Containers.insert(Containers.end(), B.Later.begin(), B.Later.end());
  auto Add = [&](const Stmt *At, const VarDecl *Storage, bool IsAssignment) {
    // Named by a path of which nothing can be gone by then: that of the outermost.
    const Expr *Name = nullptr;
    for (const Expr *E : Containers)
      if (storageOf(E) == Storage && isDotPath(E))
        Name = E;
    if (llvm::none_of(Result, [&](const Ending &Known) { return Known.At == At && Known.Storage == Storage; }))
      Result.push_back({At, Name, Storage, IsAssignment});
  };
  for (const Expr *E : Containers) {
    const VarDecl *Storage = storageOf(E);
    if (!Storage || Storage->getDeclContext() != B.Function)
      continue;
    // What is declared later ends earlier.
    if (B.Variable->getLocation() < Storage->getLocation())
      for (const VarDecl *V : B.Watch)
        for (const Stmt *At : Live().endsBefore(Storage, V))
          Add(At, Storage, false);
    if (!isDotPath(E))
      continue;
    for (const ContentsSite &S : All.Sites) {
      const auto *Call = dyn_cast<CXXOperatorCallExpr>(S.E);
      if (S.What || !Call || S.Function != B.Function || Call->getOperator() != OO_Equal || Call->getNumArgs() != 2 ||
          !isDotPath(Call->getArg(0)) || !isIn(E, Call->getArg(0)))
        continue;
      for (const VarDecl *V : B.Watch)
        if (Live().isUsedAfter(S.E, V))
          Add(S.E, Storage, true);
    }
  }
  return Result;
}

std::optional<ElementHome> homeOf(const Origin &From, Counted &C) {
  for (const Expr *E : From)
    while (E) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Member = dyn_cast<MemberExpr>(E); Member && isa<FieldDecl>(Member->getMemberDecl())) {
        const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
        const QualType T = Member->isArrow() ? Member->getBase()->getType()->getPointeeType() : Base->getType();
        const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Base);
        const bool ByOwner = Member->isArrow() && Operator && Operator->getOperator() == OO_Arrow;
        if (!T.isNull() && C.isCountedType(T))
          return ElementHome{ByOwner ? Operator->getArg(0) : Base, Member->isArrow(), C.carrierOf(T)};
        E = Member->isArrow() && !ByOwner ? nullptr : Base;
      } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
        E = containerOf(Call);
      } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
        const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
        E = Member && !Member->isArrow() && givesElement(Call) ? Member->getBase() : nullptr;
      } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
        E = Subscript->getBase()->IgnoreParenImpCasts()->getType()->isArrayType() ? Subscript->getBase() : nullptr;
      } else {
        E = nullptr;
      }
    }
  return std::nullopt;
}

} // namespace conure::rewrite
