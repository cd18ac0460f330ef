//===- Counts.cpp - The count pass ----------------------------------------===//
#include "rewrite/counts/Counts.h"
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/Owners.h"

using namespace clang;

namespace conure::rewrite {

namespace {

class AnyCounted : public SourceWalk<AnyCounted> {
public:
  AnyCounted(UnitContext &U, Counted &C) : SourceWalk(U), C(C) {}
  bool Found = false;
  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    return !(Found = Found || (R->isThisDeclarationADefinition() && (C.isCounted(R) || hasMark(R, Mark::Counted))));
  }

private:
  Counted &C;
};

class CountsPass final : public Pass {
public:
  void run(UnitContext &U) override {
    Counted C(U);
    Drops D(U, C, U.options().OthersDrop);
    countContents(U, C, D);
    AnyCounted Any(U, C);
    Any.walk();
    if (!Any.Found) {
      if (U.options().Count == CountPolicy::Project)
        countClasses(U, C); // says why
      return;
    }
    Uses Used = Uses::collect(U, C);
    followPointers(U);
    countClasses(U, C);
    if (!U.lang().CPlusPlus20)
      findConstants(U, C);
    countFields(U, C, Used, D);
    countElements(U, C, D);
    countLocals(U, C, Used, Instantiations::collect(U, C), D);
    reportStrayParts(U, C, D);
  }
};

} // namespace

void leaveDropFacts(UnitContext &U, std::set<Index::Fact> &Facts) {
  Counted C(U);
  Drops(U, C, nullptr).leaveFacts(Facts);
}

std::unique_ptr<Pass> makeCountsPass() { return std::make_unique<CountsPass>(); }

} // namespace conure::rewrite
