//===- BodyBorrows.cpp - Which borrows of its locals a recover body makes -===//
#include "checks/model/BodyBorrows.h"
#include "checks/model/Holding.h"
#include "checks/model/PathSteps.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

bool isInlineHolder(const CXXRecordDecl *R) {
  llvm::StringRef Name = R->getIdentifier() ? R->getName() : "";
  return Name == "optional" || Name == "array" || Name == "basic_string" || // a short one
         Name == "expected" || Name.starts_with("_Optional");
}

} // namespace

/// Feeds each statement of the body to BodyBorrows.
class BorrowVisitor : public RecursiveASTVisitor<BorrowVisitor> {
public:
  explicit BorrowVisitor(BodyBorrows &B) : B(B) {}

  /// A generic lambda is looked at as it was instantiated.
  bool TraverseLambdaExpr(LambdaExpr *L) {
    const FunctionTemplateDecl *Generic = L->getDependentCallOperator();
    if (!Generic)
      return RecursiveASTVisitor::TraverseLambdaExpr(L);
    for (const FunctionDecl *F : Generic->specializations())
      if (!TraverseStmt(F->getBody()))
        return false;
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    if (V->getInit() && !isa<ParmVarDecl>(V))
      B.storeVar(V, V->getType()->isReferenceType() ? B.address(V->getInit()) : B.value(V->getInit()));
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *Op) {
    if (Op->getOpcode() == BO_Assign)
      B.store(Op->getLHS(), B.value(Op->getRHS()));
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (const Expr *E = movedOperand(Call))
      if (const auto *R = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
        if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
          B.Moved.insert(V);
    const FunctionDecl *F = Call->getDirectCallee();
    // What a call is given may end up in each thing that it can change.
    llvm::SmallVector<const Expr *, 4> Args(Call->arguments());
    const Expr *Object = nullptr;
    if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call))
      Object = Method->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(F) && !Args.empty()) {
      Object = Args.front();
      Args.erase(Args.begin());
    }
    // The body of a lambda is looked at itself: its parameters stand for the arguments.
    if (const auto *Op = dyn_cast_or_null<CXXMethodDecl>(F);
        Op && Op->getParent()->isLambda() && B.Body.Inside.count(Op->getNumParams() ? Op->getParamDecl(0) : nullptr)) {
      for (auto [P, A] : llvm::zip(F->parameters(), Args))
        B.storeVar(P, P->getType()->isReferenceType() ? B.address(A) : B.value(A));
      return true;
    }
    // What each argument brings, and the object: any of it may be stored in any other.
    llvm::SmallVector<BodyBorrows::Origins, 4> Given;
    for (auto [I, A] : llvm::enumerate(Args)) {
      bool ByReference = F && I < F->getNumParams() ? F->getParamDecl(I)->getType()->isReferenceType() : A->isLValue();
      Given.push_back(ByReference && !A->isXValue() ? B.address(A) : B.value(A));
      if (ByReference)
        BodyBorrows::add(Given.back(), B.value(A));
    }
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
    if (Object && !(Method && Method->isConst() && B.M.types().isImmutableMethod(Method)))
      for (const BodyBorrows::Origins &G : Given)
        B.store(Object, G);
    if (F && isLibraryReader(F))
      return true;
    BodyBorrows::Origins Own;
    if (Object && !Object->getType()->isDependentType()) {
      Own = Object->getType()->isPointerType() ? B.value(Object) : B.address(Object);
      BodyBorrows::add(Own, B.value(Object));
    }
    for (auto [I, A] : llvm::enumerate(Args)) {
      if (!A->isLValue() || A->getType().isConstQualified())
        continue;
      B.store(A, Own);
      for (auto [J, G] : llvm::enumerate(Given))
        if (I != J)
          B.store(A, G);
    }
    return true;
  }

private:
  BodyBorrows &B;
};

BodyBorrows::BodyBorrows(Model &M, const RecoverBody &Body) : M(M), Body(Body) {
  const Stmt *S = Body.Lambda ? static_cast<const Stmt *>(Body.Lambda->getBody()) : Body.Argument;
  // Each pass can add at most one borrow a variable; a handful settle any real body.
  for (unsigned Pass = 0; Pass < 16; ++Pass) {
    Changed = false;
    BorrowVisitor(*this).TraverseStmt(const_cast<Stmt *>(S));
    if (!Changed)
      break;
  }
}

void BodyBorrows::add(Origins &To, const Origins &From) {
  for (const BorrowOrigin &O : From)
    if (llvm::none_of(
            To, [&](const BorrowOrigin &T) { return T.Var == O.Var && T.Heap == O.Heap && (T.Var || T.At == O.At); }))
      To.push_back(O);
}

