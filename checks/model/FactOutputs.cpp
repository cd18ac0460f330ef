//===- FactOutputs.cpp - Borrows that come into a variable from elsewhere ---===//
//
// `parse(text, word)`: a function that is given a variable by mutable borrow may leave in it a borrow of what else it
// is given. A closure does so with a variable that it captured by reference, std::tie with those that it names.
//
//===----------------------------------------------------------------------===//
#include "checks/model/CallGraph.h"
#include "checks/model/CallParts.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/MovedElements.h"
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

  struct Assignment {
    const VarDecl *To; ///< null: what is no variable that was captured
    const Expr *Target;
    const Expr *Value;
    bool Inserted;
  };
  std::vector<Assignment> Found;
  std::vector<const CallExpr *> Calls;

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
  bool VisitCallExpr(CallExpr *C) {
    Calls.push_back(C);
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
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (V && Captured.contains(V))
      Found.push_back({V, Target, Value, Inserted});
    else if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() || V->getType()->isPointerType())
      Found.push_back({nullptr, Target, Value, Inserted});
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
  Walk.TraverseStmt(Operator->getBody());
  const PlaceTable &Table = Places.table();
  for (const auto &Each : Walk.Found) {
    // A reference names another variable, perhaps.
    const VarDecl *V = Each.To ? holderOf(Places.resolve(Each.Target)) : nullptr;
    const QualType Into = V ? V->getType() : Each.Target->getType();
    if (!V && (!Leaving || !Engine.borrows().mayHold(Into)))
      continue;
    Origins O;
    if (Each.Inserted)
      keptOrigins(Each.Value, Engine.borrows().keptByLibrary(Into.getUnqualifiedType(), Each.Value->getType()), O, 0);
    else
      held(Each.Value, Each.Target->getType(), O, 0);
    // What is the closure's own ends with its call.
    llvm::erase_if(O, [&](const Origin &From) {
      const ValueDecl *D = From.Holder ? From.Holder : From.Where ? Table.rootDecl(From.Where.Id) : nullptr;
      return From.Temporary || (D && D->getDeclContext() == Operator);
    });
    V ? comesInto(V, O, Key)
      : storedInto(Each.Target, Each.Target->getType()->isPointerType() && Each.Inserted, O, Key);
  }
  // What it calls, by what the function around it knows of the arguments.
  for (const CallExpr *C : Walk.Calls) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C->getDirectCallee());
    llvm::SmallVector<const Expr *, 4> Args(C->arg_begin(), C->arg_end());
    if (!Leaving || isa<CXXOperatorCallExpr>(C))
      continue;
    const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
    const auto *Callee = Call ? dyn_cast<MemberExpr>(C->getCallee()->IgnoreParens()) : nullptr;
    callOutputs(C->getDirectCallee(), Callee ? Callee->getBase() : nullptr, Args, Key);
    if (M && Callee && !isStd(M) && !isConureLibrary(M))
      keep(Places.object(Callee->getBase(), Callee->isArrow()), Callee->getBase(), M, Args, Key);
  }
}

/// What the function \p F leaves in the variables that it is given at \p Key, and elsewhere.
void FactBuilder::callOutputs(const FunctionDecl *F, const Expr *Object, llvm::ArrayRef<const Expr *> Args,
                              const Stmt *Key) {
  if (F && isConureLibrary(F))
    return;
  if (Leaving)
    callbackOutputs(Object, Args, Key);
  if (!F)
    return;
  if (isStd(F))
    return libraryOutputs(F, Args, Key);
  maySpread(Object, Args, Key);
  if (Leaving) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Key);
    const auto *Named = Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()) : nullptr;
    const bool Instance = Method && Method->isInstance() && Object;
    const Dispatch D = Instance ? Dispatch(Method, Object, Named) : Dispatch();
    const KeptList &Spread = Engine.borrows().keptElsewhere(Instance ? D.Called : F, D.Dynamic);
    Origins O;
    for (unsigned J = 0; J < Args.size() && J < F->getNumParams() && J < Spread.size(); ++J)
      keptOrigins(Args[J], Spread[J], O, 0);
    if (Object && Spread.size() > F->getNumParams() && Spread.back() != Kept::Nothing)
      Object->getType()->isPointerType() ? held(Object, Object->getType(), O, 0) : loaded(Object, O, 0);
    stray(NoPlace, O, Key);
  }
  for (unsigned I = 0; I < Args.size() && I < F->getNumParams(); ++I) {
    const QualType T = F->getParamDecl(I)->getType();
    if (!Engine.borrows().mayHold(BorrowTypes::writtenThrough(T)))
      continue;
    const bool Behind = !T->isReferenceType();
    const VarDecl *V = holderOf(T->isPointerType() ? Places.pointee(Args[I])
                                : Behind           ? PlaceRef()
                                                   : Places.resolve(Args[I]));
    if (!V && !Leaving)
      continue;
    const KeptList &Keeps = Engine.borrows().keptByParameter(F, I);
    Origins O;
    for (unsigned J = 0; J < Args.size() && J < F->getNumParams(); ++J)
      if (J != I && J < Keeps.size())
        keptOrigins(Args[J], Keeps[J], O, 0);
    if (Leaving && Object && Keeps.size() > F->getNumParams() && Keeps.back() != Kept::Nothing) {
      const unsigned Old = O.size();
      Object->getType()->isPointerType() ? held(Object, Object->getType(), O, 0) : origins(Object, O, 0);
      for (Origin &Each : llvm::drop_begin(O, Old))
        Each.ForSends = Each.SomePart = true;
    }
    V ? comesInto(V, O, Key) : storedInto(Args[I], Behind, std::move(O), Key);
  }
}

