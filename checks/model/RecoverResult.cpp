//===- RecoverResult.cpp - What a recover body gives out ------------------===//
#include "checks/model/RecoverResult.h"
#include "checks/model/BodyBorrows.h"
#include "checks/model/Holding.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/SelfBorrows.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

bool isSharedOwner(Model &M, QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const KnownType *K = R ? M.knownTypes().find(R) : nullptr;
  return K && K->S == Shape::Shared && R->getName() != "weak_ptr";
}

/// The results of a body: its return statements, or the expression itself.
class Returns : public RecursiveASTVisitor<Returns> {
public:
  bool TraverseLambdaExpr(LambdaExpr *) { return true; } // other functions' results
  bool TraverseDecl(Decl *D) { return isa_and_nonnull<RecordDecl>(D) ? true : RecursiveASTVisitor::TraverseDecl(D); }
  bool VisitReturnStmt(ReturnStmt *S) {
    if (S->getRetValue())
      Found.push_back(S->getRetValue());
    return true;
  }
  llvm::SmallVector<const Expr *, 4> Found;
};

/// What is thrown leaves the body too.
class Throws : public RecursiveASTVisitor<Throws> {
public:
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitCXXThrowExpr(CXXThrowExpr *E) {
    if (E->getSubExpr())
      Found.push_back(E);
    return true;
  }
  llvm::SmallVector<const CXXThrowExpr *, 2> Found;
};

bool isStandardException(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && isStd(R);
}

class ResultCheck {
public:
  ResultCheck(Model &M, const RecoverBody &Body) : M(M), Body(Body) {}

  llvm::SmallVector<Finding, 1> run() {
    if (Body.Lambda)
      thrown(Body.Lambda->getBody());
    if (!Body.givesUnique())
      return std::move(Out);
    TypeKinds &K = M.types();
    if (K.isBorrow(Body.Result) && !isSharedOwner(M, Body.Result)) {
      borrowItself();
      return std::move(Out);
    }
    if (Body.Lambda && Body.Lambda->getCallOperator()->getReturnType()->isReferenceType()) {
      const auto *Op = Body.Lambda->getCallOperator();
      add(Op->getLocation(), "the body of this recover returns a reference, '" + K.spell(Op->getReturnType()) + "'",
          Body.Lambda->getSourceRange())
          .help("return by value");
      return std::move(Out);
    }
    if (K.isBorrowFree(Body.Result) || Body.RunsCallable)
      return std::move(Out);
    BodyBorrows Borrows(M, Body);
    if (Body.Lambda) {
      Returns R;
      R.TraverseStmt(Body.Lambda->getBody());
      for (const Expr *E : R.Found)
        held(Borrows, E);
    } else {
      held(Borrows, Body.Argument);
    }
    return std::move(Out);
  }

private:
  Finding &add(SourceLocation Loc, std::string Text, SourceRange Range) {
    Out.push_back(Finding("recover-result", Loc, std::move(Text)).range(Range));
    return Out.back();
  }

  const Expr *resultExpression() const {
    if (Body.Lambda) {
      Returns R;
      R.TraverseStmt(Body.Lambda->getBody());
      if (!R.Found.empty())
        return R.Found.front();
    }
    return Body.Argument;
  }

  void borrowItself() {
    TypeKinds &K = M.types();
    const Expr *E = resultExpression();
    Finding &F =
        add(E->getExprLoc(), "the result of this recover is a '" + K.spell(Body.Result) + "', which is a borrow",
            E->getSourceRange());
    const Verdict &V = K.borrowFree(Body.Result);
    TypeKinds::explain(F, V ? K.value(Body.Result) : V);
    F.note(NoteRole::Reason, Body.Whole->getExprLoc(), "a unique value owns what it is; a borrow would point out of it",
           Body.Whole->getSourceRange());
    F.help(
        "recover what is borrowed: the object itself, a 'std::unique_ptr' or 'std::shared_ptr' to it, or a container");
  }

