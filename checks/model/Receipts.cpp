//===- Receipts.cpp - What moves into the variables of a function ---------===//
//
// By assignment to a variable or a part of it, by a swap, by a method or a function that is given both, by an algorithm
// that moves elements. In no order: what was moved into a variable anywhere counts when that is sent.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Algorithms.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/CallGraph.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/LocalSources.h"
#include "checks/model/Model.h"
#include "checks/model/MovedElements.h"
#include "checks/model/MovedValues.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace conure {

namespace {

class ReceiptFinder {
public:
  ReceiptFinder(Model &M, Model::Receipts &Out) : M(M), Out(Out) {}

  void call(const Expr *E) {
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F)
      return;
    llvm::ArrayRef<const Expr *> Args(Call->getArgs(), Call->getNumArgs());
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call);
    const Expr *Object = nullptr;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      Object = Member->getImplicitObjectArgument();
    else if (Op && isa<CXXMethodDecl>(F) && !Args.empty()) {
      Object = Args[0];
      Args = Args.drop_front();
    }
    if (isSwap(F) && Args.size() + (Object && !Op) == 2)
      return swapped(Object && !Op ? Object : Args[0], Args.back());
    if (isStd(F) && (!Object || (Op && Op->getOperator() == OO_Call)))
      return algorithm(algorithmName(F), Args);
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (Object && Method && !Method->isConst() && !Method->isStatic())
      for (const Expr *A : Args)
        value(Object, A);
    if (isStd(F))
      return;
    for (unsigned I = 0; I < Args.size() && I < F->getNumParams(); ++I)
      if (const QualType T = F->getParamDecl(I)->getType(); !BorrowTypes::writtenThrough(T).isNull())
        for (const Expr *A : Args)
          if (A != Args[I])
            value(Args[I], A);
  }

private:
  void add(const Expr *To, const Expr *From, bool Object) {
    if (const VarDecl *V = StoreRoot::of(To).Variable; V && V->hasLocalStorage() && !V->getType()->isReferenceType())
      Out[V].push_back({From, Object});
  }
  void value(const Expr *To, const Expr *Value) {
    if (Value->getType()->isRecordType())
      add(To, Value, /*Object=*/false);
    if (movesElementsOut(Value->getType()))
      add(To, rangeUnder(Value), /*Object=*/true);
  }
  void swapped(const Expr *One, const Expr *Other) {
    add(One, Other, /*Object=*/true);
    add(Other, One, /*Object=*/true);
  }

  /// What the closure \p A returns of what is not its own; of the elements that it is called with the range tells.
  void returned(const Expr *To, const Expr *A) {
    const LambdaExpr *L = madeClosure(A);
    if (!L || L->isGenericLambda())
      return;
    eachReturned(L->getCallOperator(), [&](const Expr *E) {
      const Expr *Moved = movedOperand(underConversions(E));
      const VarDecl *V = Moved ? StoreRoot::of(Moved).Variable : nullptr;
      if (!V || V->getDeclContext() != L->getCallOperator())
        add(To, E, /*Object=*/false);
    });
  }

  void algorithm(llvm::StringRef Name, llvm::ArrayRef<const Expr *> Args) {
    if (Args.size() < 2 || !writesElements(Name))
      return;
    const bool Calls = llvm::any_of(Args, [&](const Expr *A) { return makesOfMemory(M, A->getType()); });
    if (Calls)
      for (const Expr *To : Args)
        for (const Expr *A : Args)
          returned(To, A);
    for (const Expr *To : Args)
      for (const Expr *From : Args)
        if (From != To && (movesElements(Name) || Calls || movesElementsOut(From->getType())) &&
            !BorrowTypes::isInserter(From->getType()))
          add(To, rangeUnder(From), /*Object=*/true);
  }

  Model &M;
  Model::Receipts &Out;
};

} // namespace

const Model::Receipts &Model::receipts(const FunctionDecl *Body) {
  auto &Made = Received[Body];
  if (!Made) {
    Made = std::make_unique<Receipts>();
    ReceiptFinder Finder(*this, *Made);
    for (const CallEdge &Edge : callGraph().facts(Body).Calls)
      if (Edge.Site)
        if (const auto *E = dyn_cast<Expr>(Edge.Site))
          Finder.call(E);
  }
  return *Made;
}

} // namespace conure
