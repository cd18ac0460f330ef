//===- UnitRule.cpp - The base of rules that look at a unit as a whole ----===//
#include "checks/rules/UnitRule.h"
#include "checks/model/Constants.h"
#include "checks/model/Model.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

void UnitRule::registerMatchers(MatchFinder &Finder) {
  // Any declaration will do, and a driver may have narrowed the traversal to
  // some; those of namespaces and of the unit are few and come first.
  Finder.addMatcher(decl(anyOf(translationUnitDecl(),
                               hasDeclContext(anyOf(translationUnitDecl(), namespaceDecl(), linkageSpecDecl())))),
                    this);
}

void UnitRule::check(const MatchFinder::MatchResult &, Model &M) {
  if (!Done) {
    Done = true;
    checkUnit(M);
  }
}

/// Of a library's body what its user wrote: default arguments and default member initialisers, which run where the
/// library calls or makes something (`std::make_unique<T>(1)`).
static BodyFacts userWritten(const BodyFacts &Facts, Model &M) {
  BodyFacts Own;
  auto keep = [&](const auto &All, auto &Kept) {
    llvm::copy_if(All, std::back_inserter(Kept), [&](const auto &Fact) { return M.isUserCode(Fact.Loc); });
  };
  keep(Facts.Calls, Own.Calls);
  llvm::copy_if(Facts.Variables, std::back_inserter(Own.Variables),
                [&](const VariableUse &U) { return M.isUserCode(U.Loc) || namesTemplateArgument(U.Variable); });
  keep(Facts.Hazards, Own.Hazards);
  return Own;
}

void UnitRule::forEachBody(Model &M, llvm::function_ref<void(const ReachedBody &, const BodyFacts &)> Visit) {
  ProcessCode &Code = M.processCode();
  for (const ReachedBody &B : Code.bodies())
    if (B.How != Reach::Initialiser)
      B.Transparent ? Visit(B, userWritten(Code.facts(B), M)) : Visit(B, Code.facts(B));
}

} // namespace conure
