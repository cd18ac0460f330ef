//===- FactHandovers.cpp - What a call may give out of what it borrows ------===//
//
// `p->print(taken(text))`: a function that is given a local variable by mutable borrow may move its memory into what
// it returns. Where that leaves for another process, or becomes immutable to everyone, no borrow of the variable's
// memory may be used any more. The variable itself stays: it is given another value, perhaps.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Algorithms.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/LocalSources.h"
#include "checks/model/MemoryTrade.h"
#include "checks/model/MovedElements.h"
#include "checks/model/MovedValues.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

namespace {

/// Something can be moved out through a value of type \p T.
bool isMutableBorrow(BorrowTypes &Types, QualType T) {
  if (T->isPointerType() || T->isReferenceType())
    return !T->getPointeeType().isConstQualified() && !T->isFunctionPointerType() && !T->isFunctionReferenceType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !Types.mayHold(T))
    return false;
  if (builtinKind(T.getCanonicalType().getUnqualifiedType()) == Builtin::Ref)
    return false;
  if (!isInStd(R) || !R->getIdentifier())
    return true;
  if (R->getName() == "basic_string_view")
    return false;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return !S || R->getName() != "span" || !S->getTemplateArgs()[0].getAsType().isConstQualified();
}

bool isClosure(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->isLambda();
}

bool isCallable(QualType T) {
  if (T->isFunctionType() || T->isFunctionPointerType() || T->isMemberPointerType())
    return true;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && (R->isLambda() ||
               (isInStd(R) && R->getIdentifier() &&
                isOneOf(R->getName(), {"function", "move_only_function", "reference_wrapper"})) ||
               (!isInStd(R) && R->hasDefinition() && llvm::any_of(R->methods(), [](const CXXMethodDecl *M) {
                 return M->getOverloadedOperator() == OO_Call;
               })));
}

} // namespace

const FunctionDecl *calledByLibrary(const Expr *E) {
  E = withoutWrappers(E)->IgnoreImplicit();
  if (const auto *Address = dyn_cast<UnaryOperator>(E); Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParens();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

/// `all.end()`: what goes from it on is told where it begins.
static bool isEnd(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(withoutWrappers(E)->IgnoreImplicit());
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && F->getIdentifier() && isOneOf(F->getName(), {"end", "cend"});
}

/// Whether what \p C returns may have memory that lay in a \p Of before.
bool FactBuilder::mayGiveOut(const CallExpr *C, QualType Of) {
  return mayTradeMemory(Engine.model(), C->getType(), Of);
}

/// What \p C could move out of, by the borrow \p Operand of type \p T. \p Certainly: whatever its result is.
void FactBuilder::handedOver(const Expr *C, const Expr *Operand, QualType T, Handover &H, bool Certainly) {
  Origins O;
  if (T->isReferenceType() || T->isPointerType() || !Operand->isGLValue())
    held(Operand, T, O, 0);
  else
    loaded(Operand, O, 0);
  const PlaceTable &Table = Places.table();
  auto Add = [&](PlaceId Where, const VarDecl *Via) {
    const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(Where));
    if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() ||
        !(Certainly || mayGiveOut(cast<CallExpr>(C), V->getType())))
      return;
    Fact F{FactKind::Handover};
    F.Where = Certainly ? Table.rootOf(Where) : Where; // any of its elements
    F.Via = Via ? Via : H.Loop;
    F.Sent = H.To == Leaves::Sent;
    F.Frozen = H.To == Leaves::Frozen;
    F.At = C;
    F.Loc = C->getBeginLoc();
    if (H.Into)
      Delayed.push_back({H.Into, C, F});
    else
      Facts.add(C, F);
  };
  for (const Origin &Each : O) {
    if (Each.Where && Each.Level >= 0)
      Add(Each.Where.Id, Each.Where.Via);
    else if (Each.Holder)
      for (LoanId L : LoansOf.lookup(Each.Holder))
        Add(Facts.Loans[L].Of, nullptr);
  }
}

