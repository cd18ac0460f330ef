//===- FactCallbacks.cpp - What a function calls a closure with -------------===//
//
// `each(text, [&](std::string_view word) { words.push_back(word); })`: what a closure keeps of its own parameters is of
// whatever else the function is given that runs it. And what a closure gives back of the variables that it captured.
//
//===----------------------------------------------------------------------===//
#include "checks/model/BorrowSources.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "checks/model/LocalSources.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

namespace {

/// Where a closure's body puts what it was called with.
class ParameterStores : public StoreWalk<ParameterStores> {
public:
  ParameterStores(BorrowTypes &Types, const CXXMethodDecl *Operator) : StoreWalk(Types), Operator(Operator) {}
  std::vector<const Expr *> Targets;

  void stored(const Expr *Target, const Expr *Value, Kept As) {
    if (As == Kept::Nothing)
      return;
    const StoreRoot Root = StoreRoot::of(Target);
    if (!(Root.Variable && Root.Variable->getDeclContext() == Operator) && ofParameter(Value))
      Targets.push_back(Target);
  }

private:
  bool ofParameter(const Expr *Value) {
    SourceFinder Sources(Types, Operator);
    Sources.of(Value, {});
    return llvm::any_of(Sources.Found, [](const BorrowSource &S) { return S.Parameter != nullptr; });
  }
  const CXXMethodDecl *Operator;
};

void eachOperator(const LambdaExpr *L, llvm::function_ref<void(const CXXMethodDecl *)> Do) {
  if (!L->isGenericLambda())
    return Do(L->getCallOperator());
  if (const FunctionTemplateDecl *T = L->getCallOperator()->getDescribedFunctionTemplate())
    for (const FunctionDecl *Each : T->specializations())
      Do(cast<CXXMethodDecl>(Each));
}

} // namespace

/// The closure that \p E is, or a copy of.
const LambdaExpr *FactBuilder::passedClosure(const Expr *E) const {
  if (const LambdaExpr *L = madeClosure(E))
    return L;
  E = withoutWrappers(E)->IgnoreImpCasts();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    E = withoutWrappers(M->getSubExpr())->IgnoreImpCasts();
  const auto *Copy = dyn_cast<CXXConstructExpr>(E);
  return closureOf(Copy && Copy->getNumArgs() >= 1 ? Copy->getArg(0) : E);
}

/// What the function that is given \p Args at \p Key may call closures among them with: all else that it is given.
void FactBuilder::callbackOutputs(const Expr *Object, llvm::ArrayRef<const Expr *> Args, const Stmt *Key) {
  for (const Expr *A : Args) {
    const LambdaExpr *L = passedClosure(A);
    if (!L)
      continue;
    Origins Given;
    auto Give = [&](const Expr *E) {
      const QualType T = plainType(E->getType());
      if (Engine.borrows().mayHold(T))
        keptOrigins(E, Kept::Whole, Given, 0);
      if (BorrowTypes::isOwner(T) && E->isGLValue())
        keptOrigins(E, Kept::Content, Given, 0);
      else if (T->isRecordType() && E->isGLValue())
        origins(E, Given, 0);
    };
    for (const Expr *Other : Args)
      if (Other != A && !passedClosure(Other))
        Give(Other);
    if (Object)
      Give(Object);
    for (Origin &Each : Given) {
      Each.ForSends = Each.Uncertain = true;
      Each.SomePart |= Each.Where && Each.Level == 0;
    }
    if (Given.empty())
      continue;
    eachOperator(L, [&](const CXXMethodDecl *Operator) {
      if (!Operator->getBody() || Operator->isDependentContext())
        return;
      ParameterStores Walk(Engine.borrows(), Operator);
      Walk.TraverseStmt(Operator->getBody());
      for (const Expr *Target : Walk.Targets) {
        Origins O = Given;
        if (const VarDecl *V = holderOf(Places.resolve(Target)))
          comesInto(V, O, Key);
        else
          storedInto(Target, Target->getType()->isPointerType(), std::move(O), Key);
      }
    });
  }
}

/// What the closure whose body is that of \p Operator gives back of variables that are not its own.
void FactBuilder::closureOrigins(const CXXMethodDecl *Operator, Origins &Out, unsigned Depth) {
  if (!Operator->getBody() || Operator->isDependentContext())
    return;
  const unsigned Old = Out.size();
  eachReturned(Operator, [&](const Expr *Value) {
    Operator->getReturnType()->isReferenceType() ? origins(Value, Out, Depth)
                                                 : held(Value, Operator->getReturnType(), Out, Depth);
  });
  llvm::SmallPtrSet<const ValueDecl *, 4> Copied; // a borrow of the closure's own part
  for (const LambdaCapture &C : Operator->getParent()->captures())
    if (C.capturesVariable() && C.getCaptureKind() != LCK_ByRef)
      Copied.insert(C.getCapturedVar());
  const PlaceTable &Table = Places.table();
  auto *Kept = std::remove_if(Out.begin() + Old, Out.end(), [&](const Origin &From) {
    const ValueDecl *D = From.Holder ? From.Holder : From.Where ? Table.rootDecl(From.Where.Id) : nullptr;
    return From.Temporary || (D && (D->getDeclContext() == Operator || (From.Where && Copied.contains(D))));
  });
  Out.erase(Kept, Out.end());
  for (Origin &Each : llvm::drop_begin(Out, Old))
    Each.ForSends = Each.Uncertain = true;
}

} // namespace conure
