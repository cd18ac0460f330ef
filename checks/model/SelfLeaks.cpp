//===- SelfLeaks.cpp ------------------------------------------------------===//
#include "checks/model/SelfLeaks.h"
#include "checks/model/CallGraph.h"
#include "checks/model/Flow.h"
#include "checks/model/Model.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure {

namespace {

class LeakSearch {
public:
  explicit LeakSearch(Model &M) : M(M), Types(M.flow().borrows()) {}

  bool leaks(const CXXConstructorDecl *C) {
    if (C->isImplicit() || C->isDefaulted() || !Seen.insert(C->getCanonicalDecl()).second)
      return false;
    if (Types.keptElsewhere(C).back() != Kept::Nothing)
      return true;
    const QualType Self = M.context().getLValueReferenceType(C->getThisType()->getPointeeType());
    for (unsigned I = 0; I < C->getNumParams(); ++I) {
      const QualType Into = BorrowTypes::writtenThrough(C->getParamDecl(I)->getType());
      if (Types.mayHold(Into) && (Types.keptByParameter(C, I).back() != Kept::Nothing ||
                                  (!Types.isKnown(C) && Types.couldKeep(plainType(Into), Self) != Kept::Nothing)))
        return true;
    }
    const auto *Body = dyn_cast_or_null<CXXConstructorDecl>(M.callGraph().definition(C));
    return Body && llvm::any_of(Body->inits(), [&](const CXXCtorInitializer *I) {
             const Expr *Init = I->getInit() ? I->getInit()->IgnoreImplicit() : nullptr;
             const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init);
             return Made && !I->isAnyMemberInitializer() && leaks(Made->getConstructor());
           });
  }

private:
  Model &M;
  BorrowTypes &Types;
  llvm::SmallPtrSet<const CXXConstructorDecl *, 4> Seen;
};

} // namespace

const CXXConstructorDecl *selfLeak(Model &M, const Expr *Making, const CXXRecordDecl *Class) {
  if (const auto *New = dyn_cast<CXXNewExpr>(Making)) {
    const CXXConstructExpr *Made = New->getConstructExpr();
    return Made && LeakSearch(M).leaks(Made->getConstructor()) ? Made->getConstructor() : nullptr;
  }
  const auto *Call = dyn_cast<CallExpr>(Making);
  if (!Call || !Call->getDirectCallee() || !Class)
    return nullptr;
  // The library calls it somewhere inside.
  CallGraph &Graph = M.callGraph();
  llvm::SmallVector<const FunctionDecl *, 16> Worklist{Call->getDirectCallee()};
  llvm::SmallPtrSet<const FunctionDecl *, 32> Inside;
  while (!Worklist.empty()) {
    const FunctionDecl *F = Worklist.pop_back_val();
    if (const auto *C = dyn_cast<CXXConstructorDecl>(F); C && declaresSameEntity(C->getParent(), Class)) {
      if (LeakSearch(M).leaks(C))
        return C;
      continue;
    }
    const FunctionDecl *Body = Graph.isTransparent(F) ? Graph.definition(F) : nullptr;
    if (Body && Inside.insert(Body).second)
      for (const CallEdge &E : Graph.facts(Body).Calls)
        if (E.Callee)
          Worklist.push_back(E.Callee);
  }
  return nullptr;
}

} // namespace conure