void FactBuilder::handoversOf(const CallExpr *C, Handover &H) {
  const FunctionDecl *F = C->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(C);
  const unsigned First = Operator && Method && !Method->isStatic() ? 1 : 0;
  Model &M = Engine.model();
  // The object.
  const Expr *Object = First ? C->getArg(0) : nullptr;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(C))
    Object = Call->getImplicitObjectArgument();
  if (Object && Method && Method->getParent()->isLambda()) {
    closureHandovers(C, Object, H);
  } else if (Object && Method) {
    const QualType T = Object->getType();
    if (!Method->isConst() && !T->isPointerType() && Object->isLValue())
      handedOver(C, Object, M.context().getLValueReferenceType(T), H);
    else if (!Method->isConst() && T->isPointerType())
      handedOver(C, Object, T, H);
    else if (const QualType Self = T->isPointerType() ? T->getPointeeType() : T; !T->isPointerType())
      if (isMutableBorrow(Engine.borrows(), Self.getUnqualifiedType()))
        handedOver(C, Object, Self.getUnqualifiedType(), H);
    handovers(Object, H);
  }
  const bool Library = F && isInStd(F);
  if (isStdCall(C, "make_move_iterator"))
    return isEnd(C->getArg(0))
               ? void()
               : handedOver(C, C->getArg(0), C->getArg(0)->getType().getUnqualifiedType(), H, /*Certainly=*/true);
  const FunctionDecl *Runs = nullptr;
  if (Library && !Method) {
    const Expr *Callable = nullptr;
    for (const Expr *A : C->arguments())
      if (!Callable && isCallable(withoutWrappers(A)->IgnoreImpCasts()->getType()))
        Callable = A;
    Runs = Callable ? calledByLibrary(Callable) : nullptr;
    // What is not called back takes only what it is given as a temporary.
    const bool Harmless = !Callable || (Runs && leavesAllAlone(Runs));
    for (const Expr *A : C->arguments()) {
      if (isClosure(A->getType())) {
        closureHandovers(C, A, H);
      } else if (!Harmless) {
        const Expr *Bare = withoutWrappers(A);
        const QualType T = Bare->getType();
        if (isMutableBorrow(Engine.borrows(), T.getUnqualifiedType()))
          handedOver(C, A, T.getUnqualifiedType(), H);
        else if (Bare->isLValue() && !T.isConstQualified() && !T->isFunctionType())
          handedOver(C, A, M.context().getLValueReferenceType(T), H);
      }
      handovers(A, H);
    }
    return;
  }
  const FunctionProtoType *Proto = F ? F->getType()->getAs<FunctionProtoType>() : nullptr;
  if (QualType T = C->getCallee()->getType(); !F && (T->isPointerType() || T->isReferenceType()))
    Proto = T->getPointeeType()->getAs<FunctionProtoType>();
  for (unsigned I = First; I < C->getNumArgs(); ++I) {
    const Expr *A = C->getArg(I);
    const unsigned Index = I - First;
    const QualType T = Proto && Index < Proto->getNumParams() ? Proto->getParamType(Index) : A->getType();
    if (isClosure(A->getType()))
      closureHandovers(C, A, H);
    else if (!T->isRValueReferenceType() && isMutableBorrow(Engine.borrows(), T.getUnqualifiedType()) &&
             !(F && T->isReferenceType() && leavesMemoryAlone(M, F, Index)))
      handedOver(C, A, T.getUnqualifiedType(), H);
    handovers(A, H);
  }
}

/// No parameter of \p F lets it take anything.
bool FactBuilder::leavesAllAlone(const FunctionDecl *F) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F); Method && !Method->isStatic() && !Method->isConst())
    return false;
  for (const ParmVarDecl *P : F->parameters())
    if (isMutableBorrow(Engine.borrows(), P->getType()) &&
        !leavesMemoryAlone(Engine.model(), F, P->getFunctionScopeIndex()))
      return false;
  return true;
}

/// What the closure \p E moves by name is known; what it hands on is not.
void FactBuilder::closureHandovers(const CallExpr *C, const Expr *E, Handover &H) {
  const Expr *Made = withoutWrappers(E)->IgnoreImpCasts();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Made))
    Made = Temporary->getSubExpr();
  const LambdaExpr *L = closureOf(Made);
  const CXXMethodDecl *Operator = L && !L->isGenericLambda() ? L->getCallOperator() : nullptr;
  if (!L) {
    const QualType T = E->getType().getNonReferenceType().getUnqualifiedType();
    if (Engine.borrows().mayHold(T))
      handedOver(C, E, T, H);
    return;
  }
  for (auto [Capture, Init] : llvm::zip(L->captures(), L->capture_inits())) {
    if (!Capture.capturesVariable() || !Init)
      continue;
    const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
    if (!V)
      continue;
    const QualType T = V->getType();
    const bool ByReference = Capture.getCaptureKind() == LCK_ByRef;
    const QualType Plain = T.getNonReferenceType();
    const bool View = Engine.borrows().mayHold(Plain) && !isMutableBorrow(Engine.borrows(), Plain);
    if (View || (ByReference ? Plain.isConstQualified() : !isMutableBorrow(Engine.borrows(), T)))
      continue;
    if (ByReference && Operator && leavesMemoryAlone(Engine.model(), Operator, V))
      continue;
    handedOver(C, Init, ByReference ? Places.context().getLValueReferenceType(T.getNonReferenceType()) : T, H);
  }
}

/// \p Value, an element of \p Range, is moved to where \p H says.
void FactBuilder::elementTaken(const Expr *Value, const Expr *Range, Handover H) {
  const auto *Star = dyn_cast<CXXOperatorCallExpr>(Value);
  const auto *Iterator = Star ? dyn_cast<DeclRefExpr>(withoutWrappers(Star->getArg(0))->IgnoreImpCasts()) : nullptr;
  if (const auto *V = Iterator ? dyn_cast<VarDecl>(Iterator->getDecl()) : nullptr; V && V->isImplicit())
    H.Loop = V;
  const QualType T = Range->getType();
  handedOver(Value, Range,
             BorrowTypes::isBorrow(T) ? T.getUnqualifiedType() : Places.context().getLValueReferenceType(T), H,
             /*Certainly=*/true);
}

