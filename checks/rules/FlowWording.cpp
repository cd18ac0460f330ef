//===- FlowWording.cpp ----------------------------------------------------===//
#include "checks/rules/FlowWording.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

DeclarationMatcher flowFunction() { return functionDecl(isDefinition(), unless(isImplicit())).bind("function"); }

FlowMatch flowOf(const MatchFinder::MatchResult &Result, Model &M) {
  FlowMatch Out;
  const auto *F = Result.Nodes.getNodeAs<FunctionDecl>("function");
  if (!F || F->isDefaulted() || F->isDependentContext() || !M.isUserCode(F->getLocation()) || M.isTrusted(F))
    return Out;
  Out.Flow = M.flow().flow(F);
  if (Out.Flow)
    Out.Hazards = M.flow().hazards(F);
  return Out;
}

std::string quoted(FunctionFlow &Flow, PlaceId Id) { return "'" + Flow.places().name(Id) + "'"; }

std::string holderName(const VarDecl *V) {
  llvm::StringRef Name = V->getName();
  if (Name.empty() || Name.starts_with("__"))
    return "the loop over it";
  return "'" + Name.str() + "'";
}

std::string className(const VarDecl *Holder, Model &M) {
  QualType T = Holder->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return M.types().spell(T.getUnqualifiedType());
}

SourceRange rangeOf(const Stmt *S) { return S ? S->getSourceRange() : SourceRange(); }

} // namespace conure
