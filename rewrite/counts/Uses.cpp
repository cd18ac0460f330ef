//===- Uses.cpp -----------------------------------------------------------===//
#include "rewrite/counts/Uses.h"
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/Statements.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

const ValueDecl *Uses::canonical(const ValueDecl *D) {
  // The field of an instantiation is that of the pattern.
  if (const auto *F = dyn_cast<FieldDecl>(D))
    if (const auto *R = dyn_cast<CXXRecordDecl>(F->getParent()))
      if (const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern())
        for (const FieldDecl *Same : Pattern->fields())
          if (Same->getFieldIndex() == F->getFieldIndex())
            return Same;
  return cast<ValueDecl>(D->getCanonicalDecl());
}

class UsesVisitor : public StackedWalk<UsesVisitor> {
public:
  UsesVisitor(UnitContext &U, Counted &C, Uses &Out) : StackedWalk(U), C(C), Out(Out) {}

  bool TraverseLambdaExpr(LambdaExpr *L) {
    Lambdas.push_back(L);
    bool Go = RecursiveASTVisitor::TraverseLambdaExpr(L);
    Lambdas.pop_back();
    return Go;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    if (V && V->getType()->isPointerType() && isRelevant(V->getType()))
      note(E, V);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl()))
      if (F->getType()->isPointerType() && isRelevant(F->getType()))
        note(E, F);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    // &S::field
    if (E->getOpcode() == UO_AddrOf)
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
        if (const auto *F = dyn_cast<FieldDecl>(Ref->getDecl()))
          escape(Out.All[Uses::canonical(F)], "a pointer to the member is made", E->getBeginLoc());
    return true;
  }
  bool VisitCXXConstructorDecl(CXXConstructorDecl *D) {
    for (const CXXCtorInitializer *I : D->inits())
      if (I->isMemberInitializer() && I->getInit() && ownsNew(I->getInit()))
        own(Out.All[Uses::canonical(I->getMember())], I->getSourceLocation());
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->getType()->isPointerType() && V->hasInit() && isRelevant(V->getType()) && ownsNew(V->getInit()))
      own(Out.All[V->getCanonicalDecl()], V->getLocation());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *F) {
    if (F->getType()->isPointerType() && isRelevant(F->getType()) && F->hasInClassInitializer() &&
        F->getInClassInitializer() && ownsNew(F->getInClassInitializer()))
      own(Out.All[Uses::canonical(F)], F->getLocation());
    return true;
  }