void BodyBorrows::storeVar(const VarDecl *V, const Origins &What) {
  if (!V->getType()->isReferenceType() && holdsNothing(V->getType()))
    return;
  Origins &Mine = Held[V];
  size_t Before = Mine.size();
  for (const BorrowOrigin &O : What)
    if (O.Heap || O.Type.isNull() || V->getType()->isReferenceType() || V->getType()->isDependentType() ||
        mayHoldBorrowOf(M, V->getType(), O.Type))
      add(Mine, {O});
  Changed |= Mine.size() != Before;
}

/// \p What is stored in the object that \p Into names, or in what it points to.
void BodyBorrows::store(const Expr *Into, const Origins &Given) {
  // `v.rows.push_back(row)`: what the part cannot hold does not come into the whole by it.
  const bool Arrow = Into->isPRValue() && Into->getType()->isPointerType();
  const QualType Part = Arrow ? Into->getType()->getPointeeType() : Into->getType();
  Origins What;
  for (const BorrowOrigin &O : Given)
    if (O.Heap || O.Type.isNull() || Part->isDependentType() || M.types().isBorrow(Part.getUnqualifiedType()) ||
        mayHoldBorrowOf(M, Part, O.Type))
      What.push_back(O);
  if (What.empty())
    return;
  // The root variable, and all that the path could lead to.
  for (const BorrowOrigin &O : address(Into))
    if (O.Var)
      storeVar(O.Var, What);
  const Expr *E = underTemporaries(Into);
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Op = dyn_cast<UnaryOperator>(E))
      E = Op->getSubExpr();
    else if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E))
      E = Index->getBase();
    else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E); Call && Call->getNumArgs() > 0)
      E = Call->getArg(0);
    else
      break;
  }
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
      storeVar(V, What);
}

bool BodyBorrows::holdsNothing(QualType T) {
  T = T.getNonReferenceType().getUnqualifiedType();
  return M.types().isBorrowFree(T) || M.types().isSendable(T);
}

BodyBorrows::Origins BodyBorrows::call(const Expr *E, const FunctionDecl *F, llvm::ArrayRef<const Expr *> Args) {
  Origins Out;
  for (auto [I, A] : llvm::enumerate(Args)) {
    bool ByReference = F && I < F->getNumParams() ? F->getParamDecl(I)->getType()->isReferenceType() : A->isGLValue();
    add(Out, value(A));
    // A copy or a move keeps no address of what it is made from.
    const auto *Made = dyn_cast<CXXConstructExpr>(E);
    bool Copies = Made && Made->getConstructor()->isCopyOrMoveConstructor();
    if (ByReference && !Copies && !A->isXValue())
      add(Out, address(A));
  }
  return Out;
}

/// What a value of \p E holds borrows of; nothing if its type holds none.
BodyBorrows::Origins BodyBorrows::value(const Expr *E) {
  E = underTemporaries(E);
  if (++Depth > 200 || (holdsNothing(E->getType()) && !isa<InitListExpr>(E))) {
    --Depth;
    return {};
  }
  Origins Out;
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    Out = C->getCastKind() == CK_ArrayToPointerDecay ? address(C->getSubExpr()) : value(C->getSubExpr());
  } else if (const auto *R = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
      Out = Held.lookup(V);
  } else if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
    Out = Op->getOpcode() == UO_AddrOf ? address(Op->getSubExpr()) : value(Op->getSubExpr());
  } else if (const auto *Op = dyn_cast<BinaryOperator>(E)) {
    if (!Op->isCommaOp())
      Out = value(Op->getLHS());
    add(Out, value(Op->getRHS()));
  } else if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    Out = value(C->getTrueExpr());
    add(Out, value(C->getFalseExpr()));
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Out = value(Member->getBase());
  } else if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    Out = value(Index->getBase());
  } else if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    for (auto [Cap, Init] : llvm::zip(L->captures(), L->capture_inits()))
      add(Out, Cap.getCaptureKind() == LCK_ByRef ? address(Init) : value(Init));
  } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *I : List->inits())
      add(Out, I->isGLValue() ? address(I) : value(I));
  } else if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E)) {
    Out = value(List->getSubExpr());
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (const Expr *Init = New->getInitializer())
      Out = value(Init);
  } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    Out = call(E, Made->getConstructor(),
               llvm::ArrayRef(const_cast<const Expr *const *>(Made->getArgs()), Made->getNumArgs()));
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (const Expr *From = movedOperand(Call)) {
      Out = value(From);
    } else {
      llvm::SmallVector<const Expr *, 4> Args(Call->arguments());
      if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call)) {
        const Expr *Object = Method->getImplicitObjectArgument();
        add(Out, value(Object));
        // A method may give out a borrow of its object; the library's owners give out the heap's.
        for (BorrowOrigin O : address(Object)) {
          const CXXRecordDecl *R = Method->getRecordDecl();
          O.Heap |= R && isStd(R) && !isInlineHolder(R);
          O.At = Call;
          add(Out, {O});
        }
        if (Object->getType()->isPointerType())
          add(Out, value(Object));
      }
      const FunctionDecl *F = Call->getDirectCallee();
      if (isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(F) && !Args.empty()) {
        add(Out, address(Call));
        add(Out, value(Args.front()));
        Args.erase(Args.begin());
      }
      add(Out, call(E, F, Args));
    }
  }
  --Depth;
  return Out;
}

