//===- Classes.cpp - The word that a counted class carries ----------------===//
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/Counts.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// The word itself, and what the user's own move operations must do with it.
class WordWriter : public SourceWalk<WordWriter> {
public:
  WordWriter(UnitContext &U, Counted &C) : SourceWalk(U), C(C) {}
  bool HasAggregate = false;

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isImplicit() || R->isLambda())
      return true;
    if (hasMark(R, Mark::Counted))
      if (std::string Why = C.obstacle(R); !Why.empty()) {
        U.uninstrumented(R->getLocation(), "class '" + R->getNameAsString() + "' is not counted: " + Why);
        return true;
      }
    if (std::string Why = C.leftAlone(R); !Why.empty())
      U.leftAlone(R->getLocation(), "class '" + R->getNameAsString() + "' carries no count: " + Why);
    if (!C.carriesCount(R)) {
      chooseNew(R);
      return true;
    }
    HasAggregate |= R->isAggregate();
    std::string Name = R->getNameAsString();
    // The first member is dropped last: what the value owns, and its borrows of the value, are gone by then.
    std::string Text = std::string(" public: ::conure::rt::count<") + Name + "> conure_count;";
    if (isPooled(R))
      Text += " CONURE_POOLED";
    if (R->isClass())
      Text += " private:";
    U.insert(U.afterToken(R->getBraceRange().getBegin()), Text, C.groupOf(R), "count");
    return true;
  }

  bool VisitCXXConstructorDecl(CXXConstructorDecl *D) {
    if (!isOwnMove(D) || !D->isMoveConstructor())
      return true;
    std::string From = D->getParamDecl(0)->getNameAsString();
    std::string Group = C.groupOf(D->getParent());
    if (From.empty())
      return reportMove(D, "its parameter has no name");
    std::string Member = "conure_count(::std::move(" + From + ".conure_count))";
    SourceLocation First;
    for (const CXXCtorInitializer *I : D->inits()) {
      if (!I->isWritten())
        continue;
      if (I->isDelegatingInitializer())
        return true;
      SourceLocation L = I->getSourceLocation();
      if (First.isInvalid() || U.sources().isBeforeInTranslationUnit(L, First))
        First = L;
    }
    if (First.isValid()) {
      if (!U.isPlain(First))
        return reportMove(D, "it is written by a macro");
      U.insert(First, Member + ", ", Group, "move");
      return true;
    }
    SourceLocation Body = D->getBody()->getBeginLoc();
    if (!U.isPlain(Body))
      return reportMove(D, "it is written by a macro");
    U.insert(Body, ": " + Member + " ", Group, "move");
    return true;
  }

  bool VisitCXXMethodDecl(CXXMethodDecl *D) {
    if (!D->isMoveAssignmentOperator() || !isOwnMove(D))
      return true;
    std::string From = D->getParamDecl(0)->getNameAsString();
    SourceLocation Body = D->getBody()->getBeginLoc();
    if (From.empty() || !U.isPlain(Body))
      return reportMove(D, From.empty() ? "its parameter has no name" : "it is written by a macro");
    U.insert(U.afterToken(Body), " this->conure_count = ::std::move(" + From + ".conure_count);",
             C.groupOf(D->getParent()), "move");
    return true;
  }

private:
  static bool declaresNew(const CXXRecordDecl *R) {
    return llvm::any_of(R->decls(), [](const Decl *D) {
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
        D = Template->getTemplatedDecl();
      const auto *M = dyn_cast<CXXMethodDecl>(D);
      return M && (M->getOverloadedOperator() == OO_New || M->getOverloadedOperator() == OO_Delete);
    });
  }
  /// True if `new R` gets memory that the user's own code gives; or nobody knows.
  static bool hasOwnNew(const CXXRecordDecl *R) {
    return declaresNew(R) || llvm::any_of(R->bases(), [](const CXXBaseSpecifier &B) {
             const CXXRecordDecl *Base = Counted::recordOf(B.getType());
             return !Base || !Base->hasDefinition() || hasOwnNew(Base->getDefinition());
           });
  }
  /// True if the user makes such values in constant expressions, where only the global operators can be used.
  static bool mayBeConstant(const CXXRecordDecl *R) {
    return llvm::any_of(R->ctors(),
                        [](const CXXConstructorDecl *D) { return D->isUserProvided() && D->isConstexpr(); });
  }
  /// True if the word makes malloc round a value of class \p R up by more than a word (pool.h). Only the class itself
  /// is looked at, so that each unit says the same.
  bool isPooled(const CXXRecordDecl *R) {
    if (R->isInvalidDecl() || hasOwnNew(R) || R->isLocalClass())
      return false;
    // Two pooled bases: which of their operators `new` means would be ambiguous.
    for (const CXXBaseSpecifier &B : R->bases())
      if (const CXXRecordDecl *Base = Counted::recordOf(B.getType()); Base && C.isCounted(Base))
        return true;
    if (R->isDependentContext() || mayBeConstant(R))
      return false;
    const ASTRecordLayout &Layout = U.context().getASTRecordLayout(R);
    const int64_t Size = Layout.getSize().getQuantity();
    return Layout.getAlignment().getQuantity() <= 8 && (Size + 8) % 16 == 0 && Size + 8 <= 128;
  }
  /// A class with a pooled base and one that has the user's own operators keeps to these, as it did.
  void chooseNew(const CXXRecordDecl *R) {
    if (R->getNumBases() < 2 || declaresNew(R) || !U.isEditable(R->getLocation()) ||
        !U.isPlain(R->getBraceRange().getBegin()))
      return;
    const CXXRecordDecl *Carrier = C.carrierOf(R);
    if (!Carrier || !C.carriesCount(Carrier) || !isPooled(Carrier))
      return;
    for (const CXXBaseSpecifier &B : R->bases()) {
      const CXXRecordDecl *Base = Counted::recordOf(B.getType());
      auto Range = U.written(B.getTypeSourceInfo()->getTypeLoc().getSourceRange());
      if (!Base || !Range || C.isCounted(Base) || !Base->hasDefinition() || !hasOwnNew(Base->getDefinition()))
        continue;
      std::string Name = U.text(Range->getBegin(), Range->getEnd()).str();
      U.insert(U.afterToken(R->getBraceRange().getBegin()),
               " public: using " + Name + "::operator new; using " + Name + "::operator delete;" +
                   (R->isClass() ? " private:" : ""),
               C.groupOf(Carrier), "count");
      return;
    }
  }

  bool isOwnMove(const CXXMethodDecl *D) {
    return D->isThisDeclarationADefinition() && D->isUserProvided() && D->doesThisDeclarationHaveABody() &&
           C.carriesCount(D->getParent());
  }
  bool reportMove(const CXXMethodDecl *D, const std::string &Why) {
    U.uninstrumented(D->getLocation(), "moving a borrowed '" + D->getParent()->getNameAsString() +
                                           "' by this function is not noticed: " + Why);
    return true;
  }
  Counted &C;
};