  void held(BodyBorrows &Borrows, const Expr *E) {
    for (const BorrowOrigin &O : Borrows.heldBy(E)) {
      bool Self = O.Var && O.Var == Borrows.returnedVariable(E);
      // What the result could point to may be in memory that moves along only.
      bool Heap = O.Heap || (!O.Type.isNull() && !mayHoldInlineBorrowOf(M, Body.Result, O.Type));
      if (Heap && (Self || Borrows.isMoved(O.Var)))
        continue;
      if (!O.Heap && !O.Type.isNull() && !mayHoldBorrowOf(M, Body.Result, O.Type))
        continue;
      std::string Name = O.Var ? "'" + O.Var->getNameAsString() + "'" : "a temporary";
      Finding &F =
          add(O.At->getExprLoc(),
              Self ? "the result of this recover would hold a borrow of itself, " + Name +
                         ", which moves when it is returned"
                   : "the result of this recover would hold a borrow of " + Name + ", which is gone when the body ends",
              O.At->getSourceRange());
      F.note(NoteRole::Borrowed, O.At->getExprLoc(), "borrowed here", O.At->getSourceRange());
      if (O.Var)
        F.note(NoteRole::Declared, O.Var->getLocation(), Name + " is declared here");
      F.note(NoteRole::Used, E->getExprLoc(), "given out here, as a '" + M.types().spell(Body.Result) + "'",
             E->getSourceRange());
      F.help(Self ? "let the borrow point to a part on the heap, such as what a 'std::unique_ptr' owns"
                  : "move what is borrowed into the result as well, or copy it");
      return;
    }
    heldByItself(Borrows, E);
  }

  /// A method or constructor makes the result point into itself.
  void heldByItself(BodyBorrows &Borrows, const Expr *E) {
    const VarDecl *V = Borrows.returnedVariable(E);
    const Expr *At = nullptr;
    if (V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) && Body.Lambda) {
      At = V->getInit() ? selfBorrowOf(V->getInit()) : nullptr;
      if (!At)
        At = selfBorrowIn(Body.Lambda->getBody(), V);
    } else if (!V) {
      At = selfBorrowOf(E);
    }
    if (!At)
      return;
    Finding &F = add(E->getExprLoc(),
                     "the result of this recover would hold a borrow of itself" +
                         (V ? ", '" + V->getNameAsString() + "', which moves when it is returned"
                            : std::string(", and moves when it is given out")),
                     E->getSourceRange());
    F.note(NoteRole::Borrowed, At->getExprLoc(), "the object is made to point into itself here", At->getSourceRange());
    F.help("let the borrow point to a part on the heap, such as what a 'std::unique_ptr' owns, or write a move "
           "constructor that sets it anew");
  }

  void thrown(const Stmt *S) {
    Throws T;
    T.TraverseStmt(const_cast<Stmt *>(S));
    for (const CXXThrowExpr *E : T.Found) {
      QualType Type = E->getSubExpr()->getType().getUnqualifiedType();
      if (M.types().isBorrowFree(Type) || M.types().isSendable(Type) || isStandardException(Type) ||
          isa<clang::StringLiteral>(E->getSubExpr()->IgnoreParenImpCasts()))
        continue;
      Finding &F = add(E->getThrowLoc(), "this throws a '" + M.types().spell(Type) + "' out of a recover body",
                       E->getSourceRange());
      TypeKinds::explain(F, M.types().borrowFree(Type));
      F.note(NoteRole::Reason, E->getThrowLoc(),
             "an exception leaves the body as a result does, and may hold no borrow");
      F.help("throw a type that holds no borrow");
    }
  }

  Model &M;
  const RecoverBody &Body;
  llvm::SmallVector<Finding, 1> Out;
};

} // namespace

llvm::SmallVector<Finding, 1> checkRecoverResult(Model &M, const RecoverBody &Body, const FunctionDecl *) {
  return ResultCheck(M, Body).run();
}

} // namespace conure