private:
  bool isRelevant(QualType T) {
    Counted::Borrow B = C.borrowOf(T);
    return B == Counted::Borrow::Pointer || B == Counted::Borrow::Dependent;
  }
  static bool ownsNew(const Expr *E) { return isa<CXXNewExpr>(E->IgnoreParenImpCasts()); }
  static void own(PointerUses &P, SourceLocation L) {
    if (!P.Owns)
      P.OwnsLoc = L;
    P.Owns = true;
  }
  static void escape(PointerUses &P, std::string Why, SourceLocation L) {
    if (P.Escape.empty()) {
      P.Escape = std::move(Why);
      P.EscapeLoc = L;
    }
  }

  /// The Nth statement around the one that is visited; parentheses do not count.
  const Stmt *above(unsigned N) const {
    for (size_t I = Stack.size() - 1; I-- != 0;)
      if (!isa<ParenExpr>(Stack[I]) && N-- == 0)
        return Stack[I];
    return nullptr;
  }

  static bool isDiscardedIn(const Stmt *Parent, const Stmt *Child) {
    if (!Parent || isa<AttributedStmt, ExprWithCleanups, CXXForRangeStmt, SwitchStmt>(Parent))
      return true;
    if (std::optional<bool> Known = statementDiscards(Parent, Child))
      return *Known;
    if (const auto *Comma = dyn_cast<BinaryOperator>(Parent))
      return Comma->isCommaOp() && Child == Comma->getLHS();
    return false;
  }

  /// The lambdas around a use must capture by default and by reference, or a
  /// guard beside the variable cannot be reached from it.
  bool guardIsInReach(const VarDecl *V) const {
    for (const LambdaExpr *L : Lambdas) {
      bool Inside = V->getDeclContext() == L->getCallOperator() || L->getCallOperator()->Encloses(V->getDeclContext());
      if (!Inside && L->getCaptureDefault() != LCD_ByRef)
        return false;
    }
    return true;
  }

  void note(const Expr *E, const ValueDecl *D) {
    PointerUses &P = Out.All[Uses::canonical(D)];
    const auto *Field = dyn_cast<MemberExpr>(E);
    auto Read = [&] {
      if (Field)
        P.Reads.push_back(Field);
    };
    const Stmt *Parent = above(0);
    const Stmt *Grand = above(1);
    if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Parent);
        Cast && Cast->getCastKind() == CK_LValueToRValue) {
      const Stmt *Outer = Grand;
      for (unsigned N = 2; Outer && isa<ImplicitCastExpr>(Outer); ++N)
        Outer = above(N);
      if (Outer && isa<CXXDeleteExpr>(Outer))
        own(P, E->getBeginLoc());
      return Read();
    }
    if (const auto *Operator = dyn_cast_or_null<BinaryOperator>(Parent);
        Operator && Operator->isAssignmentOp() && Operator->getLHS()->IgnoreParens() == E) {
      if (ownsNew(Operator->getRHS()))
        own(P, E->getBeginLoc());
      return write(P, Operator, Grand, D, false);
    }
    if (const auto *Operator = dyn_cast_or_null<UnaryOperator>(Parent)) {
      if (Operator->isIncrementDecrementOp())
        return write(P, Operator, Grand, D, Operator->isPostfix());
      if (Operator->getOpcode() == UO_AddrOf)
        return escape(P, "its address is taken", E->getBeginLoc());
    }
    if (Parent && isa<UnaryExprOrTypeTraitExpr>(Parent))
      return;
    // In a template what is read is often not said so.
    if (Parent && isa<CXXDeleteExpr>(Parent))
      return own(P, E->getBeginLoc());
    if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent)) {
      for (const Decl *One : Declaration->decls())
        if (const auto *V = dyn_cast<VarDecl>(One))
          if (V->getType()->isReferenceType())
            return escape(P, "a reference to it is made", E->getBeginLoc());
      return;
    }
    bool Dependent = false;
    if (const auto *Outer = dyn_cast_or_null<Expr>(Parent))
      Dependent = Outer->isTypeDependent() || Outer->isValueDependent() || Outer->isInstantiationDependent();
    if (!Parent || isDiscardedIn(Parent, E) || Dependent) {
      if (const auto *Call = dyn_cast_or_null<CallExpr>(Parent))
        if (const auto *Lookup = dyn_cast<OverloadExpr>(Call->getCallee()->IgnoreParenImpCasts()))
          if (Lookup->getName().isIdentifier() &&
              (Lookup->getName().getAsString() == "swap" || Lookup->getName().getAsString() == "exchange"))
            return escape(P, "it is passed by reference", E->getBeginLoc());
      return;
    }
    if (const auto *Cast = dyn_cast<CastExpr>(Parent); Cast && Cast->getCastKind() == CK_ToVoid)
      return Read();
    if (isa<LambdaExpr>(Parent))
      return; // a capture; writes inside are seen by themselves
    if (isa<InitListExpr>(Parent))
      return Read();
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Parent); Cast && Cast->getType().isConstQualified())
      return Read(); // bound to a const reference
    if (const auto *Call = dyn_cast<CallExpr>(Parent); Call && isLibraryRead(Call, E, Field != nullptr))
      return Field && isExchange(Call) ? void() : Read();
    escape(P, isa<CallExpr, CXXConstructExpr>(Parent) ? "it is passed by reference" : "a reference to it is made",
           E->getBeginLoc());
  }

  static bool isExchange(const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    return F && F->getIdentifier() && (F->getName() == "exchange" || F->getName() == "swap");
  }

  /// True for calls of the standard library that take a pointer by reference
  /// and only read it, and, for a field whose type counts by itself, for those
  /// that write it.
  bool isLibraryRead(const CallExpr *Call, const Expr *E, bool IsField) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || !isStd(F) || !F->getIdentifier())
      return false;
    llvm::StringRef Name = F->getName();
    if (Name == "swap")
      return IsField && Call->getNumArgs() == 2 && isa<MemberExpr>(Call->getArg(0)->IgnoreParens()) &&
             isa<MemberExpr>(Call->getArg(1)->IgnoreParens());
    if (Name == "exchange")
      return IsField && Call->getArg(0)->IgnoreParens() == E;
    constexpr llvm::StringLiteral Keep[] = {
        "tie", "ref", "cref", "addressof", "get", "forward", "forward_as_tuple", "iter_swap"};
    return !llvm::is_contained(Keep, Name);
  }

  void write(PointerUses &P, const Expr *Whole, const Stmt *Around, const ValueDecl *D, bool IsPostfix) {
    if (const auto *V = dyn_cast<VarDecl>(D); V && !guardIsInReach(V))
      return escape(P, "a closure that names its captures assigns it", Whole->getBeginLoc());
    bool Discarded = isDiscardedIn(Around, Whole);
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around);
    bool Read = (Cast && Cast->getCastKind() == CK_LValueToRValue) || Whole->isPRValue();
    if (isa<VarDecl>(D) && !Discarded && (!Read || IsPostfix))
      return escape(P, IsPostfix ? "it is stepped and used at once" : "a reference to it is made",
                    Whole->getBeginLoc());
    P.Writes.push_back({Whole, IsPostfix});
  }

  Counted &C;
  Uses &Out;
  std::vector<const LambdaExpr *> Lambdas;
};

Uses Uses::collect(UnitContext &U, Counted &C) {
  Uses Result;
  UsesVisitor(U, C, Result).walk();
  return Result;
}

} // namespace conure::rewrite
