//===- Strays.cpp - Parts of counted values that are borrowed on the quiet -===//
//
// `int *p = &node.value` counts on `node` where it is said like that. A borrow
// of a part that is kept elsewhere, in a field, a holder, a closure, or that
// reaches its variable by another way, has no guard: each is reported where the
// value may be dropped meanwhile. Of elements see ContentsBody.cpp.
//
//===----------------------------------------------------------------------===//
#include "rewrite/counts/Strays.h"
#include "rewrite/counts/Containers.h"
#include "rewrite/counts/ContentsBody.h"
#include "rewrite/counts/Counts.h"
#include "rewrite/counts/Origins.h"
#include "rewrite/counts/Statements.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// The counted value that a borrow is a part of.
struct Part {
  const CXXRecordDecl *Carrier = nullptr;
  bool Direct = false; ///< said as `x.field` or `&x.field`
};

class PartFinder {
public:
  PartFinder(Counted &C, const FunctionDecl *F) : C(C), Function(F) {}

  Part ofInit(QualType T, const Expr *Init) {
    if (!Init)
      return {};
    return T->isReferenceType() ? ofObject(Init, 0) : T->isPointerType() ? ofPointer(Init, 0) : Part();
  }

private:
  Part ofObject(const Expr *E, unsigned Depth) {
    if (!E || Depth > 16 || E->isTypeDependent())
      return {};
    E = E->IgnoreParenImpCasts();
    if (const auto *Cleanups = dyn_cast<FullExpr>(E))
      return ofObject(Cleanups->getSubExpr(), Depth + 1);
    if (E->isPRValue() || C.isCountedType(E->getType()))
      return {};
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (!isa<FieldDecl>(Member->getMemberDecl()))
        return {};
      const Expr *Base = Member->getBase();
      QualType T = Member->isArrow() ? Base->getType()->getPointeeType() : Base->getType();
      if (C.isCountedType(T))
        return {C.carrierOf(T), Depth <= 1};
      return Member->isArrow() ? Part() : ofObject(Base, Depth);
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      return V && V->getDeclContext() == Function && V->getType()->isReferenceType() && V->hasInit()
                 ? ofObject(V->getInit(), Depth + 2)
                 : Part();
    }
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      const Expr *Base = Subscript->getBase()->IgnoreParenImpCasts();
      return Base->getType()->isArrayType() ? ofObject(Base, Depth + 2) : ofPointer(Base, Depth + 2);
    }
    if (const auto *Operator = dyn_cast<UnaryOperator>(E); Operator && Operator->getOpcode() == UO_Deref)
      return ofPointer(Operator->getSubExpr(), Depth + 2);
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      Part A = ofObject(Choice->getTrueExpr(), Depth + 2);
      return A.Carrier ? A : ofObject(Choice->getFalseExpr(), Depth + 2);
    }
    if (const auto *Comma = dyn_cast<BinaryOperator>(E); Comma && Comma->isCommaOp())
      return ofObject(Comma->getRHS(), Depth + 2);
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      return ofObject(Cast->getSubExpr(), Depth + 2);
    if (const auto *Call = dyn_cast<CallExpr>(E))
      return ofCall(Call, Depth, [this](const Expr *One, unsigned D) { return ofObject(One, D); });
    return {};
  }

  Part ofPointer(const Expr *E, unsigned Depth) {
    if (!E || Depth > 16 || E->isTypeDependent())
      return {};
    E = E->IgnoreParenImpCasts();
    if (const auto *Cleanups = dyn_cast<FullExpr>(E))
      return ofPointer(Cleanups->getSubExpr(), Depth + 1);
    if (E->getType()->isArrayType())
      return ofObject(E, Depth + 2);
    if (!E->getType()->isPointerType() || C.isCountedType(E->getType()->getPointeeType()))
      return {};
    if (const auto *Address = dyn_cast<UnaryOperator>(E); Address && Address->getOpcode() == UO_AddrOf)
      return ofObject(Address->getSubExpr(), Depth + 1);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      return V && V->getDeclContext() == Function && V->hasInit() && !isa<ParmVarDecl>(V)
                 ? ofPointer(V->getInit(), Depth + 2)
                 : Part();
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      Part A = ofPointer(Choice->getTrueExpr(), Depth + 2);
      return A.Carrier ? A : ofPointer(Choice->getFalseExpr(), Depth + 2);
    }
    if (const auto *Operator = dyn_cast<BinaryOperator>(E)) {
      if (Operator->isCommaOp())
        return ofPointer(Operator->getRHS(), Depth + 2);
      return Operator->isAdditiveOp() ? ofPointer(Operator->getLHS(), Depth + 2) : Part();
    }
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      return ofPointer(Cast->getSubExpr(), Depth + 2);
    if (const auto *Call = dyn_cast<CallExpr>(E))
      return ofCall(Call, Depth, [this](const Expr *One, unsigned D) { return ofPointer(One, D); });
    return {};
  }

  /// What a function gives out: a part that it names itself, or one that it is given.
  template <class Of> Part ofCall(const CallExpr *Call, unsigned Depth, Of Self) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && isStd(F) && F->getIdentifier() && Call->getNumArgs() &&
        isOneOf(F->getName(), {"addressof", "move", "forward", "as_const", "get", "min", "max"})) {
      Part Result =
          F->getName() == "addressof" ? ofObject(Call->getArg(0), Depth + 2) : Self(Call->getArg(0), Depth + 2);
      return {Result.Carrier, false};
    }
    const FunctionDecl *Callee = nullptr;
    for (const Expr *Value : returnedBy(Call, Callee)) {
      const Expr *A = argumentFor(plain(Value), Call, Callee);
      Part Result;
      if (A) {
        Result = Self(A, Depth + 4);
      } else {
        PartFinder Inner(C, Callee);
        Result = Callee->getReturnType()->isReferenceType() ? Inner.ofObject(Value, Depth + 4)
                                                            : Inner.ofPointer(Value, Depth + 4);
      }
      if (Result.Carrier)
        return {Result.Carrier, false};
    }
    return {};
  }

  Counted &C;
  const FunctionDecl *Function;
};

