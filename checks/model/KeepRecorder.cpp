//===- KeepRecorder.cpp ---------------------------------------------------===//
#include "checks/model/KeepRecorder.h"
#include "checks/model/Annotations.h"
#include "checks/model/BorrowSources.h"
#include "checks/model/CallGraph.h"
#include "checks/model/CallParts.h"
#include "checks/model/LocalSources.h"
#include "checks/model/Model.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

/// Calls Do with each call in a body, closures included.
template <class Fn> class CallWalk : public RecursiveASTVisitor<CallWalk<Fn>> {
public:
  explicit CallWalk(Fn Do) : Do(Do) {}
  bool VisitCallExpr(CallExpr *C) {
    Do(CallParts(C));
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    Do(CallParts(C));
    return true;
  }

private:
  Fn Do;
};

/// Nothing can be borrowed through any parameter of \p F, or its object.
bool takesNothing(BorrowTypes &Types, const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return !(Method && Method->isInstance()) &&
         llvm::none_of(F->parameters(), [&](const ParmVarDecl *P) { return Types.mayHold(P->getType()); });
}

} // namespace

void KeepRecorder::record(const FunctionDecl *F, const std::string &Key, Index &Out) {
  if (takesNothing(Types, F))
    return;
  Index::Function &Entry = Out.function(Key);
  auto Add = [&](const KeptList &Keeps, int Into) {
    for (unsigned I = 0; I < Keeps.size(); ++I)
      if (Keeps[I] != Kept::Nothing)
        Entry.Keeps.insert(
            {I < F->getNumParams() ? static_cast<int>(I) : Index::Object, Into, keptName(Keeps[I]).str()});
  };
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->isInstance()) {
    const KeptList &Keeps = Types.keptByObject(F);
    Add(Keeps, Index::Object);
    if (llvm::any_of(Keeps, [](Kept K) { return K != Kept::Nothing; }))
      Out.Holding.insert(indexKey(Method->getParent()));
  }
  if (Types.mayHold(F->getReturnType()))
    Add(Types.keptByResult(F), Index::Result);
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (Types.mayHold(BorrowTypes::writtenThrough(F->getParamDecl(I)->getType())))
      Add(Types.keptByParameter(F, I), I);
  Add(Types.keptElsewhere(F), Index::Elsewhere);
  const auto &Hands = handsOn(F);
  Entry.HandsOn.insert(Hands.begin(), Hands.end());
}

/// A function that is being looked at may.
bool KeepRecorder::mayHandOn(const FunctionDecl *F) {
  auto It = HandsOn.find(F);
  return (It != HandsOn.end() && !It->second) || !handsOn(F).empty();
}

const std::set<Index::HandOn> &KeepRecorder::handsOn(const FunctionDecl *F) {
  auto [It, New] = HandsOn.try_emplace(F, nullptr);
  if (!New)
    return *It->second;
  auto Made = std::make_unique<std::set<Index::HandOn>>();
  if (!takesNothing(Types, F)) {
    CallWalk Walk([&](const CallParts &C) { handedOn(F, C, *Made); });
    if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : C->inits())
        Walk.TraverseStmt(I->getInit());
    Walk.TraverseStmt(F->getBody());
  }
  return *(HandsOn[F] = std::move(Made));
}

void KeepRecorder::handedOn(const FunctionDecl *F, const CallParts &C, std::set<Index::HandOn> &Out) {
  const FunctionDecl *Callee = C.Callee;
  if (!Callee || isStd(Callee) || isConureLibrary(Callee) || Callee->isDependentContext() || Callee->isImplicit())
    return;
  const FunctionDecl *Body = M.callGraph().definition(Callee);
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Body && !C.Dispatches && !mayHandOn(Body))
    return;
  const bool Hidden = C.Dispatches || (!Body && Method && Method->isInstance() &&
                                       !Types.mayHold(Method->getThisType()->getPointeeType()));
  std::string To;
  auto Hand = [&](const Expr *Given, Kept As, int Parameter) {
    SourceFinder Sources(Types, F);
    Sources.kept(Given, As, {});
    for (const BorrowSource &S : Sources.Found) {
      const Kept K = S.Parameter ? S.keptBy(Types, F) : Kept::Perhaps;
      if (K == Kept::Nothing)
        continue;
      if (To.empty())
        To = indexKey(Callee);
      if (!To.empty())
        Out.insert({S.Parameter ? static_cast<int>(S.Parameter->getFunctionScopeIndex()) : Index::Object, To, Parameter,
                    keptName(K).str(), Hidden});
    }
  };
  for (unsigned I = 0; I < C.Args.size() && I < Callee->getNumParams(); ++I) {
    const QualType T = Callee->getParamDecl(I)->getType();
    if (!Types.mayHold(T))
      continue;
    const bool Owner = T->isReferenceType() && BorrowTypes::isOwner(plainType(T));
    if (Owner)
      Hand(C.Args[I], Kept::Content, static_cast<int>(I));
    if (!Owner || Types.mayHold(plainType(T)))
      Hand(C.Args[I], Kept::Whole, static_cast<int>(I));
  }
  if (C.Object)
    Hand(C.Object, Kept::Whole, Index::Object);
}

} // namespace conure