/// What a reference to the object that \p E names points to.
BodyBorrows::Origins BodyBorrows::address(const Expr *E) {
  if (++Depth > 200) {
    --Depth;
    return {};
  }
  Origins Out;
  while (true) {
    if (const auto *Temp = dyn_cast<MaterializeTemporaryExpr>(E)) {
      // A temporary borrow points where it points; another one is itself what dies.
      Out = value(Temp->getSubExpr());
      if (!M.types().isBorrow(Temp->getType()) && !Temp->getExtendingDecl())
        Out.push_back({nullptr, false, Temp, Temp->getType()});
      --Depth;
      return Out;
    }
    if (const auto *P = dyn_cast<ParenExpr>(E))
      E = P->getSubExpr();
    else if (const auto *F = dyn_cast<FullExpr>(E))
      E = F->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(E);
             C && C->getCastKind() != CK_LValueToRValue && C->isGLValue() && C->getSubExpr()->isGLValue())
      E = C->getSubExpr();
    else
      break;
  }
  if (const auto *R = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(R->getDecl());
    if (V && V->getType()->isReferenceType())
      Out = Held.lookup(V);
    else if (V && V->hasLocalStorage() && Body.Inside.count(V))
      Out.push_back({V, false, E, V->getType()});
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Out = Member->isArrow() ? value(Member->getBase()) : address(Member->getBase());
    for (BorrowOrigin &O : Out)
      if (!O.Heap)
        O.Type = Member->getType();
  } else if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    Out = value(Index->getBase());
  } else if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
    if (Op->getOpcode() == UO_Deref)
      Out = value(Op->getSubExpr());
    else
      Out = address(Op->getSubExpr());
  } else if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    Out = address(C->getTrueExpr());
    add(Out, address(C->getFalseExpr()));
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const Expr *From = movedOperand(Call);
    const Expr *Object = nullptr;
    const CXXRecordDecl *Owner = nullptr;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (const auto *MC = dyn_cast<CXXMemberCallExpr>(Call)) {
      Object = MC->getImplicitObjectArgument();
      Owner = MC->getRecordDecl();
    } else if (isa<CXXOperatorCallExpr>(Call) && Method && Call->getNumArgs() > 0) {
      Object = Call->getArg(0);
      Owner = Method->getParent();
    }
    if (From) {
      Out = address(From);
    } else if (Object) {
      bool Heap = Owner && isStd(Owner) && !isInlineHolder(Owner);
      Out = Object->getType()->isPointerType() ? value(Object) : address(Object);
      for (BorrowOrigin &O : Out) {
        O.Heap |= Heap;
        O.At = E;
      }
      if (!Heap)
        add(Out, value(Object));
      // A method of the user's may give out what it is given.
      if (Owner && !isStd(Owner)) {
        llvm::SmallVector<const Expr *, 4> Args(Call->arguments());
        if (isa<CXXOperatorCallExpr>(Call))
          Args.erase(Args.begin());
        for (const BorrowOrigin &O : call(E, Method, Args))
          if (O.Heap || O.Type.isNull() || mayHoldBorrowOf(M, M.context().getPointerType(E->getType()), O.Type))
            add(Out, {O});
      }
    } else {
      Out = call(E, Call->getDirectCallee(), llvm::SmallVector<const Expr *, 4>(Call->arguments()));
    }
  } else if (E->isPRValue()) {
    Out = value(E);
  }
  --Depth;
  return Out;
}

const VarDecl *BodyBorrows::returnedVariable(const Expr *E) {
  E = ignoreWrappers(E);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
      Made && Made->getNumArgs() == 1 && Made->getConstructor()->isCopyOrMoveConstructor())
    E = ignoreWrappers(Made->getArg(0));
  if (const Expr *From = movedOperand(E))
    E = From->IgnoreParenImpCasts();
  const auto *R = dyn_cast<DeclRefExpr>(E);
  return R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
}

llvm::SmallVector<BorrowOrigin, 4> BodyBorrows::heldBy(const Expr *E) {
  Origins Out = value(E);
  if (const VarDecl *V = returnedVariable(E))
    add(Out, Held.lookup(V));
  return Out;
}

} // namespace conure
