//===- UnitRule.cpp - The base of rules that look at a unit as a whole ----===//
#include "checks/rules/UnitRule.h"
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

void UnitRule::forEachBody(Model &M, llvm::function_ref<void(const ReachedBody &, const BodyFacts &)> Visit) {
  ProcessCode &Code = M.processCode();
  for (const ReachedBody &B : Code.bodies())
    if (!B.Transparent && B.How != Reach::Initialiser)
      Visit(B, Code.facts(B));
}

} // namespace conure
