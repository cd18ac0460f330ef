//===- LocalClasses.cpp ---------------------------------------------------===//
#include "rewrite/counts/LocalClasses.h"
#include "checks/model/Annotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

class LeavesVisitor : public RecursiveASTVisitor<LeavesVisitor> {
public:
  LeavesVisitor(const FunctionDecl *Home, const SourceManager &SM) : Home(Home->getCanonicalDecl()), SM(SM) {}
  bool Leaves = false;

  bool VisitCXXNewExpr(CXXNewExpr *E) { return check(E->getAllocatedType()); }
  bool VisitCXXThrowExpr(CXXThrowExpr *E) { return !E->getSubExpr() || check(E->getSubExpr()->getType()); }
  bool VisitVarDecl(VarDecl *V) { return !V->hasGlobalStorage() || check(V->getType()); }
  bool VisitLambdaExpr(LambdaExpr *L) {
    for (const Expr *Init : L->capture_inits())
      if (Init && !check(Init->getType()))
        return false;
    for (const ParmVarDecl *P : L->getCallOperator()->parameters())
      if (!check(P->getType()))
        return false;
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (E->isTypeDependent() || !E->getDirectCallee())
      return refuse();
    return call(E->getDirectCallee());
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) { return call(E->getConstructor()); }

private:
  bool refuse() {
    Leaves = true;
    return false;
  }
  bool check(QualType T) { return !mentions(T) || refuse(); }

  /// A value of a class that is local to the function may be in a \p T.
  bool mentions(QualType T) {
    if (T.isNull() || T->isDependentType())
      return true;
    T = T.getCanonicalType().getNonReferenceType();
    if (T->isPointerType())
      return mentions(T->getPointeeType());
    if (const ArrayType *A = T->getAsArrayTypeUnsafe())
      return mentions(A->getElementType());
    if (const auto *F = T->getAs<FunctionProtoType>()) {
      auto Of = [&](QualType P) { return mentions(P); };
      return mentions(F->getReturnType()) || llvm::any_of(F->param_types(), Of);
    }
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return R && mentions(R);
  }
  bool mentions(const CXXRecordDecl *R) {
    if (const FunctionDecl *F = R->isLocalClass())
      return F->getCanonicalDecl() == Home || R->isLambda();
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      return mentions(S->getTemplateArgs().asArray());
    return false;
  }
  bool mentions(llvm::ArrayRef<TemplateArgument> Args) {
    return llvm::any_of(Args, [&](const TemplateArgument &A) {
      return A.getKind() == TemplateArgument::Type   ? mentions(A.getAsType())
             : A.getKind() == TemplateArgument::Pack ? mentions(A.pack_elements())
                                                     : false;
    });
  }

  static bool isKnownHolder(const CXXRecordDecl *R) {
    llvm::StringRef Name = R->getIdentifier() ? R->getName() : llvm::StringRef();
    static constexpr llvm::StringLiteral Holders[] = {"vector",
                                                      "deque",
                                                      "list",
                                                      "forward_list",
                                                      "array",
                                                      "map",
                                                      "multimap",
                                                      "set",
                                                      "multiset",
                                                      "unordered_map",
                                                      "unordered_set",
                                                      "unordered_multimap",
                                                      "unordered_multiset",
                                                      "queue",
                                                      "priority_queue",
                                                      "stack",
                                                      "pair",
                                                      "tuple",
                                                      "optional",
                                                      "initializer_list",
                                                      "span",
                                                      "less",
                                                      "greater"};
    return llvm::is_contained(Holders, Name) || Name.ends_with("iterator");
  }

  bool call(const FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    const CXXRecordDecl *R = M ? M->getParent() : nullptr;
    bool Mentions = R && mentions(R);
    for (const ParmVarDecl *P : F->parameters())
      Mentions = Mentions || mentions(P->getType());
    if (const TemplateArgumentList *Args = F->getTemplateSpecializationArgs())
      Mentions = Mentions || mentions(Args->asArray());
    Mentions = Mentions || mentions(F->getReturnType());
    if (!Mentions || (R && R->isLocalClass() && !R->isLambda()))
      return true; // a method of a local class is in this function, too
    if (!SM.isInSystemHeader(F->getLocation()) || !isStd(F))
      return refuse();
    if (R)
      return isKnownHolder(R) || refuse();
    static constexpr llvm::StringLiteral Keep[] = {"make_unique", "make_unique_for_overwrite",
                                                   "make_shared", "allocate_shared",
                                                   "async",       "make_exception_ptr",
                                                   "bind",        "bind_front",
                                                   "make_any",    "construct_at",
                                                   "launder"};
    return !F->getIdentifier() || !llvm::is_contained(Keep, F->getName()) || refuse();
  }

  const FunctionDecl *Home;
  const SourceManager &SM;
};

} // namespace

const FunctionDecl *homeOf(const CXXRecordDecl *R, const SourceManager &SM) {
  const FunctionDecl *F = R->isLocalClass();
  if (!F || R->isLambda() || R->isUnion() || R->getNumBases() != 0 || !F->hasBody() || F->isDependentContext())
    return nullptr;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->getParent()->isLambda())
    return nullptr;
  // What it gives back could hold a value whose type nobody can name.
  if (F->getDeclaredReturnType()->getContainedDeducedType())
    return nullptr;
  LeavesVisitor V(F, SM);
  V.TraverseStmt(F->getBody());
  return V.Leaves ? nullptr : F;
}

} // namespace conure::rewrite