/// \p Value goes where \p H says: each call in it whose memory goes along.
void FactBuilder::handovers(const Expr *Value, Handover &H) {
  if (!Value)
    return;
  Value = withoutWrappers(Value);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Value))
    return handovers(Temporary->getSubExpr(), H);
  const auto *Exchange = dyn_cast<CallExpr>(Value);
  if (Exchange && isStdCall(Exchange, "exchange") && Exchange->getNumArgs())
    movedOn(Exchange->getArg(0), H);
  else if (const Expr *Range = elementMoved(Value))
    elementTaken(Value, Range, H);
  else if (Value->isXValue())
    movedOn(Value, H);
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Value))
    return handovers(Default->getExpr(), H);
  if (!Value->isPRValue() && !isa<CallExpr>(Value) && !isa<CastExpr>(Value) &&
      !isa<AbstractConditionalOperator>(Value) && !isa<BinaryOperator>(Value))
    return;
  if (const auto *Cast = dyn_cast<CastExpr>(Value))
    return handovers(Cast->getSubExpr(), H);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Value)) {
    handovers(Choice->getTrueExpr(), H);
    return handovers(Choice->getFalseExpr(), H);
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Value))
    return Binary->getOpcode() == BO_Comma ? handovers(Binary->getRHS(), H) : void();
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Value)) {
    const CXXRecordDecl *R = Made->getConstructor()->getParent();
    const bool Moves = isStd(R) && R->getIdentifier() && R->getName() == "move_iterator" && Made->getNumArgs() == 1 &&
                       !Made->getConstructor()->isCopyOrMoveConstructor() && !isEnd(Made->getArg(0));
    if (Moves)
      handedOver(Made, Made->getArg(0), Made->getArg(0)->getType().getUnqualifiedType(), H, /*Certainly=*/true);
    for (const Expr *A : Made->arguments())
      handovers(A, H);
    return;
  }
  if (isa<InitListExpr, CXXParenListInitExpr, CXXStdInitializerListExpr>(Value)) {
    for (const Stmt *Child : Value->children())
      handovers(dyn_cast_or_null<Expr>(Child), H);
    return;
  }
  const auto *Call = dyn_cast<CallExpr>(Value);
  if (!Call)
    return;
  if (isNamingCall(Call) && Call->getNumArgs())
    return handovers(Call->getArg(0), H);
  if (Call->isPRValue() && Call->getType()->isRecordType() && !isUni(Call->getType()))
    handoversOf(Call, H);
}

/// \p Value becomes that of the local variable of which \p Target names a part.
void FactBuilder::handedInto(const VarDecl *Into, const Expr *Value) {
  if (!Engine.model().usesConure() || !Value || !Into->hasLocalStorage() || !Into->getType()->isRecordType())
    return;
  Handover H;
  H.Into = Into;
  handovers(Value, H);
}

/// `std::move(all.begin(), all.end(), std::back_inserter(others))`: the elements of one argument go to another, as they
/// do if the algorithm \p Name reads them by a move iterator, or if what its callable makes may have their memory.
void FactBuilder::elementsMoved(llvm::StringRef Name, llvm::ArrayRef<const Expr *> Args, const Stmt *Key) {
  if (Args.size() < 2 || !isa<Expr>(Key) || !Engine.model().usesConure())
    return;
  const bool Moves = movesElements(Name) ||
                     llvm::any_of(Args, [&](const Expr *A) { return makesOfMemory(Engine.model(), A->getType()); });
  for (const Expr *To : Args) {
    Handover H;
    H.Into = StoreRoot::of(To).Variable;
    for (const Expr *From : Args) {
      const QualType T = From->getType();
      if (From == To || !H.Into || isEnd(From) || isClosure(T) || (!Moves && !movesElementsOut(T)))
        continue;
      const Expr *Bare = movesElementsOut(T) ? rangeUnder(From) : From;
      const QualType Given = Bare->getType();
      const bool Range = Bare->isGLValue() && !BorrowTypes::isBorrow(Given.getUnqualifiedType());
      handedOver(cast<Expr>(Key), Bare,
                 Range ? Places.context().getLValueReferenceType(Given) : Given.getUnqualifiedType(), H,
                 /*Certainly=*/true);
    }
  }
}

void FactBuilder::handedOut(llvm::ArrayRef<const Expr *> Values, Leaves To, bool Unique) {
  if (To == Leaves::No || !Engine.model().usesConure())
    return;
  Handover H;
  H.To = To;
  H.Unique = Unique;
  for (const Expr *Value : Values)
    handovers(Value, H);
}

} // namespace conure
