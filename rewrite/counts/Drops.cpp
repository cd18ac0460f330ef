//===- Drops.cpp ----------------------------------------------------------===//
#include "rewrite/counts/Drops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// Deeper than any call chain of a real program; a guard for the stack only.
constexpr unsigned MaxDepth = 150;

std::string named(const NamedDecl *D) { return "'" + D->getQualifiedNameAsString() + "'"; }

bool takesCode(const FunctionDecl *F) {
  for (const ParmVarDecl *P : F->parameters()) {
    QualType T = P->getType().getNonReferenceType();
    if (T->isFunctionPointerType() || T->isFunctionType() || T->isMemberFunctionPointerType())
      return true;
  }
  return false;
}

bool isMove(const CXXMethodDecl *M) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(M))
    return Constructor->isMoveConstructor();
  return M->isMoveAssignmentOperator();
}

} // namespace

/// Finds the first thing in a statement that may drop.
class DropScan {
public:
  explicit DropScan(Drops &D) : D(D) {}

  std::optional<DropCause> scan(const Stmt *S) {
    if (!S || isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(S))
      return std::nullopt; // never runs, or only looks
    if (auto Cause = look(S))
      return Cause;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : Lambda->capture_inits())
        if (auto Cause = scan(Init))
          return Cause;
      return std::nullopt; // its body runs where it is called
    }
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
      return scan(Default->getExpr());
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
      return scan(Default->getExpr());
    for (const Stmt *Child : S->children())
      if (auto Cause = scan(Child))
        return Cause;
    return std::nullopt;
  }

private:
  std::optional<DropCause> cause(std::string What, const Stmt *At) {
    return DropCause{std::move(What), At->getBeginLoc()};
  }

  std::optional<DropCause> callee(const FunctionDecl *F, const Stmt *At) {
    if (auto Cause = D.in(F))
      return DropCause{Cause->What, At->getBeginLoc()};
    return std::nullopt;
  }

  std::optional<DropCause> look(const Stmt *S) {
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return call(Call);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
      return callee(Construct->getConstructor(), S);
    if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(S))
      return callee(Inherited->getConstructor(), S);
    if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(S))
      return D.inDestructionOf(Temporary->getType(), S->getBeginLoc());
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
      QualType T = Delete->getDestroyedType();
      if (T.isNull() || T->isDependentType())
        return cause("it deletes what depends on a template parameter", S);
      const CXXRecordDecl *R = T->getAsCXXRecordDecl();
      if (R && R->hasDefinition() && R->isPolymorphic() && !R->isEffectivelyFinal() && !D.C.isCounted(R))
        return cause("it deletes an object of a class derived from " + named(R), S);
      return D.inDestructionOf(T, S->getBeginLoc());
    }
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *One : Declaration->decls())
        if (const auto *V = dyn_cast<VarDecl>(One); V && !V->getType()->isReferenceType() && !V->isStaticLocal())
          if (auto Cause = D.inDestructionOf(V->getType(), V->getLocation()))
            return Cause;
      return std::nullopt;
    }
    if (isa<CXXUnresolvedConstructExpr>(S))
      return cause("it makes a value whose type depends on a template parameter", S);
    if (const auto *Operator = dyn_cast<BinaryOperator>(S))
      if (Operator->isAssignmentOp() && Operator->isTypeDependent() && !Operator->getLHS()->getType()->isPointerType())
        return cause("it assigns what depends on a template parameter", S);
    if (isa<CoroutineSuspendExpr, CoroutineBodyStmt, GCCAsmStmt, MSAsmStmt>(S))
      return cause("it holds a coroutine or assembly", S);
    return std::nullopt;
  }

  std::optional<DropCause> call(const CallExpr *Call) {
    if (isa<CXXPseudoDestructorExpr>(Call->getCallee()->IgnoreParens()))
      return std::nullopt;
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F)
      return cause(Call->isTypeDependent() || Call->getCallee()->isTypeDependent()
                       ? "it calls what depends on a template parameter"
                       : "it calls through a pointer",
                   Call);
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
      const CXXMethodDecl *M = Member->getMethodDecl();
      const auto *Name = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
      bool Direct = !M->isVirtual() || (Name && Name->hasQualifier());
      if (!Direct)
        if (const CXXMethodDecl *Final = M->getDevirtualizedMethod(Member->getImplicitObjectArgument(), false)) {
          F = Final;
          Direct = true;
        }
      // Library classes do not drop values of the user's; overriders of the user's classes may do anything.
      if (!Direct && !D.U.sources().isInSystemHeader(M->getLocation())) {
        if (!D.seesDerived(M->getParent()))
          return cause("it calls " + named(M) + ", which is virtual", Call);
        for (const CXXMethodDecl *One : D.overriders(M))
          if (auto Cause = callee(One, Call))
            return Cause;
        return std::nullopt;
      }
      if (!Direct)
        return std::nullopt;
    }
    return callee(F, Call);
  }

  Drops &D;
};

/// Nobody else can derive from a class that is in the unit's own file.
bool Drops::seesDerived(const CXXRecordDecl *R) const {
  const SourceManager &SM = U.sources();
  return SM.isInMainFile(SM.getExpansionLoc(R->getLocation())) || R->isInAnonymousNamespace();
}