static bool isMatch(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->getIdentifier() && isStd(R) && R->getName() == "match_results";
}

/// Algorithms write through the iterators that they are given, or into what they are given by reference.
void FactBuilder::libraryOutputs(const FunctionDecl *F, llvm::ArrayRef<const Expr *> Args, const Stmt *Key) {
  const llvm::StringRef Name = algorithmName(F);
  if (!Leaving || Args.size() < 2 || (isa<CXXMethodDecl>(F) && F->getOverloadedOperator() != OO_Call))
    return;
  if (Name == "invoke" || Name == "invoke_r") {
    const FunctionDecl *Runs = calledByLibrary(Args[0]);
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Runs);
    if (M && M->isInstance()) {
      const Expr *Object = Args[1]->IgnoreImplicit();
      keep(Places.object(Object, Object->getType()->isPointerType()), Object, M, Args.drop_front(2), Key);
      return callOutputs(M, Object, Args.drop_front(2), Key);
    }
    return callOutputs(Runs, nullptr, Args.drop_front(), Key);
  }
  const bool Replaces = isOneOf(Name, {"exchange", "construct_at"});
  const bool Matches = Name.starts_with("regex_"); // into a std::smatch, or not at all
  if (!Replaces && !writesElements(Name))
    return;
  elementsMoved(Name, Args, Key);
  for (unsigned I = 0; I < Args.size(); ++I) {
    const Expr *To = withoutWrappers(Args[I]);
    const QualType T = To->getType();
    const bool Inserter = BorrowTypes::isInserter(T);
    if (Matches && !isMatch(T))
      continue;
    if (Replaces ? I > 0 : !Inserter && !BorrowTypes::isBorrow(T.getUnqualifiedType()) && !Engine.borrows().mayHold(T))
      continue;
    const QualType Element = BorrowTypes::writtenThrough(T.getUnqualifiedType());
    if (!Replaces &&
        (!Element.isNull() ? !Engine.borrows().mayHold(Element) : T->isPointerType() || movesElementsOut(T)))
      continue; // numbers, say, or nothing can be written there
    Origins O;
    for (unsigned J = 0; J < Args.size(); ++J)
      if (J != I)
        keptOrigins(Args[J], Engine.borrows().keptByWriting(Args[J]->getType()), O, 0);
    if (const VarDecl *V = Matches ? holderOf(Places.resolve(To)) : nullptr) {
      comesInto(V, O, Key);
    } else if (Inserter) {
      insertedBy(To, std::move(O), Key);
    } else { // of a range the elements are its own; an iterator leads to them
      storedInto(To, BorrowTypes::isBorrow(T.getUnqualifiedType()) && Name != "exchange", std::move(O), Key);
    }
  }
}

/// What \p O says goes into the container that \p To, an inserter, writes into.
void FactBuilder::insertedBy(const Expr *To, Origins O, const Stmt *Key) {
  // `*to++`
  for (const CXXOperatorCallExpr *Step; (Step = dyn_cast<CXXOperatorCallExpr>(withoutWrappers(To)->IgnoreImpCasts()));)
    To = Step->getArg(0);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(withoutWrappers(To)->IgnoreImpCasts()))
    To = Temporary->getSubExpr();
  const auto *Made = dyn_cast<CallExpr>(To->IgnoreImplicit());
  Made && !isa<CXXOperatorCallExpr>(Made) && Made->getNumArgs()
      ? storedInto(Made->getArg(0), /*Behind=*/false, std::move(O), Key)
      : storedInto(To, /*Behind=*/true, std::move(O), Key);
}

/// `*std::back_inserter(views) = text`, `*to++ = text`: true if \p To is an inserter that is written through.
bool FactBuilder::writtenByInserter(const Expr *To, const Expr *Value, const Stmt *Key) {
  if (!Leaving || !BorrowTypes::isInserter(To->getType()) || BorrowTypes::isInserter(Value->getType()))
    return false;
  if (Engine.borrows().mayHold(BorrowTypes::writtenThrough(To->getType().getUnqualifiedType()))) {
    Origins O;
    keptOrigins(Value, Engine.borrows().keptByWriting(Value->getType()), O, 0);
    insertedBy(To, std::move(O), Key);
  }
  return true;
}

/// The variable that \p E is; null for anything else.
static const ValueDecl *declOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(withoutWrappers(E)->IgnoreImpCasts());
  return Ref ? Ref->getDecl() : nullptr;
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
  for (const Expr *A : Call->arguments()) {
    if (const auto *To = dyn_cast_or_null<VarDecl>(declOf(A)))
      handedInto(To, Value);
    Origins O;
    held(Bare, Bare->getType(), O, 0);
    if (const VarDecl *V = holderOf(Places.resolve(A)))
      comesInto(V, O, Key);
    else if (Engine.borrows().mayHold(A->getType()))
      storedInto(A, /*Behind=*/false, std::move(O), Key);
  }
}

} // namespace conure