/// What makes a class impossible to count: code that knows its layout. Looks
/// into instantiations too, since that is where a template builds one.
class LayoutGuard : public RecursiveASTVisitor<LayoutGuard> {
public:
  LayoutGuard(UnitContext &U, Counted &C) : U(U), C(C) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  /// The library is looked into only for how it may build an aggregate.
  void walk(bool IntoLibrary) {
    for (Decl *D : IntoLibrary ? U.context().getTranslationUnitDecl()->decls() : U.topLevel())
      if (U.isEditable(D->getLocation()) || (IntoLibrary && isa<NamespaceDecl>(D)))
        TraverseDecl(D);
  }

  bool VisitInitListExpr(InitListExpr *E) {
    if (E->isSemanticForm() && E->getSyntacticForm())
      E = E->getSyntacticForm();
    if (E->getNumInits() == 0 || isa<DesignatedInitExpr>(E->getInit(0)))
      return true;
    return aggregate(E->getType(), E->getBeginLoc());
  }
  bool VisitCXXParenListInitExpr(CXXParenListInitExpr *E) { return aggregate(E->getType(), E->getBeginLoc()); }
  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    return veto(E->getTypeSourceInfo()->getType(), "offsetof relies on its layout", E->getBeginLoc());
  }
  bool VisitDecompositionDecl(DecompositionDecl *D) {
    QualType T = D->getType().getNonReferenceType();
    for (const BindingDecl *B : D->bindings())
      if (B->getBinding() && isa<MemberExpr>(B->getBinding()->IgnoreParenImpCasts()))
        return veto(T, "a structured binding names its members", D->getLocation());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *F) {
    if (F->getParent()->isUnion())
      veto(F->getType(), "it is a member of a union", F->getLocation());
    return true;
  }
  bool VisitStaticAssertDecl(StaticAssertDecl *D) {
    if (!U.isEditable(D->getLocation()))
      return true; // the library asks only whether a class is complete, or what stays true
    struct SizeOf : RecursiveASTVisitor<SizeOf> {
      LayoutGuard &G;
      explicit SizeOf(LayoutGuard &G) : G(G) {}
      bool VisitUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *E) {
        return G.veto(E->getTypeOfArgument(), "a static_assert measures it", E->getBeginLoc());
      }
      bool VisitTypeTraitExpr(TypeTraitExpr *E) {
        for (const TypeSourceInfo *T : E->getArgs())
          G.veto(T->getType(), "a static_assert relies on its layout", E->getBeginLoc());
        return true;
      }
    };
    SizeOf(*this).TraverseStmt(D->getAssertExpr());
    return true;
  }

private:
  bool aggregate(QualType T, SourceLocation L) {
    const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
    if (R && R->hasDefinition() && R->isAggregate())
      veto(T, "it is an aggregate that is made by listing its members", L);
    return true;
  }
  bool veto(QualType T, const char *Why, SourceLocation L) {
    const CXXRecordDecl *R = T.isNull() ? nullptr : Counted::recordOf(U.context().getBaseElementType(T));
    if (!R || !C.carriesCount(R))
      return true;
    SourceManager &SM = U.sources();
    if (!U.options().seesAll() && SM.isInMainFile(SM.getExpansionLoc(L)) &&
        !SM.isInMainFile(SM.getExpansionLoc(R->getLocation())))
      U.fail("class '" + R->getNameAsString() + "' is counted in other units, and cannot be here: " + Why +
                 "; make an index of all units ('conure index') and give it with --index",
             L);
    U.veto(C.groupOf(R), Why, L);
    return true;
  }

  UnitContext &U;
  Counted &C;
};

} // namespace

void countClasses(UnitContext &U, Counted &C) {
  WordWriter Writer(U, C);
  Writer.walk();
  LayoutGuard(U, C).walk(Writer.HasAggregate);
}

} // namespace conure::rewrite