llvm::ArrayRef<const CXXMethodDecl *> Drops::overriders(const CXXMethodDecl *M) {
  if (!Overriders) {
    Overriders.emplace();
    struct Collect : RecursiveASTVisitor<Collect> {
      Drops &D;
      explicit Collect(Drops &D) : D(D) {}
      bool shouldVisitTemplateInstantiations() const { return true; }
      bool shouldVisitImplicitCode() const { return true; }
      bool VisitCXXMethodDecl(CXXMethodDecl *One) {
        if (One->isVirtual() && One->isCanonicalDecl())
          add(One, One);
        return true;
      }
      void add(const CXXMethodDecl *One, const CXXMethodDecl *Base) {
        auto &All = (*D.Overriders)[Base->getCanonicalDecl()];
        if (!One->isPureVirtual() && !llvm::is_contained(All, One))
          All.push_back(One);
        for (const CXXMethodDecl *Next : Base->overridden_methods())
          add(One, Next);
      }
    };
    Collect Visitor(*this);
    for (Decl *One : U.context().getTranslationUnitDecl()->decls())
      if (!U.sources().isInSystemHeader(One->getLocation()))
        Visitor.TraverseDecl(One);
  }
  return (*Overriders)[M->getCanonicalDecl()];
}

std::optional<DropCause> Drops::in(const Stmt *S) { return DropScan(*this).scan(S); }

std::optional<DropCause> Drops::in(const FunctionDecl *F) {
  if (const FunctionDecl *Definition = F->getDefinition())
    F = Definition;
  auto [It, New] = States.try_emplace(F, State::Active);
  if (!New) {
    if (It->second == State::Drops)
      return DropCause{Causes[F], F->getLocation()};
    return std::nullopt;
  }
  if (Depth == MaxDepth) {
    States.erase(F);
    return DropCause{"its calls nest too deep to follow", F->getLocation()};
  }
  ++Depth;
  size_t Mine = Tentative.size();
  Tentative.push_back(F);
  std::optional<DropCause> Cause = analyse(F);
  --Depth;
  if (Cause) {
    // What was found harmless on the assumption that this is must be looked at again.
    for (size_t I = Mine; I != Tentative.size(); ++I)
      if (States[Tentative[I]] != State::Drops)
        States.erase(Tentative[I]);
    Tentative.resize(Mine);
    States[F] = State::Drops;
    Causes[F] = Cause->What;
    return Cause;
  }
  States[F] = State::Harmless;
  if (Depth == 0)
    Tentative.clear();
  return std::nullopt;
}

std::optional<DropCause> Drops::analyse(const FunctionDecl *F) {
  if (const auto *M = dyn_cast<CXXMethodDecl>(F)) {
    if (C.isCounted(M->getParent()) && isMove(M))
      return DropCause{"it moves a " + named(M->getParent()), F->getLocation()};
    if (const auto *D = dyn_cast<CXXDestructorDecl>(M))
      return ofDestructor(D);
    if (M->isTrivial())
      return std::nullopt;
  }
  if (F->getBuiltinID() != 0 && !F->hasBody())
    return std::nullopt;
  if (F->hasBody()) {
    if (F->isDependentContext())
      return DropCause{"it calls " + named(F) + ", which depends on a template parameter", F->getLocation()};
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (auto Cause = in(Init->getInit()))
          return Cause;
    return in(F->getBody());
  }
  if (F->isNoReturn())
    return std::nullopt;
  if (U.sources().isInSystemHeader(F->getLocation()) && !takesCode(F))
    return std::nullopt; // the library's own code knows no value of the user's
  if (isConureLibrary(F))
    return std::nullopt;
  return DropCause{"it calls " + named(F) + ", which is not defined here", F->getLocation()};
}

std::optional<DropCause> Drops::ofDestructor(const CXXDestructorDecl *D) {
  const CXXRecordDecl *R = D->getParent();
  if (C.isCounted(R))
    return DropCause{"it drops a " + named(R), D->getLocation()};
  if (D->isTrivial())
    return std::nullopt;
  if (D->hasBody() && !D->isDefaulted()) {
    if (auto Cause = in(D->getBody()))
      return Cause;
  } else if (!D->isDefaulted() && !D->isImplicit()) {
    if (!U.sources().isInSystemHeader(D->getLocation()))
      return DropCause{"it calls " + named(D) + ", which is not defined here", D->getLocation()};
  }
  for (const FieldDecl *Field : R->fields())
    if (auto Cause = inDestructionOf(Field->getType(), D->getLocation()))
      return Cause;
  for (const CXXBaseSpecifier &B : R->bases())
    if (auto Cause = inDestructionOf(B.getType(), D->getLocation()))
      return Cause;
  return std::nullopt;
}

std::optional<DropCause> Drops::inDestructionOf(QualType T, SourceLocation L) {
  T = U.context().getBaseElementType(T).getCanonicalType();
  if (T->isDependentType())
    return DropCause{"it drops a value whose type depends on a template parameter", L};
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return std::nullopt;
  R = R->getDefinition();
  if (C.isCounted(R))
    return DropCause{"it drops a " + named(R), L};
  if (R->hasTrivialDestructor())
    return std::nullopt;
  const CXXDestructorDecl *D = R->getDestructor();
  if (!D)
    return DropCause{"it drops a " + named(R), L};
  if (auto Cause = in(D))
    return DropCause{Cause->What, L};
  return std::nullopt;
}

} // namespace conure::rewrite