class StrayParts : public RecursiveASTVisitor<StrayParts> {
public:
  StrayParts(UnitContext &U, Counted &C, Drops &D) : U(U), C(C), D(D) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->isThisDeclarationADefinition() || !F->doesThisDeclarationHaveABody() || F->isDefaulted() ||
        F->isDependentContext() || F->isInvalidDecl() || !U.isEditable(F->getLocation()))
      return true;
    for (const StraySink &S : straySinks(F)) {
      if (!S.As->isReferenceType() && !S.As->isPointerType())
        continue;
      const Part P = PartFinder(C, S.Function).ofInit(S.As, S.Value);
      if (P.Carrier)
        stray(P, S.Value->getExprLoc(), S.Holder ? F->getBody() : nullptr, "it is in " + S.Where);
      // A pointer in a holder counts; a reference, and what is bound, is the library's own affair.
      else if (const bool Bound = llvm::StringRef(S.Where).starts_with("the result of 'bind");
               (Bound || (S.InLibrary && S.As->isReferenceType())) && C.isCountedType(S.As->getPointeeType()))
        stray({C.carrierOf(S.As->getPointeeType())}, S.Value->getExprLoc(), S.Holder ? F->getBody() : nullptr,
              (Bound ? "it is in " : "it is a reference in ") + S.Where, "a borrow of a '");
    }
    return true;
  }
  /// A variable that gets it by another way than Locals.cpp knows.
  bool VisitVarDecl(VarDecl *V) {
    const auto *F = dyn_cast<FunctionDecl>(V->getDeclContext());
    if (!F || !V->hasLocalStorage() || isa<ParmVarDecl>(V) || !V->hasInit() || V->isInitCapture() || V->isImplicit() ||
        V->getType()->isDependentType() || !U.isEditable(V->getLocation()) || !F->getBody())
      return true;
    if (!V->getType()->isLValueReferenceType() && !V->getType()->isPointerType())
      return true;
    const Part P = PartFinder(C, F).ofInit(V->getType(), V->getInit());
    if (P.Carrier && !P.Direct)
      stray(P, V->getLocation(), F->getBody(),
            "'" + V->getNameAsString() + "' gets it through a call or another variable");
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() != BO_Assign || !E->getLHS()->getType()->isPointerType() || !U.isEditable(E->getBeginLoc()))
      return true;
    const auto *Ref = dyn_cast<DeclRefExpr>(E->getLHS()->IgnoreParens());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    const auto *F = V ? dyn_cast<FunctionDecl>(V->getDeclContext()) : nullptr;
    if (!F || !V->hasLocalStorage() || F->isDependentContext() || !F->getBody())
      return true;
    const Part P = PartFinder(C, F).ofInit(V->getType(), E->getRHS());
    if (P.Carrier)
      stray(P, E->getBeginLoc(), F->getBody(), "'" + V->getNameAsString() + "' is assigned");
    return true;
  }
  /// `f(owner, owner->field)`: the parameter is a borrow while the call runs.
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (!F || isStd(F) || isConureLibrary(F) || !U.isEditable(E->getBeginLoc()) || E->isInstantiationDependent())
      return true;
    const bool HasObject = isa<CXXOperatorCallExpr>(E) && isa<CXXMethodDecl>(F);
    for (unsigned I = 0; I + HasObject < E->getNumArgs() && I < F->getNumParams(); ++I) {
      const QualType T = F->getParamDecl(I)->getType();
      if (!isBorrowType(T))
        continue;
      const Part P = PartFinder(C, nullptr).ofInit(T, E->getArg(I + HasObject));
      if (!P.Carrier)
        continue;
      if (!F->getDefinition()) {
        if (isGivenOwner(E, E->getArg(I + HasObject)))
          stray(P, E->getArg(I + HasObject)->getExprLoc(), nullptr,
                "it is an argument of '" + F->getNameAsString() +
                    "', which is not defined here and could drop what owns the value");
        continue;
      }
      if (D.in(F->getDefinition()->getBody(), P.Carrier))
        stray(P, E->getArg(I + HasObject)->getExprLoc(), F->getDefinition()->getBody(),
              "it is an argument of '" + F->getNameAsString() + "', which may drop the value");
    }
    return true;
  }

