//===- UniqueWording.cpp - Words for parts of unique values ---------------===//
#include "checks/model/UniqueWording.h"
#include "checks/model/PathSteps.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace conure {

std::string sourceText(Model &M, const Stmt *S) {
  const SourceManager &SM = M.sources();
  SourceRange R = S->getSourceRange();
  if (R.isInvalid())
    return "";
  CharSourceRange Chars = Lexer::makeFileCharRange(CharSourceRange::getTokenRange(R), SM, M.context().getLangOpts());
  llvm::StringRef Text = Lexer::getSourceText(Chars, SM, M.context().getLangOpts());
  // A long expression says less than the name of what is in it.
  return Text.size() > 40 || Text.contains('\n') ? "" : Text.str();
}

static bool contains(const Stmt *S, const Stmt *Part) {
  if (!S || S == Part)
    return S;
  return llvm::any_of(S->children(), [&](const Stmt *C) { return contains(C, Part); });
}

const Expr *corePath(const Expr *E, const Expr *Named) {
  while (E != Named) {
    const Expr *Next = nullptr;
    if (const auto *P = dyn_cast<ParenExpr>(E))
      Next = P->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(E))
      Next = C->getSubExpr();
    else if (const auto *T = dyn_cast<MaterializeTemporaryExpr>(E))
      Next = T->getSubExpr();
    else if (const auto *F = dyn_cast<FullExpr>(E))
      Next = F->getSubExpr();
    else if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
      Next = List->getInit(0);
    else if (const auto *Op = dyn_cast<UnaryOperator>(E); Op && (Op->getOpcode() != UO_Deref))
      Next = Op->getSubExpr();
    else if (const auto *Op = dyn_cast<UnaryOperator>(E); Op && isa<UnaryOperator>(Op->getSubExpr()->IgnoreParens()))
      Next = Op->getSubExpr();
    else if (const auto *Op = dyn_cast<BinaryOperator>(E); Op && !Op->isPtrMemOp())
      Next = contains(Op->getLHS(), Named) ? Op->getLHS() : Op->getRHS();
    else if (const auto *C = dyn_cast<ConditionalOperator>(E))
      Next = contains(C->getTrueExpr(), Named) ? C->getTrueExpr() : C->getFalseExpr();
    else if (const auto *Call = dyn_cast<CallExpr>(E);
             Call && Call->getNumArgs() == 1 && Call->getDirectCallee() && !isa<CXXMemberCallExpr>(Call)) {
      PassThrough P = passThrough(Call->getDirectCallee(), 0);
      const auto *Method = dyn_cast<CXXMethodDecl>(Call->getDirectCallee());
      if (P == PassThrough::Same || P == PassThrough::Address ||
          (Method && isConureLibrary(Method) && pathStep(Method) == PathStep::Into))
        Next = Call->getArg(0); // `*u` and `u->` are the value itself
    }
    if (!Next)
      return E;
    E = Next;
  }
  return E;
}

std::string adviseLoop(Model &M, const UniquePlace &P, QualType Part, const VarDecl *V) {
  if (!M.types().isValue(V->getType().getNonReferenceType().getUnqualifiedType()))
    return M.types().isBorrowFree(Part) ? "walk over a copy, 'auto copy = " + (P.isOutside() ? "" : std::string("*")) +
                                              (P.Var ? P.Var->getNameAsString() : "…") + ";', or over an index"
                                        : "use an index, or do this where the value is not unique";
  std::string Names;
  if (const auto *Parts = dyn_cast<DecompositionDecl>(V)) {
    for (const BindingDecl *B : Parts->bindings())
      Names += (Names.empty() ? "[" : ", ") + B->getNameAsString();
    Names += "]";
  } else {
    Names = V->getNameAsString();
  }
  return "take the elements by value: 'auto " + Names + "'";
}

} // namespace conure
