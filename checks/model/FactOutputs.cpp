//===- FactOutputs.cpp - Borrows that come into a variable from elsewhere ---===//
//
// `parse(text, word)`: a function that is given a variable by mutable borrow may leave in it a borrow of what else it
// is given. A closure does so with a variable that it captured by reference, std::tie with those that it names.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

namespace {

/// What a closure's body gives to variables that it captured by reference.
class CapturedAssignments : public RecursiveASTVisitor<CapturedAssignments> {
public:
  explicit CapturedAssignments(const CXXRecordDecl *Closure) {
    for (const LambdaCapture &C : Closure->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Captured.insert(V);
  }
  bool any() const { return !Captured.empty(); }

  struct Assignment {
    const VarDecl *To;
    const Expr *Target;
    const Expr *Value;
    bool Inserted;
  };
  std::vector<Assignment> Found;

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->getOpcode() == BO_Assign)
      add(B->getLHS(), B->getRHS(), false);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->getOperator() == OO_Equal && C->getNumArgs() == 2)
      add(C->getArg(0), C->getArg(1), false);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *C) {
    if (C->getMethodDecl() && isStd(C->getMethodDecl()) && !C->getMethodDecl()->isConst())
      for (const Expr *A : C->arguments())
        add(C->getImplicitObjectArgument(), A, true);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; } // told where it is called

private:
  void add(const Expr *Target, const Expr *Value, bool Inserted) {
    const Expr *E = Target;
    for (;;) {
      E = withoutWrappers(E)->IgnoreImpCasts();
      if (const auto *Member = dyn_cast<MemberExpr>(E); Member && !Member->isArrow())
        E = Member->getBase();
      else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E); Op && Op->getOperator() == OO_Subscript)
        E = Op->getArg(0);
      else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
        E = Element->getBase();
      else
        break;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    if (const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr; V && Captured.contains(V))
      Found.push_back({V, Target, Value, Inserted});
  }
  llvm::DenseSet<const VarDecl *> Captured;
};

} // namespace

/// \p V may hold from \p Key on what \p O says.
void FactBuilder::comesInto(const VarDecl *V, Origins &O, const Stmt *Key) {
  for (Origin &Each : O)
    Each.Uncertain = true;
  llvm::erase_if(O, [&](const Origin &Each) { return Each.Holder == V; });
  if (O.empty())
    return;
  Borrowers.insert(V);
  lend(V, NoPlace, O, Key, Key);
}

/// What the closure \p L, whose body is that of \p Operator, leaves in its captures when it runs at \p Key.
void FactBuilder::closureOutputs(const CXXMethodDecl *Operator, const Expr *Key) {
  if (!Operator->getBody() || Operator->isDependentContext())
    return;
  CapturedAssignments Walk(Operator->getParent());
  if (!Walk.any())
    return;
  Walk.TraverseStmt(Operator->getBody());
  const PlaceTable &Table = Places.table();
  for (const auto &Each : Walk.Found) {
    // A reference names another variable, perhaps.
    const VarDecl *V = holderOf(Places.resolve(Each.Target));
    if (!V)
      continue;
    Origins O;
    if (Each.Inserted)
      keptOrigins(Each.Value, Engine.borrows().keptByLibrary(V->getType().getUnqualifiedType(), Each.Value->getType()),
                  O, 0);
    else
      held(Each.Value, Each.Target->getType(), O, 0);
    // What is the closure's own ends with its call.
    llvm::erase_if(O, [&](const Origin &From) {
      const ValueDecl *D = From.Holder ? From.Holder : From.Where ? Table.rootDecl(From.Where.Id) : nullptr;
      return From.Temporary || (D && D->getDeclContext() == Operator);
    });
    comesInto(V, O, Key);
  }
}

/// What the function \p F leaves in the variables that it is given at \p Key.
void FactBuilder::callOutputs(const FunctionDecl *F, llvm::ArrayRef<const Expr *> Args, const Stmt *Key) {
  if (!F || isStd(F) || isConureLibrary(F))
    return;
  for (unsigned I = 0; I < Args.size() && I < F->getNumParams(); ++I) {
    const QualType T = F->getParamDecl(I)->getType();
    if (!(T->isLValueReferenceType() || T->isPointerType()) || T->getPointeeType().isConstQualified() ||
        !Engine.borrows().mayHold(T->getPointeeType()))
      continue;
    const VarDecl *V = holderOf(T->isPointerType() ? Places.pointee(Args[I]) : Places.resolve(Args[I]));
    if (!V)
      continue;
    const KeptList &Keeps = Engine.borrows().keptByParameter(F, I, Engine.model().usesConure());
    Origins O;
    for (unsigned J = 0; J < Args.size() && J < Keeps.size(); ++J)
      if (J != I)
        keptOrigins(Args[J], Keeps[J], O, 0);
    comesInto(V, O, Key);
  }
}

/// `std::tie(a, b) = …`: each of them.
void FactBuilder::tieOutputs(const Expr *Tie, const Expr *Value, const Stmt *Key) {
  Tie = withoutWrappers(Tie)->IgnoreImpCasts();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Tie))
    Tie = withoutWrappers(Temporary->getSubExpr())->IgnoreImpCasts();
  const auto *Call = dyn_cast<CallExpr>(Tie);
  if (!Call || !isStdCall(Call, "tie"))
    return;
  const Expr *Bare = withoutWrappers(Value);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Bare))
    Bare = withoutWrappers(Temporary->getSubExpr());
  for (const Expr *A : Call->arguments())
    if (const VarDecl *V = holderOf(Places.resolve(A))) {
      Origins O;
      held(Bare, Bare->getType(), O, 0);
      comesInto(V, O, Key);
    }
}

} // namespace conure
