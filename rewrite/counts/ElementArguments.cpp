//===- ElementArguments.cpp -----------------------------------------------===//
#include "rewrite/counts/ElementArguments.h"
#include "rewrite/counts/Liveness.h"
#include "rewrite/counts/Statements.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure::rewrite {

static bool isNamedBeside(const ElementArgument &A, const VarDecl *V) {
  for (const Stmt *Child : A.Call->children())
    if (Child != A.Value && mentions(Child, V))
      return true;
  return false;
}

/// True if the call, of a function that is not defined here, is given a way to change what \p Root names as well.
static bool isGivenBeside(const ElementArgument &A, const VarDecl *Root) {
  auto Names = [&](const Expr *E) {
    struct Finder : RecursiveASTVisitor<Finder> {
      bool Found = false;
      bool VisitCXXThisExpr(CXXThisExpr *) { return !(Found = true); }
    } Own;
    if (Root)
      return mentions(E, Root);
    Own.TraverseStmt(const_cast<Expr *>(E));
    return Own.Found;
  };
  auto Changes = [](QualType T) {
    return (T->isReferenceType() || T->isPointerType()) && !T->getPointeeType().isConstQualified() &&
           (T->getPointeeType()->isRecordType() || T->getPointeeType()->isVoidType());
  };
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(A.Call); Member && Member->getMethodDecl() &&
                                                                !Member->getMethodDecl()->isConst() &&
                                                                Names(Member->getImplicitObjectArgument()))
    return true;
  const bool HasObject = isa<CXXOperatorCallExpr>(A.Call) && isa<CXXMethodDecl>(A.Callee);
  for (unsigned I = 0; I + HasObject < A.Call->getNumArgs() && I < A.Callee->getNumParams(); ++I) {
    const Expr *Other = A.Call->getArg(I + HasObject);
    if (Other != A.Value && Changes(A.Callee->getParamDecl(I)->getType()) && Names(Other))
      return true;
  }
  return false;
}

void ElementArguments::look(const ElementArgument &A, const ContentsBody &All) {
  for (const Expr *From : A.From) {
    const VarDecl *Local = rootOf(From);
    if (isOwnLocal(Local) && !All.Escaping.count(Local) && !isNamedBeside(A, Local))
      continue; // nobody but this function reaches it
    const bool IsKnown = A.Callee->hasBody();
    if (IsKnown ? !usesAfterChange(A.Callee, A.Parameter, containerClass(From)) : !isGivenBeside(A, Local))
      continue;
    if (!Told.insert(U.sources().getExpansionLoc(A.Value->getExprLoc())).second)
      return;
    ++U.stats().Borrows;
    ++U.stats().Uninstrumented;
    U.uninstrumented(
        U.sources().getExpansionLoc(A.Value->getExprLoc()),
        "a borrow of an element is not counted: it is an argument of '" + A.Callee->getNameAsString() +
            (IsKnown ? "', which may change the container before it uses '" + A.Parameter->getNameAsString() + "'"
                     : "', which is not defined here and could change the container that it is given"));
    return;
  }
}
/// True if \p P of \p F may be used after something that may change a container of class \p R which is not F's own.
bool ElementArguments::usesAfterChange(const FunctionDecl *F, const ParmVarDecl *P, const CXXRecordDecl *R) {
  auto [It, New] = Using.try_emplace({P, R}, false);
  if (!New)
    return It->second;
  const ContentsBody Body = ContentsBody::collect(F, U, C);
  std::unique_ptr<Liveness> Live;
  bool Found = false;
  for (const ContentsSite &S : Body.Sites) {
    if (S.Function != F || Found)
      continue;
    if (S.What) {
      const VarDecl *Root = rootOf(S.What->Object);
      if (containerClass(S.What->Object) != R || (isOwnLocal(Root) && !Body.Moved.count(Root)))
        continue;
    } else if (ContentsEffect Effect = Calls.ofCall(S.E); !Effect.Unknown.empty() || !Effect.mayChange(R)) {
      continue; // what is not known is told where it is known, or by nobody
    }
    if (!Live)
      Live = std::make_unique<Liveness>(F, U.context(), std::vector<const VarDecl *>{P});
    Found = Live->isUsedAfter(S.E, P);
  }
  return Using[{P, R}] = Found;
}

} // namespace conure::rewrite