private:
  /// True if \p Call is also given, to change it, something that owns what \p Value is a part of.
  bool isGivenOwner(const CallExpr *Call, const Expr *Value) {
    const FunctionDecl *F = Call->getDirectCallee();
    const VarDecl *Root = rootOf(Value);
    const bool HasObject = isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(F);
    for (unsigned I = 0; Root && I + HasObject < Call->getNumArgs() && I < F->getNumParams(); ++I) {
      const QualType T = F->getParamDecl(I)->getType();
      const Expr *Other = Call->getArg(I + HasObject);
      if (Other != Value && (T->isReferenceType() || T->isPointerType()) && !T->getPointeeType().isConstQualified() &&
          T->getPointeeType()->isRecordType() && !C.isCountedType(T->getPointeeType()) && mentions(Other, Root))
        return true;
    }
    return false;
  }

  /// \p While: what runs while it is borrowed; null: anything.
  void stray(const Part &P, SourceLocation L, const Stmt *While, const std::string &Why,
             llvm::StringRef What = "a borrow of a part of a '") {
    L = U.sources().getExpansionLoc(L);
    if (While && !mayDrop(P, L, While))
      return;
    if (!Told.insert(L).second)
      return;
    ++U.stats().Borrows;
    ++U.stats().Uninstrumented;
    U.uninstrumented(L, (What + P.Carrier->getNameAsString() + "' is not counted: " + Why).str());
  }

  /// In \p Body, from the statement on that \p L is in; all of it if \p L is elsewhere.
  bool mayDrop(const Part &P, SourceLocation L, const Stmt *Body) {
    SourceManager &SM = U.sources();
    const auto *Block = dyn_cast<CompoundStmt>(Body);
    if (!Block ||
        !SM.isPointWithin(L, SM.getExpansionLoc(Block->getBeginLoc()), SM.getExpansionLoc(Block->getEndLoc())))
      return D.in(Body, P.Carrier).has_value();
    for (const Stmt *Child : Block->body())
      if (!SM.isBeforeInTranslationUnit(SM.getExpansionLoc(Child->getEndLoc()), L) && D.in(Child, P.Carrier))
        return true;
    return false;
  }

  UnitContext &U;
  Counted &C;
  Drops &D;
  llvm::DenseSet<SourceLocation> Told; ///< once for all instantiations
};

} // namespace

void reportStrayParts(UnitContext &U, Counted &C, Drops &D) {
  StrayParts Visitor(U, C, D);
  for (Decl *One : U.topLevel())
    if (U.isEditable(One->getLocation()))
      Visitor.TraverseDecl(One);
}

} // namespace conure::rewrite
