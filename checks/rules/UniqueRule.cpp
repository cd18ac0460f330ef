//===- UniqueRule.cpp - The base of the rules on unique values ------------===//
#include "checks/rules/UniqueRule.h"

using namespace clang::ast_matchers;

namespace conure {

void UniqueRule::registerMatchers(MatchFinder &Finder) {
  // The translation unit itself is not matched when a driver narrows the traversal to user code.
  Finder.addMatcher(functionDecl().bind("any"), this);
  Finder.addMatcher(varDecl().bind("any"), this);
  Finder.addMatcher(recordDecl().bind("any"), this);
}

void UniqueRule::check(const MatchFinder::MatchResult &, Model &M) {
  if (Done)
    return;
  Done = true;
  for (const Finding &F : M.uniqueFindings())
    if (F.Rule == info().Name)
      report(F, M);
}

} // namespace conure
